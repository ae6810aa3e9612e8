// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/records.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

QString urlStateName(UrlState state)
{
    switch (state) {
    case UrlState::Pending:
        return u"pending"_s;
    case UrlState::Done:
        return u"done"_s;
    case UrlState::Failed:
        return u"failed"_s;
    case UrlState::Skipped:
        return u"skipped"_s;
    }
    return u"unknown"_s; // a number that only a damaged file holds
}

QString skipReasonName(SkipReason reason)
{
    switch (reason) {
    case SkipReason::None:
        return u"none"_s;
    case SkipReason::Scope:
        return u"scope"_s;
    case SkipReason::Depth:
        return u"depth"_s;
    case SkipReason::Robots:
        return u"robots"_s;
    case SkipReason::RobotsUnreachable:
        return u"robots-unreachable"_s;
    case SkipReason::Scheme:
        return u"scheme"_s;
    case SkipReason::Invalid:
        return u"invalid"_s;
    case SkipReason::Excluded:
        return u"excluded"_s;
    case SkipReason::NotIncluded:
        return u"not-included"_s;
    case SkipReason::Credentials:
        return u"credentials"_s;
    }
    return u"unknown"_s;
}

QString crawlStateName(CrawlState state)
{
    switch (state) {
    case CrawlState::Running:
        return u"running"_s;
    case CrawlState::Paused:
        return u"paused"_s;
    case CrawlState::Finished:
        return u"finished"_s;
    case CrawlState::Cancelled:
        return u"cancelled"_s;
    case CrawlState::Interrupted:
        return u"interrupted"_s;
    }
    return u"unknown"_s;
}

const QStringList &defaultColumns()
{
    static const QStringList columns = {
        u"url"_s,         u"final_url"_s, u"status"_s,       u"depth"_s,   u"title"_s, u"h1"_s,
        u"description"_s, u"canonical"_s, u"content_type"_s, u"charset"_s, u"bytes"_s, u"milliseconds"_s,
        u"links"_s,       u"found_on"_s,  u"fetched_at"_s,   u"error"_s,
    };
    return columns;
}

} // namespace sluice::core
