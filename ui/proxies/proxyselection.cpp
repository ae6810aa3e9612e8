// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxyselection.h"

#include "ui/proxies/proxiesmodel.h"

namespace sluice::ui {

ProxySelection::ProxySelection(ProxiesModel &proxies, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_proxies(proxies)
{
    setSourceModel(&proxies);
    setDynamicSortFilter(true);
}

void ProxySelection::setState(std::optional<core::ProxyState> state)
{
    m_state = state;
    invalidateFilter();
}

void ProxySelection::setType(std::optional<core::ProxyType> type)
{
    m_type = type;
    invalidateFilter();
}

void ProxySelection::setAnonymity(std::optional<core::Anonymity> anonymity)
{
    m_anonymity = anonymity;
    invalidateFilter();
}

bool ProxySelection::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    Q_UNUSED(sourceParent)
    const core::ProxyRecord *proxy = m_proxies.proxy(sourceRow);
    return proxy && (!m_state || proxy->state == *m_state) && (!m_type || proxy->key.type == *m_type) &&
           (!m_anonymity || proxy->anonymity == *m_anonymity);
}

} // namespace sluice::ui
