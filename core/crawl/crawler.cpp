// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawler.h"

#include <utility>

namespace sluice::core {

namespace {

constexpr int saveEveryMs = 1'000;

std::unique_ptr<RenderFetcher> makeRenderer(const CrawlPlan &plan, const CrawlServices &services)
{
    if (plan.spec.renderMode == RenderMode::Http || !services.renderers)
        return {};
    auto renderer = std::make_unique<RenderFetcher>(*services.renderers, plan.spec.renderOptions(), plan.caPem);
    renderer->setLimits(RenderLimits{plan.spec.exclude, plan.spec.perHost});
    return renderer;
}

} // namespace

Crawler::Crawler(CrawlId crawl, CrawlPlan plan, CrawlStore &store, const CrawlServices &services, QObject *parent)
    : QObject(parent)
    , m_crawl(crawl)
    , m_plan(std::move(plan))
    , m_store(store)
    , m_services(services)
    , m_policy(m_plan.spec)
    , m_frontier(store, m_policy, m_keyer)
    , m_renderer(makeRenderer(m_plan, services))
    , m_pooled(pooledWay(crawl, m_plan, services, services.fetcher))
    , m_pooledRenderer(m_renderer ? pooledRenderWay(m_plan, services, *m_renderer) : nullptr)
    , m_fetcher(m_plan, wayOf(m_pooled, services.fetcher), services.gate, services.clock)
    , m_robots(m_plan, m_fetcher, services.gate, services.clock)
    , m_pages(m_plan, m_fetcher, m_plan.spec.isRobotsObeyed ? &m_robots : nullptr, m_policy)
    , m_pipeline(context(), m_frontier, m_pages, m_keyer)
    , m_sitemaps(m_plan, m_fetcher, m_robots, services.pool)
    , m_scheduler(context(), m_frontier, m_fetcher, m_robots, m_pipeline, m_sitemaps)
    , m_hosts(store, m_fetcher, m_robots, services.gate)
    , m_time(services.clock)
{
    connect(&m_scheduler, &Scheduler::due, this, &Crawler::pump);
    connect(&m_save, &QTimer::timeout, this, &Crawler::saveStanding);
    connect(&m_store, &CrawlStore::trouble, this, &Crawler::takeTrouble);
    connect(&m_pipeline, &PagePipeline::advanced, this, &Crawler::advance);
    connect(&m_pipeline, &PagePipeline::rowsCommitted, this, &Crawler::rowsCommitted);
    connect(&m_pipeline, &PagePipeline::logged, this, &Crawler::logged);
    connect(&m_pipeline, &PagePipeline::warned, this, &Crawler::warned);
    connect(&m_sitemaps, &SitemapWalk::found, this, &Crawler::takeSitemap);
    connect(&m_sitemaps, &SitemapWalk::failed, this, &Crawler::takeLostSitemap);
    connect(&m_sitemaps, &SitemapWalk::advanced, this, &Crawler::advance);
    connect(&m_scheduler, &Scheduler::warned, this, &Crawler::warned);
    connect(this, &Crawler::warned, this, &Crawler::logged);
    if (m_renderer)
        connectRenderer();
    for (const PooledFetcher *pooled : {m_pooled.get(), m_pooledRenderer.get()}) {
        if (pooled)
            connectPool(pooled);
    }
}

void Crawler::connectRenderer()
{
    if (m_pooledRenderer)
        m_fetcher.setRenderer(m_pooledRenderer.get());
    else
        m_fetcher.setRenderer(m_renderer.get());
    connect(m_renderer.get(), &RenderFetcher::asked, &m_services.gate, &HostGate::count);
    connect(m_renderer.get(), &RenderFetcher::noted, this,
            [this](const QString &url, const QString &note) { Q_EMIT logged(m_crawl, tr("%1: %2").arg(url, note)); });
    connect(m_services.renderers, &RenderPool::unsandboxed, this, [this](const QString &why) {
        Q_EMIT warned(m_crawl, tr("pages are rendered without the engine’s sandbox: %1").arg(why));
    });
}

void Crawler::connectPool(const PooledFetcher *pooled)
{
    connect(pooled, &PooledFetcher::noted, this, [this](const QString &line) { Q_EMIT logged(m_crawl, line); });
    connect(pooled, &PooledFetcher::dry, this, &Crawler::leaveForWantOfProxy);
}

bool Crawler::isWaitingForProxy() const
{
    return (m_pooled && m_pooled->heldCount() > 0) || (m_pooledRenderer && m_pooledRenderer->heldCount() > 0);
}

void Crawler::start()
{
    for (const WebUrl &seed : m_plan.seeds)
        m_policy.addRoot(seed);
    if (!load())
        return;
    storeRoots(m_frontier.addRoots(m_plan.seeds, {}, true));
    m_time.start();
    m_state = RunState::Running;
    m_store.setCrawlState(m_crawl, CrawlState::Running, m_time.ms());
    m_save.start(saveEveryMs);
    if (!m_scheduler.isLimitReached())
        m_store.dropSitemapFailures(m_crawl); // the walk finds anew what is still wrong
    m_sitemaps.start();
    advance();
}

bool Crawler::load()
{
    const auto record = m_store.crawl(m_crawl);
    const auto targets = m_store.seedTargets(m_crawl);
    const auto hosts = m_store.hosts();
    if (!record || !targets || !hosts) {
        takeTrouble(!record ? record.error() : !targets ? targets.error() : hosts.error());
        return false;
    }
    for (const QByteArray &target : *targets)
        m_policy.addRoot(WebUrl::fromNormalized(target));
    const auto urls = m_store.visitUrls(m_crawl, [this](const UrlRecord &url) { m_frontier.restore(url); });
    if (!urls) {
        takeTrouble(urls.error());
        return false;
    }
    m_pipeline.setTally({record->done, record->failed, record->rows, record->bytes});
    m_time.restore(record->activeMs);
    m_hosts.restore(*hosts, record->done + record->failed > 0);
    return true;
}

void Crawler::budgetFreed()
{
    m_pipeline.budgetFreed();
    pump();
}

void Crawler::advance()
{
    if (m_isEndDue)
        endWhenParsed();
    pump();
    checkEnd();
}

void Crawler::pump()
{
    if (m_scheduler.isRunning() || m_state != RunState::Running)
        return;
    m_scheduler.run();
    if (m_pipeline.underWay() == 0)
        checkEnd();
}

void Crawler::takeSitemap(const QList<WebUrl> &urls, const WebUrl &sitemap)
{
    if (m_state == RunState::Cancelling || hasEnded())
        return; // whoever takes the crawl up again reads it again
    const NewRoots roots = m_frontier.addRoots(urls, sitemap.text(), false);
    storeRoots(roots);
    Q_EMIT logged(m_crawl, tr("sitemap %1: %n new URL(s)", nullptr, int(roots.found.size())).arg(sitemap.toString()));
    pump();
}

void Crawler::takeLostSitemap(const WebUrl &sitemap, const QString &reason)
{
    m_store.addSitemapFailure(m_crawl, sitemap.text(), reason);
    Q_EMIT warned(m_crawl, tr("sitemap %1: %2").arg(sitemap.toString(), reason));
}

void Crawler::storeRoots(const NewRoots &roots)
{
    if (!roots.found.isEmpty())
        m_store.addUrls(m_crawl, roots.found);
    if (!roots.changes.isEmpty())
        m_store.changeUrls(m_crawl, roots.changes);
}

/// Keeps what a crash would else forget: how the hosts stand and how long the crawl has run.
void Crawler::saveStanding()
{
    m_hosts.save();
    if (m_time.isRunning() && m_state == RunState::Running && m_pipeline.underWay() > 0)
        m_store.setCrawlState(m_crawl, CrawlState::Running, m_time.ms());
}

CrawlProgress Crawler::progress()
{
    const CrawlTally &tally = m_pipeline.tally();
    m_rate.sample(m_services.clock.monotonicMs(), tally.done + tally.failed);
    CrawlProgress progress;
    progress.crawl = m_crawl;
    progress.state = m_state;
    progress.detail = m_detail;
    progress.done = tally.done;
    progress.failed = tally.failed;
    progress.rows = tally.rows;
    progress.bytes = tally.bytes;
    progress.skipped = m_frontier.skippedCount();
    progress.pending = m_frontier.queuedCount();
    progress.inFlight = m_pipeline.fetching();
    progress.pagesPerSecond = m_rate.perSecond();
    progress.etaMs = m_rate.etaMs(progress.pending + progress.inFlight);
    progress.elapsedMs = m_time.ms();
    progress.seedsFailed = m_frontier.seedsWithoutPage();
    progress.budgetBytes = m_services.budget->used();
    progress.isWithoutProxy = m_isWithoutProxy;
    if (m_state == RunState::Running && isWaitingForProxy())
        progress.detail = tr("waits for a living proxy");
    if (m_state == RunState::Running)
        progress.wait = m_scheduler.hostWait();
    return progress;
}

} // namespace sluice::core
