// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipeplan.h"

#include "core/extract/jqqueryguard.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr auto itemPrefix = "item:"_L1;
constexpr auto jsonPrefix = "json:"_L1;

tl::unexpected<RecipeFailure> fault(const QString &path, const QString &detail)
{
    return failure(RecipeFault::Field, path + u": "_s + detail);
}

bool takesPart(const QString &rule, RecipePlan::Scope scope)
{
    const bool isItem = rule.startsWith(itemPrefix);
    switch (scope) {
    case RecipePlan::Scope::All:
        return true;
    case RecipePlan::Scope::Item:
        return isItem;
    case RecipePlan::Scope::Row:
        return isItem || !(rule.startsWith("meta:"_L1) || rule.startsWith("re:"_L1));
    }
    return true;
}

FieldSpec fieldFor(const RecipeColumn &column, const QString &rule)
{
    FieldSpec field = column.field;
    // A path takes the place of a program: both are looked up among the values that the page was given.
    field.rule = rule.startsWith(itemPrefix) ? jsonPrefix + rule.sliced(itemPrefix.size()) : rule;
    field.isRequired = false;
    field.defaultValue = QString();
    return field;
}

/// Fields in the order of columns and rules, and where each stands in the recipe.
struct Expansion
{
    ExtractionSpec spec;
    QStringList paths;
    QList<QStringList> names;
};

void add(Expansion &expansion, FieldSpec field, const QString &path)
{
    field.name = QString::number(expansion.spec.fields.size());
    expansion.names.last().append(field.name);
    expansion.spec.fields.append(field);
    expansion.paths.append(path);
}

Expansion expand(const Recipe &recipe, RecipePlan::Scope scope)
{
    Expansion expansion;
    for (qsizetype i = 0; i < recipe.columns.size(); ++i) {
        const RecipeColumn &column = recipe.columns[i];
        expansion.names.emplaceBack();
        for (qsizetype j = 0; j < column.rules.size(); ++j) {
            if (takesPart(column.rules[j], scope))
                add(expansion, fieldFor(column, column.rules[j]), u"columns[%1].rules[%2]"_s.arg(i).arg(j));
        }
        if (column.field.defaultValue.isNull())
            continue;
        // A last rule that never finds anything has the default.
        FieldSpec fallback = fieldFor(column, QString());
        fallback.defaultValue = column.field.defaultValue;
        fallback.rule = jsonPrefix + u"\u0001"_s;
        add(expansion, fallback, u"columns[%1].default"_s.arg(i));
    }
    return expansion;
}

Result<void, RecipeFailure> checkNames(const Recipe &recipe)
{
    QStringList names;
    for (qsizetype i = 0; i < recipe.columns.size(); ++i) {
        const QString &name = recipe.columns[i].field.name;
        const QString path = u"columns[%1]"_s.arg(i);
        if (names.contains(name) || name == recipe.rest)
            return fault(path + u".name"_s, u"two columns are called \"%1\""_s.arg(name));
        names.append(name);
        for (qsizetype j = 0; j < recipe.columns[i].rules.size(); ++j) {
            const QString &rule = recipe.columns[i].rules[j];
            if (rule.startsWith(jsonPrefix))
                return fault(u"%1.rules[%2]"_s.arg(path).arg(j),
                             u"programs stand in sources; a column takes item:PATH"_s);
        }
    }
    for (qsizetype i = 0; i < recipe.keyFields.size(); ++i) {
        if (!names.contains(recipe.keyFields[i]))
            return fault(u"keys[%1]"_s.arg(i), u"there is no column \"%1\""_s.arg(recipe.keyFields[i]));
    }
    if (names.isEmpty() && !recipe.rest.isEmpty())
        return fault(u"rest"_s, u"without columns the items are the rows already"_s);
    return {};
}

Result<void, RecipeFailure> checkSource(const Recipe &recipe, qsizetype index)
{
    const RecipeSource &source = recipe.sources[index];
    const QString path = u"sources[%1]"_s.arg(index);
    if (source.kind == RecipeSourceKind::Json) {
        if (const auto refusal = findRefusedName(source.program))
            return fault(path + u".program"_s, u"position %1: %2"_s.arg(refusal->position).arg(refusal->detail));
    }
    if (source.kind != RecipeSourceKind::Rows)
        return {};
    if (recipe.columns.isEmpty())
        return fault(u"columns"_s, u"a source of rows needs columns"_s);
    if (const auto row = compileNodeRule(source.row); !row)
        return fault(path + u".row"_s, row.error().text());
    return {};
}

} // namespace

Result<RecipePlan, RecipeFailure> RecipePlan::make(const Recipe &recipe, const QString &row, Scope scope)
{
    Expansion expansion = expand(recipe, scope);
    expansion.spec.row = row;
    auto plan = ExtractionPlan::compile(expansion.spec);
    if (!plan)
        return fault(expansion.paths.value(plan.error().field, u"columns"_s), plan.error().rule.text());
    RecipePlan made;
    made.plan = *std::move(plan);
    made.fieldNames = expansion.names;
    for (const QString &path : made.plan->jsonPrograms())
        made.usedMembers.insert(path.section(u'.', 0, 0));
    return made;
}

Result<void, RecipeFailure> checkRecipe(const Recipe &recipe)
{
    if (auto names = checkNames(recipe); !names)
        return names;
    for (qsizetype i = 0; i < recipe.sources.size(); ++i) {
        if (auto source = checkSource(recipe, i); !source)
            return source;
    }
    if (recipe.columns.isEmpty())
        return {};
    const auto plan = RecipePlan::make(recipe, {}, RecipePlan::Scope::All);
    if (!plan)
        return tl::unexpected(plan.error());
    return {};
}

} // namespace sluice::core
