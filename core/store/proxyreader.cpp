// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/proxyreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int firstWithProxies = 5;

bool hasProxies(Database &database)
{
    return database.number("PRAGMA user_version") >= firstWithProxies;
}

/// A number that another program may have written: one that the enumeration lacks is its first.
template <typename Enum>
Enum enumOf(qint64 number, Enum last)
{
    return number >= 0 && number <= qint64(last) ? Enum(number) : Enum{};
}

int milliseconds(const Statement &statement, int column)
{
    return int(std::clamp<qint64>(statement.integer(column), -1, 1 << 30));
}

int countOf(const Statement &statement, int column)
{
    return int(std::clamp<qint64>(statement.integer(column), 0, 1 << 20));
}

QList<ProxyHostRecord> linesOf(Statement &statement)
{
    QList<ProxyHostRecord> lines;
    while (statement.step()) {
        ProxyHostRecord line;
        line.proxy = statement.integer(0);
        line.host = statement.text(1);
        line.requests = statement.integer(2);
        line.errors = statement.integer(3);
        line.bannedUntilUtcMs = statement.integer(4);
        line.bans = countOf(statement, 5);
        line.reason = statement.text(6);
        lines.append(line);
    }
    return lines;
}

} // namespace

ProxyRecord proxyOf(const Statement &statement)
{
    ProxyRecord proxy;
    proxy.id = statement.integer(0);
    proxy.key.type = enumOf(statement.integer(1), ProxyType::Socks4);
    proxy.key.user = statement.text(2);
    proxy.key.host = statement.text(3);
    proxy.key.port = quint16(statement.integer(4));
    proxy.source = statement.text(5);
    proxy.country = statement.text(6);
    proxy.countryCode = statement.text(7);
    proxy.listedAnonymity = enumOf(statement.integer(8), Anonymity::Elite);
    proxy.isNear = statement.integer(9) != 0;
    proxy.state = enumOf(statement.integer(10), ProxyState::Unsupported);
    proxy.reason = statement.text(11);
    proxy.anonymity = enumOf(statement.integer(12), Anonymity::Elite);
    proxy.connectMs = milliseconds(statement, 13);
    proxy.firstByteMs = milliseconds(statement, 14);
    proxy.totalMs = milliseconds(statement, 15);
    proxy.exitAddress = statement.text(16);
    proxy.isIntercepting = statement.integer(17) != 0;
    proxy.lastCheckedUtcMs = statement.integer(18);
    proxy.nextCheckUtcMs = statement.integer(19);
    proxy.deadInARow = countOf(statement, 20);
    proxy.checks = statement.integer(21);
    proxy.successes = statement.integer(22);
    proxy.latencyMedianMs = milliseconds(statement, 23);
    proxy.latency95Ms = milliseconds(statement, 24);
    return proxy;
}

QList<ProxyRecord> readProxies(Database &database, qint64 nowUtcMs)
{
    QList<ProxyRecord> proxies;
    if (!hasProxies(database))
        return proxies;
    QHash<qint64, int> bans;
    Statement banned(database, "SELECT proxy, count(*) FROM proxy_hosts WHERE banned_until > ?1 GROUP BY proxy");
    banned.bind(nowUtcMs);
    while (banned.step())
        bans.insert(banned.integer(0), int(banned.integer(1)));
    const QByteArray sql = "SELECT "_ba + proxyColumns + " FROM proxies ORDER BY id";
    Statement statement(database, sql.constData());
    while (statement.step()) {
        proxies.append(proxyOf(statement));
        proxies.last().bans = bans.value(proxies.last().id);
    }
    return proxies;
}

QList<ProxyCheckRecord> readProxyChecks(Database &database, qint64 proxy, int limit)
{
    QList<ProxyCheckRecord> checks;
    if (!hasProxies(database))
        return checks;
    Statement statement(database,
                        "SELECT proxy, checked_at, is_alive, anonymity, connect_ms, first_byte_ms, total_ms, "
                        "exit_address, is_intercepting, reason FROM proxy_checks WHERE proxy = ?1 ORDER BY id DESC "
                        "LIMIT ?2");
    statement.bind(proxy, std::max(0, limit));
    while (statement.step()) {
        ProxyCheckRecord check;
        check.proxy = statement.integer(0);
        check.atUtcMs = statement.integer(1);
        check.isAlive = statement.integer(2) != 0;
        check.anonymity = enumOf(statement.integer(3), Anonymity::Elite);
        check.connectMs = milliseconds(statement, 4);
        check.firstByteMs = milliseconds(statement, 5);
        check.totalMs = milliseconds(statement, 6);
        check.exitAddress = statement.text(7);
        check.isIntercepting = statement.integer(8) != 0;
        check.reason = statement.text(9);
        checks.append(check);
    }
    return checks;
}

QList<ProxyHostRecord> readProxyHosts(Database &database)
{
    if (!hasProxies(database))
        return {};
    Statement statement(database, "SELECT proxy, host, requests, errors, banned_until, bans, reason FROM proxy_hosts "
                                  "ORDER BY proxy, host");
    return linesOf(statement);
}

QList<ProxyHostRecord> readProxyLedger(Database &database, qint64 proxy)
{
    if (!hasProxies(database))
        return {};
    Statement statement(database, "SELECT proxy, host, requests, errors, banned_until, bans, reason FROM proxy_hosts "
                                  "WHERE proxy = ?1 ORDER BY host");
    statement.bind(proxy);
    return linesOf(statement);
}

QList<ProxyHostRecord> readProxyBans(Database &database, int most)
{
    if (!hasProxies(database))
        return {};
    Statement statement(database, "SELECT proxy, host, requests, errors, banned_until, bans, reason FROM proxy_hosts "
                                  "WHERE bans > 0 ORDER BY banned_until DESC LIMIT ?1");
    statement.bind(std::max(0, most));
    return linesOf(statement);
}

QList<ProxySourceRecord> readProxySources(Database &database)
{
    QList<ProxySourceRecord> sources;
    if (!hasProxies(database))
        return sources;
    Statement statement(database, "SELECT id, location, user_agent, every_minutes, last_scraped, found, refused, "
                                  "layout, trouble FROM proxy_sources ORDER BY id");
    while (statement.step()) {
        ProxySourceRecord source;
        source.id = statement.integer(0);
        source.location = statement.text(1);
        source.userAgent = statement.text(2);
        source.everyMinutes = int(statement.integer(3));
        source.lastScrapedUtcMs = std::max<qint64>(0, statement.integer(4));
        source.found = int(statement.integer(5));
        source.refused = int(statement.integer(6));
        source.layout = statement.text(7);
        source.trouble = statement.text(8);
        sources.append(source);
    }
    return sources;
}

} // namespace sluice::core
