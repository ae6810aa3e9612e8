// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace sluice::app {

/// What the command line of the window asks for.
struct Options
{
    QString project;         ///< to open; empty = none
    bool isDemo = false;     ///< start the demo crawl at once
    QString screenshots;     ///< folder to put pictures of all screens in; empty = none
    QString detectionReport; ///< file for the matrix of the detection laboratory; empty = none
    QString help;            ///< to print instead of starting; empty = start

    bool operator==(const Options &) const = default;
};

enum class OptionFault { Usage };
using OptionFailure = core::Failure<OptionFault>;

/// Reads the arguments (the program's name first).
[[nodiscard]] core::Result<Options, OptionFailure> parseOptions(const QStringList &arguments);

} // namespace sluice::app
