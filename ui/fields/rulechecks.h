// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::ui {

/// What is wrong with a field rule, with its position; empty for a good one. Cheap enough for every key.
[[nodiscard]] QString fieldRuleProblem(const QString &rule);

/// The same for a row or next-page rule; an empty one is good.
[[nodiscard]] QString nodeRuleProblem(const QString &rule);

} // namespace sluice::ui
