// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projectarguments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

Option crawlOption()
{
    return {u"crawl"_s, u"N"_s, u"Which crawl of the project, counted from 1; the last without"_s};
}

core::Result<core::CrawlId, QString> readCrawl(const Arguments &arguments)
{
    if (!arguments.has(u"crawl"_s))
        return core::CrawlId();
    bool isNumber = false;
    const qint64 number = arguments.value(u"crawl"_s).toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return tl::unexpected(u"--crawl: expected a number from 1 on, got \"%1\""_s.arg(arguments.value(u"crawl"_s)));
    return core::CrawlId{number};
}

core::Result<core::CrawlId, QString> chosenCrawl(const QList<core::CrawlRecord> &crawls, core::CrawlId wanted,
                                                 const QString &projectPath)
{
    if (crawls.isEmpty())
        return tl::unexpected(u"%1: holds no crawl"_s.arg(projectPath));
    const core::CrawlId last = crawls.last().id;
    if (!wanted.isValid())
        return last;
    if (std::any_of(crawls.begin(), crawls.end(), [wanted](const auto &record) { return record.id == wanted; }))
        return wanted;
    return tl::unexpected(u"--crawl: %1 has no crawl %2, its last is %3"_s.arg(
        projectPath, QString::number(wanted.value), QString::number(last.value)));
}

} // namespace sluice::app
