// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QVariant>

namespace sluice::ui {

/// The words of the Proxies table's header, by ProxiesModel::Column.
class ProxyColumns final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::ProxiesModel)

public:
    [[nodiscard]] static QString title(int column);
    [[nodiscard]] static QString explanation(int column);
    /// The title where the values copied need their unit told; else none.
    [[nodiscard]] static QVariant copiedTitle(int column);
    [[nodiscard]] static bool isNumber(int column);
    /// Width at first, px.
    [[nodiscard]] static int width(int column);
};

} // namespace sluice::ui
