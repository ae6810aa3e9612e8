// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/proxy/checksettings.h"
#include "core/proxy/health.h"
#include "core/proxy/proxyscraper.h"

#include <functional>
#include <memory>

namespace sluice::core {

/// What a ProxyDesk works with.
struct DeskParts
{
    /// Builds what asks the network, on the desk's own thread; empty = a NetworkFetcher.
    std::function<std::unique_ptr<Fetcher>(const CheckSettings &)> makeFetcher;
    HealthSettings health;
    ScrapeLimits scrape;
    int tickMs = 1'000;  ///< how often the schedule is looked at
    int groupMs = 100;   ///< changes are told in groups, this far apart
    int idleMs = 60'000; ///< lanes are given up after so long without a request
};

} // namespace sluice::core
