// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/store/records.h"

#include <QStringList>

namespace sluice::app {

/// `text` as a cell of tab-separated output: tab, LF, CR and backslash are \t \n \r \\.
[[nodiscard]] QByteArray tsvCell(const QString &text);

/// Rows on standard output: tab-separated with a header, or one JSON object a line.
class RowPrinter final
{
public:
    enum class Format { Tsv, Json };

    RowPrinter(Console &console, Format format, QStringList columns);

    /// The line of column names; nothing for JSON.
    void printHeader();
    /// Cells in the order of the columns.
    void print(const core::RowValues &values);

private:
    Console &m_console;
    const Format m_format;
    const QStringList m_columns;
};

} // namespace sluice::app
