// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/batch/threadpool.h"
#include "core/net/bytebudget.h"
#include "core/net/fetch.h"
#include "core/net/hostgate.h"

#include <memory>

namespace sluice::core {

class ProxyPool;
class RenderPool;
class WorkerPool;

/// What all crawls of a process share; borrowed by each of them.
struct CrawlServices
{
    const Clock &clock;
    Fetcher &fetcher;
    HostGate &gate;
    ThreadPool &pool; ///< for what keeps a core busy: parsing above all
    std::shared_ptr<ByteBudget> budget;
    bool isStreaming = false;             ///< committed rows are sent on as they come
    WorkerPool *workers = nullptr;        ///< runs json: rules, scripts and plug-ins; null: they are errors of the row
    RenderPool *renderers = nullptr;      ///< for crawls that render; null: those get their pages over HTTP
    std::shared_ptr<ProxyPool> proxies{}; ///< for crawls through the pool; null: there is no proxy for them
};

} // namespace sluice::core
