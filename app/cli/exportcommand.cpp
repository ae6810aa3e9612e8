// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/filechecks.h"
#include "app/cli/outputs.h"
#include "app/cli/projectarguments.h"
#include "core/base/interrupt.h"
#include "core/store/projectreader.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int exportCrawl(const Arguments &arguments, Console &console)
{
    auto crawl = readCrawl(arguments);
    if (!crawl)
        return console.refuse(crawl.error());
    const auto outputs = readOutputs(arguments);
    if (!outputs)
        return console.refuse(outputs.error());
    if (outputs->isEmpty())
        return console.refuse(u"--csv FILE or --jsonl FILE expected"_s);
    const QString path = arguments.operands().first();
    if (const auto checked = checkFiles(arguments, path); !checked)
        return console.refuse(checked.error());
    const auto reader = core::ProjectReader::open(path);
    if (!reader)
        return console.storageTrouble(reader.error().detail);
    const auto crawls = (*reader)->crawls();
    if (!crawls)
        return console.storageTrouble(crawls.error().detail);
    crawl = chosenCrawl(*crawls, *crawl, path);
    if (!crawl)
        return console.refuse(crawl.error());
    const core::Interrupt interrupt;
    return writeOutputs(*outputs, {path, *crawl, {}, false}, interrupt.token(), console);
}

} // namespace

Command exportCommand()
{
    QList<Option> options = {crawlOption()};
    options += outputOptions();
    return {u"export"_s,
            u"PROJECT"_s,
            u"Write a crawl's rows to a file"_s,
            u"Works beside a running crawl too: then it writes the rows that are there."_s,
            1,
            1,
            options,
            exportCrawl};
}

} // namespace sluice::app
