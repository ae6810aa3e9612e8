// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/checksettings.h"
#include "core/settings/settings.h"

namespace sluice::ui {

/// How proxies are checked, as the program remembers it.
[[nodiscard]] core::CheckSettings rememberedChecks(const core::Settings &settings);
void rememberChecks(core::Settings &settings, const core::CheckSettings &checks);

} // namespace sluice::ui
