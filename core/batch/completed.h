// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/outcome.h"

#include <QFuture>

#include <type_traits>

namespace sluice::core {

/// How one request ended, with what it was.
template <typename Request, typename R>
struct Completed
{
    qsizetype index = 0; ///< in the order of the requests, from 0; tells equal requests apart
    Request request;
    OutcomeOf<R> outcome;
};

/// What the future of a start function holds. A start function is called with a request, or a request and its index,
/// and gives a future; it is called when its turn has come, and what it throws is the request's outcome.
template <typename Start, typename Request, bool WithIndex = std::is_invocable_v<Start &, const Request &, qsizetype>>
struct StartTraits
{
    using Future = std::invoke_result_t<Start &, const Request &>;
};
template <typename Start, typename Request>
struct StartTraits<Start, Request, true>
{
    using Future = std::invoke_result_t<Start &, const Request &, qsizetype>;
};
template <typename T>
struct HeldBy;
template <typename R>
struct HeldBy<QFuture<R>>
{
    using Type = R;
};
template <typename Start, typename Request>
using StartedOf = typename HeldBy<typename StartTraits<Start, Request>::Future>::Type;

} // namespace sluice::core
