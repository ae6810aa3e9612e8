// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelactions.h"
#include "app/cli/modelwork.h"
#include "app/cli/rowprinter.h"
#include "core/base/outputfile.h"
#include "core/exporting/csv.h"
#include "core/learn/modelfile.h"
#include "core/learn/predictor.h"
#include "core/learn/tablesource.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype pieceBytes = 1 << 20;

/// A table and what a model says of each of its rows.
struct PredictedTable
{
    core::Table table;
    QList<core::Prediction> predictions;

    [[nodiscard]] QStringList columns() const { return table.names() + QStringList{u"predicted"_s, u"probability"_s}; }

    [[nodiscard]] core::RowValues row(qsizetype index) const
    {
        core::RowValues values;
        for (qsizetype column = 0; column < table.columnCount(); ++column)
            values.append(QString::fromUtf8(table.column(column).cell(index)));
        const core::Prediction &own = predictions.at(index);
        values.append(own.number ? QVariant(*own.number) : QVariant(own.predicted));
        values.append(own.probability ? QVariant(*own.probability) : QVariant());
        return values;
    }
};
using PredictionResult = core::Result<PredictedTable, core::LearnFailure>;

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
    for (const QString &name : {u"predicted"_s, u"probability"_s}) {
        if (table->find(name))
            return in(data, {core::LearnFault::Table,
                             core::aboutColumn(name, u"the table has this column already; rename it"_s)});
    }
    QList<core::Prediction> predictions;
    predictions.reserve(table->rowCount());
    const auto done = core::predictRows(*model, *table, cancel,
                                        [&](qsizetype, const core::Prediction &one) { predictions.append(one); });
    if (!done)
        return in(data, done.error());
    return PredictedTable{std::move(*table), std::move(predictions)};
}

core::Result<void, core::LearnFailure> writeCsv(const PredictedTable &predicted, const QString &path, bool isGuarded,
                                                const core::CancelToken &cancel)
{
    const auto cannot = [&path](const QString &why) {
        return core::failure(core::LearnFault::Output, u"%1 cannot be written: %2"_s.arg(path, why));
    };
    const auto file = core::openOutputFile(path == "-"_L1 ? u"/dev/stdout"_s : path);
    if (!file)
        return cannot(file.error());
    core::CsvOptions options;
    options.isFormulaGuarded = isGuarded;
    const QStringList columns = predicted.columns();
    QByteArray text = core::csvRecord(core::RowValues(columns.cbegin(), columns.cend()), options);
    for (qsizetype row = 0; row <= predicted.predictions.size(); ++row) {
        const bool isEnd = row == predicted.predictions.size();
        if (isEnd || text.size() >= pieceBytes) {
            if (cancel.isCancelled())
                return core::failure(core::LearnFault::Cancelled, u"cancelled"_s);
            if ((*file)->write(text) != text.size())
                return cannot((*file)->errorString());
            text.clear();
        }
        if (!isEnd)
            text += core::csvRecord(predicted.row(row), options);
    }
    if (const auto committed = core::commitOutputFile(**file); !committed)
        return cannot(committed.error());
    return {};
}

void printRows(const PredictedTable &predicted, bool isJson, const core::CancelToken &cancel, Console &console)
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
    } else if (const auto written = writeCsv(*predicted, csv, !arguments.has(u"no-formula-guard"_s), work.token());
               !written) {
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
