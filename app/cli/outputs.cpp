// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outputs.h"

#include "core/base/outputfile.h"
#include "core/exporting/exporter.h"
#include "core/store/projectreader.h"

#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype rowsAtOnce = 500;

core::CsvOptions csvOptions(const Outputs &outputs)
{
    core::CsvOptions options;
    options.isFormulaGuarded = outputs.isFormulaGuarded;
    return options;
}

int codeFor(const core::StoreFailure &failure, Console &console)
{
    if (failure.kind == core::StoreFault::Cancelled)
        return Interrupted;
    return console.storageTrouble(failure.detail);
}

int writeFile(const core::ExportRequest &request, const core::CancelToken &cancel, Console &console)
{
    console.flush();
    const auto summary = core::exportRows(request, cancel);
    if (summary)
        return Done;
    if (summary.error().kind == core::ExportFault::Cancelled)
        return Interrupted;
    return console.storageTrouble(summary.error().detail);
}

/// CSV of the rows after `source.after` on standard output.
int writeLaterRows(const Outputs &outputs, const RowSource &source, const core::CancelToken &cancel, Console &console)
{
    const auto reader = core::ProjectReader::open(source.projectPath);
    if (!reader)
        return codeFor(reader.error(), console);
    const auto columns = (*reader)->columns(source.crawl);
    if (!columns)
        return codeFor(columns.error(), console);
    const auto ids = (*reader)->rowIdsAfter(source.crawl, {}, source.after, cancel);
    if (!ids)
        return codeFor(ids.error(), console);
    const core::CsvOptions options = csvOptions(outputs);
    console.write(core::csvRecord(core::RowValues(columns->cbegin(), columns->cend()), options));
    for (qsizetype i = 0; i < ids->size() && !cancel.isCancelled(); i += rowsAtOnce) {
        const auto rows = (*reader)->rows(source.crawl, ids->mid(i, rowsAtOnce), *columns);
        if (!rows)
            return codeFor(rows.error(), console);
        for (const core::RowValues &values : *rows)
            console.write(core::csvRecord(values, options));
    }
    return cancel.isCancelled() ? int(Interrupted) : console.outputCode();
}

int writeCsv(const Outputs &outputs, const RowSource &source, const core::CancelToken &cancel, Console &console)
{
    if (outputs.csv == "-"_L1 && source.after.isValid())
        return writeLaterRows(outputs, source, cancel, console);
    core::ExportRequest request;
    request.projectPath = source.projectPath;
    request.crawl = source.crawl;
    request.path = outputs.csv;
    request.csv = csvOptions(outputs);
    return writeFile(request, cancel, console);
}

core::Result<void, QString> probeFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return tl::unexpected(u"%1: is a folder"_s.arg(path));
    if (info.exists() && !info.isWritable())
        return tl::unexpected(u"%1: cannot be written"_s.arg(path));
    if (core::isWrittenThrough(path))
        return {};
    // The file itself stays untouched until there is something to put in its place.
    QTemporaryFile probe(info.absolutePath() + u"/.sluice-XXXXXX"_s);
    if (!probe.open())
        return tl::unexpected(u"%1: %2"_s.arg(path, probe.errorString()));
    return {};
}

} // namespace

std::optional<RowPrinter::Format> Outputs::streamFormat() const
{
    if (jsonLines == "-"_L1)
        return RowPrinter::Format::Json;
    if (isEmpty())
        return isJson ? RowPrinter::Format::Json : RowPrinter::Format::Tsv;
    return {};
}

QList<Option> outputOptions()
{
    return {{u"csv"_s, u"FILE"_s, u"Write the rows as CSV at the end; - is standard output"_s},
            {u"jsonl"_s, u"FILE"_s, u"Write the rows as JSON Lines; - is standard output"_s},
            {u"xlsx"_s, u"FILE"_s, {}, false, true},
            {u"no-formula-guard"_s, {}, u"Write cells that begin like a formula as they are"_s}};
}

core::Result<Outputs, QString> readOutputs(const Arguments &arguments)
{
    Outputs outputs;
    outputs.csv = arguments.value(u"csv"_s);
    outputs.jsonLines = arguments.value(u"jsonl"_s);
    outputs.isFormulaGuarded = !arguments.has(u"no-formula-guard"_s);
    outputs.isJson = arguments.has(u"json"_s);
    for (const QString &name : {u"csv"_s, u"jsonl"_s, u"project"_s}) {
        if (arguments.has(name) && arguments.value(name).isEmpty())
            return tl::unexpected(u"--%1: expected a file's name"_s.arg(name));
    }
    if (outputs.csv == "-"_L1 && outputs.jsonLines == "-"_L1)
        return tl::unexpected(u"--csv and --jsonl: at most one output can be \"-\""_s);
    return outputs;
}

core::Result<void, QString> probeOutputs(const Outputs &outputs)
{
    for (const QString &path : {outputs.csv, outputs.jsonLines}) {
        if (path.isNull() || path == "-"_L1)
            continue;
        if (auto probed = probeFile(path); !probed)
            return probed;
    }
    return {};
}

core::RowId lastRow(const QString &projectPath, core::CrawlId crawl)
{
    const auto reader = core::ProjectReader::open(projectPath);
    if (!reader)
        return {};
    const auto ids = (*reader)->rowIds(crawl, {}, {});
    return ids && !ids->isEmpty() ? *std::max_element(ids->cbegin(), ids->cend()) : core::RowId();
}

int writeOutputs(const Outputs &outputs, const RowSource &source, const core::CancelToken &cancel, Console &console)
{
    int code = outputs.csv.isNull() ? int(Done) : writeCsv(outputs, source, cancel, console);
    const bool isDue = !outputs.jsonLines.isNull() && !(source.isStreamed && outputs.jsonLines == "-"_L1);
    if (code == Done && isDue) {
        core::ExportRequest request;
        request.projectPath = source.projectPath;
        request.crawl = source.crawl;
        request.format = core::ExportFormat::JsonLines;
        request.path = outputs.jsonLines;
        code = writeFile(request, cancel, console);
    }
    return code;
}

} // namespace sluice::app
