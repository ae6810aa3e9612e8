// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/scheduler.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

constexpr qint64 longestWakeMs = 60'000;
constexpr int permitsPerConcurrency = 2;

} // namespace

Scheduler::Scheduler(const CrawlContext &context, Frontier &frontier, PoliteFetcher &fetcher, RobotsCache &robots,
                     PagePipeline &pages, SitemapWalk &sitemaps)
    : m_context(context)
    , m_frontier(frontier)
    , m_fetcher(fetcher)
    , m_robots(robots)
    , m_pages(pages)
    , m_sitemaps(sitemaps)
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Scheduler::due);
    // Heard here, not in the crawler: as a crawl goes, what gives up its places at the gate outlives who would use them.
    connect(&context.services.gate, &HostGate::released, this, &Scheduler::hostReady);
    connect(&robots, &RobotsCache::ready, this, &Scheduler::hostReady);
}

void Scheduler::run()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    const QList<UrlChange> readmitted = m_frontier.readmit(m_context.services.clock.monotonicMs());
    if (!readmitted.isEmpty())
        m_context.store.changeUrls(m_context.crawl, readmitted);
    while (hasPlace() && startNext()) {
        // as long as something can be started
    }
    m_isRunning = false;
    armWake();
}

/// This host may be asked again, perhaps.
void Scheduler::hostReady(const QByteArray &origin)
{
    m_frontier.hostReleased(origin);
    m_sitemaps.hostReleased(origin);
    Q_EMIT due();
}

bool Scheduler::hasPlace() const
{
    return m_pages.fetching() + m_sitemaps.inFlight() < m_context.plan.spec.concurrency && !isLimitReached() &&
           m_context.services.budget->hasRoom();
}

bool Scheduler::startNext()
{
    if (m_isSitemapNext && startSitemap())
        return true;
    return startPage() || startSitemap(); // that there is no page to ask for may make room for a sitemap
}

bool Scheduler::startPage()
{
    if (m_pages.permits() >= permitsPerConcurrency * m_context.plan.spec.concurrency)
        return false;
    const auto lease = m_frontier.lease([this](const QByteArray &origin) { return pageTurn(origin); },
                                        m_context.services.clock.monotonicMs());
    if (!lease) {
        for (const QByteArray &origin : std::exchange(m_yielding, {}))
            endTurn(origin); // what is queued there is no longer to be asked for, or not now
        return false;
    }
    endTurn(lease->url.origin());
    if (m_context.plan.spec.isRobotsObeyed && isRefusedByRobots(*lease))
        return true;
    m_isSitemapNext = true;
    m_pages.begin(*lease);
    return true;
}

bool Scheduler::startSitemap()
{
    // However few may be in flight, sitemaps never take all places, even where there is no page to ask for.
    if (m_sitemaps.inFlight() >= std::max(1, m_context.plan.spec.concurrency / 2))
        return false;
    const auto origin = m_sitemaps.startNext([this](const QByteArray &host) { return sitemapTurn(host); },
                                             m_context.services.clock.monotonicMs());
    if (!origin)
        return false;
    m_sitemapLast.insert(*origin);
    m_isSitemapNext = false;
    return true;
}

qint64 Scheduler::pageTurn(const QByteArray &origin)
{
    if (m_context.plan.spec.isRobotsObeyed && !m_robots.isKnown(origin)) {
        m_robots.request(origin);
        return -1;
    }
    return m_fetcher.waitMs(origin);
}

qint64 Scheduler::sitemapTurn(const QByteArray &origin)
{
    const qint64 wait = m_fetcher.waitMs(origin);
    if (wait != 0 || !m_sitemapLast.contains(origin) || !m_frontier.hasQueued(origin))
        return wait;
    m_yielding.insert(origin);
    return -1; // until endTurn()
}

/// A page of this host has had its turn.
void Scheduler::endTurn(const QByteArray &origin)
{
    m_sitemapLast.remove(origin);
    m_sitemaps.hostReleased(origin);
}

bool Scheduler::isRefusedByRobots(const Lease &lease)
{
    const QByteArray origin = lease.url.origin();
    const bool isUnreachable = m_robots.isUnreachable(origin);
    const RobotsVerdict verdict = m_robots.check(lease.url);
    if (verdict.isAllowed && !isUnreachable)
        return false;
    m_frontier.settle(lease.index, VisitState::Skipped);
    UrlChange change;
    change.id = lease.id;
    change.state = UrlState::Skipped;
    change.reason = isUnreachable ? SkipReason::RobotsUnreachable : SkipReason::Robots;
    change.detail = isUnreachable ? m_robots.unreachableReason(origin) : QString::fromUtf8(verdict.rule);
    change.depth = m_frontier.depth(lease.index);
    m_context.store.changeUrls(m_context.crawl, {change});
    if (lease.isSeed)
        Q_EMIT warned(m_context.crawl, tr("%1: %2").arg(lease.url.toString(),
                                                        isUnreachable ? change.detail : tr("robots.txt disallows it")));
    return true;
}

bool Scheduler::isLimitReached() const
{
    const CrawlTally &tally = m_pages.tally();
    const auto &limit = m_context.plan.spec.maximumPages;
    return limit && tally.done + tally.failed + m_pages.underWay() >= *limit;
}

void Scheduler::armWake()
{
    qint64 wait = -1;
    const qint64 nowMs = m_context.services.clock.monotonicMs();
    for (const std::optional<qint64> &wake : {m_frontier.nextWakeMs(), m_sitemaps.nextWakeMs()}) {
        if (wake && (wait < 0 || *wake - nowMs < wait))
            wait = std::clamp<qint64>(*wake - nowMs, 1, longestWakeMs);
    }
    if (wait > 0)
        m_wake.start(int(wait));
}

std::optional<HostWait> Scheduler::hostWait() const
{
    if (m_fetcher.inFlight() > 0 || m_pages.underWay() > m_pages.fetching())
        return {};
    const qint64 nowMs = m_context.services.clock.utcNow().toMSecsSinceEpoch();
    std::optional<HostWait> soonest;
    for (const QByteArray &origin :
         {m_fetcher.nextHostWaitedFor(), m_frontier.nextHostToWake(), m_sitemaps.nextHostToWake()}) {
        const qint64 waitMs = origin.isEmpty() ? 0 : m_fetcher.waitMs(origin);
        if (waitMs <= 0 || (soonest && soonest->untilUtcMs <= nowMs + waitMs))
            continue;
        const auto host = m_context.services.gate.host(origin);
        const bool isBlocked = host && host->blockedUntilUtcMs > nowMs;
        soonest = HostWait{origin, isBlocked ? host->blockedUntilUtcMs : nowMs + waitMs, isBlocked};
    }
    return soonest;
}

} // namespace sluice::core
