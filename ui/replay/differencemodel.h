// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replayrun.h"

#include <QAbstractTableModel>

#include <optional>

namespace sluice::ui {

/// The rows that new rules change: kind, page, row, and the cells; one that changes shows both values.
class DifferenceModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, Page, Row, FirstCell };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QStringList &columns, QList<ChangedRow> rows);
    /// Shows the rows of this kind alone; nothing: all.
    void setShown(std::optional<core::RowChange::Kind> kind);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant head(const ChangedRow &row, int column, int role) const;
    [[nodiscard]] QVariant cell(const ChangedRow &row, const QString &column, int role) const;
    void select();

    QStringList m_columns;
    QList<ChangedRow> m_rows;
    std::optional<core::RowChange::Kind> m_kind;
    QList<qsizetype> m_shown; ///< indexes in m_rows
};

} // namespace sluice::ui
