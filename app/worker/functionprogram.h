// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"

namespace sluice::app {

/// A function that a plug-in exports for compiled use, called with each page's JSON array of arguments. One value.
[[nodiscard]] LoadedProgram loadFunctionProgram(const core::WorkerProgram &program);

} // namespace sluice::app
