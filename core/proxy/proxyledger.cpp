// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyledger.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

void ProxyLedger::restore(const QList<ProxyHostRecord> &lines)
{
    for (const ProxyHostRecord &record : lines) {
        Lines &host = m_hosts[record.host];
        if (!host.contains(record.proxy))
            ++m_count;
        host.insert(record.proxy,
                    {record.requests, record.errors, record.bannedUntilUtcMs, record.bans, 0, record.reason});
    }
}

void ProxyLedger::keepOnly(const QSet<qint64> &proxies)
{
    m_count = 0;
    for (auto host = m_hosts.begin(); host != m_hosts.end();) {
        host->removeIf([&proxies](const Lines::iterator line) { return !proxies.contains(line.key()); });
        m_count += host->size();
        host = host->isEmpty() ? m_hosts.erase(host) : std::next(host);
    }
    m_changed.removeIf([&proxies](const QPair<QString, qint64> &line) { return !proxies.contains(line.second); });
}

const ProxyLedger::Lines *ProxyLedger::linesOf(const QString &host) const
{
    const auto found = m_hosts.constFind(host);
    return found == m_hosts.cend() ? nullptr : &*found;
}

bool ProxyLedger::isBanned(const Lines *lines, qint64 proxy, qint64 nowUtcMs)
{
    if (!lines)
        return false;
    const auto line = lines->constFind(proxy);
    return line != lines->cend() && line->bannedUntilUtcMs > nowUtcMs;
}

void ProxyLedger::noteAnswer(qint64 proxy, const QString &host, qint64 nowUtcMs)
{
    Line &line = lineOf(proxy, host);
    ++line.requests;
    line.refusals = 0;
    // What was under way when the ban came does not lift it.
    if (line.bannedUntilUtcMs <= nowUtcMs) {
        line.bannedUntilUtcMs = 0;
        line.bans = 0;
        line.reason.clear();
    }
}

void ProxyLedger::noteError(qint64 proxy, const QString &host)
{
    Line &line = lineOf(proxy, host);
    ++line.requests;
    ++line.errors;
}

void ProxyLedger::noteBan(qint64 proxy, const QString &host, const QString &reason, qint64 nowUtcMs)
{
    Line &line = lineOf(proxy, host);
    ++line.requests;
    ban(line, reason, nowUtcMs);
}

void ProxyLedger::noteRefusal(qint64 proxy, const QString &host, const QString &reason, qint64 nowUtcMs)
{
    Line &line = lineOf(proxy, host);
    ++line.requests;
    if (++line.refusals >= refusalsForBan)
        ban(line, reason, nowUtcMs);
}

void ProxyLedger::ban(Line &line, const QString &reason, qint64 nowUtcMs)
{
    line.refusals = 0;
    line.reason = reason;
    if (line.bannedUntilUtcMs > nowUtcMs)
        return; // one of those that were under way when it began
    const int doublings = std::min(line.bans, 30);
    line.bannedUntilUtcMs = nowUtcMs + std::min(firstBanMs << doublings, longestBanMs);
    ++line.bans;
}

QList<ProxyHostRecord> ProxyLedger::takeChanges()
{
    QList<ProxyHostRecord> records;
    for (const auto &[host, proxy] : std::exchange(m_changed, {})) {
        const auto lines = m_hosts.constFind(host);
        const auto line = lines == m_hosts.cend() ? Lines::const_iterator() : lines->constFind(proxy);
        if (lines == m_hosts.cend() || line == lines->cend())
            continue;
        records.append({proxy, host, line->requests, line->errors, line->bannedUntilUtcMs, line->bans, line->reason});
    }
    return records;
}

ProxyLedger::Line &ProxyLedger::lineOf(qint64 proxy, const QString &host)
{
    if (m_count >= m_limit && !m_hosts.value(host).contains(proxy))
        forgetHarmless();
    m_changed.insert({host, proxy});
    Lines &lines = m_hosts[host];
    auto line = lines.find(proxy);
    if (line == lines.end()) {
        line = lines.insert(proxy, {});
        ++m_count;
    }
    return *line;
}

/// A crawl of ever new hosts must not fill the memory. Those that were handed over stay in the project.
void ProxyLedger::forgetHarmless()
{
    m_count = 0;
    for (auto host = m_hosts.begin(); host != m_hosts.end();) {
        host->removeIf([this, name = host.key()](const Lines::iterator line) {
            return line->bans == 0 && !m_changed.contains({name, line.key()});
        });
        m_count += host->size();
        host = host->isEmpty() ? m_hosts.erase(host) : std::next(host);
    }
    // Not looked through again for each new line where most of them stay.
    m_limit = std::max(maximumLines, m_count + maximumLines / 10);
}

} // namespace sluice::core
