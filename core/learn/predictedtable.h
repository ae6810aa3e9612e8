// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/exporting/csv.h"
#include "core/learn/predictor.h"
#include "core/store/records.h"

namespace sluice::core {

/// A table and what a model says of each of its rows: its columns, then "predicted" and "probability".
struct PredictedTable
{
    Table table;
    QList<Prediction> predictions;

    [[nodiscard]] QStringList columns() const;
    [[nodiscard]] RowValues row(qsizetype index) const;
};

/// Table where the table does not fit the model, or has a column that is called as one of those it gets. Blocks.
[[nodiscard]] Result<PredictedTable, LearnFailure> predictTable(const Model &model, Table table,
                                                                const CancelToken &cancel);

/// Writes it as CSV by way of a temporary file; "-" is standard output. Output, naming the path, or Cancelled.
[[nodiscard]] Result<void, LearnFailure> writePredictedCsv(const PredictedTable &predicted, const QString &path,
                                                           const CsvOptions &options, const CancelToken &cancel);

} // namespace sluice::core
