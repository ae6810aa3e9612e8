// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchoptions.h"
#include "core/batch/deadlinetimer.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <deque>
#include <map>
#include <memory>
#include <set>

namespace sluice::core {

/// The half of a batch that knows no types: permits, deadlines, cancelling, counting, and telling in slices so that a
/// thread with a window stays free. Use asCompleted(), gather(), map() and WaitSet, which stand on it.
///
/// It belongs to its context, and dies with it: then everything under way is cancelled and nobody is told. Else it
/// deletes itself after its end. All callbacks come from the event loop of the context's thread, never from inside a
/// call to it; they may do anything to the batch, also end its context.
class BatchCore : public QObject
{
public:
    ~BatchCore() override;

    void cancel();
    /// The request of that index, begun or yet to come, of which there may be none. False if it has ended.
    bool cancel(qsizetype index);
    /// A paused batch begins nothing; what is under way goes on.
    void setPaused(bool isPaused);
    [[nodiscard]] const BatchCounts &counts() const { return m_counts; }
    [[nodiscard]] bool isOver() const { return m_isOver; }

protected:
    struct Flight
    {
        virtual ~Flight() = default;

        qsizetype index = 0;
        std::optional<BatchFault> fault; ///< why it has no value, decided here
        qint64 deadlineMs = 0;
        BoundedSemaphore::Permit permit;
        std::unique_ptr<QFutureWatcherBase> watcher; ///< none: it never began
    };
    using FlightPtr = std::unique_ptr<Flight>;

    BatchCore(const BatchOptions &options, QObject *context);

    void schedule();
    [[nodiscard]] bool isStopped() const { return m_stop.has_value(); }
    void count(std::optional<BatchFault> fault);
    /// What is under way ends in silence. For destructors.
    void abandon();

    /// Whether there is a request to take; asks the source, so it may run its caller's code.
    [[nodiscard]] virtual bool hasNext() = 0;
    /// Whether there is a request to tell as ended after a stop: added ones, and what remains of a source that is known
    /// to end.
    [[nodiscard]] virtual bool hasRest() = 0;
    /// Takes the next request, and begins it unless told not to. Null if this batch died of it.
    [[nodiscard]] virtual FlightPtr take(qsizetype index, bool isToBegin) = 0;
    /// Tells how a request ended.
    virtual void deliver(FlightPtr flight) = 0;
    virtual void deliverEnd(const BatchEnd &end) = 0;
    /// Requests whose outcome is known but waits for those before it.
    [[nodiscard]] virtual qsizetype held() const = 0;

private:
    [[nodiscard]] std::optional<qint64> nextDeadline() const;
    void work();
    void stop(BatchFault fault);
    void expire();
    void end(FlightPtr flight, std::optional<BatchFault> fault);
    void onFinished(qsizetype index);
    [[nodiscard]] bool tellEnded(const QPointer<BatchCore> &self);
    [[nodiscard]] bool beginMore(const QPointer<BatchCore> &self);
    [[nodiscard]] bool beginOne(const QPointer<BatchCore> &self);
    [[nodiscard]] bool dropRest(const QPointer<BatchCore> &self);
    [[nodiscard]] bool hasPermit();
    void endIfIdle(const QPointer<BatchCore> &self);

    BatchOptions m_options;
    std::optional<BatchRefusal> m_refusal;
    std::shared_ptr<BoundedSemaphore> m_semaphore;
    BoundedSemaphore::Permit m_permit; ///< for the next to begin
    BatchCounts m_counts;
    std::optional<BatchFault> m_stop;         ///< why nothing begins any more
    std::map<qsizetype, FlightPtr> m_flights; ///< under way; those begun first are first
    std::deque<FlightPtr> m_ended;            ///< to be told
    std::set<qsizetype> m_unwanted;           ///< cancelled before their turn
    qsizetype m_next = 0;
    qint64 m_deadlineMs = 0;
    DeadlineTimer m_timer;
    bool m_isPaused = false;
    bool m_isWaiting = false; ///< for a permit
    bool m_isScheduled = false;
    bool m_isOver = false;
};

} // namespace sluice::core
