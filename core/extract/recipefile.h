// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/recipe.h"

namespace sluice::core {

/// Reads a recipe file, a versioned JSON object. Unknown and wrong fields are refused, and so are rules and programs
/// that do not compile or reach outside of the page.
[[nodiscard]] Result<Recipe, RecipeFailure> recipeFromJson(const QByteArray &json);
/// The detail begins with the path.
[[nodiscard]] Result<Recipe, RecipeFailure> loadRecipe(const QString &path);

/// The JSON Schema (2020-12) of a recipe file.
[[nodiscard]] QByteArray recipeSchema();

} // namespace sluice::core
