// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/guardedcall.h"

#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace sluice::core {

/// Threads for work that keeps a core busy. Jobs run in the order in which they came, as many at once as there are
/// threads. A job owns all it uses, never waits for another job, and touches no QObject of another thread.
///
/// What must be killable is no job for threads: see Pool.
class ThreadPool final
{
public:
    /// 0 threads: one per core.
    explicit ThreadPool(int threads = 0);
    /// Jobs that have not begun are cancelled; waits for those that have.
    ~ThreadPool();
    ThreadPool(const ThreadPool &) = delete;
    ThreadPool &operator=(const ThreadPool &) = delete;

    /// Runs `work()` and gives its outcome: a Result as it is, a plain value as one, what it throws as Threw. A future
    /// that is cancelled before its turn never runs. Any thread may call, a job and a callback too.
    template <typename Work>
    [[nodiscard]] auto submit(Work work) -> QFuture<OutcomeOf<std::invoke_result_t<Work &>>>
    {
        using R = std::invoke_result_t<Work &>;
        auto promise = std::make_shared<QPromise<OutcomeOf<R>>>();
        promise->start();
        QFuture<OutcomeOf<R>> future = promise->future();
        post({[promise, work = std::move(work)]() mutable {
                  if (promise->isCanceled())
                      return;
                  promise->addResult(guardedCall<R>(work));
                  promise->finish();
              },
              [promise] { return promise->isCanceled(); }});
        return future;
    }

    /// Cancels the jobs that have not begun and waits for those that have; not for a job to call. The pool takes further
    /// ones.
    void clear();

    [[nodiscard]] int size() const { return int(m_threads.size()); }
    /// Jobs that no thread has begun; of cancelled ones at most as many as of others, or a few hundred.
    [[nodiscard]] qsizetype waiting() const;

private:
    static constexpr size_t fewJobs = 256;

    struct Job
    {
        std::function<void()> run;
        std::function<bool()> isCancelled;
    };

    void post(Job job);
    [[nodiscard]] std::deque<Job> takeCancelled();
    void runJobs();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_rest; ///< the last job that had begun has ended
    std::deque<Job> m_jobs;
    int m_running = 0;
    size_t m_mostJobs = fewJobs; ///< then cancelled ones are taken out
    bool m_isEnding = false;
    std::vector<std::thread> m_threads; ///< last: they use all of the above
};

} // namespace sluice::core
