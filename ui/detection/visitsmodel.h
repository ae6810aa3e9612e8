// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The browsers that ran the detectors, the newest last; keeps the last thousand, those
/// that were sent from here before others.
class VisitsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Verdict, Profile, Markers, Agent, ColumnCount };
    static constexpr int mostVisits = 1'000;

    using QAbstractTableModel::QAbstractTableModel;

    void add(const core::Visit &visit);
    [[nodiscard]] const core::Visit *visit(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int leavingRow() const;

    QList<core::Visit> m_visits;
};

} // namespace sluice::ui
