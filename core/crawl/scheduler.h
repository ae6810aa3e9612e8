// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlcontext.h"
#include "core/crawl/frontier.h"
#include "core/crawl/pagepipeline.h"
#include "core/crawl/politefetcher.h"
#include "core/crawl/progress.h"
#include "core/crawl/robotscache.h"
#include "core/crawl/sitemapwalk.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace sluice::core {

/// Decides what one crawl asks for next, as politeness, permits and limits allow: pages, breadth first, and sitemaps.
/// Neither waits for all of the other: free places in the crawl go to them in turn, and so do the requests to a host
/// that has both.
class Scheduler final : public QObject
{
    Q_OBJECT

public:
    Scheduler(const CrawlContext &context, Frontier &frontier, PoliteFetcher &fetcher, RobotsCache &robots,
              PagePipeline &pages, SitemapWalk &sitemaps);

    /// Starts all that may be started now, and tells when to call it again; calls from within do nothing.
    void run();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool isLimitReached() const;
    /// The host that everything waits for; nothing while something is under way.
    [[nodiscard]] std::optional<HostWait> hostWait() const;

Q_SIGNALS:
    /// Time has come to run again.
    void due();
    void warned(sluice::core::CrawlId crawl, const QString &line); ///< as Crawler::warned

private:
    void hostReady(const QByteArray &origin);
    [[nodiscard]] bool hasPlace() const;
    [[nodiscard]] bool startNext();
    [[nodiscard]] bool startPage();
    [[nodiscard]] bool startSitemap();
    [[nodiscard]] qint64 pageTurn(const QByteArray &origin);
    [[nodiscard]] qint64 sitemapTurn(const QByteArray &origin);
    void endTurn(const QByteArray &origin);
    bool isRefusedByRobots(const Lease &lease);
    void armWake();

    const CrawlContext m_context;
    Frontier &m_frontier;
    PoliteFetcher &m_fetcher;
    RobotsCache &m_robots;
    PagePipeline &m_pages;
    SitemapWalk &m_sitemaps;
    bool m_isSitemapNext = true;
    QSet<QByteArray> m_sitemapLast; ///< hosts that were last asked for a sitemap
    QSet<QByteArray> m_yielding;    ///< of those, where a sitemap stands back for a page
    bool m_isRunning = false;
    QTimer m_wake;
};

} // namespace sluice::core
