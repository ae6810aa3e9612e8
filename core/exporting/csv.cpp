// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csv.h"

#include "core/exporting/csvparser.h"
#include "core/store/cells.h"

namespace sluice::core {

namespace {

constexpr QChar byteOrderMark(0xFEFF);

/// The characters a spreadsheet takes for the start of a formula.
bool startsLikeFormula(const QString &text)
{
    if (text.isEmpty())
        return false;
    switch (text[0].unicode()) {
    case u'=':
    case u'+':
    case u'-':
    case u'@':
    case u'\t':
    case u'\r':
        return true;
    default:
        return false;
    }
}

bool needsQuotes(const QString &text, char delimiter)
{
    // A byte order mark at the very start would be taken for the file's own.
    return text.contains(QLatin1Char(delimiter)) || text.contains(u'"') || text.contains(u'\n') ||
           text.contains(u'\r') || text.startsWith(byteOrderMark);
}

QByteArray field(const QVariant &cell, const CsvOptions &options)
{
    QString text = cellText(cell);
    const bool isText = cell.typeId() == QMetaType::QString;
    if (options.isFormulaGuarded && isText && startsLikeFormula(text) && !isNumberText(text))
        text.prepend(u'\'');
    if (!needsQuotes(text, options.delimiter))
        return text.toUtf8();
    return '"' + text.replace(u'"', QLatin1String("\"\"")).toUtf8() + '"';
}

} // namespace

QString cellText(const QVariant &value)
{
    return shownText(value);
}

QByteArray csvRecord(const QList<QVariant> &cells, const CsvOptions &options)
{
    QByteArray record;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            record += options.delimiter;
        record += field(cells[i], options);
    }
    if (cells.size() == 1 && record.isEmpty())
        record = "\"\""; // an empty line would be no record
    return record + "\r\n";
}

Result<QList<QStringList>, CsvFailure> parseCsv(const QByteArray &text, char delimiter)
{
    QList<QStringList> records;
    const auto visited = visitCsv(
        text,
        [&](const QStringList &record) {
            records.append(record);
            return true;
        },
        delimiter);
    if (!visited)
        return tl::unexpected(visited.error());
    return records;
}

Result<void, CsvFailure> visitCsv(const QByteArray &text, const std::function<bool(const QStringList &)> &visit,
                                  char delimiter)
{
    return CsvParser(text, delimiter).visit(visit);
}

} // namespace sluice::core
