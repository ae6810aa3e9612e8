// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/crawl/crawlplan.h"
#include "core/crawl/crawlservices.h"
#include "core/proxy/pooledfetcher.h"
#include "core/render/renderfetcher.h"

#include <memory>

namespace sluice::core {

/// The way of a plan's requests through the pool in front of `inner`; null where the plan does not go it. Borrows all.
[[nodiscard]] std::unique_ptr<PooledFetcher> pooledWay(CrawlId crawl, const CrawlPlan &plan,
                                                       const CrawlServices &services, Fetcher &inner);
/// The same for rendered pages, where each proxy costs a process: a host's pages stay with one, whatever the policy.
[[nodiscard]] std::unique_ptr<PooledFetcher> pooledRenderWay(const CrawlPlan &plan, const CrawlServices &services,
                                                             Fetcher &inner);

/// What renders a plan's pages, with the requests they make counted at the gate; null where it renders none.
[[nodiscard]] std::unique_ptr<RenderFetcher> renderWay(const CrawlPlan &plan, const CrawlServices &services);

[[nodiscard]] inline Fetcher &wayOf(const std::unique_ptr<PooledFetcher> &pooled, Fetcher &direct)
{
    return pooled ? static_cast<Fetcher &>(*pooled) : direct;
}

} // namespace sluice::core
