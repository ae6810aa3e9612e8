// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipeprograms.h"

#include "core/extract/workerpool.h"

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sluice::core {

namespace {

/// What keeps a program from running at all.
std::optional<WorkerFailure> faultOf(const QString &program, WorkerPool &workers)
{
    WorkerBatch batch;
    batch.program.mode = WorkerMode::Jq;
    batch.program.source = program;
    batch.pages.append({{}, 0, {}, "null"});
    batch.limits.pageTime = 3s;
    const WorkerOutcome outcome = workers.run(std::move(batch));
    std::optional<WorkerFailure> fault = outcome ? outcome->value(0).failure : outcome.error();
    if (fault && fault->kind != WorkerFault::BadProgram && fault->kind != WorkerFault::NoWorker)
        fault.reset();
    return fault;
}

} // namespace

Result<void, RecipeFailure> checkRecipePrograms(const Recipe &recipe, WorkerPool &workers)
{
    for (qsizetype i = 0; i < recipe.sources.size(); ++i) {
        if (recipe.sources[i].kind != RecipeSourceKind::Json)
            continue;
        if (const auto fault = faultOf(recipe.sources[i].program, workers))
            return failure(RecipeFault::Field, u"sources[%1].program: %2"_s.arg(i).arg(fault->detail));
    }
    return {};
}

} // namespace sluice::core
