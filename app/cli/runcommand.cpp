// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/crawloptions.h"
#include "app/cli/crawlrun.h"
#include "app/cli/filechecks.h"
#include "app/cli/jobreading.h"
#include "app/cli/secrets.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int runJob(const Arguments &arguments, Console &console)
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
    const QString path = arguments.operands().first();
    const auto spec = readJob(path);
    if (!spec)
        return console.refuse(spec.error());
    if (const auto checked = checkFiles(arguments, arguments.value(u"project"_s), {path}); !checked)
        return console.refuse(checked.error());
    if (const auto probed = probeOutputs(*outputs); !probed)
        return console.storageTrouble(probed.error());
    if (const int code = checkPrograms(*spec, path, console); code != Done)
        return code;
    for (const QString &warning : specWarnings(*spec))
        console.complain(warning);
    return CrawlRun({arguments.value(u"project"_s), *spec, {}, *outputs, *testUrl}, secrets.store(), console).run();
}

} // namespace

Command runCommand()
{
    QList<Option> options = {
        {u"project"_s, u"FILE"_s, u"Crawl into this project; an existing one gets a further crawl"_s},
        secretOption(),
        testUrlOption()};
    options += outputOptions();
    return {u"run"_s,
            u"JOB.json"_s,
            u"Run a saved job"_s,
            u"\"crawl --save-job\" and the window write job files; \"schema job\" prints their JSON Schema."_s,
            1,
            1,
            options,
            runJob};
}

} // namespace sluice::app
