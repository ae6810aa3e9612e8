// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/learn/model.h"

#include <functional>

namespace sluice::core {

/// How a training stands after a round.
struct TrainingProgress
{
    int part = 1; ///< of `parts`: trainings one after the other, as in a cross-validation
    int parts = 1;
    int round = 0; ///< of `rounds` at most
    int rounds = 0;
    double trainingLoss = 0;
    std::optional<double> validationLoss; ///< none where no part was kept for it

    bool operator==(const TrainingProgress &) const = default;
};

/// Called on the training's thread after each round.
using TrainingWatch = std::function<void(const TrainingProgress &)>;

/// Whoever trains for long is asked to stop here and tells here how it stands.
struct TrainingGround
{
    CancelToken cancel;
    TrainingWatch watch;
};

struct FittedForest
{
    FeatureEncoder encoder;
    Forest forest;
    LearningCurve curve;
};

/// Learns from these rows and looks at no other: a part of them is kept for early stopping, and with
/// TrainingOptions::isRefit all of them are learnt from again. `from`: goes on from this model's trees, with its encoder.
[[nodiscard]] Result<FittedForest, LearnFailure> fitForest(const Dataset &dataset, const RowList &rows,
                                                           const TrainingOptions &options, const Model *from,
                                                           const TrainingGround &ground);

} // namespace sluice::core
