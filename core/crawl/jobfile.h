// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crawl/crawlspec.h"

#include <QByteArray>

namespace sluice::core {

enum class JobFault { Unreadable, Syntax, Version, Field };
/// For Field the detail begins with the field's path and says what was expected.
using JobFailure = Failure<JobFault>;

/// A spec as a versioned JSON job file, indented, every field written.
[[nodiscard]] QByteArray jobToJson(const CrawlSpec &spec);
/// Reads a job file. Missing fields take their defaults; unknown or wrong ones are refused.
[[nodiscard]] Result<CrawlSpec, JobFailure> jobFromJson(const QByteArray &json);

[[nodiscard]] Result<CrawlSpec, JobFailure> loadJob(const QString &path);
/// Written to a temporary file and renamed; devices and pipes are written as they stand.
[[nodiscard]] Result<void, JobFailure> saveJob(const CrawlSpec &spec, const QString &path);

/// The JSON Schema (2020-12) of a job file.
[[nodiscard]] QByteArray jobSchema();

} // namespace sluice::core
