// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/table.h"

#include "core/base/nearestname.h"

#include <QSet>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

Column::Column(QString name)
    : m_name(std::move(name))
{}

QByteArrayView Column::cell(qsizetype row) const
{
    const quint64 start = row == 0 ? 0 : m_ends[size_t(row - 1)];
    return {m_text.data() + start, qsizetype(m_ends[size_t(row)] - start)};
}

void Column::append(QByteArrayView cell)
{
    m_text.insert(m_text.end(), cell.begin(), cell.end());
    m_ends.push_back(m_text.size());
}

Result<Table, LearnFailure> Table::withColumns(const QStringList &names)
{
    QSet<QString> known;
    Table table;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString &name = names[i];
        if (name.trimmed().isEmpty())
            return failure(LearnFault::Source, u"column %1 has no name"_s.arg(i + 1));
        if (known.contains(name))
            return failure(LearnFault::Source, aboutColumn(name, u"this name stands there twice"_s));
        known.insert(name);
        table.m_columns.emplace_back(name);
    }
    if (names.isEmpty())
        return failure(LearnFault::Source, u"there are no columns"_s);
    return table;
}

const Column *Table::find(const QString &name) const
{
    const auto found =
        std::find_if(m_columns.cbegin(), m_columns.cend(), [&](const Column &column) { return column.name() == name; });
    return found == m_columns.cend() ? nullptr : &*found;
}

QStringList Table::names() const
{
    QStringList names;
    for (const Column &column : m_columns)
        names.append(column.name());
    return names;
}

void Table::append(const QStringList &cells)
{
    Q_ASSERT(size_t(cells.size()) == m_columns.size());
    for (size_t i = 0; i < m_columns.size(); ++i)
        m_columns[i].append(cells[qsizetype(i)].toUtf8());
}

Result<Table, LearnFailure> Table::selected(const QStringList &names) const
{
    Table table;
    for (const QString &name : names) {
        const Column *column = find(name);
        if (!column) {
            const QString near = nearestName(name, this->names());
            const QString hint = near.isNull() ? QString() : u"; did you mean \"%1\"?"_s.arg(near);
            return failure(LearnFault::Table, aboutColumn(name, u"the table has none of that name"_s + hint));
        }
        table.m_columns.push_back(*column);
    }
    return table;
}

} // namespace sluice::core
