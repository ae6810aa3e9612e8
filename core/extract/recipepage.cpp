// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/reciperunner.h"

#include "core/extract/orderedjson.h"
#include "core/html/encoding.h"
#include "core/html/parser.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QByteArray mediaTypeOf(const QByteArray &contentType)
{
    return contentType.left(contentType.indexOf(';')).trimmed().toLower();
}

bool looksLikeJson(const QByteArray &source)
{
    const QByteArray text = source.trimmed();
    return (text.startsWith('{') || text.startsWith('[')) && !QJsonDocument::fromJson(text).isNull();
}

} // namespace

QByteArray RecipeRow::toJson() const
{
    return orderedJson(columns, values);
}

RecipePage RecipePage::read(const QByteArray &body, const QByteArray &contentType, const WebUrl &url)
{
    RecipePage page;
    page.url = url;
    page.body = body;
    page.source = decodeToUtf8(body, sniffCharset(body, contentType));
    page.isJson = isJsonType(mediaTypeOf(contentType)) || looksLikeJson(page.source);
    if (!page.isJson)
        page.document = parseHtml(page.source);
    return page;
}

} // namespace sluice::core
