// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/crawl/crawlspec.h"

namespace sluice::app {

/// A spec made of a command line, and what to warn of.
struct SpecArguments
{
    core::CrawlSpec spec;
    QStringList warnings;
};

/// The options of `crawl` that make up its CrawlSpec; each fills one field of the job file, whose range holds.
[[nodiscard]] QList<Option> specOptions();

/// The spec that operands (URLs and @FILEs) and options ask for. The error names the option and what was expected.
[[nodiscard]] core::Result<SpecArguments, QString> specFromArguments(const Arguments &arguments);

/// The same for a subcommand that has options of its own of these names; `base` is what the others change. Tells every
/// wrong URL, each with the file and line it stands in.
[[nodiscard]] core::Result<SpecArguments, QStringList>
specFromArguments(const Arguments &arguments, const core::CrawlSpec &base, const QStringList &own);

/// What to warn of in a spec: user agents that name somebody else's crawler.
[[nodiscard]] QStringList specWarnings(const core::CrawlSpec &spec);

} // namespace sluice::app
