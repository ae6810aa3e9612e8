// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlhub.h"

#include <QCoreApplication>
#include <QMutex>
#include <QThread>

namespace sluice::core {

namespace {

constexpr int reportEveryMs = 100;
constexpr int hostsEveryReports = 5; ///< the list of hosts is long in a broad crawl

} // namespace

class CrawlHub::FreedRelay final
{
public:
    explicit FreedRelay(CrawlHub &hub)
        : m_hub(&hub)
    {}

    void pass()
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_hub || m_isPassing)
            return;
        m_isPassing = true;
        QMetaObject::invokeMethod(
            m_hub,
            [this, hub = m_hub] {
                arrive();
                hub->budgetFreed();
            },
            Qt::QueuedConnection);
    }

    void forget()
    {
        const QMutexLocker lock(&m_mutex);
        m_hub = nullptr;
    }

private:
    void arrive()
    {
        const QMutexLocker lock(&m_mutex);
        m_isPassing = false;
    }

    QMutex m_mutex;
    CrawlHub *m_hub;
    bool m_isPassing = false; ///< one call on its way is enough
};

CrawlHub::CrawlHub(const Clock &clock, const EngineSettings &settings)
    : m_clock(clock)
    , m_settings(settings)
    , m_budget(std::make_shared<ByteBudget>(settings.bodyBudgetBytes))
    , m_freedRelay(std::make_shared<FreedRelay>(*this))
    , m_gate(clock)
    , m_pool(settings.parseThreads)
{
    m_budget->onFreed([relay = m_freedRelay] { relay->pass(); });
    connect(&m_report, &QTimer::timeout, this, qOverload<>(&CrawlHub::report));
    connect(&m_batches, &BatchDesk::news, this, &CrawlHub::batchNews);
}

CrawlHub::~CrawlHub()
{
    interruptAll();
    m_freedRelay->forget();
}

void CrawlHub::start(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store)
{
    const CrawlServices services = servicesFor(plan);
    auto crawler = std::make_unique<Crawler>(crawl, plan, store, services);
    connect(
        crawler.get(), &Crawler::ended, this, [this, crawl] { finish(crawl); }, Qt::QueuedConnection);
    connect(crawler.get(), &Crawler::rowsCommitted, this, &CrawlHub::rowsCommitted);
    connect(crawler.get(), &Crawler::logged, this, &CrawlHub::logged);
    connect(crawler.get(), &Crawler::warned, this, &CrawlHub::warned);
    if (!plan.spec.images.isEmpty())
        addImages(crawl, plan, store, services);
    Crawler &started = *crawler;
    m_crawlers[crawl] = std::move(crawler);
    m_report.start(reportEveryMs);
    started.start();
}

void CrawlHub::pause(CrawlId crawl)
{
    if (const auto found = m_crawlers.find(crawl); found != m_crawlers.end())
        found->second->pause();
    else if (const auto images = m_images.find(crawl); images != m_images.end())
        images->second->pause();
}

void CrawlHub::unpause(CrawlId crawl)
{
    if (const auto found = m_crawlers.find(crawl); found != m_crawlers.end())
        found->second->unpause();
    else if (const auto images = m_images.find(crawl); images != m_images.end())
        images->second->unpause();
}

void CrawlHub::cancel(CrawlId crawl)
{
    if (const auto found = m_crawlers.find(crawl); found != m_crawlers.end())
        found->second->cancel();
    else if (const auto images = m_images.find(crawl); images != m_images.end())
        images->second->cancel();
}

void CrawlHub::leave(CrawlId crawl)
{
    if (const auto found = m_crawlers.find(crawl); found != m_crawlers.end())
        return found->second->leave();
    if (const auto images = m_images.find(crawl); images != m_images.end()) {
        images->second->interrupt();
        QMetaObject::invokeMethod(
            this, [this, crawl] { finishImages(crawl); }, Qt::QueuedConnection);
    }
}

void CrawlHub::interruptAll()
{
    m_report.stop();
    m_isLeaving = true;
    interruptImages();
    m_batches.interruptAll();
    for (const auto &[id, crawler] : m_crawlers)
        crawler->interrupt();
    m_pool.clear();
    for (const auto &[id, crawler] : m_crawlers)
        crawler->settleStore();
    // What was committed last is told of by events that nobody would be there for any more: its rows are streamed now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
    for (const auto &[id, crawler] : m_crawlers)
        Q_EMIT finished(interrupted(*crawler));
    m_crawlers.clear();
    m_images.clear();
    m_reported.clear();
    m_isLeaving = false;
}

void CrawlHub::finishImages(CrawlId crawl)
{
    const auto images = m_images.find(crawl);
    if (images == m_images.end())
        return;
    images->second->settleStore();
    const CrawlProgress last = images->second->progress();
    const ImageTally tally = last.images.value_or(ImageTally());
    Q_EMIT logged(crawl, tr("images: %1 of %2 saved, %3 failed").arg(tally.saved).arg(tally.named).arg(tally.failed));
    end(crawl, last);
}

void CrawlHub::interruptImages()
{
    for (const auto &[id, images] : m_images) {
        if (!images->isUnderWay())
            continue;
        images->interrupt();
        Q_EMIT finished(images->progress());
    }
    std::erase_if(m_images, [](const auto &images) { return images.second->isUnderWay(); });
}

CrawlProgress CrawlHub::interrupted(Crawler &crawler) const
{
    CrawlProgress last = crawler.progress();
    // Its images have not begun, so the project does not say that it has finished either.
    if (last.state == RunState::Finished && m_images.contains(last.crawl)) {
        last.state = RunState::Stopped;
        last.detail = tr("interrupted");
    }
    return last;
}

void CrawlHub::visit(const CrawlPlan &plan, const WebUrl &url, const void *owner, PoliteDownload::Done done)
{
    m_visits.start(plan, url, servicesFor(plan), owner, std::move(done));
}

void CrawlHub::cancelVisits(const void *owner)
{
    m_visits.cancel(owner);
}

void CrawlHub::startBatch(BatchId batch, const BatchPlan &plan, CrawlStore *store, CrawlId crawl)
{
    m_batches.start(batch, plan, servicesFor(plan.crawl), store, crawl);
}

CrawlServices CrawlHub::servicesFor(const CrawlPlan &plan)
{
    return {m_clock,    fetcherFor(plan.caPem), m_gate,   m_pool, m_budget, m_settings.isStreaming,
            &m_workers, &m_renderers,           m_proxies};
}

NetworkFetcher &CrawlHub::fetcherFor(const QByteArray &caPem)
{
    std::unique_ptr<NetworkFetcher> &fetcher = m_fetchers[caPem];
    if (!fetcher) {
        NetworkSettings settings;
        settings.extraCaPem = caPem;
        fetcher = std::make_unique<NetworkFetcher>(settings, m_budget.get());
    }
    return *fetcher;
}

void CrawlHub::addImages(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store, const CrawlServices &services)
{
    auto images = std::make_unique<CrawlImages>(crawl, plan, store, services);
    connect(
        images.get(), &CrawlImages::finished, this, [this, crawl] { finishImages(crawl); }, Qt::QueuedConnection);
    connect(images.get(), &CrawlImages::failed, this, [this, crawl](const QString &line) {
        Q_EMIT warned(crawl, line);
        Q_EMIT logged(crawl, line);
    });
    m_images[crawl] = std::move(images);
}

void CrawlHub::report()
{
    // finish() tells how a crawl has ended, and that there are images to come.
    for (const auto &[id, crawler] : m_crawlers) {
        if (!crawler->hasEnded())
            report(crawler->progress());
    }
    for (const auto &[id, images] : m_images) {
        if (images->isUnderWay())
            report(images->progress());
    }
    if (++m_reports % hostsEveryReports == 0)
        reportHosts();
}

void CrawlHub::report(const CrawlProgress &progress)
{
    if (m_reported.value(progress.crawl) == progress)
        return;
    m_reported.insert(progress.crawl, progress);
    Q_EMIT progressed(progress);
}

void CrawlHub::reportHosts()
{
    const QList<HostStatus> hosts = m_gate.hosts();
    if (hosts == m_reportedHosts)
        return;
    m_reportedHosts = hosts;
    Q_EMIT hostsChanged(hosts);
}

void CrawlHub::finish(CrawlId crawl)
{
    const auto found = m_crawlers.find(crawl);
    if (found == m_crawlers.end())
        return;
    const CrawlProgress last = m_isLeaving ? interrupted(*found->second) : found->second->progress();
    const auto images = m_images.find(crawl);
    const bool hasImages = images != m_images.end() && last.state == RunState::Finished;
    // Whoever is told next reads rows, and what the crawl knows of hosts, from there.
    if (hasImages || found->second->isLeft())
        found->second->settleStore();
    m_crawlers.erase(found);
    if (hasImages)
        images->second->start(last);
    else
        end(crawl, last);
}

void CrawlHub::end(CrawlId crawl, const CrawlProgress &last)
{
    m_images.erase(crawl);
    m_reported.remove(crawl);
    if (m_crawlers.empty() && m_images.empty())
        m_report.stop();
    reportHosts();
    Q_EMIT progressed(last);
    Q_EMIT finished(last);
}

void CrawlHub::budgetFreed()
{
    for (const auto &[id, fetcher] : m_fetchers)
        fetcher->resumeHeld();
    for (const auto &[id, crawler] : m_crawlers)
        crawler->budgetFreed();
    m_batches.budgetFreed();
}

} // namespace sluice::core
