// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"
#include "core/store/statement.h"

namespace sluice::core {

/// Writes what becomes of proxies inside somebody's transaction. Lives on the writer's thread.
class ProxyWriter final
{
public:
    /// Checks of one proxy that are kept.
    static constexpr int keptChecks = 200;

    explicit ProxyWriter(Database &database);

    void saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check);
    void save(const QList<ProxyRecord> &proxies);
    void saveHosts(const QList<ProxyHostRecord> &lines);

private:
    /// False where it was removed.
    [[nodiscard]] bool saveLine(const ProxyRecord &proxy);
    void countChecks(qint64 proxy);

    Statement m_save;
    Statement m_addCheck;
    Statement m_trim;
    Statement m_totals;
    Statement m_count;
    Statement m_saveHost;
};

/// Parts of ProxyStore, each inside a transaction of its own.
[[nodiscard]] QList<ProxyRecord> addProxyRows(Database &database, const QList<ProxyRecord> &proxies);
void removeProxyRows(Database &database, const QList<qint64> &ids);
[[nodiscard]] ProxySourceRecord saveSourceRow(Database &database, ProxySourceRecord source);

} // namespace sluice::core
