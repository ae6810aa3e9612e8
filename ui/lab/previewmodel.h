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

    /// Whether the columns are others than before. Where there is a note on a row, it stands in the row's cells of the
    /// columns from `firstNoted` on, instead of values.
    bool setRows(const QStringList &columns, const QList<QJsonObject> &rows, int firstNoted = 0,
                 const QStringList &notes = {});

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString noteAt(const QModelIndex &index) const;

    QStringList m_columns;
    QList<QJsonObject> m_rows;
    int m_firstNoted = 0;
    QStringList m_notes; ///< by row
};

} // namespace sluice::ui
