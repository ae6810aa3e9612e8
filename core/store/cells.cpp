// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cells.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QLocale>

#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QString numberText(double number)
{
    const double size = std::abs(number);
    const bool isReadable = size == 0 || (size >= 1e-6 && size < 1e17);
    return QString::number(number, isReadable ? 'f' : 'g', QLocale::FloatingPointShortest);
}

qsizetype skipDigits(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at] >= u'0' && text[at] <= u'9')
        ++at;
    return at;
}

bool isSign(QChar c)
{
    return c == u'+' || c == u'-';
}

} // namespace

QVariant cellOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
    case QJsonValue::Double:
    case QJsonValue::String:
        return value.toVariant();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    return {};
}

QString shownText(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::UnknownType:
        return {};
    case QMetaType::QString:
        return cell.toString();
    case QMetaType::Bool:
        return cell.toBool() ? u"true"_s : u"false"_s;
    case QMetaType::Double:
        return numberText(cell.toDouble());
    case QMetaType::LongLong:
        return QString::number(cell.toLongLong());
    default:
        return cell.toString(); // other integers: a row has none, callers of their own may
    }
}

bool isNumberText(QStringView text)
{
    qsizetype at = !text.isEmpty() && isSign(text[0]) ? 1 : 0;
    const qsizetype whole = at;
    at = skipDigits(text, at);
    qsizetype digits = at - whole;
    if (at < text.size() && text[at] == u'.') {
        const qsizetype fraction = ++at;
        at = skipDigits(text, at);
        digits += at - fraction;
    }
    if (digits == 0)
        return false;
    if (at < text.size() && (text[at] == u'e' || text[at] == u'E')) {
        ++at;
        if (at < text.size() && isSign(text[at]))
            ++at;
        const qsizetype exponent = at;
        at = skipDigits(text, at);
        if (at == exponent)
            return false;
    }
    return at == text.size();
}

QString isoTime(qint64 utcMs)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace sluice::core
