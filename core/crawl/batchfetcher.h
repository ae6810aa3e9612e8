// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/boundedsemaphore.h"
#include "core/crawl/batchpage.h"
#include "core/crawl/batchvisits.h"
#include "core/crawl/hostqueues.h"

#include <QFuture>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

namespace sluice::core {

/// Gets the pages of one batch: as many requests at once as its settings allow, and of them to each host only what the
/// gate gives; a host that has to wait holds up no other. What may work a second time is tried again, and the same URL
/// is asked for once, however many want it. Borrows all; lives on the crawl thread.
class BatchFetcher final : public QObject
{
    Q_OBJECT

public:
    /// Told of each URL once, when it is through, before its futures are.
    struct Ending
    {
        WebUrl url;
        int depth = 0;
        int attempts = 1;
        BatchVisits::Refusal refusal; ///< it was never asked for
        VisitEnd end;
    };
    using TakeEnding = std::function<void(Ending &)>;
    /// Whether a further request may be sent, as far as the caller is concerned; wake() when that has changed.
    using HasRoom = std::function<bool()>;

    BatchFetcher(const CrawlPlan &plan, const CrawlServices &services, bool isParsing, QObject *parent = nullptr);
    ~BatchFetcher() override;

    void onEnding(TakeEnding take) { m_takeEnding = std::move(take); }
    void setRoom(HasRoom hasRoom) { m_hasRoom = std::move(hasRoom); }
    /// URLs that will be asked for again after they are through: their answers are kept.
    void keepAnswersOf(QSet<WebUrl> urls) { m_repeated = std::move(urls); }

    /// The page, once it is its turn. `entry` is the caller's name for it; depth 0 stands in the list. Cancelling the
    /// future aborts the request, unless somebody else waits for it.
    [[nodiscard]] QFuture<BatchAnswer> fetch(qint64 entry, const WebUrl &url, int depth = 0);
    /// As if it had been asked for and cancelled.
    [[nodiscard]] QFuture<BatchAnswer> refuse(qint64 entry);
    /// Ends all, also what is still asked for: the futures are answered as cancelled.
    void close();
    /// Nothing new is sent while held.
    void setHeld(bool isHeld);
    void budgetFreed();
    void wake();
    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] BatchVisits &visits() { return m_visits; }

Q_SIGNALS:
    /// Its request is sent, for the first time; `atMs` on the clock's own scale.
    void started(qint64 entry, qint64 atMs);
    void ended(qint64 entry, const sluice::core::BatchAnswer &answer);

private:
    struct Listener;
    struct Trip; ///< see batchtrip.h
    using TripPointer = std::shared_ptr<Trip>;

    [[nodiscard]] static BatchAnswer cancelled(const BatchTimes &times = {});
    QFuture<BatchAnswer> answered(qint64 entry, const BatchAnswer &answer);
    QFuture<BatchAnswer> listen(const TripPointer &trip, qint64 entry);
    void leave(const std::weak_ptr<Trip> &trip, qint64 serial);
    void run();
    [[nodiscard]] bool hasPlace() const;
    void wakeDelayed(qint64 nowMs);
    void armWake();
    void queue(const TripPointer &trip);
    void begin(const TripPointer &trip);
    void arrive(const TripPointer &trip, VisitEnd end);
    void settle(const TripPointer &trip, Ending ending);
    void drop(const TripPointer &trip);
    void answer(Trip &trip, const BatchAnswer &answer);
    void rest(const TripPointer &trip, bool isResting);
    void giveBack(Trip &trip);

    const CrawlPlan &m_plan;
    const Clock &m_clock;
    ByteBudget &m_budget;
    BatchVisits m_visits;
    BoundedSemaphore m_places;
    TakeEnding m_takeEnding;
    HasRoom m_hasRoom;
    QHash<WebUrl, TripPointer> m_trips;
    QHash<WebUrl, BatchAnswer> m_kept;
    QSet<WebUrl> m_repeated;
    HostQueues m_queues;
    QHash<UrlIndex, TripPointer> m_queued;
    std::multimap<qint64, TripPointer> m_delayed; ///< until they are tried again, by the time of that
    QTimer m_wake;
    UrlIndex m_nextQueued = 0;
    qint64 m_nextListener = 0;
    int m_inFlight = 0;
    bool m_isHeld = false;
    bool m_isClosed = false;
    bool m_isRunning = false;
    bool m_isWoken = false;
};

} // namespace sluice::core
