// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a frontier and comes out of it.
#pragma once

#include "core/crawl/seenset.h"
#include "core/store/records.h"
#include "core/url/weburl.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sluice::core {

/// A link as a parse task found it.
struct FoundLink
{
    WebUrl url;      ///< empty when it was refused
    QByteArray text; ///< of a refused one, as written
    UrlKey key;
    SkipReason refusal = SkipReason::None; ///< Scheme, Invalid
    QString detail;
    bool isDetail = false; ///< of a row, to its detail page
};

/// A URL to fetch now.
struct Lease
{
    UrlIndex index = 0;
    UrlId id;
    WebUrl url;
    int attempt = 1;
    bool isSeed = false;
    bool isDetail = false;
};

/// What a page's links changed, for its outcome.
struct Discovery
{
    QList<UrlRecord> found;
    QList<UrlChange> changes;
    QList<UrlId> outlinks;
};

/// What seeds or a sitemap changed.
struct NewRoots
{
    QList<UrlRecord> found;
    QList<UrlChange> changes; ///< known ones that lie at depth 0 now; to be stored after \a found
};

} // namespace sluice::core
