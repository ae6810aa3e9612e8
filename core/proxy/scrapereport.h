// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxylisting.h"

namespace sluice::core {

/// How scraping one source ended.
struct ScrapeReport
{
    ProxySourceRecord source; ///< as it is kept now: trouble tells what went wrong
    int added = 0;            ///< proxies that were not known before
    QList<qint64> proxies;    ///< all it named that are kept now, in its order
    QList<RefusedProxy> refused;
};

} // namespace sluice::core
