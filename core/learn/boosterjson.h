// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/forest.h"

#include <QJsonObject>

namespace sluice::core {

/// Trees in XGBoost's JSON model schema (of version 1.7: learner → gradient_booster → model → trees), one line. The same
/// forest gives the same bytes; boosterJson() of what forestFromJson() read is what was written.
[[nodiscard]] QByteArray boosterJson(const Forest &forest);

/// Reads such trees, from whoever wrote them: every array's length, every child, feature and category is checked, so
/// that walking the trees reaches a leaf and stays within the arrays. Nodes that no path leads to are left out. Model,
/// naming the part, where something is wrong or other than the shape says.
[[nodiscard]] Result<Forest, LearnFailure> forestFromJson(const QJsonObject &booster, const ForestShape &shape);

/// The same of XGBoost's own text, which has NaN where JSON has no word for it.
[[nodiscard]] Result<Forest, LearnFailure> forestFromBooster(QByteArray text, const ForestShape &shape);

} // namespace sluice::core
