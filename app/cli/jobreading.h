// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/result.h"
#include "core/crawl/crawlspec.h"

namespace sluice::app {

/// The job file at `path`. The error names it, the field and what was expected.
[[nodiscard]] core::Result<core::CrawlSpec, QString> readJob(const QString &path);

/// Whether the json: programs, the script or the plug-in of the job can run; told on standard error if not, naming
/// `path`, or --field where it is empty. Starts a worker process, but only for a job that has some. Returns the exit code.
[[nodiscard]] int checkPrograms(const core::CrawlSpec &spec, const QString &path, Console &console);

} // namespace sluice::app
