// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchrun.h"

#include <QObject>

#include <map>
#include <memory>

namespace sluice::core {

/// The batches under way. Lives on the crawl thread.
class BatchDesk final : public QObject
{
    Q_OBJECT

public:
    explicit BatchDesk(QObject *parent = nullptr);
    ~BatchDesk() override;

    /// As BatchRun has it; what `services` names must live as long.
    void start(BatchId batch, const BatchPlan &plan, const CrawlServices &services, CrawlStore *store, CrawlId crawl);
    void cancel(BatchId batch);
    void cancelEntry(BatchId batch, qint64 index);
    void setHeld(BatchId batch, bool isHeld);
    /// Leaves all at once.
    void interruptAll();
    void budgetFreed();

Q_SIGNALS:
    void news(const sluice::core::BatchNews &news);

private:
    [[nodiscard]] BatchRun *find(BatchId batch) const;

    std::map<BatchId, std::unique_ptr<BatchRun>> m_runs;
};

} // namespace sluice::core
