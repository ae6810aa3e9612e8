// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workertypes.h"

#include <memory>

namespace sluice::app {

/// A user's program, ready to run on one page after the other. The implementations are JqProgram, ScriptProgram,
/// PluginProgram and FunctionProgram.
class Program
{
public:
    virtual ~Program() = default;
    [[nodiscard]] virtual core::WorkerAnswer run(const core::WorkerPage &page, const core::WorkerLimits &limits) = 0;
};

using LoadedProgram = core::Result<std::unique_ptr<Program>, core::WorkerFailure>;

[[nodiscard]] inline tl::unexpected<core::WorkerFailure> refusal(const QString &detail, int line = 0)
{
    return tl::unexpected<core::WorkerFailure>({core::WorkerFault::BadProgram, detail, line});
}

} // namespace sluice::app
