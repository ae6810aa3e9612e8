// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/jsonquery.h"
#include "core/extract/recipe.h"
#include "core/html/document.h"
#include "core/url/weburl.h"

namespace sluice::core {

/// A page made ready for a recipe.
struct RecipePage
{
    /// `contentType` is a Content-Type header's value, or empty. JSON is told by its type or by its looks.
    [[nodiscard]] static RecipePage read(const QByteArray &body, const QByteArray &contentType, const WebUrl &url);

    WebUrl url;        ///< what its links refer to; may be empty
    QByteArray body;   ///< as it came
    QByteArray source; ///< as UTF-8
    bool isJson = false;
    Document document; ///< of what is JSON: empty
};

/// Applies a recipe to a page. The recipe is one without problems (checkRecipe()). Borrows `query`, which runs the
/// programs and may be null: then sources of JSON find nothing. The error says why the page is none that the recipe
/// knows; pages that merely have no rows are no error.
[[nodiscard]] Result<RecipeRows, QString> runRecipe(const Recipe &recipe, const RecipePage &page, JsonQuery *query);

} // namespace sluice::core
