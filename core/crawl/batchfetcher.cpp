// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchtrip.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

constexpr qint64 longestWakeMs = 60'000;
/// What was asked for before goes first.
constexpr quint16 againFirst = 0;
constexpr quint16 newLast = 1;

BatchPage pageOf(const BatchFetcher::Ending &ending)
{
    const PageRecord &record = ending.end.record;
    return {record.status, record.bytes, record.milliseconds, {}, ending.end.times};
}

BatchAnswer answerOf(const BatchFetcher::Ending &ending)
{
    BatchPage page = pageOf(ending);
    if (ending.refusal.reason != SkipReason::None)
        return tl::unexpected(LostPage{page, ending.refusal.text, false, true});
    if (!ending.end.isDone)
        return tl::unexpected(LostPage{page, ending.end.record.error, ending.end.isCancelled});
    page.note = ending.end.record.error;
    return page;
}

} // namespace

BatchFetcher::BatchFetcher(const CrawlPlan &plan, const CrawlServices &services, bool isParsing, QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_clock(services.clock)
    , m_budget(*services.budget)
    , m_visits(plan, services, isParsing)
    , m_places(plan.spec.concurrency)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, &BatchFetcher::run);
    connect(&m_visits, &BatchVisits::hostReady, this, [this](const QByteArray &origin) {
        m_queues.hostReleased(origin);
        wake();
    });
}

BatchFetcher::~BatchFetcher()
{
    m_isClosed = true;
    disconnect(&m_visits, nullptr, this, nullptr); // hosts come free as they go, when the queues have gone
    // Their futures end as cancelled, and nothing is told of it any more.
    for (const TripPointer &trip : std::exchange(m_trips, {}))
        drop(trip);
}

void BatchFetcher::close()
{
    m_isClosed = true;
    m_wake.stop();
    m_delayed.clear();
    for (const TripPointer &trip : std::exchange(m_trips, {})) {
        BatchTimes times;
        times.started = trip->startedMs;
        answer(*trip, cancelled(times));
        drop(trip);
    }
    m_visits.close();
}

void BatchFetcher::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    m_visits.setHeld(isHeld);
    wake();
}

void BatchFetcher::budgetFreed()
{
    m_visits.budgetFreed();
    wake();
}

/// Later: many are asked for at once, and what ends does so in the middle of something.
void BatchFetcher::wake()
{
    if (std::exchange(m_isWoken, true))
        return;
    QMetaObject::invokeMethod(this, &BatchFetcher::run, Qt::QueuedConnection);
}

void BatchFetcher::run()
{
    m_isWoken = false;
    if (m_isClosed || std::exchange(m_isRunning, true))
        return;
    const qint64 now = m_clock.monotonicMs();
    wakeDelayed(now);
    const auto turn = [this](const QByteArray &origin) { return m_visits.turn(origin); };
    const auto isCurrent = [this](UrlIndex index, quint16) { return m_queued.contains(index); };
    while (hasPlace()) {
        auto place = m_places.tryAcquire();
        const auto next = place ? m_queues.take(turn, isCurrent, now) : std::nullopt;
        if (!next)
            break;
        const TripPointer trip = m_queued.take(next->index);
        trip->queued.reset();
        trip->place = std::move(*place);
        trip->isOnItsWay = true;
        ++m_inFlight;
        begin(trip);
    }
    m_isRunning = false;
    armWake();
}

bool BatchFetcher::hasPlace() const
{
    return !m_isClosed && !m_isHeld && !m_queued.isEmpty() && m_inFlight < m_plan.spec.concurrency &&
           (!m_hasRoom || m_hasRoom()) && m_budget.hasRoom();
}

void BatchFetcher::wakeDelayed(qint64 nowMs)
{
    while (!m_delayed.empty() && m_delayed.begin()->first <= nowMs) {
        const TripPointer trip = m_delayed.begin()->second;
        m_delayed.erase(m_delayed.begin());
        if (!trip->isOver)
            queue(trip);
    }
}

void BatchFetcher::armWake()
{
    // While there is no place for it, it is of no use that a host may be asked; what makes a place wakes as well.
    std::optional<qint64> next = hasPlace() ? m_queues.nextWakeMs() : std::nullopt;
    if (!m_delayed.empty())
        next = std::min(next.value_or(m_delayed.begin()->first), m_delayed.begin()->first);
    if (next && !m_isClosed && !m_isHeld)
        m_wake.start(int(std::clamp<qint64>(*next - m_clock.monotonicMs(), 1, longestWakeMs)));
    else
        m_wake.stop();
}

void BatchFetcher::queue(const TripPointer &trip)
{
    const UrlIndex index = m_nextQueued++;
    trip->queued = index;
    m_queued.insert(index, trip);
    m_queues.push(trip->url.origin(), trip->attempt > 1 ? againFirst : newLast, index);
}

void BatchFetcher::begin(const TripPointer &trip)
{
    const BatchVisits::Refusal refusal = m_visits.refusalOf(trip->url);
    if (refusal.reason != SkipReason::None) {
        Ending refused{trip->url, trip->depth, trip->attempt, refusal, {}};
        refused.end.times.parsed = m_clock.monotonicMs();
        return settle(trip, std::move(refused));
    }
    if (trip->startedMs < 0) {
        trip->startedMs = m_clock.monotonicMs();
        for (const Listener &listener : trip->listeners)
            Q_EMIT started(listener.entry, trip->startedMs);
    }
    trip->visit = m_visits.start(
        trip->url, trip->depth == 0, trip->attempt, [this, trip](VisitEnd end) { arrive(trip, std::move(end)); },
        [this, trip](bool isResting) { rest(trip, isResting); });
}

/// A URL that leads to a host that has to wait is in nobody's way meanwhile. When its turn comes it goes at once, also
/// where all places are taken: nothing new begins then until there are fewer.
void BatchFetcher::rest(const TripPointer &trip, bool isResting)
{
    if (trip->isOver)
        return;
    if (isResting) {
        giveBack(*trip);
        return wake();
    }
    if (std::exchange(trip->isOnItsWay, true))
        return;
    ++m_inFlight;
    if (auto place = m_places.tryAcquire())
        trip->place = std::move(*place);
}

void BatchFetcher::arrive(const TripPointer &trip, VisitEnd end)
{
    if (trip->isOver)
        return;
    trip->visit.reset();
    if (end.retryMs) {
        giveBack(*trip);
        ++trip->attempt;
        m_delayed.emplace(m_clock.monotonicMs() + std::max<qint64>(1, *end.retryMs), trip);
        return wake();
    }
    end.times.started = trip->startedMs;
    end.times.parsed = m_clock.monotonicMs();
    settle(trip, Ending{trip->url, trip->depth, trip->attempt, {}, std::move(end)});
}

void BatchFetcher::settle(const TripPointer &trip, Ending ending)
{
    if (m_takeEnding && !ending.end.isCancelled)
        m_takeEnding(ending);
    const BatchAnswer result = answerOf(ending);
    if (m_repeated.contains(trip->url))
        m_kept.insert(trip->url, result);
    m_trips.remove(trip->url);
    answer(*trip, result);
    drop(trip);
    wake();
}

/// It is on no list any more; what is on its way for it is aborted.
void BatchFetcher::drop(const TripPointer &trip)
{
    trip->isOver = true;
    if (trip->queued)
        m_queued.remove(*std::exchange(trip->queued, std::nullopt));
    if (const auto visit = std::exchange(trip->visit, nullptr))
        m_visits.cancel(visit);
    giveBack(*trip);
    for (const Listener &listener : trip->listeners) {
        if (listener.watcher)
            listener.watcher->deleteLater();
    }
    trip->listeners.clear();
}

void BatchFetcher::giveBack(Trip &trip)
{
    trip.place.release();
    if (std::exchange(trip.isOnItsWay, false))
        --m_inFlight;
}

} // namespace sluice::core
