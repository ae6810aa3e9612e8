// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFileDevice>
#include <QString>

#include <memory>

namespace sluice::core {

/// Whether two names lead to one file, be it there already or not: by another spelling, a symbolic or a hard link.
/// Character devices are never the same, since nothing is lost there.
[[nodiscard]] bool isSameFile(const QString &first, const QString &second);

/// Whether a file of that name is written as it stands and not replaced as a whole: devices, pipes, and the names of
/// this process's own descriptors (/dev/stdout, /dev/fd/N), whatever is behind them.
[[nodiscard]] bool isWrittenThrough(const QString &path);

/// Opens for writing: what is written through as it stands, anything else as a temporary file that takes the name in
/// commitOutputFile(). The error is the system's reason.
[[nodiscard]] Result<std::unique_ptr<QFileDevice>, QString> openOutputFile(const QString &path);
/// Puts what was written on disk and under its name.
[[nodiscard]] Result<void, QString> commitOutputFile(QFileDevice &file);

} // namespace sluice::core
