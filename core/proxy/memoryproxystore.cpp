// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/memoryproxystore.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr qsizetype historyLength = 200;

} // namespace

Result<QList<ProxyRecord>, StoreFailure> MemoryProxyStore::proxies() const
{
    const std::lock_guard lock(m_mutex);
    QList<ProxyRecord> present;
    std::copy_if(m_proxies.cbegin(), m_proxies.cend(), std::back_inserter(present),
                 [](const ProxyRecord &proxy) { return proxy.id != 0; });
    return present;
}

Result<QList<ProxyCheckRecord>, StoreFailure> MemoryProxyStore::proxyChecks(qint64 proxy, int limit) const
{
    const std::lock_guard lock(m_mutex);
    return m_checks.value(proxy).mid(0, limit);
}

Result<QList<ProxyHostRecord>, StoreFailure> MemoryProxyStore::proxyHosts() const
{
    const std::lock_guard lock(m_mutex);
    QList<ProxyHostRecord> lines;
    for (const auto &hosts : m_ledger)
        lines.append(hosts.values());
    return lines;
}

Result<QList<ProxyHostRecord>, StoreFailure> MemoryProxyStore::proxyLedger(qint64 proxy) const
{
    const std::lock_guard lock(m_mutex);
    QList<ProxyHostRecord> lines = m_ledger.value(proxy).values();
    std::ranges::sort(lines, {}, &ProxyHostRecord::host);
    return lines;
}

Result<QList<ProxyHostRecord>, StoreFailure> MemoryProxyStore::proxyBans(int most) const
{
    QList<ProxyHostRecord> lines = proxyHosts().value();
    lines.removeIf([](const ProxyHostRecord &line) { return line.bans == 0; });
    std::ranges::sort(lines, std::ranges::greater(), &ProxyHostRecord::bannedUntilUtcMs);
    lines.resize(std::min(lines.size(), qsizetype(std::max(0, most))));
    return lines;
}

Result<QList<ProxySourceRecord>, StoreFailure> MemoryProxyStore::proxySources() const
{
    const std::lock_guard lock(m_mutex);
    return m_sources;
}

Result<QList<ProxyRecord>, StoreFailure> MemoryProxyStore::addProxies(const QList<ProxyRecord> &proxies)
{
    const std::lock_guard lock(m_mutex);
    QList<ProxyRecord> kept;
    for (const ProxyRecord &proxy : proxies) {
        qint64 &id = m_keys[proxy.key];
        if (id == 0) {
            m_proxies.append(proxy);
            id = m_proxies.size();
            m_proxies.last().id = id;
        }
        ProxyRecord &known = m_proxies[id - 1];
        if (!proxy.country.isEmpty())
            known.country = proxy.country;
        if (!proxy.countryCode.isEmpty())
            known.countryCode = proxy.countryCode;
        if (proxy.listedAnonymity != Anonymity::Unknown)
            known.listedAnonymity = proxy.listedAnonymity;
        kept.append(known);
    }
    return kept;
}

Result<void, StoreFailure> MemoryProxyStore::removeProxies(const QList<qint64> &ids)
{
    const std::lock_guard lock(m_mutex);
    for (const qint64 id : ids) {
        if (id < 1 || id > m_proxies.size() || m_proxies.at(id - 1).id == 0)
            continue;
        m_keys.remove(m_proxies.at(id - 1).key);
        m_proxies[id - 1] = {};
        m_checks.remove(id);
        m_ledger.remove(id);
    }
    return {};
}

Result<ProxySourceRecord, StoreFailure> MemoryProxyStore::saveProxySource(const ProxySourceRecord &source)
{
    const std::lock_guard lock(m_mutex);
    const auto known = std::find_if(m_sources.begin(), m_sources.end(), [&source](const ProxySourceRecord &each) {
        return source.id != 0 ? each.id == source.id : each.location == source.location;
    });
    ProxySourceRecord kept = source;
    kept.id = known != m_sources.end() ? known->id : ++m_lastSource;
    if (known != m_sources.end())
        *known = kept;
    else
        m_sources.append(kept);
    return kept;
}

Result<void, StoreFailure> MemoryProxyStore::removeProxySource(qint64 id)
{
    const std::lock_guard lock(m_mutex);
    m_sources.removeIf([id](const ProxySourceRecord &each) { return each.id == id; });
    return {};
}

void MemoryProxyStore::put(const ProxyRecord &proxy)
{
    if (proxy.id >= 1 && proxy.id <= m_proxies.size() && m_proxies.at(proxy.id - 1).id != 0)
        m_proxies[proxy.id - 1] = proxy;
}

void MemoryProxyStore::saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check)
{
    const std::lock_guard lock(m_mutex);
    put(proxy);
    QList<ProxyCheckRecord> &checks = m_checks[proxy.id];
    checks.prepend(check);
    checks.resize(std::min(checks.size(), historyLength));
}

void MemoryProxyStore::saveProxies(const QList<ProxyRecord> &proxies)
{
    const std::lock_guard lock(m_mutex);
    for (const ProxyRecord &proxy : proxies)
        put(proxy);
}

void MemoryProxyStore::saveProxyHosts(const QList<ProxyHostRecord> &lines)
{
    const std::lock_guard lock(m_mutex);
    for (const ProxyHostRecord &line : lines) {
        ProxyHostRecord &kept = m_ledger[line.proxy][line.host];
        const qint64 requests = kept.requests + line.requests;
        const qint64 errors = kept.errors + line.errors;
        kept = line;
        kept.requests = requests;
        kept.errors = errors;
    }
}

} // namespace sluice::core
