// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/rowprinter.h"
#include "core/store/projectreader.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int printStatus(const Arguments &arguments, Console &console)
{
    const auto reader = core::ProjectReader::open(arguments.operands().first());
    if (!reader)
        return console.storageTrouble(reader.error().detail);
    const auto counts = (*reader)->status();
    if (!counts)
        return console.storageTrouble(counts.error().detail);
    const auto format = arguments.has(u"json"_s) ? RowPrinter::Format::Json : RowPrinter::Format::Tsv;
    RowPrinter printer(console, format, {u"crawl"_s, u"kind"_s, u"name"_s, u"count"_s});
    printer.printHeader();
    for (const core::StatusCount &count : *counts)
        printer.print({count.crawl.value, count.kind, count.name, count.count});
    return Done;
}

} // namespace

Command statusCommand()
{
    return {u"status"_s,
            u"PROJECT"_s,
            u"Count a project's URLs by state, reason, error and host"_s,
            u"Works beside a running crawl too."_s,
            1,
            1,
            {},
            printStatus};
}

} // namespace sluice::app
