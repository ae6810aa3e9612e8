// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/crawloptions.h"
#include "app/cli/crawlrun.h"
#include "app/cli/filechecks.h"
#include "app/cli/jobreading.h"
#include "app/cli/secrets.h"
#include "core/crawl/jobfile.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int runCrawl(const Arguments &arguments, Console &console)
{
    Secrets secrets;
    if (const auto added = secrets.add(arguments.values(u"secret"_s)); !added)
        return console.refuse(added.error());
    const auto testUrl = readTestUrl(arguments);
    if (!testUrl)
        return console.refuse(testUrl.error());
    const auto outputs = readOutputs(arguments);
    if (!outputs)
        return console.refuse(outputs.error());
    const auto spec = specFromArguments(arguments);
    if (!spec)
        return console.refuse(spec.error());
    if (const auto checked = checkFiles(arguments, arguments.value(u"project"_s)); !checked)
        return console.refuse(checked.error());
    if (const auto probed = probeOutputs(*outputs); !probed)
        return console.storageTrouble(probed.error());
    if (const int code = checkPrograms(spec->spec, {}, console); code != Done)
        return code;
    for (const QString &warning : spec->warnings)
        console.complain(warning);
    if (arguments.has(u"save-job"_s)) {
        if (const auto saved = core::saveJob(spec->spec, arguments.value(u"save-job"_s)); !saved)
            return console.storageTrouble(saved.error().detail);
    }
    return CrawlRun({arguments.value(u"project"_s), spec->spec, {}, *outputs, *testUrl}, secrets.store(), console)
        .run();
}

} // namespace

Command crawlCommand()
{
    QList<Option> options = specOptions();
    options += {secretOption(), testUrlOption()};
    options += {{u"save-job"_s, u"FILE"_s, u"Also write these settings as a job file for \"run\""_s},
                {u"project"_s, u"FILE"_s, u"Crawl into this project; an existing one gets a further crawl"_s}};
    options += outputOptions();
    return {u"crawl"_s,
            u"URL…|@FILE"_s,
            u"Crawl from one or more URLs"_s,
            u"@FILE holds URLs, one a line. Without --csv and --jsonl, rows go to standard output as they come.\n"
            "Without --project a temporary one is used, which is kept and named when the crawl is interrupted."_s,
            1,
            -1,
            options,
            runCrawl};
}

} // namespace sluice::app
