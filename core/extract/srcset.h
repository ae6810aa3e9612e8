// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::core {

/// The URL of the largest image that a srcset attribute offers (HTML Standard, 4.8.4.2.1): by width descriptor, else by
/// density. Empty if there is none.
[[nodiscard]] QString largestOfSrcset(const QString &srcset);

} // namespace sluice::core
