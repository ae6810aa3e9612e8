// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/profile.h"

namespace sluice::core {

/// Where the programs are that profiles need; empty = not installed.
struct BrowserPrograms
{
    QString renderer; ///< sluice-render
    QString chromedriver;
    QString chromium;
    QString firefox;

    bool operator==(const BrowserPrograms &) const = default;
};

/// Looks beside this program and in PATH.
[[nodiscard]] BrowserPrograms findBrowserPrograms();

/// Why `profile` cannot be run with these programs: names what is missing. Empty: it can be tried.
[[nodiscard]] QString missingProgram(const Profile &profile, const BrowserPrograms &programs);

} // namespace sluice::core
