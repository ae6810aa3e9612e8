// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace sluice::core {

/// Runs `work(worker)` on a worker's thread and gives its answer as a future; use it with whenDone(). The future is
/// cancelled when the thread goes away before the work was begun.
template <typename Worker, typename Work>
[[nodiscard]] auto ask(OwnedThread<Worker> &thread, Work work) -> QFuture<std::invoke_result_t<Work, Worker &>>
{
    using Answer = std::invoke_result_t<Work, Worker &>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QFuture<Answer> future = promise->future();
    thread.post([promise = std::move(promise), work = std::move(work)](Worker &worker) mutable {
        promise->addResult(work(worker));
        promise->finish();
    });
    return future;
}

/// Runs `work()` on Qt's thread pool and gives its answer as a future; for short work that touches the disk. Work that
/// must not outlive its asker owns all it uses.
template <typename Work>
[[nodiscard]] auto inBackground(Work work) -> QFuture<std::invoke_result_t<Work>>
{
    using Answer = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QFuture<Answer> future = promise->future();
    QThreadPool::globalInstance()->start([promise = std::move(promise), work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace sluice::core
