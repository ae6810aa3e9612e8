// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"
#include "core/net/hostgate.h"
#include "core/store/crawlstore.h"

#include <QHash>

namespace sluice::core {

/// Carries what is known of the hosts (delay, block, robots.txt) between the project and those that use it, so that it
/// survives a restart. Lives on the crawl thread; borrows all it is given.
class HostKeeper final
{
public:
    HostKeeper(CrawlStore &store, const PoliteFetcher &fetcher, RobotsCache &robots, HostGate &gate)
        : m_store(store)
        , m_fetcher(fetcher)
        , m_robots(robots)
        , m_gate(gate)
    {}

    /// Takes over what the project has. A crawl that goes on (`isResumed`) also uses the robots.txt it had.
    void restore(const QList<HostRecord> &hosts, bool isResumed);
    /// Queues for the project what has changed since the last time.
    void save();

private:
    CrawlStore &m_store;
    const PoliteFetcher &m_fetcher;
    RobotsCache &m_robots;
    HostGate &m_gate;
    QHash<QByteArray, HostRecord> m_saved;
};

} // namespace sluice::core
