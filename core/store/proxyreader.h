// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"
#include "core/store/statement.h"

namespace sluice::core {

/// The columns of table proxies that proxyOf() takes, in its order.
inline constexpr char proxyColumns[] =
    "id, type, user, host, port, source, country, country_code, listed_anonymity, is_near, state, reason, anonymity, "
    "connect_ms, first_byte_ms, total_ms, exit_address, is_intercepting, last_checked, next_check, dead_in_a_row, "
    "checks, successes, latency_median_ms, latency_95_ms";
[[nodiscard]] ProxyRecord proxyOf(const Statement &statement);

/// Questions about proxies, answered by the database. A project from before their tables has none. Failures stay with
/// the database until somebody takes them.
/// All by id; those hosts count as bans that ban one at `nowUtcMs`.
[[nodiscard]] QList<ProxyRecord> readProxies(Database &database, qint64 nowUtcMs);
/// Newest first.
[[nodiscard]] QList<ProxyCheckRecord> readProxyChecks(Database &database, qint64 proxy, int limit);
[[nodiscard]] QList<ProxyHostRecord> readProxyHosts(Database &database);
/// Those of one proxy.
[[nodiscard]] QList<ProxyHostRecord> readProxyLedger(Database &database, qint64 proxy);
/// Those that tell of bans, at most so many: those that last longest.
[[nodiscard]] QList<ProxyHostRecord> readProxyBans(Database &database, int most);
[[nodiscard]] QList<ProxySourceRecord> readProxySources(Database &database);

} // namespace sluice::core
