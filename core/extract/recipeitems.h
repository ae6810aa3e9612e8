// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/recipe.h"
#include "core/extract/structureddata.h"

#include <QHash>

namespace sluice::core {

/// What a source found.
struct RecipeItems
{
    QList<QJsonObject> items;
    QHash<QString, QJsonObject> known; ///< nodes of JSON-LD by @id, which others name instead of holding them
};

/// The things of these types that a page describes, also those inside of others, from the first of JSON-LD, Microdata
/// and RDFa that has any. All have the shape of JSON-LD.
[[nodiscard]] RecipeItems structuredItems(const StructuredData &data, const QStringList &types);

/// The values at a path of names ("author.name") in an item, over arrays; null ones are left out.
[[nodiscard]] QList<QJsonValue> valuesAt(const QJsonObject &item, const QString &path,
                                         const QHash<QString, QJsonObject> &known);

} // namespace sluice::core
