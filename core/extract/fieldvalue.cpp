// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/fieldvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

QString FieldValue::text() const
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        if (const qint64 whole = value.toInteger(); double(whole) == value.toDouble())
            return QString::number(whole);
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    }
    return {};
}

bool FieldValue::isEmpty() const
{
    if (value.isNull() || value.isUndefined())
        return true;
    if (!value.isString())
        return false;
    const QString string = value.toString();
    return std::all_of(string.cbegin(), string.cend(), [](QChar c) { return c.isSpace(); });
}

QString quotedExcerpt(const QString &text)
{
    constexpr qsizetype longest = 60;
    const QString line = text.simplified();
    return u'\'' + (line.size() > longest ? line.left(longest) + u'…' : line) + u'\'';
}

} // namespace sluice::core
