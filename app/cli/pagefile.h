// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/html/parser.h"

#include <QString>

namespace sluice::app {

/// Reads and parses a local page: its encoding by byte order mark, meta, UTF-8 if valid, else windows-1252. The error
/// names the file.
[[nodiscard]] core::Result<core::Document, QString> parsePageFile(const QString &path,
                                                                  const core::ParseOptions &options = {});

} // namespace sluice::app
