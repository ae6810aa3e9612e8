// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub does by itself, and how it asks: on schedule, and with or without requests from this machine's address.
#include "core/proxy/proxyhub.h"
#include "core/proxy/proxypool.h"
#include "core/proxy/sourcetrouble.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

void ProxyHub::setSettings(const CheckSettings &settings)
{
    m_settings = settings;
    m_network.setSettings(settingsNow());
}

CheckSettings ProxyHub::settingsNow() const
{
    CheckSettings settings = m_settings;
    if (!m_isDirectAllowed) {
        settings.isTestUrlAskedDirectly = false;
        settings.judges.clear();
    }
    return settings;
}

void ProxyHub::setDirectAllowed(bool isAllowed)
{
    if (isAllowed == m_isDirectAllowed)
        return;
    m_isDirectAllowed = isAllowed;
    m_network.setSettings(settingsNow());
    if (isAllowed)
        return;
    m_again += m_checking; // for a run keeps to what it began with
    const auto scraping = std::exchange(m_scraping, {});
    if (m_asked == 0)
        return m_network.drop();
    m_network.cancelChecks();
    for (const int number : scraping)
        m_network.cancelScrape(number);
}

void ProxyHub::tick()
{
    takePoolChanges();
    if (!m_isScheduled || !m_isScheduleAllowed)
        return;
    QList<qint64> due = m_book.due(nowUtcMs());
    due.removeIf([this](qint64 id) { return m_checking.contains(id); });
    if (!due.isEmpty())
        startChecks(due);
    scrapeDue();
}

void ProxyHub::scrapeDue()
{
    if (!m_isDirectAllowed)
        return;
    const int alive = m_book.alive();
    const QList<ProxySourceRecord> sources = m_sources;
    for (const ProxySourceRecord &source : sources) {
        // A project that came from elsewhere must not have files of this machine read.
        if (!isWebLocation(source.location) || m_scraping.contains(source.id) ||
            !isScrapeDue(source, alive, m_health, nowUtcMs()))
            continue;
        m_scraping[source.id] = m_network.scrape(source, [this, id = source.id](const ScrapedSource &outcome) {
            if (m_scraping.remove(id) > 0) // else it was cancelled
                checkNew(ended(outcome, false).proxies);
        });
    }
}

/// What came by schedule is of no use before it was checked.
void ProxyHub::checkNew(const QList<qint64> &ids)
{
    QList<qint64> unchecked;
    std::copy_if(ids.cbegin(), ids.cend(), std::back_inserter(unchecked), [this](qint64 id) {
        const ProxyRecord *proxy = m_book.find(id);
        return proxy && proxy->state == ProxyState::Unchecked;
    });
    if (!unchecked.isEmpty())
        startChecks(unchecked);
}

} // namespace sluice::core
