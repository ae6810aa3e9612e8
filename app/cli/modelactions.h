// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace sluice::app {

// The actions of "model", one file each.
[[nodiscard]] Command modelTrainCommand();
[[nodiscard]] Command modelEvaluateCommand();
[[nodiscard]] Command modelPredictCommand();

} // namespace sluice::app
