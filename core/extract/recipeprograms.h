// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/recipe.h"

namespace sluice::core {

class WorkerPool;

/// Runs each program of a recipe once, on nothing, so that one that does not compile is told as a fault of the recipe
/// rather than of the page. What goes wrong in running is the page's matter. Blocks.
[[nodiscard]] Result<void, RecipeFailure> checkRecipePrograms(const Recipe &recipe, WorkerPool &workers);

} // namespace sluice::core
