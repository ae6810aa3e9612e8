// SPDX-License-Identifier: GPL-3.0-or-later
// Who waits for a page of a batch.
#include "core/crawl/batchtrip.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

BatchAnswer BatchFetcher::cancelled(const BatchTimes &times)
{
    LostPage lost;
    lost.page.times = times;
    lost.detail = tr("cancelled");
    lost.isCancelled = true;
    return tl::unexpected(lost);
}

QFuture<BatchAnswer> BatchFetcher::fetch(qint64 entry, const WebUrl &url, int depth)
{
    if (const auto kept = m_kept.constFind(url); kept != m_kept.cend())
        return answered(entry, *kept);
    if (m_isClosed)
        return refuse(entry);
    TripPointer &trip = m_trips[url];
    if (!trip) {
        trip = std::make_shared<Trip>();
        trip->url = url;
        trip->depth = depth;
        queue(trip);
        wake();
    } else if (trip->startedMs >= 0) {
        Q_EMIT started(entry, trip->startedMs);
    }
    return listen(trip, entry);
}

QFuture<BatchAnswer> BatchFetcher::refuse(qint64 entry)
{
    return answered(entry, cancelled());
}

QFuture<BatchAnswer> BatchFetcher::answered(qint64 entry, const BatchAnswer &answer)
{
    QPromise<BatchAnswer> promise;
    promise.start();
    Q_EMIT ended(entry, answer);
    promise.addResult(answer);
    promise.finish();
    return promise.future();
}

QFuture<BatchAnswer> BatchFetcher::listen(const TripPointer &trip, qint64 entry)
{
    Listener &listener = trip->listeners.emplace_back();
    listener.serial = m_nextListener++;
    listener.entry = entry;
    listener.promise.start();
    QFuture<BatchAnswer> future = listener.promise.future();
    auto *watcher = new QFutureWatcher<BatchAnswer>(this);
    listener.watcher = watcher;
    const std::weak_ptr<Trip> waited = trip;
    connect(watcher, &QFutureWatcherBase::canceled, this,
            [this, waited, serial = listener.serial] { leave(waited, serial); });
    watcher->setFuture(future);
    return future;
}

/// One who waited does so no longer.
void BatchFetcher::leave(const std::weak_ptr<Trip> &waited, qint64 serial)
{
    const TripPointer trip = waited.lock();
    if (!trip || trip->isOver)
        return;
    const auto isIt = [serial](const Listener &each) { return each.serial == serial; };
    const auto gone = std::find_if(trip->listeners.begin(), trip->listeners.end(), isIt);
    if (gone == trip->listeners.end())
        return;
    const qint64 entry = gone->entry;
    gone->promise.finish();
    gone->watcher->deleteLater();
    trip->listeners.erase(gone);
    Q_EMIT ended(entry, cancelled());
    if (!trip->listeners.empty())
        return;
    m_trips.remove(trip->url);
    drop(trip);
    wake();
}

/// Tells everybody who waits.
void BatchFetcher::answer(Trip &trip, const BatchAnswer &answer)
{
    trip.isOver = true;
    for (Listener &listener : trip.listeners) {
        Q_EMIT ended(listener.entry, answer);
        listener.promise.addResult(answer);
        listener.promise.finish();
    }
}

} // namespace sluice::core
