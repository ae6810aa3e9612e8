// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/learnfailure.h"

#include <QByteArrayView>
#include <QStringList>

#include <vector>

namespace sluice::core {

/// One column's cells as UTF-8 text, one behind the other: 8 bytes a cell and the text itself, so that a million rows of
/// twenty columns stay below 400 MB.
class Column final
{
public:
    explicit Column(QString name);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_ends.size()); }
    /// The cell of a row, from 0; empty where the value is missing. Valid until the next append().
    [[nodiscard]] QByteArrayView cell(qsizetype row) const;
    void append(QByteArrayView cell);

private:
    QString m_name;
    std::vector<char> m_text;
    std::vector<quint64> m_ends;
};

/// Rows × columns of text. All columns are equally long, and their names differ.
class Table final
{
public:
    /// Source where a name is empty or stands there twice.
    [[nodiscard]] static Result<Table, LearnFailure> withColumns(const QStringList &names);

    [[nodiscard]] qsizetype rowCount() const { return m_columns.empty() ? 0 : m_columns.front().size(); }
    [[nodiscard]] qsizetype columnCount() const { return qsizetype(m_columns.size()); }
    [[nodiscard]] const Column &column(qsizetype index) const { return m_columns[size_t(index)]; }
    /// The column of that name; null where there is none.
    [[nodiscard]] const Column *find(const QString &name) const;
    [[nodiscard]] QStringList names() const;

    /// Adds a row; `cells` are as many as there are columns.
    void append(const QStringList &cells);
    /// These columns alone, in this order. Table, naming those that are not there.
    [[nodiscard]] Result<Table, LearnFailure> selected(const QStringList &names) const;

private:
    std::vector<Column> m_columns;
};

} // namespace sluice::core
