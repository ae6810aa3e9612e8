// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/extractionplan.h"
#include "core/extract/recipe.h"

#include <QSet>

namespace sluice::core {

/// A recipe's rules, compiled for one row rule (or none). Every rule of every column is a field of its own.
struct RecipePlan
{
    /// Which rules take part.
    enum class Scope {
        All,
        Row,  ///< those that look at an element of the row, so that rows differ
        Item, ///< those that look into the item
    };

    [[nodiscard]] static Result<RecipePlan, RecipeFailure> make(const Recipe &recipe, const QString &row, Scope scope);

    std::shared_ptr<const ExtractionPlan> plan;
    QList<QStringList> fieldNames; ///< by column: the names of its fields in `plan`, in the order they are tried
    QSet<QString> usedMembers;     ///< of an item: the first names of all item: paths
};

/// The recipe's first problem: of its rules, names, keys and programs.
[[nodiscard]] Result<void, RecipeFailure> checkRecipe(const Recipe &recipe);

} // namespace sluice::core
