// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/hostkeeper.h"

namespace sluice::core {

void HostKeeper::restore(const QList<HostRecord> &hosts, bool isResumed)
{
    QList<HostStatus> statuses;
    for (const HostRecord &host : hosts) {
        HostStatus status;
        status.origin = host.origin;
        status.delayMs = host.delayMs;
        status.blockedUntilUtcMs = host.blockedUntilUtcMs;
        status.requests = host.requests;
        status.errors = host.errors;
        statuses.append(status);
    }
    m_gate.restore(statuses);
    // A new crawl asks for robots.txt afresh; one that goes on uses what it learnt, as RFC 9309 (2.4) allows.
    for (const HostRecord &host : hosts) {
        if (isResumed)
            m_robots.restore(host);
    }
}

void HostKeeper::save()
{
    QHash<QByteArray, HostRecord> records;
    for (const HostRecord &record : m_robots.records())
        records.insert(record.origin, record);
    QList<HostRecord> changed;
    for (const HostStatus &host : m_gate.hosts()) {
        // The gate knows the hosts of every crawl of the process; this file gets those of its own.
        if (!m_fetcher.hasAsked(host.origin))
            continue;
        HostRecord record = records.value(host.origin);
        record.origin = host.origin;
        record.delayMs = host.delayMs;
        record.blockedUntilUtcMs = host.blockedUntilUtcMs;
        record.requests = host.requests;
        record.errors = host.errors;
        HostRecord &saved = m_saved[host.origin];
        if (record == saved)
            continue;
        saved = record;
        changed.append(record);
    }
    if (!changed.isEmpty())
        m_store.saveHosts(changed);
}

} // namespace sluice::core
