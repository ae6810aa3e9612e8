// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detection/detectionsession.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// Markers × (marker, class, a column for each profile); the evidence is each cell's tooltip.
class MatrixModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Marker, Class, FirstProfile };

    /// Borrows the session.
    explicit MatrixModel(DetectionSession &session, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant markerData(const core::Marker &marker, int column, int role) const;
    [[nodiscard]] QVariant cellData(const core::Evidence &cell, const core::Marker &marker, int role) const;
    void takeChange(const QString &profile);

    DetectionSession &m_session;
};

} // namespace sluice::ui
