// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/ascompleted.h"
#include "core/batch/threadpool.h"

namespace sluice::core {

/// Port: a place where jobs that are values run, threads or processes alike. Its submit() is what a mode's start function
/// calls: `asCompleted(this, Requests(jobs), onPool(pool), …)`. `R` is what a job's future holds, mostly a Result.
/// Whether a cancelled job that has begun is killed or runs to its end is the pool's to say.
template <typename Job, typename R>
class Pool
{
public:
    virtual ~Pool() = default;

    /// Never blocks. The future is cancelled when the pool ends before the job has begun.
    [[nodiscard]] virtual QFuture<R> submit(Job job) = 0;
    /// Jobs that can run at once, from 1.
    [[nodiscard]] virtual int size() const = 0;
};

/// The port before threads: one function for every job.
template <typename Job, typename Function>
class FunctionPool final : public Pool<Job, OutcomeOf<std::invoke_result_t<Function &, const Job &>>>
{
public:
    using Value = OutcomeOf<std::invoke_result_t<Function &, const Job &>>;

    /// `threads`, borrowed, may be shared; `function` is copied for each job.
    FunctionPool(ThreadPool &threads, Function function)
        : m_threads(threads)
        , m_function(std::move(function))
    {}

    [[nodiscard]] QFuture<Value> submit(Job job) override
    {
        return m_threads.submit([function = m_function, job = std::move(job)]() mutable { return function(job); });
    }
    [[nodiscard]] int size() const override { return m_threads.size(); }

private:
    ThreadPool &m_threads;
    Function m_function;
};

/// The start function of a mode whose requests are a pool's jobs. The pool is borrowed.
template <typename Job, typename R>
[[nodiscard]] auto onPool(Pool<Job, R> &pool)
{
    return [&pool](const Job &job) { return pool.submit(job); };
}

/// As above, for one function on threads.
template <typename Function>
[[nodiscard]] auto onPool(ThreadPool &threads, Function function)
{
    return [&threads, function](const auto &job) {
        return threads.submit([function, job]() mutable { return function(job); });
    };
}

/// How mapOnPool() goes about it.
struct PoolMapOptions
{
    qsizetype chunk = 64; ///< inputs a job, from 1: so that short ones are worth the way to a thread and back
    std::optional<std::chrono::milliseconds> timeout = std::nullopt; ///< for the whole call; above 0
    const Clock *clock = nullptr;
};

template <typename Input, typename Function>
using EachMapped = std::function<void(Completed<Input, std::invoke_result_t<Function &, const Input &>>)>;

/// `function(const Input &)` on every input, in chunks, by the threads of a pool; `each` is told input by input and in
/// the order of the inputs. At most four chunks per thread are in memory, so the inputs may be endless. What an input
/// gives or throws is its own outcome and spoils no other.
///
/// When `timeout` passes, or on cancel(), chunks that have not come back are told as TimedOut or Cancelled, input by
/// input. The counts of the handle and of `ended` are chunks.
template <typename Input, typename Function>
BatchHandle<QList<Input>> mapOnPool(QObject *context, ThreadPool &threads, const Requests<Input> &inputs,
                                    Function function, const PoolMapOptions &options,
                                    std::type_identity_t<EachMapped<Input, Function>> each, BatchEnded ended = {})
{
    using R = std::invoke_result_t<Function &, const Input &>;
    auto onChunk = [function](const QList<Input> &chunk) {
        Function call = function; // chunks run at once
        QList<OutcomeOf<R>> outcomes;
        outcomes.reserve(chunk.size());
        for (const Input &input : chunk) {
            auto work = [&call, &input] { return call(input); };
            outcomes.append(guardedCall<R>(work));
        }
        return outcomes;
    };
    BatchOptions batch;
    batch.concurrency = 2 * threads.size();
    batch.timeout = options.timeout;
    batch.clock = options.clock;
    auto start = onPool(threads, std::move(onChunk));
    auto tell = [context = QPointer<QObject>(context), each = std::move(each),
                 next = qsizetype(0)](auto chunk) mutable {
        for (qsizetype i = 0; context && i < chunk.request.size(); ++i) {
            auto outcome = chunk.outcome ? std::move((*chunk.outcome)[i])
                                         : failedOutcome<R>(chunk.outcome.error().kind, chunk.outcome.error().detail);
            each({next++, chunk.request.at(i), std::move(outcome)});
        }
    };
    return map(context, inputs.chunked(options.chunk), std::move(start), batch, std::move(tell), std::move(ended));
}

} // namespace sluice::core
