// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace sluice::app {

/// --json, which every subcommand takes.
[[nodiscard]] Option jsonOption();
/// What --help says of the whole program.
[[nodiscard]] QByteArray programHelp(const QList<Command> &commands);
/// What --help says of one subcommand.
[[nodiscard]] QByteArray commandHelp(const Command &command);

} // namespace sluice::app
