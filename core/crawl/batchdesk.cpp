// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchdesk.h"

namespace sluice::core {

BatchDesk::BatchDesk(QObject *parent)
    : QObject(parent)
{}

BatchDesk::~BatchDesk() = default;

void BatchDesk::start(BatchId batch, const BatchPlan &plan, const CrawlServices &services, CrawlStore *store,
                      CrawlId crawl)
{
    auto run = std::make_unique<BatchRun>(batch, plan, services, store, crawl);
    connect(run.get(), &BatchRun::news, this, &BatchDesk::news);
    // Later: it is in the middle of telling so.
    connect(
        run.get(), &BatchRun::ended, this, [this, batch] { m_runs.erase(batch); }, Qt::QueuedConnection);
    BatchRun &started = *run;
    m_runs[batch] = std::move(run);
    started.start();
}

void BatchDesk::cancel(BatchId batch)
{
    if (BatchRun *run = find(batch))
        run->cancel();
}

void BatchDesk::cancelEntry(BatchId batch, qint64 index)
{
    if (BatchRun *run = find(batch))
        run->cancelEntry(index);
}

void BatchDesk::setHeld(BatchId batch, bool isHeld)
{
    if (BatchRun *run = find(batch))
        run->setHeld(isHeld);
}

void BatchDesk::interruptAll()
{
    for (const auto &[batch, run] : m_runs)
        run->interrupt();
    m_runs.clear();
}

void BatchDesk::budgetFreed()
{
    for (const auto &[batch, run] : m_runs)
        run->budgetFreed();
}

BatchRun *BatchDesk::find(BatchId batch) const
{
    const auto found = m_runs.find(batch);
    return found == m_runs.end() ? nullptr : found->second.get();
}

} // namespace sluice::core
