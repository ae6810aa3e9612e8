// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/crawl/crawlspec.h"

namespace sluice::core {

class WorkerPool;

/// Whether the spec has json: rules, a script or a plug-in: what runs in sluice-worker.
[[nodiscard]] bool needsWorkers(const CrawlSpec &spec);

/// Loads each json: program, the script or the plug-in of a valid spec, so that one that does not compile is told before
/// a crawl starts rather than in every row. What goes wrong in running is the pages' matter. Also a problem:
/// sluice-worker is missing. Blocks; of a script that takes seconds to load it is not waited for. What is not looked at
/// once `cancel` is cancelled is no problem.
[[nodiscard]] QList<SpecProblem> programProblems(const CrawlSpec &spec, WorkerPool &workers,
                                                 const CancelToken &cancel = {});

} // namespace sluice::core
