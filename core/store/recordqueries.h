// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace sluice::core {

/// Questions that both the writing side and readers ask. Failures stay with the database until somebody takes them.

/// All crawls by id; only `one` if it is valid.
[[nodiscard]] Result<QList<CrawlRecord>, StoreFailure> readCrawls(Database &database, CrawlId one = {});
/// That crawl, or NotFound.
[[nodiscard]] Result<CrawlRecord, StoreFailure> readCrawl(Database &database, CrawlId id);
[[nodiscard]] Result<QList<HostRecord>, StoreFailure> readHosts(Database &database);

} // namespace sluice::core
