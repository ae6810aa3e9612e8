// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonObject>
#include <QStringList>

namespace sluice::ui {

/// The rows that the rules give on the page.
class PreviewModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// More are counted, but not shown.
    static constexpr qsizetype mostRows = 1'000;

    explicit PreviewModel(QObject *parent = nullptr);

    /// Whether the columns are others than before.
    bool setRows(const QStringList &columns, const QList<QJsonObject> &rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_columns;
    QList<QJsonObject> m_rows;
};

} // namespace sluice::ui
