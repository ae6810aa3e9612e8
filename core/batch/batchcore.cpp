// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchcore.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

/// Requests told or begun in one turn of the event loop.
constexpr int sliceSize = 256;

} // namespace

BatchCore::BatchCore(const BatchOptions &options, QObject *context)
    : QObject(context)
    , m_options(options)
    , m_semaphore(options.semaphore ? options.semaphore : std::make_shared<BoundedSemaphore>(options.concurrency))
    , m_timer(options.clock, [this] { work(); })
{
    if (const auto valid = check(options); !valid)
        m_refusal = valid.error();
    if (m_options.timeout)
        m_deadlineMs = m_timer.nowMs() + m_options.timeout->count();
}

BatchCore::~BatchCore()
{
    abandon();
}

void BatchCore::abandon()
{
    m_isOver = true;
    m_permit.release();
    m_ended.clear();
    for (const auto &[index, flight] : std::exchange(m_flights, {})) {
        if (flight->watcher)
            flight->watcher->cancel();
    }
}

void BatchCore::cancel()
{
    stop(BatchFault::Cancelled);
}

bool BatchCore::cancel(qsizetype index)
{
    if (m_isOver || index < 0)
        return false;
    if (index >= m_next) {
        m_unwanted.insert(index);
        return true;
    }
    const auto found = m_flights.find(index);
    if (found == m_flights.end())
        return false;
    FlightPtr flight = std::move(found->second);
    m_flights.erase(found);
    end(std::move(flight), BatchFault::Cancelled);
    return true;
}

void BatchCore::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (isPaused)
        m_permit.release(); // another batch may need it
    schedule();
}

void BatchCore::schedule()
{
    if (m_isOver || std::exchange(m_isScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &BatchCore::work, Qt::QueuedConnection);
}

/// One turn: the outcomes that came, then as many beginnings as there is room for. Ends at once where a callback took
/// the batch with it.
void BatchCore::work()
{
    m_isScheduled = false;
    if (m_isOver)
        return;
    const QPointer<BatchCore> self(this);
    if (m_refusal)
        stop(BatchFault::Refused);
    expire();
    if (!tellEnded(self) || !(isStopped() ? dropRest(self) : beginMore(self)))
        return;
    m_timer.arm(nextDeadline());
    if (m_ended.empty())
        endIfIdle(self);
    else
        schedule();
}

void BatchCore::stop(BatchFault fault)
{
    if (m_isOver || isStopped())
        return;
    m_stop = fault;
    m_permit.release();
    for (auto &[index, flight] : std::exchange(m_flights, {}))
        end(std::move(flight), fault);
    schedule();
}

void BatchCore::expire()
{
    if (m_options.timeout && m_timer.nowMs() >= m_deadlineMs)
        stop(BatchFault::TimedOut);
    if (!m_options.requestTimeout)
        return;
    while (!m_flights.empty() && m_flights.begin()->second->deadlineMs <= m_timer.nowMs()) {
        FlightPtr late = std::move(m_flights.begin()->second);
        m_flights.erase(m_flights.begin());
        end(std::move(late), BatchFault::TimedOut);
    }
}

/// Takes a request out of what is under way. Its future is told before its place is given to another.
void BatchCore::end(FlightPtr flight, std::optional<BatchFault> fault)
{
    flight->fault = fault;
    if (fault && flight->watcher)
        flight->watcher->cancel();
    flight->permit.release();
    m_ended.push_back(std::move(flight));
    m_counts.underWay = qsizetype(m_flights.size());
    schedule();
}

void BatchCore::onFinished(qsizetype index)
{
    const auto found = m_flights.find(index);
    if (found == m_flights.end())
        return; // its end is on its way already
    FlightPtr flight = std::move(found->second);
    m_flights.erase(found);
    end(std::move(flight), std::nullopt);
}

void BatchCore::count(std::optional<BatchFault> fault)
{
    if (!fault)
        ++m_counts.done;
    else if (*fault == BatchFault::Cancelled)
        ++m_counts.cancelled;
    else if (*fault == BatchFault::TimedOut)
        ++m_counts.timedOut;
    else
        ++m_counts.failed;
}

bool BatchCore::tellEnded(const QPointer<BatchCore> &self)
{
    for (int told = 0; told < sliceSize && !m_ended.empty(); ++told) {
        FlightPtr flight = std::move(m_ended.front());
        m_ended.pop_front();
        deliver(std::move(flight));
        if (!self)
            return false;
    }
    return true;
}

bool BatchCore::hasPermit()
{
    if (m_permit.isHeld())
        return true;
    if (m_isWaiting)
        return false;
    m_isWaiting = true;
    m_semaphore->acquire(this, [this](BoundedSemaphore::Permit permit) {
        m_isWaiting = false;
        if (m_isOver || isStopped() || m_isPaused)
            return;
        m_permit = std::move(permit);
        schedule();
    });
    return m_permit.isHeld();
}

bool BatchCore::beginMore(const QPointer<BatchCore> &self)
{
    // What is told in the order of the requests is held back by the slowest: no more than twice the places look ahead.
    const qsizetype window = 2 * qsizetype(m_semaphore->permits());
    for (int begun = 0; begun < sliceSize && !isStopped() && !m_isPaused; ++begun) {
        const bool isFull = held() + qsizetype(m_flights.size()) + qsizetype(m_ended.size()) >= window;
        if (isFull) {
            m_permit.release(); // another batch may have use for it
            return true;
        }
        const bool isNext = hasNext();
        if (!self)
            return false;
        if (!isNext) {
            m_permit.release();
            return true;
        }
        if (!hasPermit())
            return true;
        if (!isStopped() && !m_isPaused && !beginOne(self))
            return false;
    }
    if (!m_isPaused)
        schedule();
    return true;
}

bool BatchCore::beginOne(const QPointer<BatchCore> &self)
{
    const qsizetype index = m_next++;
    const bool isWanted = m_unwanted.erase(index) == 0;
    BoundedSemaphore::Permit permit = std::move(m_permit);
    FlightPtr flight = take(index, isWanted);
    if (!self)
        return false;
    flight->index = index;
    flight->permit = std::move(permit);
    if (m_options.requestTimeout)
        flight->deadlineMs = m_timer.nowMs() + m_options.requestTimeout->count();
    if (!isWanted || isStopped()) {
        end(std::move(flight), isWanted ? m_stop : BatchFault::Cancelled);
        return true;
    }
    connect(flight->watcher.get(), &QFutureWatcherBase::finished, this, [this, index] { onFinished(index); });
    m_flights.emplace(index, std::move(flight));
    m_counts.underWay = qsizetype(m_flights.size());
    return true;
}

/// After a stop: what was accepted, or a list still has, is told as ended, without beginning it.
bool BatchCore::dropRest(const QPointer<BatchCore> &self)
{
    for (int dropped = 0; !m_refusal && dropped < sliceSize; ++dropped) {
        const bool isNext = hasRest();
        if (!self)
            return false;
        if (!isNext)
            return true;
        FlightPtr flight = take(m_next, false);
        flight->index = m_next++;
        m_unwanted.erase(flight->index);
        end(std::move(flight), m_stop);
    }
    return true;
}

void BatchCore::endIfIdle(const QPointer<BatchCore> &self)
{
    if (!m_flights.empty() || held() > 0 || m_isScheduled)
        return;
    const bool isMore = !m_refusal && (isStopped() ? hasRest() : hasNext());
    if (!self || isMore || m_isOver || m_isScheduled)
        return;
    m_isOver = true;
    m_timer.arm(std::nullopt);
    deliverEnd({m_counts, m_stop == BatchFault::Cancelled, m_stop == BatchFault::TimedOut, m_refusal});
    if (self)
        deleteLater();
}

std::optional<qint64> BatchCore::nextDeadline() const
{
    std::optional<qint64> next;
    if (m_options.timeout && !isStopped())
        next = m_deadlineMs;
    if (m_options.requestTimeout && !m_flights.empty()) {
        const qint64 first = m_flights.begin()->second->deadlineMs;
        next = next ? std::min(*next, first) : first;
    }
    return next;
}

} // namespace sluice::core
