// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/waitstate.h"

#include <chrono>

namespace sluice::core {

/// Requests under way that one waits for in steps: "wait". A wait() ends when what it waits for has happened or its time
/// is up, which cancels nothing: pending requests go on and may be polled, cancelled or waited for again. Destroying the
/// set cancels what is pending.
///
/// Lives on its context's thread; when the context dies, a wait() ends without a result and the set is empty.
template <typename Request, typename Start>
class WaitSet final
{
public:
    using Value = StartedOf<Start, Request>;
    /// What was waited for, or Refused for options or a time limit that make no sense.
    using Answer = Result<Waited<Request, Value>, BatchRefusal>;

    /// Begins them, at most BatchOptions::concurrency at a time, and goes on whether somebody waits or not. A list, as
    /// the pending ones are named.
    WaitSet(QObject *context, const QList<Request> &requests, Start start, const BatchOptions &options = {})
        : m_state(new State(context, requests, options))
    {
        const QPointer<State> state = m_state;
        m_batch = asCompleted(context, Requests<Request>(requests), std::move(start), options,
                              [state](Completed<Request, Value> completed) {
                                  if (state)
                                      state->take(std::move(completed));
                              });
    }
    ~WaitSet()
    {
        m_batch.cancel();
        delete m_state;
    }
    WaitSet(const WaitSet &) = delete;
    WaitSet &operator=(const WaitSet &) = delete;

    /// Ends when `until` is met, or after `timeout` (above 0; none: never). One wait() at a time: an earlier one ends
    /// without a result. Cancelling the future ends the waiting alone. Use whenDone() on it.
    [[nodiscard]] QFuture<Answer> wait(Until until, std::optional<std::chrono::milliseconds> timeout = std::nullopt)
    {
        return m_state ? m_state->wait(until, timeout) : QFuture<Answer>();
    }

    /// How many ended in which way since the beginning; those that no wait() gave yet included.
    [[nodiscard]] BatchCounts counts() const { return m_state ? m_state->counts() : BatchCounts(); }
    [[nodiscard]] qsizetype pendingCount() const { return m_state ? m_state->pendingCount() : 0; }
    [[nodiscard]] bool isPending(qsizetype index) const { return m_state && m_state->isPending(index); }

    /// It is told as Cancelled, by the next wait(). False if it has ended.
    bool cancel(qsizetype index) { return isPending(index) && m_batch.cancel(index); }
    void cancelPending() { m_batch.cancel(); }

private:
    using State = WaitState<Request, Value>;

    QPointer<State> m_state;
    BatchHandle<Request> m_batch;
};

} // namespace sluice::core
