// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/learn/model.h"

#include <functional>

namespace sluice::core {

/// What a model says of a row.
struct Prediction
{
    QString predicted;                 ///< the class, or the number
    std::optional<double> number;      ///< of a regression
    std::optional<double> probability; ///< of the class predicted; none for a regression

    bool operator==(const Prediction &) const = default;
};

/// What one row's scores (see Forest::scores()) say.
[[nodiscard]] Prediction predictionOf(const TargetSpec &target, const double *scores);

/// Scores of these rows: rows × outputs. Table, naming the columns, where the table does not fit the model.
[[nodiscard]] Result<std::vector<double>, LearnFailure> scoresOf(const FeatureEncoder &encoder, const Forest &forest,
                                                                 const Table &table, const RowList &rows, int threads);

/// Predicts every row of a table; `take` gets them in order. Blocks; call it off the window's thread.
[[nodiscard]] Result<void, LearnFailure>
predictRows(const Model &model, const Table &table, const CancelToken &cancel,
            const std::function<void(qsizetype row, const Prediction &)> &take);

/// How well the model does on the rows of a table that have its target. Table where that column is not there or no row
/// has a value in it.
[[nodiscard]] Result<Metrics, LearnFailure> evaluate(const Model &model, const Table &table);

} // namespace sluice::core
