// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace sluice::core {

/// Any JSON value as compact text, scalars included; null for an undefined one. The way back is jsonValueOf().
[[nodiscard]] QByteArray jsonTextOf(const QJsonValue &value);

/// A JSON object of these columns in their order, which QJsonObject would sort; null for those without a value.
[[nodiscard]] QByteArray orderedJson(const QStringList &columns, const QJsonObject &values);

/// Whether a media type (lower case, without parameters) says JSON.
[[nodiscard]] bool isJsonType(QByteArrayView mediaType);

} // namespace sluice::core
