// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <type_traits>
#include <utility>

namespace sluice::core {

/// Calls `then` on `context`'s thread once `future` has finished: with the result, or not at all when the future was
/// cancelled without one. Nothing is called after `context` has died. Use this and never QFuture::then(context, …),
/// which aborts when its context is gone. Call it on the thread of `context`. Takes the result: wait for no copy.
template <typename T, typename Then>
void whenDone(const QFuture<T> &future, QObject *context, Then then)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        if constexpr (std::is_void_v<T>) {
            if (!watcher->isCanceled())
                then();
        } else {
            if (watcher->future().resultCount() > 0)
                then(watcher->future().takeResult());
        }
    });
    watcher->setFuture(future);
}

} // namespace sluice::core
