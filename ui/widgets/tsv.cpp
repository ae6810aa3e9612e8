// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tsv.h"

#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

bool isText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString || value.typeId() == QMetaType::QByteArray;
}

bool looksLikeFormula(const QString &text)
{
    if (text.isEmpty() || !u"=+-@\t\r"_s.contains(text.front()))
        return false;
    bool isNumber = false;
    text.toDouble(&isNumber);
    return !isNumber;
}

} // namespace

QString tsvCell(const QVariant &value)
{
    if (!value.isValid())
        return {};
    if (value.typeId() == QMetaType::Double)
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    QString text = value.toString();
    if (isText(value) && looksLikeFormula(text))
        text.prepend(u'\'');
    const bool isQuoted = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r') || text.contains(u'"');
    if (!isQuoted)
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString tsvLine(const QList<QVariant> &cells)
{
    QStringList texts;
    texts.reserve(cells.size());
    for (const QVariant &cell : cells)
        texts.append(tsvCell(cell));
    return texts.join(u'\t');
}

} // namespace sluice::ui
