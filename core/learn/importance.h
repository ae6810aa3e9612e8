// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/model.h"

namespace sluice::core {

/// The share of each column in the loss that all splits of the trees took away, the largest first; columns that no split
/// asks for have 0.
[[nodiscard]] QList<ColumnImportance> gainImportances(const FeatureEncoder &encoder, const Forest &forest);

/// Adds to each column what the accuracy loses (the RMSE gains) when the column's values are shuffled among these rows:
/// the mean of 3 shuffles by `seed` (Breiman, Random Forests, 2001). At most 20,000 of the rows are used.
[[nodiscard]] Result<void, LearnFailure> addPermutationImportances(const Dataset &dataset, const RowList &rows,
                                                                   const Model &model, int seed,
                                                                   QList<ColumnImportance> &importances);

} // namespace sluice::core
