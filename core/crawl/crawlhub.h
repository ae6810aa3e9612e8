// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchdesk.h"
#include "core/crawl/crawler.h"
#include "core/crawl/crawlimages.h"
#include "core/crawl/crawlservices.h"
#include "core/crawl/pagevisits.h"
#include "core/extract/workerpool.h"
#include "core/net/networkfetcher.h"
#include "core/render/renderpool.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace sluice::core {

struct EngineSettings
{
    qint64 bodyBudgetBytes = qint64(256) << 20;
    int parseThreads = 0;     ///< 0 = one a core
    bool isStreaming = false; ///< send rowsCommitted()

    bool operator==(const EngineSettings &) const = default;
};

/// What lives on the crawl thread: the per-host gate, the fetchers, the parse pool, and all running crawls.
class CrawlHub final : public QObject
{
    Q_OBJECT

public:
    CrawlHub(const Clock &clock, const EngineSettings &settings);
    ~CrawlHub() override;

    /// What crawls through the pool draw from, from now on.
    void setProxies(std::shared_ptr<ProxyPool> proxies) { m_proxies = std::move(proxies); }
    void start(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store);
    void pause(CrawlId crawl);
    void unpause(CrawlId crawl);
    void cancel(CrawlId crawl);
    /// Leaves this crawl at once, resumable; finished() follows.
    void leave(CrawlId crawl);
    /// Leaves all crawls at once, resumable.
    void interruptAll();
    /// Gets one page, of any status, beside the crawls and past their gate.
    void visit(const CrawlPlan &plan, const WebUrl &url, const void *owner, PoliteDownload::Done done);
    void cancelVisits(const void *owner);
    /// `store` may be null: then nothing is filed.
    void startBatch(BatchId batch, const BatchPlan &plan, CrawlStore *store, CrawlId crawl);
    [[nodiscard]] BatchDesk &batches() { return m_batches; }

Q_SIGNALS:
    void batchNews(const sluice::core::BatchNews &news);
    void progressed(const sluice::core::CrawlProgress &progress);
    void finished(const sluice::core::CrawlProgress &last);
    void hostsChanged(const QList<sluice::core::HostStatus> &hosts);
    void rowsCommitted(const QList<sluice::core::StreamedRow> &rows);
    void logged(sluice::core::CrawlId crawl, const QString &line);
    void warned(sluice::core::CrawlId crawl, const QString &line); ///< as Crawler::warned

private:
    /// Takes the budget's call from any thread, and from store threads that outlive the hub.
    class FreedRelay;

    [[nodiscard]] CrawlServices servicesFor(const CrawlPlan &plan);
    NetworkFetcher &fetcherFor(const QByteArray &caPem);
    void report();
    void report(const CrawlProgress &progress);
    void reportHosts();
    void finish(CrawlId crawl);
    void end(CrawlId crawl, const CrawlProgress &last);
    void addImages(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store, const CrawlServices &services);
    void finishImages(CrawlId crawl);
    void interruptImages();
    [[nodiscard]] CrawlProgress interrupted(Crawler &crawler) const;
    void budgetFreed();

    const Clock &m_clock;
    EngineSettings m_settings;
    std::shared_ptr<ByteBudget> m_budget;
    std::shared_ptr<FreedRelay> m_freedRelay;
    HostGate m_gate;
    WorkerPool m_workers;
    RenderPool m_renderers;
    std::shared_ptr<ProxyPool> m_proxies;
    ThreadPool m_pool;
    std::map<QByteArray, std::unique_ptr<NetworkFetcher>> m_fetchers; ///< by further certificates
    std::map<CrawlId, std::unique_ptr<Crawler>> m_crawlers;
    std::map<CrawlId, std::unique_ptr<CrawlImages>> m_images; ///< of crawls that want some; begun once those have ended
    PageVisits m_visits;
    BatchDesk m_batches;
    QHash<CrawlId, CrawlProgress> m_reported;
    QList<HostStatus> m_reportedHosts;
    QTimer m_report;
    int m_reports = 0;
    bool m_isLeaving = false; ///< nothing new is begun
};

} // namespace sluice::core
