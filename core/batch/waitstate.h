// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/ascompleted.h"

#include <chrono>
#include <vector>

namespace sluice::core {

/// What a wait waits for. Each is met as well when nothing is pending.
enum class Until : std::uint8_t {
    FirstCompleted, ///< any request ended, however it did
    FirstFailed,    ///< one ended without a value
    All,
};

/// A request without outcome yet.
template <typename Request>
struct Pending
{
    qsizetype index = 0;
    Request request;
};

/// Where things stand when a wait ends.
template <typename Request, typename R>
struct Waited
{
    QList<Completed<Request, R>> done; ///< in the order in which they ended; none that an earlier wait gave
    QList<Pending<Request>> pending;   ///< in the order of the requests, begun or not
    bool isTimedOut = false;           ///< the wait's own time limit passed first
};

/// What a WaitSet knows of its requests; a child of the set's context.
template <typename Request, typename R>
class WaitState final : public QObject
{
public:
    using Answer = Result<Waited<Request, R>, BatchRefusal>;

    WaitState(QObject *context, const QList<Request> &requests, const BatchOptions &options)
        : QObject(context)
        , m_requests(requests)
        , m_hasEnded(size_t(requests.size()), false)
        , m_pending(requests.size())
        , m_timer(options.clock, [this] { look(); })
    {
        if (const auto valid = check(options); !valid)
            m_refusal = valid.error();
    }

    [[nodiscard]] QFuture<Answer> wait(Until until, std::optional<std::chrono::milliseconds> timeout)
    {
        QPromise<Answer> promise;
        promise.start();
        const QFuture<Answer> future = promise.future();
        m_promise = std::move(promise);
        m_until = until;
        m_dueMs.reset();
        if (timeout)
            m_dueMs = m_timer.nowMs() + timeout->count();
        if (const auto valid = check({.timeout = timeout}); !valid)
            answer(tl::unexpected<BatchRefusal>(valid.error()));
        else
            look();
        return future;
    }

    void take(Completed<Request, R> completed)
    {
        m_hasEnded[size_t(completed.index)] = true;
        --m_pending;
        if (completed.outcome)
            ++m_counts.done;
        else
            countFailure(completed.outcome.error().kind);
        m_fresh.append(std::move(completed));
        look();
    }

    [[nodiscard]] const BatchCounts &counts() const { return m_counts; }
    [[nodiscard]] qsizetype pendingCount() const { return m_pending; }
    [[nodiscard]] bool isPending(qsizetype index) const
    {
        return index >= 0 && index < m_requests.size() && !m_hasEnded[size_t(index)];
    }

private:
    void countFailure(BatchFault fault)
    {
        m_hasFreshFailure = true;
        ++(fault == BatchFault::Cancelled  ? m_counts.cancelled
           : fault == BatchFault::TimedOut ? m_counts.timedOut
                                           : m_counts.failed);
    }

    [[nodiscard]] bool isMet() const
    {
        return m_pending == 0 || (m_until == Until::FirstCompleted && !m_fresh.isEmpty()) ||
               (m_until == Until::FirstFailed && m_hasFreshFailure);
    }

    void look()
    {
        if (m_promise && m_promise->isCanceled())
            m_promise.reset(); // nobody waits any more: what ended is kept for the next
        if (!m_promise)
            return;
        const bool isLate = m_dueMs && m_timer.nowMs() >= *m_dueMs;
        if (m_refusal)
            answer(tl::unexpected<BatchRefusal>(*m_refusal));
        else if (isMet() || isLate)
            answer(step(isLate && !isMet()));
        else
            m_timer.arm(m_dueMs);
    }

    [[nodiscard]] Waited<Request, R> step(bool isTimedOut)
    {
        Waited<Request, R> step;
        step.isTimedOut = isTimedOut;
        m_hasFreshFailure = false;
        step.done = std::exchange(m_fresh, {});
        for (qsizetype index = 0; m_pending > 0 && index < m_requests.size(); ++index) {
            if (isPending(index))
                step.pending.append({index, m_requests.at(index)});
        }
        return step;
    }

    /// Last thing of any call: whoever gets the answer may end the set.
    void answer(Answer result)
    {
        QPromise<Answer> promise = std::move(*m_promise);
        m_promise.reset();
        m_timer.arm(std::nullopt);
        promise.addResult(std::move(result));
        promise.finish();
    }

    QList<Request> m_requests;
    std::vector<bool> m_hasEnded;
    qsizetype m_pending = 0;
    QList<Completed<Request, R>> m_fresh; ///< ended since the last answer
    bool m_hasFreshFailure = false;
    BatchCounts m_counts;
    std::optional<BatchRefusal> m_refusal;
    std::optional<QPromise<Answer>> m_promise; ///< while somebody waits
    Until m_until = Until::All;
    std::optional<qint64> m_dueMs;
    DeadlineTimer m_timer;
};

} // namespace sluice::core
