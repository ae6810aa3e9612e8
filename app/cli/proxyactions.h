// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace sluice::app {

// What `sluice-cli proxies` does, one file each.
[[nodiscard]] Command proxyScrapeCommand();
[[nodiscard]] Command proxyCheckCommand();
[[nodiscard]] Command proxyRefreshCommand();
[[nodiscard]] Command proxyUpdateCommand();
[[nodiscard]] Command proxyListCommand();
[[nodiscard]] Command proxyGetCommand();
[[nodiscard]] Command proxyJudgeCommand();

} // namespace sluice::app
