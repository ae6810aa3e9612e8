// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace sluice::ui {

/// The rows of a table that contain a text, sorted by their raw values (SortRole).
class TableFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TableFilter(QAbstractItemModel *source, QObject *parent = nullptr);

    /// The columns in which the text is looked for; empty, as at first: all of them.
    void setSearchedColumns(const QList<int> &columns);
    /// Keeps only rows with a cell that shows `text`, in whatever case; an empty text keeps all.
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    QList<int> m_columns;
    QString m_text;
};

} // namespace sluice::ui
