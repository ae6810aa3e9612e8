// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace sluice::ui {

class ProxiesModel;

/// The proxies of one state, type and anonymity, as chosen above the table; text filter and sorting come after it.
class ProxySelection final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// Borrows the model.
    explicit ProxySelection(ProxiesModel &proxies, QObject *parent = nullptr);

    void setState(std::optional<core::ProxyState> state);
    void setType(std::optional<core::ProxyType> type);
    void setAnonymity(std::optional<core::Anonymity> anonymity);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    ProxiesModel &m_proxies;
    std::optional<core::ProxyState> m_state;
    std::optional<core::ProxyType> m_type;
    std::optional<core::Anonymity> m_anonymity;
};

} // namespace sluice::ui
