// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"

#include <vector>

namespace sluice::app {

/// A subcommand: one line of the table that dispatch and --help go by.
struct Command
{
    QString name;
    QString operands; ///< as --help shows them: "URL…|@FILE"
    QString summary;
    QString details; ///< further paragraphs of its --help; may be empty
    int leastOperands = 0;
    int mostOperands = -1; ///< -1 = any number
    QList<Option> options;
    int (*run)(const Arguments &arguments, Console &console) = nullptr; ///< returns the exit code
    /// What a subcommand that is a group does instead, named "GROUP ACTION"; it has no options of its own.
    std::vector<Command> actions{};
};

// One file each: crawlcommand.cpp, runcommand.cpp …
[[nodiscard]] Command crawlCommand();
[[nodiscard]] Command runCommand();
[[nodiscard]] Command resumeCommand();
[[nodiscard]] Command exportCommand();
[[nodiscard]] Command replayCommand();
[[nodiscard]] Command statusCommand();
[[nodiscard]] Command schemaCommand();
[[nodiscard]] Command extractCommand();
[[nodiscard]] Command selectCommand();
[[nodiscard]] Command treeCommand();
[[nodiscard]] Command urlsCommand();
[[nodiscard]] Command robotsCommand();
[[nodiscard]] Command sitemapCommand();
[[nodiscard]] Command recipeCommand();
[[nodiscard]] Command fetchCommand();
[[nodiscard]] Command demoCommand();
[[nodiscard]] Command detectCommand();
[[nodiscard]] Command proxiesCommand();
[[nodiscard]] Command modelCommand();

/// Runs the subcommand that `words` (without the program's name) ask for and returns the exit code.
[[nodiscard]] int dispatch(const QStringList &words, Console &console);

} // namespace sluice::app
