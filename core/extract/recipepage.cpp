// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/reciperunner.h"
#include "core/html/encoding.h"
#include "core/html/parser.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QByteArray jsonText(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

bool isJsonType(const QByteArray &contentType)
{
    const QByteArray type = contentType.left(contentType.indexOf(';')).trimmed().toLower();
    return type == "application/json" || type == "text/json" || type.endsWith("+json");
}

bool looksLikeJson(const QByteArray &source)
{
    const QByteArray text = source.trimmed();
    return (text.startsWith('{') || text.startsWith('[')) && !QJsonDocument::fromJson(text).isNull();
}

} // namespace

QByteArray RecipeRow::toJson() const
{
    QByteArray json = "{";
    for (const QString &column : columns)
        json += (json.size() > 1 ? "," : "") + jsonText(column) + ':' + jsonText(values.value(column));
    return json + '}';
}

RecipePage RecipePage::read(const QByteArray &body, const QByteArray &contentType, const WebUrl &url)
{
    RecipePage page;
    page.url = url;
    page.body = body;
    page.source = decodeToUtf8(body, sniffCharset(body, contentType));
    page.isJson = isJsonType(contentType) || looksLikeJson(page.source);
    if (!page.isJson)
        page.document = parseHtml(page.source);
    return page;
}

} // namespace sluice::core
