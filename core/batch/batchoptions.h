// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/batch/boundedsemaphore.h"
#include "core/batch/outcome.h"

#include <chrono>
#include <memory>
#include <optional>

namespace sluice::core {

/// What holds for a batch in every mode.
struct BatchOptions
{
    /// Requests under way at once, from 1.
    int concurrency = BoundedSemaphore::defaultPermits;
    /// For each request, from its start; it is cancelled then and its outcome is TimedOut. Above 0.
    std::optional<std::chrono::milliseconds> requestTimeout = std::nullopt;
    /// For the whole call, from its beginning; the rest is cancelled then and its outcome is TimedOut. Above 0.
    std::optional<std::chrono::milliseconds> timeout = std::nullopt;
    /// Shared with other batches: `concurrency` is not looked at then. Null: the batch has its own.
    std::shared_ptr<BoundedSemaphore> semaphore = nullptr;
    /// Borrowed; null: the machine's. The hands of one that is given may be turned, so it is looked at every 20 ms.
    const Clock *clock = nullptr;
};

using BatchRefusal = Failure<BatchFault>;

/// Refuses a concurrency below 1 and time limits of 0 or less, which would cancel everything before it began.
[[nodiscard]] Result<void, BatchRefusal> check(const BatchOptions &options);

/// How many requests of a batch are where. Those that have not been asked for are in none.
struct BatchCounts
{
    qsizetype underWay = 0;
    qsizetype done = 0;      ///< with a value
    qsizetype failed = 0;    ///< Failed, Threw, Lost
    qsizetype cancelled = 0; ///< begun or not
    qsizetype timedOut = 0;  ///< begun or not

    [[nodiscard]] qsizetype ended() const { return done + failed + cancelled + timedOut; }
    bool operator==(const BatchCounts &) const = default;
};

/// How a whole batch ended; told once, after its last request.
struct BatchEnd
{
    BatchCounts counts;
    bool isCancelled = false; ///< as a whole, before all requests were begun or done
    bool isTimedOut = false;  ///< by BatchOptions::timeout
    std::optional<BatchRefusal> refusal;
};

} // namespace sluice::core
