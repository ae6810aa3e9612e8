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
    /// The whole ledger, however long.
    [[nodiscard]] virtual Result<QList<ProxyHostRecord>, StoreFailure> proxyHosts() const = 0;
    /// The ledger's lines of one proxy, by host.
    [[nodiscard]] virtual Result<QList<ProxyHostRecord>, StoreFailure> proxyLedger(qint64 proxy) const = 0;
    /// The ledger's lines that tell of bans, at most so many: those that last longest.
    [[nodiscard]] virtual Result<QList<ProxyHostRecord>, StoreFailure> proxyBans(int most) const = 0;
    [[nodiscard]] virtual Result<QList<ProxySourceRecord>, StoreFailure> proxySources() const = 0;

    /// Adds those whose key is new, and takes over what the list says of the others: country and listed anonymity where
    /// it says something. The source that named one first and what checks found stay. Returns all that were given, as
    /// they are kept now, in the same order.
    [[nodiscard]] virtual Result<QList<ProxyRecord>, StoreFailure> addProxies(const QList<ProxyRecord> &proxies) = 0;
    [[nodiscard]] virtual Result<void, StoreFailure> removeProxies(const QList<qint64> &ids) = 0;
    /// Adds a source (id 0) or changes one; returns it with its id. A location is there once.
    [[nodiscard]] virtual Result<ProxySourceRecord, StoreFailure> saveProxySource(const ProxySourceRecord &source) = 0;
    [[nodiscard]] virtual Result<void, StoreFailure> removeProxySource(qint64 id) = 0;

    /// Queues the verdict of a check: the proxy's line as it is now, and a line for its history (the newest 200 of a
    /// proxy stay). Checks, successes and latencies of the line are counted anew from the history. One that was removed
    /// meanwhile stays removed.
    virtual void saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check) = 0;
    /// Queues the proxies' lines as they are now, without a check (one died in use).
    virtual void saveProxies(const QList<ProxyRecord> &proxies) = 0;
    /// Queues what happened since the last call: requests and errors are added to those that each proxy and host has
    /// already; of a ban the last word counts.
    virtual void saveProxyHosts(const QList<ProxyHostRecord> &lines) = 0;
};

} // namespace sluice::core
