// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"

namespace sluice::app {

/// Before anything is read or written: refuses what would write over a file that the same command needs. The files that
/// --csv, --jsonl and --save-job name must be none of the project's files, no input (@FILE, --user-agent @FILE, --ca,
/// --secret NAME=file:PATH and `inputs`), no other program's database, and not the file of another such option. The
/// error names the option and the file. `project` is null for a temporary one.
[[nodiscard]] core::Result<void, QString> checkFiles(const Arguments &arguments, const QString &project,
                                                     const QStringList &inputs = {});

} // namespace sluice::app
