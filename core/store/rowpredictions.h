// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/records.h"

#include <QVariant>

#include <optional>

namespace sluice::core {

class Database;

/// "price (predicted)" and "price (probability)": what the columns are called that a model adds to a crawl's rows.
[[nodiscard]] QString predictedColumn(const QString &target);
[[nodiscard]] QString probabilityColumn(const QString &target);
/// Whether a column is called as one of those, so that it can be told from what pages said.
[[nodiscard]] bool isPredictedColumn(const QString &name);

/// What a model says of one row.
struct RowPrediction
{
    RowId row;
    QVariant value;                    ///< a text or a number
    std::optional<double> probability; ///< 0 … 1

    bool operator==(const RowPrediction &) const = default;
};

/// What a model says of the rows of a crawl.
struct RowPredictions
{
    CrawlId crawl;
    QString target; ///< the column that was learnt
    QList<RowPrediction> rows;
    CancelToken cancel; ///< then the rows stay as they were
};

/// Writes them into the rows, in place of what was predicted of the target before. Inside somebody's transaction, which
/// fails as NotFound where the crawl or one of the rows is not there (any more), or as Cancelled. Returns how many rows
/// there are.
qint64 writePredictions(Database &database, const RowPredictions &predictions);

} // namespace sluice::core
