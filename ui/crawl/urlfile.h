// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace sluice::ui {

enum class UrlFileFault { Unreadable, TooLarge, NotText };
using UrlFileFailure = core::Failure<UrlFileFault>;

/// The lines of a text file of addresses (UTF-8, at most 16 MiB), without empty ones and those that begin with '#'.
/// Blocks: call it off the window's thread.
[[nodiscard]] core::Result<QStringList, UrlFileFailure> readUrlFile(const QString &path);

} // namespace sluice::ui
