// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QAbstractTableModel>
#include <QSet>

namespace sluice::ui {

/// Where a project takes its proxies from: sources × columns.
class SourcesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Location, Every, Last, Found, Trouble, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setSources(const QList<core::ProxySourceRecord> &sources);
    /// Says at this source that it is being read now.
    void setBusy(qint64 source, bool isBusy);
    [[nodiscard]] const core::ProxySourceRecord *source(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const core::ProxySourceRecord &source, int column) const;
    [[nodiscard]] QVariant raw(const core::ProxySourceRecord &source, int column) const;

    QList<core::ProxySourceRecord> m_sources;
    QSet<qint64> m_busy;
};

} // namespace sluice::ui
