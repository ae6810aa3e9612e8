// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::ui {

/// The name that a site offers for a file, as one that any file system takes and that hides nothing: no folders, no
/// characters that are not seen or that turn the writing around, not a dot first, not a device of Windows, at most 200
/// bytes with its ending kept. Never empty.
[[nodiscard]] QString downloadName(const QString &offered);

} // namespace sluice::ui
