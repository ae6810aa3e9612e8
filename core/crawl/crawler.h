// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/activetime.h"
#include "core/crawl/hostkeeper.h"
#include "core/crawl/pagepipeline.h"
#include "core/crawl/politefetcher.h"
#include "core/crawl/poolway.h"
#include "core/crawl/ratemeter.h"
#include "core/crawl/robotscache.h"
#include "core/crawl/scheduler.h"
#include "core/crawl/sitemapwalk.h"
#include "core/render/renderfetcher.h"

#include <QObject>
#include <QTimer>

namespace sluice::core {

/// One running crawl: a state machine that loads what the project knows, lets its scheduler lease URLs, and ends when
/// nothing is left. Lives on the crawl thread.
class Crawler final : public QObject
{
    Q_OBJECT

public:
    Crawler(CrawlId crawl, CrawlPlan plan, CrawlStore &store, const CrawlServices &services, QObject *parent = nullptr);

    /// Loads what the project knows of the crawl, adds the seeds and begins.
    void start();
    void pause();
    void unpause();
    /// Drops what is in flight; ends once everything found is on disk.
    void cancel();
    /// Leaves everything at once and stays resumable, for shutdown; no ended() follows.
    void interrupt();
    /// The same for this crawl alone; ended() follows.
    void leave();
    [[nodiscard]] bool isLeft() const { return m_isLeft; }
    /// Waits until all that was queued is on disk.
    void settleStore() { static_cast<void>(m_store.drain()); } // a failure was told when it came up
    void budgetFreed();

    [[nodiscard]] CrawlProgress progress();
    [[nodiscard]] bool hasEnded() const;
    [[nodiscard]] CrawlId id() const { return m_crawl; }
    [[nodiscard]] const CrawlStore *store() const { return &m_store; }

Q_SIGNALS:
    void ended();
    void rowsCommitted(const QList<sluice::core::StreamedRow> &rows);
    void logged(sluice::core::CrawlId crawl, const QString &line);
    /// Something that makes the result other than what was asked for, and no page's row tells; also logged().
    void warned(sluice::core::CrawlId crawl, const QString &line);

private:
    bool load();
    void connectRenderer();
    void connectPool(const PooledFetcher *pooled);
    void leaveForWantOfProxy(const QString &reason);
    [[nodiscard]] bool isWaitingForProxy() const;
    void advance();
    void pump();
    void takeSitemap(const QList<WebUrl> &urls, const WebUrl &sitemap);
    void takeLostSitemap(const WebUrl &sitemap, const QString &reason);
    void storeRoots(const NewRoots &roots);
    void takeTrouble(const StoreFailure &failure);
    void checkEnd();
    void rest();
    void conclude();
    void endWhenParsed();
    void saveStanding();
    [[nodiscard]] CrawlContext context() const { return {m_crawl, m_plan, m_store, m_services}; }

    const CrawlId m_crawl;
    const CrawlPlan m_plan;
    CrawlStore &m_store;
    CrawlServices m_services;
    UrlPolicy m_policy;
    UrlKeyer m_keyer = UrlKeyer::random();
    Frontier m_frontier;
    std::unique_ptr<RenderFetcher> m_renderer; ///< null where the crawl renders nothing
    std::unique_ptr<PooledFetcher> m_pooled;   ///< null where the crawl goes no way through the pool; likewise the next
    std::unique_ptr<PooledFetcher> m_pooledRenderer;
    PoliteFetcher m_fetcher;
    RobotsCache m_robots;
    PageFetcher m_pages;
    PagePipeline m_pipeline;
    SitemapWalk m_sitemaps;
    Scheduler m_scheduler;
    HostKeeper m_hosts;
    ActiveTime m_time;
    RateMeter m_rate;
    QTimer m_save;
    RunState m_state = RunState::Starting;
    bool m_isLeft = false;
    bool m_isWithoutProxy = false;
    bool m_isEndDue = false; ///< of a stopped crawl, once no page of it is being parsed any more
    QString m_detail;
};

} // namespace sluice::core
