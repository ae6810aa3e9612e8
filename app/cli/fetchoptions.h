// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/crawl/batchspec.h"

#include <QStringList>

namespace sluice::app {

/// What `fetch` is asked for.
struct FetchArguments
{
    core::BatchSpec spec;
    int pollMs = 0; ///< 0 = not at all
    QStringList warnings;
};

/// The options of `fetch`, those of `crawl` that concern single requests among them.
[[nodiscard]] QList<Option> fetchOptions();

/// The batch that operands (URLs and @FILEs) and options ask for. The errors name the option, or file and line, and what
/// was expected; of wrong URLs each is told.
[[nodiscard]] core::Result<FetchArguments, QStringList> readFetch(const Arguments &arguments);

} // namespace sluice::app
