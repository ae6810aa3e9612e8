// SPDX-License-Identifier: GPL-3.0-or-later
// How a crawl rests and how it ends.
#include "core/crawl/crawler.h"

namespace sluice::core {

/// What it has found stays to be asked for: pages do not fail for want of proxies.
void Crawler::leaveForWantOfProxy(const QString &reason)
{
    if (hasEnded())
        return;
    leave();
    m_isWithoutProxy = true;
    m_detail = tr("left for want of a proxy: %1").arg(reason);
    Q_EMIT logged(m_crawl, m_detail);
}

void Crawler::pause()
{
    if (m_state != RunState::Running)
        return;
    m_state = RunState::Pausing;
    checkEnd();
}

void Crawler::unpause()
{
    if (m_state != RunState::Paused && m_state != RunState::Pausing)
        return;
    m_time.start();
    m_state = RunState::Running;
    m_store.setCrawlState(m_crawl, CrawlState::Running, m_time.ms());
    advance();
}

void Crawler::cancel()
{
    if (m_state == RunState::Cancelling || hasEnded())
        return;
    m_state = RunState::Cancelling;
    m_pipeline.dropParked();
    m_fetcher.cancelAll();
    m_robots.cancelDelayed();
    checkEnd();
}

void Crawler::interrupt()
{
    if (hasEnded())
        return;
    m_pipeline.close();
    m_time.stop();
    m_hosts.save();
    m_store.setCrawlState(m_crawl, CrawlState::Interrupted, m_time.ms());
    m_state = RunState::Stopped;
    m_detail = tr("interrupted");
}

void Crawler::leave()
{
    if (hasEnded())
        return;
    interrupt();
    m_detail.clear(); // whoever asked for it knows
    m_save.stop();
    m_isLeft = true;
    endWhenParsed();
}

void Crawler::takeTrouble(const StoreFailure &failure)
{
    if (hasEnded())
        return;
    m_state = RunState::Stopped;
    m_detail = failure.detail;
    m_pipeline.close();
    m_pipeline.dropParked();
    m_fetcher.cancelAll();
    m_save.stop();
    m_time.stop();
    Q_EMIT logged(m_crawl, failure.detail);
    endWhenParsed();
}

void Crawler::endWhenParsed()
{
    m_isEndDue = m_pipeline.parsing() > 0;
    if (!m_isEndDue)
        Q_EMIT ended();
}

void Crawler::checkEnd()
{
    if (m_scheduler.isRunning() || m_pipeline.underWay() > 0)
        return;
    switch (m_state) {
    case RunState::Pausing:
        if (m_sitemaps.inFlight() == 0) // the walk may stand half done
            rest();
        return;
    case RunState::Running:
        if (!m_pipeline.isAllCommitted())
            m_store.flush();
        else if (m_scheduler.isLimitReached() || (!m_sitemaps.isBusy() && m_frontier.isExhausted()))
            conclude();
        return;
    case RunState::Cancelling:
        if (m_pipeline.isAllCommitted())
            conclude();
        else
            m_store.flush();
        return;
    case RunState::Starting:
    case RunState::Paused:
    case RunState::Cancelled:
    case RunState::Finished:
    case RunState::Stopped:
        return;
    }
}

void Crawler::rest()
{
    m_time.stop();
    m_state = RunState::Paused;
    m_store.setCrawlState(m_crawl, CrawlState::Paused, m_time.ms());
    m_store.flush();
}

void Crawler::conclude()
{
    const bool isCancelled = m_state == RunState::Cancelling;
    m_pipeline.finish();
    if (!isCancelled && m_frontier.queuedCount() > 0)
        m_detail = tr("page limit reached");
    m_save.stop();
    m_time.stop();
    m_hosts.save();
    m_state = isCancelled ? RunState::Cancelled : RunState::Finished;
    // A crawl whose images are still to come is not through: CrawlImages writes how it ended.
    const CrawlState whole = m_plan.spec.images.isEmpty() ? CrawlState::Finished : CrawlState::Running;
    m_store.setCrawlState(m_crawl, isCancelled ? CrawlState::Cancelled : whole, m_time.ms());
    m_store.flush();
    Q_EMIT ended();
}

bool Crawler::hasEnded() const
{
    return m_state == RunState::Cancelled || m_state == RunState::Finished || m_state == RunState::Stopped;
}

} // namespace sluice::core
