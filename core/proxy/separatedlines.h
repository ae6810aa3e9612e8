// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/listcolumns.h"

#include <QString>
#include <QStringList>

namespace sluice::core {

/// Goes through the lines of a text, those of 64 KiB and more in pieces of that size. Borrows the text.
class LineWalk final
{
public:
    explicit LineWalk(const QString &text)
        : m_text(text)
    {}

    /// Goes to the next line; false at the end.
    [[nodiscard]] bool next();
    [[nodiscard]] const QString &line() const { return m_line; }
    [[nodiscard]] int number() const { return m_number; } ///< from 1

private:
    [[nodiscard]] qsizetype pieceLength(qsizetype limit) const;

    const QString &m_text;
    QString m_line;
    qsizetype m_start = 0;
    int m_number = 0;
    bool m_isWithin = false; ///< the line that began goes on
};

/// A trimmed line less what follows #. A # within credentials is none that begins a comment.
[[nodiscard]] QString withoutComment(const QString &line);

/// What parts the columns of a table in plain text, as its first line shows it.
[[nodiscard]] QChar separatorOf(const QString &line);
/// The cells of a line, trimmed; cells in quotes may hold the separator.
[[nodiscard]] QStringList separatedCells(const QString &line, QChar separator);
/// Adds the proxy of the line at which `walk` stands.
void readSeparated(ListingBuilder &builder, const ColumnPlan &plan, const LineWalk &walk, QChar separator);

} // namespace sluice::core
