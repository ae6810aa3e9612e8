// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/proxywriter.h"

#include "core/store/proxyreader.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// What a list does not say must not wipe out what another did.
constexpr char addSql[] =
    "INSERT INTO proxies (type, user, host, port, source, country, country_code, listed_anonymity, is_near, state, "
    "reason, anonymity, connect_ms, first_byte_ms, total_ms, exit_address, is_intercepting, last_checked, next_check, "
    "dead_in_a_row, checks, successes, latency_median_ms, latency_95_ms) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, -1, -1, -1, '', 0, 0, 0, 0, 0, 0, -1, -1) "
    "ON CONFLICT (type, user, host, port) DO UPDATE SET "
    "country = CASE excluded.country WHEN '' THEN country ELSE excluded.country END, "
    "country_code = CASE excluded.country_code WHEN '' THEN country_code ELSE excluded.country_code END, "
    "listed_anonymity = CASE excluded.listed_anonymity WHEN 0 THEN listed_anonymity "
    "ELSE excluded.listed_anonymity END RETURNING ";

} // namespace

ProxyWriter::ProxyWriter(Database &database)
    : m_save(database,
             "UPDATE proxies SET state = ?2, reason = ?3, anonymity = ?4, connect_ms = ?5, first_byte_ms = ?6, "
             "total_ms = ?7, exit_address = ?8, is_intercepting = ?9, last_checked = ?10, next_check = ?11, "
             "dead_in_a_row = ?12 WHERE id = ?1")
    , m_addCheck(database, "INSERT INTO proxy_checks (proxy, checked_at, is_alive, anonymity, connect_ms, "
                           "first_byte_ms, total_ms, exit_address, is_intercepting, reason) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
    , m_trim(database, "DELETE FROM proxy_checks WHERE proxy = ?1 AND id <= (SELECT id FROM proxy_checks "
                       "WHERE proxy = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)")
    , m_totals(database, "SELECT is_alive, total_ms FROM proxy_checks WHERE proxy = ?1")
    , m_count(database, "UPDATE proxies SET checks = ?2, successes = ?3, latency_median_ms = ?4, latency_95_ms = ?5 "
                        "WHERE id = ?1")
    , m_saveHost(database, "INSERT INTO proxy_hosts (proxy, host, requests, errors, banned_until, bans, reason) "
                           "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM proxies WHERE id = ?1) "
                           "ON CONFLICT (proxy, host) DO UPDATE SET requests = requests + excluded.requests, "
                           "errors = errors + excluded.errors, banned_until = excluded.banned_until, "
                           "bans = excluded.bans, reason = excluded.reason")
{}

bool ProxyWriter::saveLine(const ProxyRecord &proxy)
{
    m_save
        .bind(proxy.id, int(proxy.state), proxy.reason, int(proxy.anonymity), proxy.connectMs, proxy.firstByteMs,
              proxy.totalMs, proxy.exitAddress, int(proxy.isIntercepting), proxy.lastCheckedUtcMs, proxy.nextCheckUtcMs,
              proxy.deadInARow)
        .run();
    return m_save.changes() > 0;
}

void ProxyWriter::saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check)
{
    if (!saveLine(proxy))
        return;
    m_addCheck
        .bind(proxy.id, check.atUtcMs, int(check.isAlive), int(check.anonymity), check.connectMs, check.firstByteMs,
              check.totalMs, check.exitAddress, int(check.isIntercepting), check.reason)
        .run();
    m_trim.bind(proxy.id, keptChecks).run();
    countChecks(proxy.id);
}

void ProxyWriter::countChecks(qint64 proxy)
{
    qint64 checks = 0;
    QList<int> totals;
    m_totals.bind(proxy);
    while (m_totals.step()) {
        ++checks;
        if (m_totals.integer(0) != 0)
            totals.append(int(m_totals.integer(1)));
    }
    m_totals.reset();
    const ProxyCheckFigures figures = checkFigures(checks, totals);
    m_count.bind(proxy, figures.checks, figures.successes, figures.latencyMedianMs, figures.latency95Ms).run();
}

void ProxyWriter::save(const QList<ProxyRecord> &proxies)
{
    for (const ProxyRecord &proxy : proxies)
        static_cast<void>(saveLine(proxy));
}

void ProxyWriter::saveHosts(const QList<ProxyHostRecord> &lines)
{
    for (const ProxyHostRecord &line : lines)
        m_saveHost
            .bind(line.proxy, line.host, line.requests, line.errors, line.bannedUntilUtcMs, line.bans, line.reason)
            .run();
}

QList<ProxyRecord> addProxyRows(Database &database, const QList<ProxyRecord> &proxies)
{
    const QByteArray sql = addSql + QByteArray(proxyColumns);
    Statement add(database, sql.constData());
    QList<ProxyRecord> kept;
    kept.reserve(proxies.size());
    for (const ProxyRecord &proxy : proxies) {
        const ProxyKey &key = proxy.key;
        add.bind(int(key.type), key.user, key.host, key.port, proxy.source, proxy.country, proxy.countryCode,
                 int(proxy.listedAnonymity), int(proxy.isNear), int(proxy.state), proxy.reason);
        if (add.step())
            kept.append(proxyOf(add));
        add.reset();
    }
    return kept;
}

void removeProxyRows(Database &database, const QList<qint64> &ids)
{
    const char *steps[] = {"DELETE FROM proxy_checks WHERE proxy = ?1", "DELETE FROM proxy_hosts WHERE proxy = ?1",
                           "DELETE FROM proxies WHERE id = ?1"};
    for (const char *sql : steps) {
        Statement statement(database, sql);
        for (const qint64 id : ids)
            statement.bind(id).run();
    }
}

ProxySourceRecord saveSourceRow(Database &database, ProxySourceRecord source)
{
    const bool isNew = source.id == 0;
    Statement save(database, isNew ? "INSERT INTO proxy_sources (location, user_agent, every_minutes, last_scraped, "
                                     "found, refused, layout, trouble) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                                     "ON CONFLICT (location) DO UPDATE SET user_agent = ?2, every_minutes = ?3, "
                                     "last_scraped = ?4, found = ?5, refused = ?6, layout = ?7, trouble = ?8 "
                                     "RETURNING id"
                                   : "UPDATE proxy_sources SET location = ?1, user_agent = ?2, every_minutes = ?3, "
                                     "last_scraped = ?4, found = ?5, refused = ?6, layout = ?7, trouble = ?8 "
                                     "WHERE id = ?9 RETURNING id");
    save.bind(source.location, source.userAgent, source.everyMinutes, source.lastScrapedUtcMs, source.found,
              source.refused, source.layout, source.trouble);
    if (!isNew)
        save.bind(source.location, source.userAgent, source.everyMinutes, source.lastScrapedUtcMs, source.found,
                  source.refused, source.layout, source.trouble, source.id);
    const bool isThere = save.step();
    if (isThere)
        source.id = save.integer(0);
    save.reset();
    if (!isThere && !database.hasFailed())
        database.fail({StoreFault::NotFound, u"%1: holds no proxy source %2"_s.arg(database.path()).arg(source.id)});
    return source;
}

} // namespace sluice::core
