// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/crawlrun.h"
#include "app/cli/filechecks.h"
#include "app/cli/projectarguments.h"
#include "app/cli/secrets.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int resumeCrawl(const Arguments &arguments, Console &console)
{
    Secrets secrets;
    if (const auto added = secrets.add(arguments.values(u"secret"_s)); !added)
        return console.refuse(added.error());
    const auto crawl = readCrawl(arguments);
    if (!crawl)
        return console.refuse(crawl.error());
    const auto testUrl = readTestUrl(arguments);
    if (!testUrl)
        return console.refuse(testUrl.error());
    const auto outputs = readOutputs(arguments);
    if (!outputs)
        return console.refuse(outputs.error());
    const QString path = arguments.operands().first();
    if (const auto checked = checkFiles(arguments, path); !checked)
        return console.refuse(checked.error());
    if (const auto probed = probeOutputs(*outputs); !probed)
        return console.storageTrouble(probed.error());
    return CrawlRun({path, {}, *crawl, *outputs, *testUrl}, secrets.store(), console).run();
}

} // namespace

Command resumeCommand()
{
    QList<Option> options = {crawlOption(), secretOption(), testUrlOption()};
    options += outputOptions();
    return {u"resume"_s,
            u"PROJECT"_s,
            u"Go on with a crawl where it stopped, however it stopped"_s,
            u"Standard output gets this run's rows, files get all rows of the crawl."_s,
            1,
            1,
            options,
            resumeCrawl};
}

} // namespace sluice::app
