// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detection/detectionsession.h"
#include "ui/widgets/roles.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The browsers that can be sent: profiles × (browser, what came of it).
class ProfilesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Browser, Result, ColumnCount };

    /// Borrows the session.
    explicit ProfilesModel(DetectionSession &session, QObject *parent = nullptr);

    [[nodiscard]] QString profileName(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString resultText(const core::Profile &profile) const;
    [[nodiscard]] QString resultTip(const core::Profile &profile) const;
    [[nodiscard]] Tone tone(const core::Profile &profile) const;
    void takeChange(const QString &profile);

    DetectionSession &m_session;
};

} // namespace sluice::ui
