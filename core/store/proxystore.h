// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"
#include "core/store/records.h"

namespace sluice::core {

/// Port: where a project keeps its proxies. Methods may be called from any thread; those that return a Result wait for
/// the disk, the others queue.
class ProxyStore
{
public:
    virtual ~ProxyStore() = default;

    [[nodiscard]] virtual Result<QList<ProxyRecord>, StoreFailure> proxies() const = 0;
    /// The newest `limit` checks of one proxy, newest first.
    [[nodiscard]] virtual Result<QList<ProxyCheckRecord>, StoreFailure> proxyChecks(qint64 proxy, int limit) const = 0;
    [[nodiscard]] virtual Result<QList<ProxyHostRecord>, StoreFailure> proxyHosts() const = 0;
    [[nodiscard]] virtual Result<QList<ProxySourceRecord>, StoreFailure> proxySources() const = 0;

    /// Adds those whose key is new and updates what the list says of the others (source, country, listed anonymity);
    /// what checks found stays. Returns all that were given, with their ids, in the same order.
    [[nodiscard]] virtual Result<QList<ProxyRecord>, StoreFailure> addProxies(const QList<ProxyRecord> &proxies) = 0;
    [[nodiscard]] virtual Result<void, StoreFailure> removeProxies(const QList<qint64> &ids) = 0;
    /// Adds a source (id 0) or changes one; returns it with its id. A location is there once.
    [[nodiscard]] virtual Result<ProxySourceRecord, StoreFailure> saveProxySource(const ProxySourceRecord &source) = 0;
    [[nodiscard]] virtual Result<void, StoreFailure> removeProxySource(qint64 id) = 0;

    /// Queues the verdict of a check: the proxy's line as it is now, and a line for its history (the newest 200 of a
    /// proxy stay).
    virtual void saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check) = 0;
    /// Queues the ledger's lines; the last word on each proxy and host counts.
    virtual void saveProxyHosts(const QList<ProxyHostRecord> &lines) = 0;
};

} // namespace sluice::core
