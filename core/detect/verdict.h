// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"

namespace sluice::core {

/// One explicit marker makes a browser automated; one inconsistency or two weak hints make it suspicious; legacy tests
/// and what could not be tested count for nothing.
[[nodiscard]] Verdict judge(const QList<Evidence> &evidence, const MarkerCatalogue &catalogue);

/// "automated", "suspicious", "clean": as files and the command line spell it.
[[nodiscard]] QString verdictName(Verdict verdict);

} // namespace sluice::core
