// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/orderedjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sluice::core {

QByteArray jsonTextOf(const QJsonValue &value)
{
    // QJsonDocument takes containers alone.
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

QByteArray orderedJson(const QStringList &columns, const QJsonObject &values)
{
    QByteArray json = "{";
    for (const QString &column : columns)
        json += (json.size() > 1 ? "," : "") + jsonTextOf(column) + ':' + jsonTextOf(values.value(column));
    return json + '}';
}

bool isJsonType(QByteArrayView mediaType)
{
    return mediaType == "application/json" || mediaType == "text/json" || mediaType.endsWith("+json");
}

} // namespace sluice::core
