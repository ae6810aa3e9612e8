// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QVariant>

namespace sluice::ui {

/// The words of the Hosts table's header, by HostsModel::Column.
class HostColumns final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::HostsModel)

public:
    [[nodiscard]] static QString title(int column);
    [[nodiscard]] static QString explanation(int column);
    /// The title where the values copied say more than what is shown, or need their unit told; else none.
    [[nodiscard]] static QVariant copiedTitle(int column);
};

} // namespace sluice::ui
