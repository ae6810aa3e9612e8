// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/tablefilter.h"

#include "ui/widgets/roles.h"

#include <algorithm>
#include <numeric>

namespace sluice::ui {

TableFilter::TableFilter(QAbstractItemModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortLocaleAware(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(source);
}

void TableFilter::setSearchedColumns(const QList<int> &columns)
{
    m_columns = columns;
    invalidateRowsFilter();
}

void TableFilter::setText(const QString &text)
{
    m_text = text;
    invalidateRowsFilter();
}

bool TableFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_text.isEmpty())
        return true;
    QList<int> columns = m_columns;
    if (columns.isEmpty()) {
        columns.resize(sourceModel()->columnCount(sourceParent));
        std::iota(columns.begin(), columns.end(), 0);
    }
    return std::ranges::any_of(columns, [&](int column) {
        const QModelIndex index = sourceModel()->index(sourceRow, column, sourceParent);
        return index.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive);
    });
}

} // namespace sluice::ui
