// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"

namespace sluice::app {

/// A jq program, compiled by libjq. Values are its results as JSON texts. Big integers reach it as strings; JSON nested
/// deeper than 256 is refused by libjq. Nothing interrupts it: whoever started the worker ends it.
[[nodiscard]] LoadedProgram loadJqProgram(const core::WorkerProgram &program);

} // namespace sluice::app
