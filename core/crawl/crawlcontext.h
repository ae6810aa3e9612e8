// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlplan.h"
#include "core/crawl/crawlservices.h"
#include "core/store/crawlstore.h"

namespace sluice::core {

/// What all parts of one crawl know of it; borrowed from the Crawler.
struct CrawlContext
{
    CrawlId crawl;
    const CrawlPlan &plan;
    CrawlStore &store;
    const CrawlServices &services;
};

} // namespace sluice::core
