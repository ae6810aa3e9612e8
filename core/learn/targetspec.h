// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/table.h"
#include "core/learn/trainingoptions.h"

#include <vector>

namespace sluice::core {

/// What a model tells of a row.
struct TargetSpec
{
    QString column;
    LearnTask task = LearnTask::Binary;
    QStringList
        classes; ///< by number where all are numbers, else by text; none for a regression. Of two, the second is
                 ///< the positive one.

    bool operator==(const TargetSpec &) const = default;
};

/// What a column is as a target. Table, naming it, where nothing can be learnt: no value, one class, a value of its own
/// in every row, numbers mixed with something else, over 1,000 classes.
[[nodiscard]] Result<TargetSpec, LearnFailure> decideTarget(const Column &column, TaskWish wish);

/// The target of each row: the class by its place, or the number; NaN where it is missing. Table, naming column and row,
/// for a class or a word that the specification does not have.
[[nodiscard]] Result<std::vector<float>, LearnFailure> labelsOf(const TargetSpec &target, const Column &column);

} // namespace sluice::core
