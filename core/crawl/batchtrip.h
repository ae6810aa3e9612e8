// SPDX-License-Identifier: GPL-3.0-or-later
// What BatchFetcher keeps of a URL; for its own files.
#pragma once

#include "core/crawl/batchfetcher.h"

#include <QFutureWatcher>
#include <QPromise>

#include <list>

namespace sluice::core {

/// Somebody who waits for a page.
struct BatchFetcher::Listener
{
    qint64 serial = 0;
    qint64 entry = 0;
    QPromise<BatchAnswer> promise;
    QPointer<QObject> watcher;
};

/// A URL on its way, from the first try to the last.
struct BatchFetcher::Trip
{
    WebUrl url;
    int depth = 0;
    int attempt = 1;
    std::list<Listener> listeners;
    std::optional<UrlIndex> queued;
    BoundedSemaphore::Permit place; ///< while it is on its way, if there was one when it went on
    bool isOnItsWay = false;        ///< to a server, or back
    BatchVisits::VisitPointer visit;
    qint64 startedMs = -1;
    bool isOver = false;
};

} // namespace sluice::core
