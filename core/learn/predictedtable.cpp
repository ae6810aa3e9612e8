// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/predictedtable.h"

#include "core/base/outputfile.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype pieceBytes = 1 << 20;

QStringList ownColumns()
{
    return {u"predicted"_s, u"probability"_s};
}

} // namespace

QStringList PredictedTable::columns() const
{
    return table.names() + ownColumns();
}

RowValues PredictedTable::row(qsizetype index) const
{
    RowValues values;
    for (qsizetype column = 0; column < table.columnCount(); ++column)
        values.append(QString::fromUtf8(table.column(column).cell(index)));
    const Prediction &own = predictions.at(index);
    values.append(own.number ? QVariant(*own.number) : QVariant(own.predicted));
    values.append(own.probability ? QVariant(*own.probability) : QVariant());
    return values;
}

Result<PredictedTable, LearnFailure> predictTable(const Model &model, Table table, const CancelToken &cancel)
{
    for (const QString &name : ownColumns()) {
        if (table.find(name))
            return failure(LearnFault::Table, aboutColumn(name, u"the table has this column already; rename it"_s));
    }
    QList<Prediction> predictions;
    predictions.reserve(table.rowCount());
    const auto done =
        predictRows(model, table, cancel, [&](qsizetype, const Prediction &one) { predictions.append(one); });
    if (!done)
        return tl::unexpected(done.error());
    return PredictedTable{std::move(table), std::move(predictions)};
}

Result<void, LearnFailure> writePredictedCsv(const PredictedTable &predicted, const QString &path,
                                             const CsvOptions &options, const CancelToken &cancel)
{
    const auto cannot = [&path](const QString &why) {
        return failure(LearnFault::Output, u"%1 cannot be written: %2"_s.arg(path, why));
    };
    const auto file = openOutputFile(path == "-"_L1 ? u"/dev/stdout"_s : path);
    if (!file)
        return cannot(file.error());
    const QStringList columns = predicted.columns();
    QByteArray text = csvRecord(RowValues(columns.cbegin(), columns.cend()), options);
    for (qsizetype row = 0; row <= predicted.predictions.size(); ++row) {
        const bool isEnd = row == predicted.predictions.size();
        if (isEnd || text.size() >= pieceBytes) {
            if (cancel.isCancelled())
                return failure(LearnFault::Cancelled, u"cancelled"_s);
            if ((*file)->write(text) != text.size())
                return cannot((*file)->errorString());
            text.clear();
        }
        if (!isEnd)
            text += csvRecord(predicted.row(row), options);
    }
    if (const auto committed = commitOutputFile(**file); !committed)
        return cannot(committed.error());
    return {};
}

} // namespace sluice::core
