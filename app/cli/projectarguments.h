// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/ids.h"

namespace sluice::app {

/// --crawl
[[nodiscard]] Option crawlOption();
/// The crawl that --crawl names; none when it is not given. The error says what was expected.
[[nodiscard]] core::Result<core::CrawlId, QString> readCrawl(const Arguments &arguments);

} // namespace sluice::app
