// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipefile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QJsonObject ofType(const QString &type, const QString &description)
{
    return {{u"type"_s, type}, {u"description"_s, description}};
}

QJsonObject textList(const QString &description)
{
    return {{u"type"_s, u"array"_s},
            {u"items"_s, QJsonObject{{u"type"_s, u"string"_s}}},
            {u"minItems"_s, 1},
            {u"description"_s, description}};
}

QJsonObject closedObject(const QJsonObject &properties, const QJsonArray &needed)
{
    return {{u"type"_s, u"object"_s},
            {u"properties"_s, properties},
            {u"required"_s, needed},
            {u"additionalProperties"_s, false}};
}

QJsonObject sourceOf(RecipeSourceKind kind, const QString &key, const QJsonObject &member)
{
    QJsonObject properties{{u"kind"_s, QJsonObject{{u"const"_s, recipeSourceKindNames().at(int(kind))}}}};
    QJsonArray needed{u"kind"_s};
    if (!key.isEmpty()) {
        properties.insert(key, member);
        needed.append(key);
    }
    return closedObject(properties, needed);
}

QJsonArray sourceSchemas()
{
    const QJsonObject program{
        {u"description"_s, u"jq program over the page's JSON, as a text or its lines; objects and those in arrays are "
                           "items, and the first block of JSON that gives one counts"_s},
        {u"anyOf"_s, QJsonArray{QJsonObject{{u"type"_s, u"string"_s}, {u"minLength"_s, 1}}, textList(u"Its lines"_s)}}};
    return {sourceOf(RecipeSourceKind::Json, u"program"_s, program),
            sourceOf(RecipeSourceKind::Structured, u"types"_s,
                     textList(u"Types of JSON-LD, Microdata or RDFa items: Product"_s)),
            sourceOf(RecipeSourceKind::Rows, u"row"_s,
                     ofType(u"string"_s, u"css: or xpath: rule whose every match is a row"_s)),
            sourceOf(RecipeSourceKind::Tables, {}, {}), sourceOf(RecipeSourceKind::Feed, {}, {})};
}

QJsonObject columnSchema()
{
    const QJsonObject properties{
        {u"name"_s, ofType(u"string"_s, u"Of the column"_s)},
        {u"rules"_s, textList(u"The first that gives a value fills the column: item:PATH, css:, xpath:, re: or meta:, "
                              "with transforms"_s)},
        {u"type"_s, QJsonObject{{u"enum"_s, QJsonArray::fromStringList(columnTypeNames())}, {u"default"_s, u"text"_s}}},
        {u"required"_s, ofType(u"boolean"_s, u"Without a value it is an error of the row"_s)},
        {u"default"_s, ofType(u"string"_s, u"The value where the page has none"_s)},
        {u"list"_s, ofType(u"boolean"_s, u"All values instead of the first"_s)},
        {u"join"_s, ofType(u"string"_s, u"What stands between the values of a list; without it they are an array"_s)}};
    return closedObject(properties, {u"name"_s, u"rules"_s});
}

} // namespace

const QStringList &recipeSourceKindNames()
{
    static const QStringList names{u"json"_s, u"structured"_s, u"rows"_s, u"tables"_s, u"feed"_s};
    return names;
}

QByteArray recipeSchema()
{
    const QJsonObject properties{
        {u"version"_s, QJsonObject{{u"const"_s, 1}}},
        {u"name"_s, ofType(u"string"_s, u"By which it is called"_s)},
        {u"description"_s, ofType(u"string"_s, u"What it gives"_s)},
        {u"sources"_s, QJsonObject{{u"type"_s, u"array"_s},
                                   {u"description"_s, u"Where items come from; the first that has any gives them"_s},
                                   {u"items"_s, QJsonObject{{u"oneOf"_s, sourceSchemas()}}},
                                   {u"minItems"_s, 1}}},
        {u"columns"_s, QJsonObject{{u"type"_s, u"array"_s},
                                   {u"description"_s, u"Without any, items are rows as they are"_s},
                                   {u"items"_s, columnSchema()},
                                   {u"minItems"_s, 1}}},
        {u"rest"_s, ofType(u"string"_s, u"Column for the members of an item that no rule names, as an object"_s)},
        {u"keys"_s, textList(u"Columns: of rows with equal values in all of them the first is kept"_s)}};
    QJsonObject schema = closedObject(properties, {u"version"_s, u"name"_s, u"sources"_s});
    schema.insert(u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s);
    schema.insert(u"title"_s, u"Sluice recipe"_s);
    return QJsonDocument(schema).toJson();
}

} // namespace sluice::core
