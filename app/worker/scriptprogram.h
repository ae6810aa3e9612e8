// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"

namespace sluice::app {

class Watchdog;

/// A script with a function parse(page). Values are the rows it returns: an object, a list or a generator of objects.
/// One engine for all pages, so variables outside of parse() live on; a new one after an interrupted page.
[[nodiscard]] LoadedProgram loadScriptProgram(const core::WorkerProgram &program, const core::WorkerLimits &limits,
                                              Watchdog &watchdog);

} // namespace sluice::app
