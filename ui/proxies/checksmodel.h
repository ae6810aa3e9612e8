// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The history of one proxy, newest check first: checks × columns.
class ChecksModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, State, Latency, Anonymity, Exit, Reason, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setChecks(const QList<core::ProxyCheckRecord> &checks);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QVariant text(const core::ProxyCheckRecord &check, int column);
    [[nodiscard]] static QVariant raw(const core::ProxyCheckRecord &check, int column);

    QList<core::ProxyCheckRecord> m_checks;
};

} // namespace sluice::ui
