// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/recipe.h"

namespace sluice::core {

/// The recipes by name: the user's own, files NAME.json in one folder, and the built-in ones.
class RecipeLibrary final
{
public:
    /// An empty folder: the built-in recipes alone.
    explicit RecipeLibrary(QString userFolder = defaultUserFolder());

    /// "Sluice/recipes" where the system keeps programs' data: ~/.local/share on Linux.
    [[nodiscard]] static QString defaultUserFolder();

    /// All names, sorted, each once.
    [[nodiscard]] QStringList names() const;
    /// A recipe by name, the user's own first, or by the path of its file ("./mine.json").
    [[nodiscard]] Result<Recipe, RecipeFailure> find(const QString &nameOrPath) const;

private:
    QString m_userFolder;
};

} // namespace sluice::core
