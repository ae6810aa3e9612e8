// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/addresslist.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The lines of a list that are no addresses: number, text and what is wrong.
class WrongAddressesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Text, Reason };

    using QAbstractTableModel::QAbstractTableModel;

    void setFaults(const QList<core::WrongAddress> &faults);
    /// What the number counts: lines of a text, rows of a table.
    void setNumberTitle(const QString &title);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<core::WrongAddress> m_faults;
    QString m_numberTitle = tr("Line");
};

} // namespace sluice::ui
