// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// What one proxy was worth towards each host: hosts × columns.
class BansModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Host, Requests, Errors, BannedUntil, Reason, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLines(const QList<core::ProxyHostRecord> &lines);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QVariant text(const core::ProxyHostRecord &line, int column);
    [[nodiscard]] static QVariant raw(const core::ProxyHostRecord &line, int column);

    QList<core::ProxyHostRecord> m_lines;
};

} // namespace sluice::ui
