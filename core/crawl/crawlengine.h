// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/base/secretstore.h"
#include "core/crawl/batchspec.h"
#include "core/crawl/crawlhub.h"
#include "core/crawl/crawlplan.h"
#include "core/crawl/pagevisitor.h"

#include <QFuture>
#include <QObject>
#include <QSet>

#include <memory>

namespace sluice::core {

/// A crawl that stands in its store, and all that is needed to run it.
struct ReadyCrawl
{
    CrawlId id;
    CrawlPlan plan;
};

/// The same of a batch; `crawl` is valid where it is filed.
struct ReadyBatch
{
    BatchPlan plan;
    CrawlId crawl;
};

/// Runs crawls. The one object the window and the command line talk to; lives on their thread, while scheduler, fetcher
/// and parse tasks run on threads of its own. One per process, since the per-host gate is. Crawls that run at the same
/// time belong to one store.
class CrawlEngine final : public QObject
{
    Q_OBJECT

public:
    explicit CrawlEngine(const Clock &clock, const EngineSettings &settings = {}, QObject *parent = nullptr);
    ~CrawlEngine() override;

    /// What crawls with proxy "pool" that begin from now on draw from; null: they have no proxy.
    void setProxyPool(const std::shared_ptr<ProxyPool> &pool);

    /// Adds a crawl to `store` and runs it. `store` is borrowed until finished() and must outlive it.
    Result<CrawlId, StartFailure> start(CrawlStore &store, const CrawlSpec &spec, const SecretStore &secrets);
    /// Goes on with a crawl of `store` where it stopped, however it stopped.
    Result<void, StartFailure> resume(CrawlStore &store, CrawlId crawl, const SecretStore &secrets);

    /// The parts of start() and resume() that wait for the disk: any thread may call them. run() does the rest.
    [[nodiscard]] static Result<ReadyCrawl, StartFailure> prepare(CrawlStore &store, const CrawlSpec &spec,
                                                                  const SecretStore &secrets);
    [[nodiscard]] static Result<ReadyCrawl, StartFailure> prepare(CrawlStore &store, CrawlId crawl,
                                                                  const SecretStore &secrets);
    /// Runs a crawl of `store`; does nothing where it runs already.
    void run(const ReadyCrawl &crawl, CrawlStore &store);

    /// Leases nothing more; what is in flight ends. unpause() goes on.
    void pause(CrawlId crawl);
    void unpause(CrawlId crawl);
    /// Ends the crawl; what was found stays and can be resumed.
    void cancel(CrawlId crawl);
    /// Leaves the crawl as interrupted: resumable, and finished() follows when all that it got is on disk.
    void leave(CrawlId crawl);
    /// Leaves all crawls as interrupted (resumable); blocks until none is under way. For shutdown: drain the store next.
    void stopAll();
    /// The same without waiting: the future is finished when none is under way, after finished() of each was sent.
    [[nodiscard]] QFuture<bool> stopAllLater();

    /// Gets one page with these settings, past the same gate as the crawls: see PageVisitor.
    [[nodiscard]] QFuture<VisitResult> visit(const CrawlPlan &plan, const WebUrl &url, const void *owner);
    void cancelVisits(const void *owner);

    /// Gets a list of URLs past the same gate, and tells of it with batchNews(). With a `store`, which is borrowed until
    /// the last news and must outlive them, what comes is filed there as a crawl.
    Result<BatchId, StartFailure> startBatch(const BatchSpec &spec, const SecretStore &secrets,
                                             CrawlStore *store = nullptr);
    /// The part of startBatch() that waits for the disk, and reads the list: any thread may call it. runBatch() does the
    /// rest, with the same store.
    [[nodiscard]] static Result<ReadyBatch, StartFailure> prepareBatch(const BatchSpec &spec,
                                                                       const SecretStore &secrets, CrawlStore *store);
    BatchId runBatch(const ReadyBatch &batch, CrawlStore *store);
    /// Ends a batch: what is not through is told as cancelled, in the mode's order.
    void cancelBatch(BatchId batch);
    /// Ends one request, before its turn too; others that want the same URL still get it.
    void cancelBatchEntry(BatchId batch, qint64 index);
    /// Nothing new is sent while held.
    void setBatchHeld(BatchId batch, bool isHeld);

    [[nodiscard]] bool isRunning(CrawlId crawl) const { return m_running.contains(crawl); }
    /// Crawls and batches.
    [[nodiscard]] int runningCount() const { return int(m_running.size() + m_batches.size()); }
    /// How many of them are batches.
    [[nodiscard]] int runningBatches() const { return int(m_batches.size()); }

Q_SIGNALS:
    /// At most ten times a second a crawl.
    void progressed(const sluice::core::CrawlProgress &progress);
    /// The crawl has ended and all its outcomes are on disk (unless storage trouble stopped it).
    void finished(const sluice::core::CrawlProgress &last);
    void hostsChanged(const QList<sluice::core::HostStatus> &hosts);
    void rowsCommitted(const QList<sluice::core::StreamedRow> &rows);
    /// A line for the log: what was retried, refused, blocked.
    void logged(sluice::core::CrawlId crawl, const QString &line);
    void warned(sluice::core::CrawlId crawl, const QString &line); ///< as Crawler::warned
    /// As often as BatchSpec::newsEveryMs says; the last ones say so.
    void batchNews(const sluice::core::BatchNews &news);

private:
    void takeNews(const BatchNews &news);

    QSet<CrawlId> m_running;
    QSet<BatchId> m_batches;
    BatchId m_lastBatch;
    OwnedThread<CrawlHub> m_hub;
};

} // namespace sluice::core
