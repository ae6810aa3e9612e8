// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyledger.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sluice::core {

void ProxyLedger::restore(const QList<ProxyHostRecord> &lines)
{
    for (const ProxyHostRecord &record : lines) {
        Lines &host = m_hosts[record.host];
        if (!host.contains(record.proxy))
            ++m_count;
        host.insert(record.proxy, {0, 0, record.bannedUntilUtcMs, record.bans, 0, record.reason, ++m_turn});
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
        const auto lines = m_hosts.find(host);
        const auto line = lines == m_hosts.end() ? Lines::iterator() : lines->find(proxy);
        if (lines == m_hosts.end() || line == lines->end())
            continue;
        records.append({proxy, host, line->requests, line->errors, line->bannedUntilUtcMs, line->bans, line->reason});
        line->requests = 0;
        line->errors = 0;
    }
    return records;
}

ProxyLedger::Line &ProxyLedger::lineOf(qint64 proxy, const QString &host)
{
    if (m_count >= m_limit && !m_hosts.value(host).contains(proxy))
        forgetUnused();
    m_changed.insert({host, proxy});
    Lines &lines = m_hosts[host];
    auto line = lines.find(proxy);
    if (line == lines.end()) {
        line = lines.insert(proxy, {});
        ++m_count;
    }
    line->turn = ++m_turn;
    return *line;
}

/// A crawl of ever new hosts must not fill the memory. Those that were handed over stay in the project.
void ProxyLedger::forgetUnused()
{
    using Age = std::pair<bool, quint64>; // those without a ban are older than all others
    const auto ageOf = [](const Line &line) { return Age(line.bans > 0, line.turn); };
    std::vector<Age> ages;
    for (auto host = m_hosts.cbegin(); host != m_hosts.cend(); ++host) {
        for (auto line = host->cbegin(); line != host->cend(); ++line) {
            if (!m_changed.contains({host.key(), line.key()}))
                ages.push_back(ageOf(*line));
        }
    }
    const auto surplus = size_t(std::max<qsizetype>(0, m_count - m_mostLines / 10 * 9));
    const size_t gone = std::min(surplus, ages.size());
    if (gone > 0) {
        std::nth_element(ages.begin(), ages.begin() + qsizetype(gone - 1), ages.end());
        forgetUntil(ages[gone - 1]);
    }
    // Not looked through again for each new line where most of them stay.
    m_limit = std::max(m_mostLines, m_count + m_mostLines / 10);
}

void ProxyLedger::forgetUntil(const std::pair<bool, quint64> &oldest)
{
    m_count = 0;
    for (auto host = m_hosts.begin(); host != m_hosts.end();) {
        host->removeIf([this, name = host.key(), &oldest](const Lines::iterator line) {
            return std::pair(line->bans > 0, line->turn) <= oldest && !m_changed.contains({name, line.key()});
        });
        m_count += host->size();
        host = host->isEmpty() ? m_hosts.erase(host) : std::next(host);
    }
}

} // namespace sluice::core
