// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

namespace sluice::core {

/// When proxies are looked at again.
struct HealthSettings
{
    qint64 aliveEveryMs = 15 * 60'000;  ///< living ones
    qint64 deadFirstMs = 5 * 60'000;    ///< the longest wait after the first death
    qint64 deadLongestMs = 60 * 60'000; ///< and after many
    int leastAlive = 5;                 ///< with fewer, sources are scraped ahead of their time
    qint64 scrapeAtMostMs = 5 * 60'000; ///< but no source more often than this
    bool isScrapingDue = true;          ///< else sources are scraped when asked for only

    bool operator==(const HealthSettings &) const = default;
};

/// How long until the next check, in ms: living ones at a steady pace, dead ones by exponential backoff with full
/// jitter (a random time between 0 and min(longest, first × 2^(deaths in a row - 1))), so that those that died together
/// do not come back together. `random` is a number in [0, 1). 0 for those that are never checked by themselves.
[[nodiscard]] qint64 nextCheckDelayMs(const ProxyRecord &proxy, const HealthSettings &settings, double random);

/// No check is planned so far ahead: one that seems to be was planned before the clock was put back.
constexpr qint64 farthestPlanMs = qint64(7) * 24 * 3'600'000;

/// Whether a check is due. Proxies that were never checked are due when asked for, not by themselves.
[[nodiscard]] bool isCheckDue(const ProxyRecord &proxy, qint64 nowUtcMs);

/// Whether a source is to be scraped: by its own schedule or, where it has one, because too few proxies are alive.
[[nodiscard]] bool isScrapeDue(const ProxySourceRecord &source, int alive, const HealthSettings &settings,
                               qint64 nowUtcMs);

} // namespace sluice::core
