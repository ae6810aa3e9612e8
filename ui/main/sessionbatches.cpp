// SPDX-License-Identifier: GPL-3.0-or-later
// The batches of the open project.
#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/main/projectsession.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

using Prepared = core::Result<core::ReadyBatch, core::StartFailure>;
using Filed = core::Result<core::CrawlRecord, core::StoreFailure>;

void ProjectSession::startBatch(const core::BatchSpec &spec, bool isFiled)
{
    Q_EMIT aboutToRunBatch(spec.crawl);
    if (isFiled && !m_store)
        return Q_EMIT batchFailed({core::StartFault::Storage, tr("No project is open to file the rows in.")});
    const auto work = [store = isFiled ? m_store : nullptr, spec, secrets = secretsOf(spec.crawl)](ProjectHost &) {
        return core::CrawlEngine::prepareBatch(spec, *secrets, store);
    };
    core::whenDone(
        core::ask(m_host, work), this, [this, spec, isFiled, generation = m_generation](const Prepared &ready) {
            if (!ready)
                Q_EMIT batchFailed(ready.error());
            else if (isFiled && generation != m_generation)
                Q_EMIT batchFailed({core::StartFault::Storage, tr("The project was closed before the batch began.")});
            else
                runBatch(spec, isFiled, *ready);
        });
}

void ProjectSession::runBatch(const core::BatchSpec &spec, bool isFiled, const core::ReadyBatch &ready)
{
    const core::BatchId batch = m_engine.runBatch(ready, isFiled ? m_store : nullptr);
    if (isFiled)
        m_filed.insert(batch, ready.crawl);
    Q_EMIT batchStarted(batch, spec, isFiled);
}

/// What a batch has filed is a crawl like others once the batch has ended.
void ProjectSession::takeBatchNews(const core::BatchNews &news)
{
    if (!news.progress.hasEnded || !m_filed.contains(news.progress.batch))
        return;
    const core::CrawlId crawl = m_filed.take(news.progress.batch);
    const auto work = [store = m_store, crawl](ProjectHost &) -> Filed {
        if (const auto drained = store->drain(); !drained)
            return tl::unexpected(drained.error());
        return store->crawl(crawl);
    };
    core::whenDone(core::ask(m_host, work), this, [this, generation = m_generation](const Filed &record) {
        if (generation != m_generation)
            return;
        if (!record)
            return Q_EMIT failed(record.error().detail);
        m_specs.insert(record->id, record->spec);
        Q_EMIT batchFiled(*record);
    });
}

} // namespace sluice::ui
