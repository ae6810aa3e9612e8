// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/ascompleted.h"

#include <vector>

namespace sluice::core {

/// What gather() does about a request without a value.
enum class OnFailure : std::uint8_t {
    FailFast, ///< cancels the rest and answers with that failure
    Collect,  ///< goes on; the failure stands in its place among the outcomes
};

/// Why there is no list of outcomes: the first request that failed, or options that were refused (index -1).
template <typename R>
struct GatherFailure
{
    qsizetype index = -1;
    FailureOf<R> failure;
};

/// All outcomes, in the order of the requests whatever the order of the answers.
template <typename R>
using Gathered = Result<QList<OutcomeOf<R>>, GatherFailure<R>>;

/// The state of one gather(): collects the outcomes and keeps the promise.
template <typename Request, typename Start>
class Gathering final
{
public:
    using Value = StartedOf<Start, Request>;
    using Answer = Gathered<Value>;

    explicit Gathering(OnFailure onFailure)
        : m_onFailure(onFailure)
    {
        m_promise.start();
    }

    [[nodiscard]] QFuture<Answer> future() const { return m_promise.future(); }

    /// False when nothing further is wanted.
    [[nodiscard]] bool take(Completed<Request, Value> completed)
    {
        if (m_isAnswered)
            return false;
        if (!completed.outcome && m_onFailure == OnFailure::FailFast) {
            fail({completed.index, std::move(completed.outcome.error())});
            return false;
        }
        if (qsizetype(m_outcomes.size()) <= completed.index)
            m_outcomes.resize(size_t(completed.index) + 1);
        m_outcomes[size_t(completed.index)].emplace(std::move(completed.outcome));
        return true;
    }

    void end(const BatchEnd &end)
    {
        if (m_isAnswered)
            return;
        if (end.refusal) {
            fail({-1, {BatchFault::Refused, end.refusal->detail}});
            return;
        }
        QList<OutcomeOf<Value>> all;
        all.reserve(qsizetype(m_outcomes.size()));
        for (auto &outcome : m_outcomes)
            all.append(std::move(*outcome)); // every index up to the last was told
        answer(std::move(all));
    }

private:
    void fail(GatherFailure<Value> failure) { answer(tl::unexpected<GatherFailure<Value>>(std::move(failure))); }

    void answer(Answer result)
    {
        m_isAnswered = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    OnFailure m_onFailure;
    QPromise<Answer> m_promise;
    std::vector<std::optional<OutcomeOf<Value>>> m_outcomes;
    bool m_isAnswered = false;
};

/// Begins the requests as asCompleted() does and gives all outcomes at once: "gather". An empty list gives an empty
/// list. The requests must end; all outcomes are kept until then.
///
/// Cancelling the future cancels all of it; then, or when `context` dies, the future ends without a result. Use
/// whenDone() on it, or one more mode.
template <typename Request, typename Start>
[[nodiscard]] QFuture<Gathered<StartedOf<Start, Request>>> gather(QObject *context, Requests<Request> requests,
                                                                  Start start, const BatchOptions &options = {},
                                                                  OnFailure onFailure = OnFailure::FailFast)
{
    using State = Gathering<Request, Start>;
    auto state = std::make_shared<State>(onFailure);
    auto handle = std::make_shared<BatchHandle<Request>>();
    auto *batch = new TypedBatch<Request, Start>(context, std::move(requests),
                                                 {std::move(start),
                                                  [state, handle](auto completed) {
                                                      if (!state->take(std::move(completed)))
                                                          handle->cancel();
                                                  },
                                                  [state](const BatchEnd &end) { state->end(end); }},
                                                 options, BatchOrder::Completion);
    *handle = BatchHandle<Request>(batch);
    auto *watcher = new QFutureWatcher<typename State::Answer>(batch);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, batch, [handle] { handle->cancel(); });
    watcher->setFuture(state->future());
    return state->future();
}

} // namespace sluice::core
