// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace sluice::core {

/// Questions about kept bodies, as ProjectReader has them. Failures stay with the database until somebody takes them.

[[nodiscard]] Result<QList<KeptPage>, StoreFailure> readKeptPages(Database &database, CrawlId crawl, UrlId after,
                                                                  int limit);
[[nodiscard]] Result<BodyRecord, StoreFailure> readBody(Database &database, UrlId page);

} // namespace sluice::core
