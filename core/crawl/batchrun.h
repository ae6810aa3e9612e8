// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/gather.h"
#include "core/batch/waitset.h"
#include "core/crawl/batchentry.h"
#include "core/crawl/batchfetcher.h"
#include "core/crawl/batchfiling.h"
#include "core/crawl/batchspec.h"
#include "core/crawl/followedlinks.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace sluice::core {

/// One running batch: hands its URLs to the fetcher in the mode that is asked for, and tells how they ended in that
/// mode's order. Lives on the crawl thread.
class BatchRun final : public QObject
{
    Q_OBJECT

public:
    /// URLs that the fetcher has in hand at most, so that a list of any length costs little. They are taken from all hosts
    /// of the list in turns, where the mode allows that, so that a host that has to wait leaves room for others.
    static constexpr int window = 4'096;

    /// `store`, borrowed, has `crawl` for what is got; null: nothing is filed.
    BatchRun(BatchId batch, BatchPlan plan, const CrawlServices &services, CrawlStore *store, CrawlId crawl,
             QObject *parent = nullptr);
    ~BatchRun() override;

    void start();
    /// Ends it; what is not through is told as cancelled.
    void cancel();
    void cancelEntry(qint64 index);
    /// Nothing new is sent while held.
    void setHeld(bool isHeld);
    /// Leaves everything at once, for shutdown: the last news name no entries any more.
    void interrupt();
    void budgetFreed() { m_fetcher.budgetFreed(); }

Q_SIGNALS:
    void news(const sluice::core::BatchNews &news);
    void ended();

private:
    using Begin = std::function<QFuture<BatchAnswer>(const qint64 &)>;
    using Answered = Completed<qint64, BatchAnswer>;
    using Outcomes = OutcomeOf<BatchAnswer>;
    struct Found
    {
        int depth = 0;
        qint64 queuedMs = 0;
    };

    struct Tally
    {
        qint64 done = 0;
        qint64 failed = 0;
        qint64 cancelled = 0;
        qint64 skipped = 0; ///< of the failed

        void add(const BatchEntry &entry); ///< not Pending
    };

    void begin(const QList<qint64> &list);
    void gatherAll(const QList<qint64> &list, const BatchOptions &options);
    void waitFor(const QList<qint64> &list);
    [[nodiscard]] QFuture<BatchAnswer> fetch(qint64 entry);
    void takeEnding(BatchFetcher::Ending &ending);
    [[nodiscard]] QList<FollowedLinks::Found> follow(const BatchFetcher::Ending &ending);
    void noteStart(qint64 entry, qint64 atMs);
    void noteEnd(qint64 entry, const BatchAnswer &answer);
    void take(qint64 entry, const Outcomes &outcome);
    void takeWaited(const Waited<qint64, BatchAnswer> &waited);
    void finish();
    void watchFiling();
    void tell();
    void tellNow();
    [[nodiscard]] BatchEntry pendingEntry(qint64 entry) const;
    [[nodiscard]] BatchEntry entryOf(qint64 entry, const Outcomes &outcome) const;
    void takePage(BatchEntry &entry, const BatchPage &page) const;
    [[nodiscard]] QString lateText() const;
    [[nodiscard]] BatchProgress progress() const;
    [[nodiscard]] qint64 elapsedMs() const { return m_clock.monotonicMs() - m_startMs; }

    const BatchId m_batch;
    const BatchPlan m_plan;
    const Clock &m_clock;
    QList<WebUrl> m_urls; ///< by entry
    BatchFetcher m_fetcher;
    std::unique_ptr<BatchFiling> m_filing; ///< null where nothing is filed
    BatchHandle<qint64> m_handle;
    std::unique_ptr<WaitSet<qint64, Begin>> m_waiting;
    QHash<qint64, QFuture<BatchAnswer>> m_futures; ///< of entries on their way
    QHash<qint64, qint64> m_started;               ///< likewise; ms since the start
    QHash<qint64, Found> m_found;                  ///< entries that are not of the list
    QSet<qint64> m_unwanted;                       ///< cancelled before their turn
    FollowedLinks m_links;                         ///< where a rule finds more
    BatchNews m_news;
    QTimer m_tell;
    qint64 m_startMs = 0;
    Tally m_live; ///< of what has ended
    Tally m_told; ///< of the results, which may wait for their turn
    bool m_isHeld = false;
    bool m_isCancelled = false;
    bool m_isPastDeadline = false;
    bool m_hasEnded = false;
};

} // namespace sluice::core
