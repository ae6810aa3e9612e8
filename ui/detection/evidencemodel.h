// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"
#include "ui/widgets/roles.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// What one browser showed: markers × (marker, class, presence, evidence); the present ones first.
class EvidenceModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Marker, Class, Presence, Text, ColumnCount };

    explicit EvidenceModel(QObject *parent = nullptr);

    void setEvidence(const QList<core::Evidence> &evidence);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const core::Evidence &evidence, int column) const;
    [[nodiscard]] Tone tone(const core::Evidence &evidence, int column) const;

    core::MarkerCatalogue m_catalogue;
    QList<core::Evidence> m_evidence;
};

} // namespace sluice::ui
