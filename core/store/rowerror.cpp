// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowerror.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Nearly no row has an error of its own, and looking for the name spares parsing the others. JSON has no other way
/// to write the first character.
bool mayHaveError(const QByteArray &row)
{
    return row.contains("\\u0001error\"");
}

} // namespace

const QString &rowErrorKey()
{
    static const QString key = u"\u0001error"_s;
    return key;
}

QByteArray withRowError(const QByteArray &row, const QString &error)
{
    const QByteArray member = QJsonDocument(QJsonObject{{rowErrorKey(), error}}).toJson(QJsonDocument::Compact);
    const qsizetype end = row.lastIndexOf('}');
    if (end < 0)
        return row;
    const bool isEmpty = row.first(end).trimmed() == "{";
    // At the end, where it leaves the order of the columns alone.
    return row.first(end) + (isEmpty ? "" : ",") + member.sliced(1);
}

QByteArray withoutRowError(const QByteArray &row)
{
    if (!mayHaveError(row))
        return row;
    QJsonObject values = QJsonDocument::fromJson(row).object();
    values.remove(rowErrorKey());
    return QJsonDocument(values).toJson(QJsonDocument::Compact);
}

std::optional<QString> rowErrorOf(const QByteArray &row)
{
    if (!mayHaveError(row))
        return {};
    const QJsonObject values = QJsonDocument::fromJson(row).object();
    const auto error = values.constFind(rowErrorKey());
    return error == values.constEnd() ? std::nullopt : std::optional(error->toString());
}

} // namespace sluice::core
