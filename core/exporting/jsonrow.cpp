// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"
#include "core/store/cells.h"

#include <cmath>

namespace sluice::core {

namespace {

void appendEscape(QString &out, char16_t unit)
{
    out += QStringLiteral("\\u%1").arg(uint(unit), 4, 16, QLatin1Char('0'));
}

/// RFC 8259, section 7. Halves of surrogate pairs that stand alone are escaped, so that the line is valid UTF-8.
QByteArray jsonString(const QString &text)
{
    QString out;
    out.reserve(text.size() + 2);
    out += u'"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            out += c;
            out += text[++i];
        } else if (c == u'"' || c == u'\\') {
            out += u'\\';
            out += c;
        } else if (c == u'\n') {
            out += QLatin1String("\\n");
        } else if (c == u'\r') {
            out += QLatin1String("\\r");
        } else if (c == u'\t') {
            out += QLatin1String("\\t");
        } else if (c.unicode() < 0x20 || c.isSurrogate()) {
            appendEscape(out, c.unicode());
        } else {
            out += c;
        }
    }
    out += u'"';
    return out.toUtf8();
}

QByteArray jsonValue(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return "null";
    case QMetaType::QString:
        return jsonString(value.toString());
    case QMetaType::Double:
        if (!std::isfinite(value.toDouble()))
            return "null";
        break;
    default:
        break;
    }
    return shownText(value).toUtf8();
}

} // namespace

QByteArray jsonRow(const QStringList &columns, const RowValues &values)
{
    QByteArray row = "{";
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (i > 0)
            row += ',';
        row += jsonString(columns[i]) + ':' + jsonValue(values.value(i));
    }
    return row + '}';
}

} // namespace sluice::core
