// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rowprinter.h"

#include "core/exporting/exporter.h"

namespace sluice::app {

QByteArray tsvCell(const QString &text)
{
    QByteArray cell;
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '\t':
            cell += "\\t";
            break;
        case '\n':
            cell += "\\n";
            break;
        case '\r':
            cell += "\\r";
            break;
        case '\\':
            cell += "\\\\";
            break;
        default:
            cell += c;
        }
    }
    return cell;
}

RowPrinter::RowPrinter(Console &console, Format format, QStringList columns)
    : m_console(console)
    , m_format(format)
    , m_columns(std::move(columns))
{}

void RowPrinter::printHeader()
{
    if (m_format == Format::Tsv)
        print(core::RowValues(m_columns.cbegin(), m_columns.cend()));
}

void RowPrinter::print(const core::RowValues &values)
{
    QByteArray line;
    if (m_format == Format::Json)
        line = core::jsonRow(m_columns, values);
    else {
        QByteArrayList cells;
        for (const QVariant &value : values)
            cells.append(tsvCell(core::cellText(value)));
        line = cells.join('\t');
    }
    m_console.write(line + '\n');
}

} // namespace sluice::app
