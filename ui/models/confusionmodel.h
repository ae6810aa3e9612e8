// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace sluice::ui {

/// True class × predicted class: how many rows of the test part; the more of a class' rows, the stronger the colour.
class ConfusionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit ConfusionModel(QObject *parent = nullptr);

    void setMatrix(const QStringList &classes, const QList<QList<qint64>> &matrix);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] double share(const QModelIndex &index) const;

    QStringList m_classes;
    QList<QList<qint64>> m_matrix;
};

} // namespace sluice::ui
