// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxybook.h"

#include <algorithm>

namespace sluice::core {

namespace {

void take(ProxyRecord &proxy, const CheckVerdict &verdict)
{
    proxy.state = verdict.state;
    proxy.reason = verdict.reason;
    proxy.connectMs = verdict.connectMs;
    proxy.firstByteMs = verdict.firstByteMs;
    proxy.totalMs = verdict.totalMs;
    proxy.isIntercepting = verdict.isIntercepting;
    proxy.lastCheckedUtcMs = verdict.atUtcMs;
    proxy.deadInARow = verdict.state == ProxyState::Dead ? proxy.deadInARow + 1 : 0;
    if (verdict.state != ProxyState::Alive)
        return;                                  // what was known of a dead one's way out is worth keeping
    if (verdict.anonymity != Anonymity::Unknown) // no judge saw it this time: what one saw before stands
        proxy.anonymity = verdict.anonymity;
    if (!verdict.exitAddress.isEmpty())
        proxy.exitAddress = verdict.exitAddress;
}

void plan(ProxyRecord &proxy, qint64 nowUtcMs, const HealthSettings &settings, double random)
{
    const qint64 delay = nextCheckDelayMs(proxy, settings, random);
    proxy.nextCheckUtcMs = delay > 0 ? nowUtcMs + delay : 0;
}

} // namespace

void ProxyBook::load(const QList<ProxyRecord> &proxies, const QList<ProxyHostRecord> &bans)
{
    clear();
    for (const ProxyRecord &proxy : proxies) {
        m_proxies.insert_or_assign(proxy.id, proxy);
        m_keys.insert(proxy.key, proxy.id);
    }
    for (const ProxyHostRecord &line : bans) {
        if (line.bannedUntilUtcMs > 0 && m_proxies.contains(line.proxy))
            m_bans[line.proxy].insert(line.host, line.bannedUntilUtcMs);
    }
    m_nextBanEndUtcMs = m_bans.isEmpty() ? 0 : 1; // they are looked through with the first endBans()
}

void ProxyBook::clear()
{
    m_proxies.clear();
    m_keys.clear();
    m_pasts.clear();
    m_bans.clear();
    m_nextBanEndUtcMs = 0;
    m_changed.clear();
}

const ProxyRecord *ProxyBook::find(qint64 id) const
{
    const auto found = m_proxies.find(id);
    return found == m_proxies.end() ? nullptr : &found->second;
}

QList<ProxyRecord> ProxyBook::all() const
{
    QList<ProxyRecord> proxies;
    proxies.reserve(qsizetype(m_proxies.size()));
    for (const auto &[id, proxy] : m_proxies)
        proxies.append(proxy);
    return proxies;
}

int ProxyBook::alive() const
{
    return int(std::count_if(m_proxies.cbegin(), m_proxies.cend(),
                             [](const auto &entry) { return entry.second.state == ProxyState::Alive; }));
}

QList<qint64> ProxyBook::due(qint64 nowUtcMs) const
{
    QList<qint64> ids;
    for (const auto &[id, proxy] : m_proxies) {
        if (isCheckDue(proxy, nowUtcMs))
            ids.append(id);
    }
    return ids;
}

void ProxyBook::put(const QList<ProxyRecord> &proxies)
{
    for (const ProxyRecord &proxy : proxies) {
        const auto known = m_proxies.find(proxy.id);
        if (known == m_proxies.end()) {
            m_proxies.emplace(proxy.id, proxy);
            m_keys.insert(proxy.key, proxy.id);
        } else { // the project may not have written yet what checks found; of lists it knows best
            known->second.source = proxy.source;
            known->second.country = proxy.country;
            known->second.countryCode = proxy.countryCode;
            known->second.listedAnonymity = proxy.listedAnonymity;
        }
        m_changed.insert(proxy.id);
    }
}

void ProxyBook::remove(const QList<qint64> &ids)
{
    for (const qint64 id : ids) {
        if (const ProxyRecord *proxy = find(id))
            m_keys.remove(proxy->key);
        m_proxies.erase(id);
        m_pasts.remove(id);
        m_bans.remove(id);
        m_changed.remove(id);
    }
}

void ProxyBook::setPast(qint64 id, const QList<ProxyCheckRecord> &newestFirst)
{
    QList<Past> past;
    for (const ProxyCheckRecord &check : newestFirst)
        past.prepend({check.isAlive, check.totalMs});
    m_pasts.insert(id, past);
}

void ProxyBook::addToPast(ProxyRecord &proxy, const CheckVerdict &verdict)
{
    QList<Past> &past = m_pasts[proxy.id];
    past.append({verdict.state == ProxyState::Alive, verdict.totalMs});
    if (past.size() > historyLength)
        past.removeFirst();
    QList<int> totals;
    for (const Past &check : std::as_const(past)) {
        if (check.isAlive)
            totals.append(check.totalMs);
    }
    const ProxyCheckFigures figures = checkFigures(past.size(), totals);
    proxy.checks = figures.checks;
    proxy.successes = figures.successes;
    proxy.latencyMedianMs = figures.latencyMedianMs;
    proxy.latency95Ms = figures.latency95Ms;
}

ProxyRecord ProxyBook::note(qint64 id, const CheckVerdict &verdict, const HealthSettings &settings, double random)
{
    const auto found = m_proxies.find(id);
    if (found == m_proxies.end())
        return {};
    ProxyRecord &proxy = found->second;
    if (verdict.state == ProxyState::Unchecked) {
        proxy.nextCheckUtcMs = proxy.nextCheckUtcMs > 0 ? verdict.atUtcMs + settings.deadFirstMs : 0;
        if (proxy.state == ProxyState::Unchecked)
            proxy.reason = verdict.reason;
        m_changed.insert(id);
        return proxy;
    }
    take(proxy, verdict);
    addToPast(proxy, verdict);
    plan(proxy, verdict.atUtcMs, settings, random);
    m_changed.insert(id);
    return proxy;
}

void ProxyBook::postpone(qint64 id, qint64 untilUtcMs, const QString &reason)
{
    const auto found = m_proxies.find(id);
    if (found == m_proxies.end())
        return;
    ProxyRecord &proxy = found->second;
    const bool isLater = proxy.nextCheckUtcMs > untilUtcMs && proxy.nextCheckUtcMs - untilUtcMs <= farthestPlanMs;
    if (proxy.nextCheckUtcMs > 0 && !isLater)
        proxy.nextCheckUtcMs = untilUtcMs;
    if (!reason.isEmpty())
        proxy.reason = reason;
    m_changed.insert(id);
}

ProxyRecord ProxyBook::noteDeath(const ProxyRecord &died, qint64 nowUtcMs, const HealthSettings &settings,
                                 double random)
{
    const auto found = m_proxies.find(died.id);
    if (found == m_proxies.end())
        return {};
    ProxyRecord &proxy = found->second;
    proxy.state = ProxyState::Dead;
    proxy.reason = died.reason;
    ++proxy.deadInARow;
    plan(proxy, nowUtcMs, settings, random);
    m_changed.insert(proxy.id);
    return proxy;
}

void ProxyBook::note(const QList<ProxyHostRecord> &ledger, qint64 nowUtcMs)
{
    QSet<qint64> touched;
    for (const ProxyHostRecord &line : ledger) {
        if (!m_proxies.contains(line.proxy))
            continue;
        if (line.bannedUntilUtcMs > nowUtcMs)
            m_bans[line.proxy].insert(line.host, line.bannedUntilUtcMs);
        else if (const auto bans = m_bans.find(line.proxy); bans != m_bans.end())
            bans->remove(line.host);
        touched.insert(line.proxy);
    }
    for (const qint64 id : std::as_const(touched))
        countBans(id, nowUtcMs);
}

void ProxyBook::endBans(qint64 nowUtcMs)
{
    if (m_nextBanEndUtcMs == 0 || nowUtcMs < m_nextBanEndUtcMs)
        return;
    m_nextBanEndUtcMs = 0;
    const QList<qint64> banned = m_bans.keys();
    for (const qint64 id : banned)
        countBans(id, nowUtcMs);
}

void ProxyBook::countBans(qint64 id, qint64 nowUtcMs)
{
    int bans = 0;
    if (const auto lines = m_bans.find(id); lines != m_bans.end()) {
        lines->removeIf([nowUtcMs](const QHash<QString, qint64>::iterator line) { return *line <= nowUtcMs; });
        for (const qint64 until : std::as_const(*lines))
            m_nextBanEndUtcMs = m_nextBanEndUtcMs == 0 ? until : std::min(m_nextBanEndUtcMs, until);
        bans = int(lines->size());
        if (bans == 0)
            m_bans.erase(lines);
    }
    ProxyRecord &proxy = m_proxies[id];
    if (bans != proxy.bans)
        m_changed.insert(id);
    proxy.bans = bans;
}

QList<ProxyRecord> ProxyBook::takeChanged()
{
    QList<qint64> ids = std::exchange(m_changed, {}).values();
    std::sort(ids.begin(), ids.end());
    QList<ProxyRecord> proxies;
    for (const qint64 id : std::as_const(ids)) {
        if (const ProxyRecord *proxy = find(id))
            proxies.append(*proxy);
    }
    return proxies;
}

ProxyCheckRecord checkRecordOf(qint64 proxy, const CheckVerdict &verdict)
{
    ProxyCheckRecord check;
    check.proxy = proxy;
    check.atUtcMs = verdict.atUtcMs;
    check.isAlive = verdict.state == ProxyState::Alive;
    check.anonymity = verdict.anonymity;
    check.connectMs = verdict.connectMs;
    check.firstByteMs = verdict.firstByteMs;
    check.totalMs = verdict.totalMs;
    check.exitAddress = verdict.exitAddress;
    check.isIntercepting = verdict.isIntercepting;
    check.reason = verdict.reason;
    return check;
}

} // namespace sluice::core
