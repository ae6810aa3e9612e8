// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/typedbatch.h"

namespace sluice::core {

/// What a batch calls for each request that ended, and at its end. Either may be left out.
template <typename Request, typename Start>
using EachCompleted = std::function<void(Completed<Request, StartedOf<Start, Request>>)>;
using BatchEnded = std::function<void(const BatchEnd &)>;

/// Begins the requests, at most BatchOptions::concurrency at a time, and tells `each` how they ended in the order in
/// which they do: "as completed". Only what is under way is kept in memory, so the requests may be endless.
///
/// `start` (request → QFuture<R>) is called when a request's turn has come; the batch cancels the future it gave when
/// the request is cancelled or late, and whoever answers it should look for that. A late or cancelled request counts as
/// ended at once, however long its work takes to notice.
///
///     auto batch = asCompleted(this, Requests(urls), [this](const WebUrl &url) { return get(url); },
///                              {.timeout = 30s}, [this](auto completed) { show(completed); });
///
/// Everything happens on the thread of `context`, later; nothing once `context` has died. For futures that are under way
/// already use startedAlready, with a concurrency not below their number.
template <typename Request, typename Start>
BatchHandle<Request> asCompleted(QObject *context, Requests<Request> requests, Start start, const BatchOptions &options,
                                 std::type_identity_t<EachCompleted<Request, Start>> each, BatchEnded ended = {})
{
    using Batch = TypedBatch<Request, Start>;
    return BatchHandle<Request>(new Batch(context, std::move(requests),
                                          {std::move(start), std::move(each), std::move(ended)}, options,
                                          BatchOrder::Completion));
}

/// As asCompleted(), but told in the order of the requests, one after the other. At most twice the concurrency is under
/// way or waits for a slower one before it.
template <typename Request, typename Start>
BatchHandle<Request> map(QObject *context, Requests<Request> requests, Start start, const BatchOptions &options,
                         std::type_identity_t<EachCompleted<Request, Start>> each, BatchEnded ended = {})
{
    using Batch = TypedBatch<Request, Start>;
    return BatchHandle<Request>(new Batch(context, std::move(requests),
                                          {std::move(start), std::move(each), std::move(ended)}, options,
                                          BatchOrder::Requests));
}

/// The start function of a batch whose requests are futures: Requests(QList<QFuture<R>>).
inline constexpr auto startedAlready = [](const auto &future) { return future; };

} // namespace sluice::core
