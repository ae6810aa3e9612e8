// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/recipe.h"
#include "core/html/document.h"

namespace sluice::core {

/// The rows of all tables of a document (HTML Standard, 4.9.12 "Forming a table"): columns "table" and "row", both
/// counted from 1, then one per column of the table, named by its header cells, else "column_1" …; a cell that spans
/// several rows or columns stands in each. Headers are the rows of thead, else the first rows of nothing but th.
[[nodiscard]] RecipeRows readTables(const Document &document);

} // namespace sluice::core
