// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelactions.h"
#include "app/cli/modelwork.h"
#include "app/cli/rowprinter.h"
#include "core/base/outputfile.h"
#include "core/learn/modelfile.h"
#include "core/learn/predictedtable.h"
#include "core/learn/tablesource.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

using PredictionResult = core::Result<core::PredictedTable, core::LearnFailure>;

/// What is wrong is wrong with the table: its name comes first.
tl::unexpected<core::LearnFailure> in(const QString &data, const core::LearnFailure &failure)
{
    return core::failure(failure.kind, u"%1: %2"_s.arg(data, failure.detail));
}

PredictionResult predictFile(const QString &modelPath, const QString &data, const core::CancelToken &cancel)
{
    const auto model = core::loadModel(modelPath);
    if (!model)
        return tl::unexpected(model.error());
    auto table = core::readCsvTable(data, cancel);
    if (!table)
        return tl::unexpected(table.error());
    auto predicted = core::predictTable(*model, std::move(*table), cancel);
    if (!predicted)
        return in(data, predicted.error());
    return predicted;
}

void printRows(const core::PredictedTable &predicted, bool isJson, const core::CancelToken &cancel, Console &console)
{
    RowPrinter printer(console, isJson ? RowPrinter::Format::Json : RowPrinter::Format::Tsv, predicted.columns());
    printer.printHeader();
    for (qsizetype row = 0; row < predicted.predictions.size(); ++row) {
        if (console.outputError() != 0 || cancel.isCancelled())
            return;
        printer.print(predicted.row(row));
    }
}

int predictCommand(const Arguments &arguments, Console &console)
{
    const QString csv = arguments.value(u"csv"_s);
    for (const QString &input : arguments.operands()) {
        if (core::isSameFile(csv, input))
            return console.refuse(u"--csv: \"%1\" is read by this command; expected another file"_s.arg(csv));
    }
    ModelWork work(console);
    const auto predicted = work.run([operands = arguments.operands(), token = work.token()] {
        return predictFile(operands.first(), operands.last(), token);
    });
    if (!predicted)
        return work.failed(predicted.error());
    if (csv.isEmpty()) {
        printRows(*predicted, arguments.has(u"json"_s), work.token(), console);
    } else {
        core::CsvOptions options;
        options.isFormulaGuarded = !arguments.has(u"no-formula-guard"_s);
        if (const auto written = core::writePredictedCsv(*predicted, csv, options, work.token()); !written)
            return work.failed(written.error());
    }
    if (work.token().isCancelled())
        return Interrupted;
    console.flush();
    console.writeError(u"rows=%1 seconds=%2\n"_s
                           .arg(QString::number(predicted->predictions.size()), QString::number(work.seconds(), 'f', 3))
                           .toUtf8());
    return Done;
}

} // namespace

Command modelPredictCommand()
{
    return {u"model predict"_s,
            u"MODEL.json DATA.csv"_s,
            u"Predict every row of a table"_s,
            u"The table gets the columns predicted and probability (that of the class predicted; empty for numbers).\n"
            "Columns are found by name, further ones stay as they are. Without --csv, rows go to standard output."_s,
            2,
            2,
            {{u"csv"_s, u"FILE|-"_s, u"Write the table there"_s},
             {u"no-formula-guard"_s, {}, u"Write cells that begin like a formula as they are"_s}},
            predictCommand};
}

} // namespace sluice::app
