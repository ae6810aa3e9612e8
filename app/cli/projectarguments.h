// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/ids.h"
#include "core/store/records.h"

namespace sluice::app {

/// --crawl
[[nodiscard]] Option crawlOption();
/// The crawl that --crawl names; none when it is not given. The error says what was expected.
[[nodiscard]] core::Result<core::CrawlId, QString> readCrawl(const Arguments &arguments);
/// The one of `crawls` that was asked for, or the last where `wanted` is invalid. The error names the project.
[[nodiscard]] core::Result<core::CrawlId, QString> chosenCrawl(const QList<core::CrawlRecord> &crawls,
                                                               core::CrawlId wanted, const QString &projectPath);

} // namespace sluice::app
