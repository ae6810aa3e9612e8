// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sluice::core {

/// 1 … 12 for a month's name or its usual abbreviation, in any letter case, with or without the point behind.
[[nodiscard]] std::optional<int> monthFromName(QStringView name);

} // namespace sluice::core
