// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/extract/fieldspec.h"

#include <QJsonObject>

namespace sluice::core {

enum class RecipeSourceKind : std::uint8_t {
    Json,       ///< what a jq program gives of the page's JSON: an object is an item, an array holds items
    Structured, ///< JSON-LD, Microdata and RDFa of some types; the first of these that has any
    Rows,       ///< elements that a row rule finds
    Tables,     ///< every row of every HTML table
    Feed,       ///< RSS, Atom or RDF entries
};

/// "json", "structured", "rows", "tables", "feed", in the order of RecipeSourceKind.
[[nodiscard]] const QStringList &recipeSourceKindNames();

/// Where items come from.
struct RecipeSource
{
    RecipeSourceKind kind = RecipeSourceKind::Json;
    QString program;   ///< Json: in the jq language
    QStringList types; ///< Structured: "Product"; without the vocabulary's address
    QString row;       ///< Rows: css: or xpath: rule without transforms

    bool operator==(const RecipeSource &) const = default;
};

/// A column and the rules that may fill it: the first one that gives a value does. "item:author.name |> trim" is a path
/// into the item, over arrays; all others are field rules on the page or, in a source of rows, on the row.
struct RecipeColumn
{
    FieldSpec field; ///< its rule is not used
    QStringList rules;

    bool operator==(const RecipeColumn &) const = default;
};

/// How the rows of a kind of page are found. The first source that has items gives them.
struct Recipe
{
    QString name;
    QString description;
    QList<RecipeSource> sources;
    QList<RecipeColumn> columns; ///< empty: items are rows as they are
    QString rest;                ///< column for what no item: rule names, as an object; empty = none
    QStringList keyFields;       ///< of rows with equal values in all of these only the first is kept

    bool operator==(const Recipe &) const = default;
};

enum class RecipeFault {
    Unknown,    ///< no recipe of that name
    Unreadable, ///< the file
    Syntax,     ///< no JSON object
    Version,    ///< missing, or of a newer program
    Field,      ///< the detail begins with the field's path and says what was expected
};
using RecipeFailure = Failure<RecipeFault>;

/// A row with its columns in their order.
struct RecipeRow
{
    QStringList columns;
    QJsonObject values;

    bool operator==(const RecipeRow &) const = default;

    /// A JSON object on one line.
    [[nodiscard]] QByteArray toJson() const;
};

/// What a recipe made of a page.
struct RecipeRows
{
    QList<RecipeRow> rows;
    QList<RowError> errors;
    bool isCut = false; ///< there was more than one page may give

    bool operator==(const RecipeRows &) const = default;
};

} // namespace sluice::core
