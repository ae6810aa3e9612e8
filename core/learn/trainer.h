// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/learn/forestfit.h"

namespace sluice::core {

/// Trains a model: a part of the rows is kept for the figures alone, the rest is learnt from (see fitForest()). The same
/// data, options and threads give the same model. `from`: goes on from that model, which the dataset has to fit; see
/// datasetFor(). `data` names the data on the model card. Blocks; call it off the window's thread.
[[nodiscard]] Result<Model, LearnFailure> trainModel(const Dataset &dataset, const TrainingOptions &options,
                                                     const Model *from, const QString &data, const Clock &clock,
                                                     const TrainingGround &ground);

/// A dataset to go on with: roles, target and null rule are the model's. Table, naming the columns that are absent or
/// hold what the model cannot take.
[[nodiscard]] Result<Dataset, LearnFailure> datasetFor(const Model &model, const Table &table, const QString &group);

} // namespace sluice::core
