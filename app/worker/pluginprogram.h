// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"

namespace sluice::app {

/// The parser of a plug-in. Values are its rows; several values for one column of a row become a list.
[[nodiscard]] LoadedProgram loadPluginProgram(const core::WorkerProgram &program);

} // namespace sluice::app
