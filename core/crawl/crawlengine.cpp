// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlengine.h"

#include "core/base/ask.h"
#include "core/crawl/jobfile.h"
#include "core/crawl/outcomes.h"
#include "core/crawl/rendering.h"

#include <QPromise>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

tl::unexpected<StartFailure> storageFault(const StoreFailure &fault)
{
    return failure(StartFault::Storage, fault.detail);
}

} // namespace

CrawlEngine::CrawlEngine(const Clock &clock, const EngineSettings &settings, QObject *parent)
    : QObject(parent)
    , m_hub(u"crawl"_s, [&clock, settings] { return std::make_unique<CrawlHub>(clock, settings); })
{
    m_hub.call([this](CrawlHub &hub) {
        connect(&hub, &CrawlHub::progressed, this, &CrawlEngine::progressed);
        connect(&hub, &CrawlHub::hostsChanged, this, &CrawlEngine::hostsChanged);
        connect(&hub, &CrawlHub::rowsCommitted, this, &CrawlEngine::rowsCommitted);
        connect(&hub, &CrawlHub::logged, this, &CrawlEngine::logged);
        connect(&hub, &CrawlHub::warned, this, &CrawlEngine::warned);
        connect(&hub, &CrawlHub::batchNews, this, &CrawlEngine::takeNews);
        connect(&hub, &CrawlHub::finished, this, [this](const CrawlProgress &last) {
            m_running.remove(last.crawl);
            Q_EMIT finished(last);
        });
    });
}

CrawlEngine::~CrawlEngine() = default;

void CrawlEngine::setProxyPool(const std::shared_ptr<ProxyPool> &pool)
{
    m_hub.post([pool](CrawlHub &hub) { hub.setProxies(pool); });
}

Result<CrawlId, StartFailure> CrawlEngine::start(CrawlStore &store, const CrawlSpec &spec, const SecretStore &secrets)
{
    const auto ready = prepare(store, spec, secrets);
    if (!ready)
        return tl::unexpected(ready.error());
    run(*ready, store);
    return ready->id;
}

Result<void, StartFailure> CrawlEngine::resume(CrawlStore &store, CrawlId crawl, const SecretStore &secrets)
{
    if (m_running.contains(crawl))
        return {};
    const auto ready = prepare(store, crawl, secrets);
    if (!ready)
        return tl::unexpected(ready.error());
    run(*ready, store);
    return {};
}

Result<ReadyCrawl, StartFailure> CrawlEngine::prepare(CrawlStore &store, const CrawlSpec &spec,
                                                      const SecretStore &secrets)
{
    if (const auto problem = renderProblem(spec))
        return failure(StartFault::Spec, problem->field + u": "_s + problem->message);
    const auto plan = makePlan(spec, secrets);
    if (!plan)
        return tl::unexpected(plan.error());
    const QString name = spec.name.isEmpty() ? plan->seeds.first().toString() : spec.name;
    const auto crawl = store.addCrawl(name, jobToJson(spec), !spec.hasFields(), fieldColumns(spec));
    if (!crawl)
        return storageFault(crawl.error());
    return ReadyCrawl{*crawl, *plan};
}

Result<ReadyCrawl, StartFailure> CrawlEngine::prepare(CrawlStore &store, CrawlId crawl, const SecretStore &secrets)
{
    store.retry();
    if (const auto drained = store.drain(); !drained)
        return storageFault(drained.error());
    const auto record = store.crawl(crawl);
    if (!record)
        return storageFault(record.error());
    const auto spec = jobFromJson(record->spec);
    if (!spec)
        return failure(StartFault::Spec, spec.error().detail);
    if (const auto problem = renderProblem(*spec))
        return failure(StartFault::Spec, problem->field + u": "_s + problem->message);
    const auto plan = makePlan(*spec, secrets);
    if (!plan)
        return tl::unexpected(plan.error());
    return ReadyCrawl{crawl, *plan};
}

void CrawlEngine::run(const ReadyCrawl &crawl, CrawlStore &store)
{
    if (m_running.contains(crawl.id))
        return;
    m_running.insert(crawl.id);
    m_hub.post([crawl, &store](CrawlHub &hub) { hub.start(crawl.id, crawl.plan, store); });
}

void CrawlEngine::pause(CrawlId crawl)
{
    m_hub.post([crawl](CrawlHub &hub) { hub.pause(crawl); });
}

void CrawlEngine::unpause(CrawlId crawl)
{
    m_hub.post([crawl](CrawlHub &hub) { hub.unpause(crawl); });
}

void CrawlEngine::cancel(CrawlId crawl)
{
    m_hub.post([crawl](CrawlHub &hub) { hub.cancel(crawl); });
}

void CrawlEngine::leave(CrawlId crawl)
{
    m_hub.post([crawl](CrawlHub &hub) { hub.leave(crawl); });
}

void CrawlEngine::stopAll()
{
    m_hub.call([](CrawlHub &hub) { hub.interruptAll(); });
}

QFuture<bool> CrawlEngine::stopAllLater()
{
    return ask(m_hub, [](CrawlHub &hub) {
        hub.interruptAll();
        return true;
    });
}

QFuture<VisitResult> CrawlEngine::visit(const CrawlPlan &plan, const WebUrl &url, const void *owner)
{
    auto promise = std::make_shared<QPromise<VisitResult>>();
    promise->start();
    QFuture<VisitResult> future = promise->future();
    m_hub.post([plan, url, owner, promise = std::move(promise)](CrawlHub &hub) {
        hub.visit(plan, url, owner, [promise](VisitResult page) {
            promise->addResult(std::move(page));
            promise->finish();
        });
    });
    return future;
}

void CrawlEngine::cancelVisits(const void *owner)
{
    m_hub.post([owner](CrawlHub &hub) { hub.cancelVisits(owner); });
}

Result<BatchId, StartFailure> CrawlEngine::startBatch(const BatchSpec &spec, const SecretStore &secrets,
                                                      CrawlStore *store)
{
    const auto ready = prepareBatch(spec, secrets, store);
    if (!ready)
        return tl::unexpected(ready.error());
    return runBatch(*ready, store);
}

Result<ReadyBatch, StartFailure> CrawlEngine::prepareBatch(const BatchSpec &spec, const SecretStore &secrets,
                                                           CrawlStore *store)
{
    auto plan = makeBatchPlan(spec, secrets);
    if (!plan)
        return tl::unexpected(plan.error());
    CrawlSpec &crawl = plan->crawl.spec;
    CrawlId id;
    if (store) {
        const QString name = crawl.name.isEmpty() ? plan->urls.first().toString() : crawl.name;
        const auto added = store->addCrawl(name, jobToJson(crawl), !crawl.hasFields(), fieldColumns(crawl));
        if (!added)
            return storageFault(added.error());
        id = *added;
    }
    crawl.seeds.clear(); // 100,000 texts are of no use any more
    return ReadyBatch{*std::move(plan), id};
}

BatchId CrawlEngine::runBatch(const ReadyBatch &batch, CrawlStore *store)
{
    const BatchId id{++m_lastBatch.value};
    m_batches.insert(id);
    m_hub.post([id, batch, store](CrawlHub &hub) { hub.startBatch(id, batch.plan, store, batch.crawl); });
    return id;
}

void CrawlEngine::takeNews(const BatchNews &news)
{
    if (news.progress.hasEnded)
        m_batches.remove(news.progress.batch);
    Q_EMIT batchNews(news);
}

void CrawlEngine::cancelBatch(BatchId batch)
{
    m_hub.post([batch](CrawlHub &hub) { hub.batches().cancel(batch); });
}

void CrawlEngine::cancelBatchEntry(BatchId batch, qint64 index)
{
    m_hub.post([batch, index](CrawlHub &hub) { hub.batches().cancelEntry(batch, index); });
}

void CrawlEngine::setBatchHeld(BatchId batch, bool isHeld)
{
    m_hub.post([batch, isHeld](CrawlHub &hub) { hub.batches().setHeld(batch, isHeld); });
}

} // namespace sluice::core
