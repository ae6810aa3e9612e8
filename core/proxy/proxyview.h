// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/proxy/proxywish.h"

#include <functional>
#include <queue>
#include <set>
#include <vector>

namespace sluice::core {

/// A proxy as the pool knows it.
struct PoolEntry
{
    ProxyRecord record;
    ProxyAddress address;
    qint64 uses = 0;
    int errorsInARow = 0;
    bool isLocked = false; ///< wants a password that is not known
};
using PoolEntries = QHash<qint64, PoolEntry>;

/// The living proxies that fulfil one set of conditions, kept so that each policy finds its next one without looking at
/// all of them. Not thread-safe.
class ProxyView final
{
public:
    /// Whether a proxy may be taken now (not banned, not tried already).
    using Usable = std::function<bool(qint64)>;

    /// `entries` is borrowed; the view is told of each change of it. Of the wish its conditions count.
    ProxyView(const PoolEntries &entries, const ProxyWish &wish);

    [[nodiscard]] bool isFor(const ProxyWish &wish) const;
    /// The entry is new or has changed.
    void put(qint64 proxy);
    /// All entries may have changed or gone. Who is next in turn, and who sticks to which, stays.
    void rebuild();
    [[nodiscard]] qsizetype size() const { return qsizetype(m_members.size()); }

    [[nodiscard]] std::optional<qint64> pick(const ProxyWish &wish, const Usable &isUsable);

private:
    using Use = std::pair<qint64, qint64>; ///< how often, who

    [[nodiscard]] bool admits(const PoolEntry &entry) const;
    [[nodiscard]] std::optional<qint64> from(size_t start, const Usable &isUsable) const;
    [[nodiscard]] std::optional<qint64> nextInTurn(const Usable &isUsable);
    [[nodiscard]] std::optional<qint64> anyOne(const Usable &isUsable) const;
    [[nodiscard]] std::optional<qint64> fastest(const Usable &isUsable) const;
    [[nodiscard]] std::optional<qint64> leastUsed(const Usable &isUsable);
    [[nodiscard]] std::optional<qint64> sticky(const QString &key, const Usable &isUsable);
    void add(qint64 proxy, int latency);
    void remove(qint64 proxy);
    void rebuildUses();

    const PoolEntries &m_entries;
    const QList<ProxyCondition> m_conditions;
    const bool m_isTls;
    const bool m_isRendered;
    std::vector<qint64> m_members; ///< ascending
    QHash<qint64, int> m_latencies;
    std::set<std::pair<int, qint64>> m_bySpeed;
    std::priority_queue<Use, std::vector<Use>, std::greater<>> m_byUse; ///< with counts that may be old: then too low
    qint64 m_lastInTurn = 0;
    QHash<QString, qint64> m_stuck;
};

} // namespace sluice::core
