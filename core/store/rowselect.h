// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"

#include <QSet>
#include <QStringList>

class QStringMatcher;

namespace sluice::core {

/// Turns a list of column names into the SELECT that reads just these, and its rows into cells. A cell is a key of the
/// row's JSON object or something known of its page.
class RowSelect final
{
public:
    /// `fields`: names that are keys of the JSON object, whatever else is called so. `hasDetails`: the file's rows know
    /// their detail pages (since version 3 of the schema).
    RowSelect(const QSet<QString> &fields, const QStringList &columns, bool hasDetails = true);

    /// "SELECT …, in all for rows r" and `rest`, which begins with WHERE. Column 0 is the row's id.
    [[nodiscard]] QByteArray sql(const char *rest) const;

    [[nodiscard]] RowValues values(const Statement &row) const;
    /// Whether any of the cells contains what the matcher looks for.
    [[nodiscard]] bool contains(const Statement &row, const QStringMatcher &matcher) const;
    /// Bytes of the row's JSON, as a measure for how much to read at once.
    [[nodiscard]] qint64 weight(const Statement &row) const;

private:
    enum class Source { Json, Known, Time, Error };
    struct Cell
    {
        Source source = Source::Json;
        int sqlColumn = 0;
        QString key;
    };
    [[nodiscard]] QVariant value(const Statement &row, const Cell &cell) const;
    [[nodiscard]] QVariant error(const Statement &row, const Cell &cell) const;
    [[nodiscard]] bool jsonContains(const Statement &row, const QStringMatcher &matcher) const;

    QList<Cell> m_cells;
    QByteArray m_expressions;
    bool m_hasJson = false;  ///< some cell is a key of the JSON object
    bool m_hasError = false; ///< some cell is the row's error
    bool m_hasDetails = true;
};

} // namespace sluice::core
