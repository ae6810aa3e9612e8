// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/outcome.h"

#include <QFutureWatcher>

#include <utility>

namespace sluice::core {

/// Calls `done(const OutcomeOf<R> &)` on the thread of `context` once `future` has ended, however it did: with a value,
/// an error, an exception or by a cancel. A future takes any number of them and they run in the order in which they were
/// added; one added after the end runs too. Never inside this call, and not at all once `context` has died. A callback
/// may begin more work, add callbacks or end its context.
///
/// Unlike whenDone() it leaves the value to the next one, so values must be copyable. Call it on the thread of `context`.
template <typename R, typename Done>
void addDoneCallback(const QFuture<R> &future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<R>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
        const QFuture<R> ended = watcher->future();
        watcher->deleteLater();
        // What ends the context ends the watcher and, with it, this function: it runs from a copy of its own.
        auto call = std::move(done);
        const OutcomeOf<R> outcome = outcomeOf(ended);
        call(outcome);
    });
    watcher->setFuture(future);
}

} // namespace sluice::core
