// SPDX-License-Identifier: GPL-3.0-or-later
// A project as a store of proxies. Reading goes by way of the writer too: what was queued before is seen.
#include "core/store/project.h"
#include "core/store/proxyreader.h"
#include "core/store/proxywriter.h"
#include "core/store/storewriter.h"

namespace sluice::core {

namespace {

/// Lets the writer make a value, and waits for it.
template <typename Value, typename Work>
Result<Value, StoreFailure> made(StoreWriter &writer, Work work)
{
    Value value;
    const auto done = writer.call([&value, &work](Database &database) {
        value = work(database);
        return qint64(0);
    });
    if (!done)
        return tl::unexpected(done.error());
    return value;
}

Result<void, StoreFailure> nothing(const Result<qint64, StoreFailure> &done)
{
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

} // namespace

Result<QList<ProxyRecord>, StoreFailure> Project::proxies() const
{
    const qint64 now = nowUtcMs();
    return made<QList<ProxyRecord>>(writer(), [now](Database &database) { return readProxies(database, now); });
}

Result<QList<ProxyCheckRecord>, StoreFailure> Project::proxyChecks(qint64 proxy, int limit) const
{
    return made<QList<ProxyCheckRecord>>(
        writer(), [proxy, limit](Database &database) { return readProxyChecks(database, proxy, limit); });
}

Result<QList<ProxyHostRecord>, StoreFailure> Project::proxyHosts() const
{
    return made<QList<ProxyHostRecord>>(writer(), readProxyHosts);
}

Result<QList<ProxyHostRecord>, StoreFailure> Project::proxyLedger(qint64 proxy) const
{
    return made<QList<ProxyHostRecord>>(writer(),
                                        [proxy](Database &database) { return readProxyLedger(database, proxy); });
}

Result<QList<ProxyHostRecord>, StoreFailure> Project::proxyBans(int most) const
{
    return made<QList<ProxyHostRecord>>(writer(), [most](Database &database) { return readProxyBans(database, most); });
}

Result<QList<ProxySourceRecord>, StoreFailure> Project::proxySources() const
{
    return made<QList<ProxySourceRecord>>(writer(), readProxySources);
}

Result<QList<ProxyRecord>, StoreFailure> Project::addProxies(const QList<ProxyRecord> &proxies)
{
    return made<QList<ProxyRecord>>(writer(),
                                    [&proxies](Database &database) { return addProxyRows(database, proxies); });
}

Result<void, StoreFailure> Project::removeProxies(const QList<qint64> &ids)
{
    return nothing(writer().call([&ids](Database &database) {
        removeProxyRows(database, ids);
        return qint64(0);
    }));
}

Result<ProxySourceRecord, StoreFailure> Project::saveProxySource(const ProxySourceRecord &source)
{
    return made<ProxySourceRecord>(writer(), [&source](Database &database) { return saveSourceRow(database, source); });
}

Result<void, StoreFailure> Project::removeProxySource(qint64 id)
{
    return nothing(writer().call([id](Database &database) {
        Statement(database, "DELETE FROM proxy_sources WHERE id = ?1").bind(id).run();
        return qint64(0);
    }));
}

void Project::saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check)
{
    writer().post(SaveCheckCommand{proxy, check});
}

void Project::saveProxies(const QList<ProxyRecord> &proxies)
{
    writer().post(SaveProxiesCommand{proxies});
}

void Project::saveProxyHosts(const QList<ProxyHostRecord> &lines)
{
    writer().post(SaveProxyHostsCommand{lines});
}

} // namespace sluice::core
