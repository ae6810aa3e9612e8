// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxystore.h"

#include <QHash>

#include <mutex>

namespace sluice::core {

/// Proxies for as long as the program runs: where no project is open.
class MemoryProxyStore final : public ProxyStore
{
public:
    [[nodiscard]] Result<QList<ProxyRecord>, StoreFailure> proxies() const override;
    [[nodiscard]] Result<QList<ProxyCheckRecord>, StoreFailure> proxyChecks(qint64 proxy, int limit) const override;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyHosts() const override;
    [[nodiscard]] Result<QList<ProxySourceRecord>, StoreFailure> proxySources() const override;
    [[nodiscard]] Result<QList<ProxyRecord>, StoreFailure> addProxies(const QList<ProxyRecord> &proxies) override;
    [[nodiscard]] Result<void, StoreFailure> removeProxies(const QList<qint64> &ids) override;
    [[nodiscard]] Result<ProxySourceRecord, StoreFailure> saveProxySource(const ProxySourceRecord &source) override;
    [[nodiscard]] Result<void, StoreFailure> removeProxySource(qint64 id) override;
    void saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check) override;
    void saveProxies(const QList<ProxyRecord> &proxies) override;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyLedger(qint64 proxy) const override;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyBans(int most) const override;
    void saveProxyHosts(const QList<ProxyHostRecord> &lines) override;

private:
    void put(const ProxyRecord &proxy);

    mutable std::mutex m_mutex;
    QList<ProxyRecord> m_proxies; ///< by id: index + 1, those removed with id 0
    QHash<ProxyKey, qint64> m_keys;
    QHash<qint64, QList<ProxyCheckRecord>> m_checks; ///< newest first
    QHash<qint64, QHash<QString, ProxyHostRecord>> m_ledger;
    QList<ProxySourceRecord> m_sources;
    qint64 m_lastSource = 0;
};

} // namespace sluice::core
