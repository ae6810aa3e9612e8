// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <optional>

namespace sluice::core {

/// Which failures are worth another try and how long to wait: exponential backoff with full jitter
/// (a random time between 0 and min(cap, base × 2^(attempt-1))).
struct RetryPolicy
{
    int retries = 2; ///< further tries after the first
    int baseMs = 1'000;
    int capMs = 60'000;

    /// Time to wait in ms before the next try, after `attempt` tries (from 1) ended with this status or fault;
    /// nothing when it is not worth it. `random` is a number in [0, 1). Retry-After is the gate's business.
    [[nodiscard]] std::optional<qint64> delayMs(int attempt, const FetchResult &result, double random) const;

    bool operator==(const RetryPolicy &) const = default;
};

/// 408, 429 and 5xx.
[[nodiscard]] bool isRetriableStatus(int status);
/// Faults of the network; not of TLS, size, decoding or cancelling.
[[nodiscard]] bool isRetriableFault(FetchFault fault);

} // namespace sluice::core
