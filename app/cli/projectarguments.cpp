// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projectarguments.h"

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

} // namespace sluice::app
