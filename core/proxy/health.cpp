// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/health.h"

#include <algorithm>

namespace sluice::core {

namespace {

qint64 backoffMs(int deaths, const HealthSettings &settings)
{
    qint64 ceiling = settings.deadFirstMs;
    for (int i = 1; i < deaths && ceiling < settings.deadLongestMs; ++i)
        ceiling *= 2;
    return std::min(ceiling, settings.deadLongestMs);
}

} // namespace

qint64 nextCheckDelayMs(const ProxyRecord &proxy, const HealthSettings &settings, double random)
{
    switch (proxy.state) {
    case ProxyState::Alive:
        return settings.aliveEveryMs;
    case ProxyState::Dead:
        return std::max<qint64>(1, qint64(random * double(backoffMs(proxy.deadInARow, settings))));
    case ProxyState::Unchecked:
    case ProxyState::Unsupported:
        return 0;
    }
    return 0;
}

bool isCheckDue(const ProxyRecord &proxy, qint64 nowUtcMs)
{
    if (proxy.state == ProxyState::Unsupported || proxy.nextCheckUtcMs <= 0)
        return false;
    return proxy.nextCheckUtcMs <= nowUtcMs || proxy.nextCheckUtcMs - nowUtcMs > farthestPlanMs;
}

bool isScrapeDue(const ProxySourceRecord &source, int alive, const HealthSettings &settings, qint64 nowUtcMs)
{
    if (source.everyMinutes <= 0 || !settings.isScrapingDue)
        return false;
    // A clock that was put back must not stop a source for ever.
    const qint64 since = nowUtcMs < source.lastScrapedUtcMs ? nowUtcMs : nowUtcMs - source.lastScrapedUtcMs;
    const qint64 own = qint64(source.everyMinutes) * 60'000;
    return since >= (alive < settings.leastAlive ? std::min(own, settings.scrapeAtMostMs) : own);
}

} // namespace sluice::core
