// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/checksettings.h"
#include "core/proxy/health.h"
#include "core/store/proxystore.h"

#include <QHash>
#include <QSet>

#include <map>

namespace sluice::core {

/// The proxies of a project as they are now, in memory: what was read from it and what has happened since. Not
/// thread-safe.
class ProxyBook final
{
public:
    static constexpr int historyLength = 200; ///< checks of a proxy that its figures are counted from

    void load(const QList<ProxyRecord> &proxies, const QList<ProxyHostRecord> &bans);
    void clear();

    /// Null where there is none of that id. Good until the book changes.
    [[nodiscard]] const ProxyRecord *find(qint64 id) const;
    [[nodiscard]] bool knows(const ProxyKey &key) const { return m_keys.contains(key); }
    /// By id.
    [[nodiscard]] QList<ProxyRecord> all() const;
    [[nodiscard]] int alive() const;
    /// Those whose check is due.
    [[nodiscard]] QList<qint64> due(qint64 nowUtcMs) const;

    /// Takes over what the project says of these, new ones among them.
    void put(const QList<ProxyRecord> &proxies);
    void remove(const QList<qint64> &ids);

    /// Whether the checks before this one were told to the book.
    [[nodiscard]] bool hasPast(qint64 id) const { return m_pasts.contains(id); }
    void setPast(qint64 id, const QList<ProxyCheckRecord> &newestFirst);
    /// The proxy after a check, its next one planned; `random` as for nextCheckDelayMs(). Unchecked as a verdict says
    /// nothing of it, only when it is looked at again.
    ProxyRecord note(qint64 id, const CheckVerdict &verdict, const HealthSettings &settings, double random);
    /// Puts a check that was planned off until then, if it was due sooner; `reason` is shown unless it is empty.
    void postpone(qint64 id, qint64 untilUtcMs, const QString &reason);
    /// The proxy after it died in use.
    ProxyRecord noteDeath(const ProxyRecord &died, qint64 nowUtcMs, const HealthSettings &settings, double random);

    /// Lines of the ledger that changed.
    void note(const QList<ProxyHostRecord> &ledger, qint64 nowUtcMs);
    /// Counts anew how many hosts ban each proxy, once a ban's time is over.
    void endBans(qint64 nowUtcMs);

    /// Those that changed since the last call, by id.
    [[nodiscard]] QList<ProxyRecord> takeChanged();
    [[nodiscard]] bool hasChanged() const { return !m_changed.isEmpty(); }

private:
    struct Past
    {
        bool isAlive = false;
        int totalMs = -1;
    };
    void countBans(qint64 id, qint64 nowUtcMs);
    void addToPast(ProxyRecord &proxy, const CheckVerdict &verdict);

    std::map<qint64, ProxyRecord> m_proxies;
    QHash<ProxyKey, qint64> m_keys;
    QHash<qint64, QList<Past>> m_pasts;           ///< oldest first
    QHash<qint64, QHash<QString, qint64>> m_bans; ///< until when, by host; those that hold
    qint64 m_nextBanEndUtcMs = 0;                 ///< 0 = none holds
    QSet<qint64> m_changed;
};

/// A check as the history keeps it.
[[nodiscard]] ProxyCheckRecord checkRecordOf(qint64 proxy, const CheckVerdict &verdict);

} // namespace sluice::core
