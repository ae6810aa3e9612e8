// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/proxy/checksettings.h"
#include "core/proxy/proxywish.h"

namespace sluice::app {

// Options that several actions of `proxies` have.
[[nodiscard]] Option proxyProjectOption(const QString &help);
[[nodiscard]] Option sourceTimeoutOption();
[[nodiscard]] Option whereOption();
/// --judge, --test-url, --timeout, --concurrency
[[nodiscard]] QList<Option> checkOptions();

/// What checkOptions() say; the error says what was expected.
[[nodiscard]] core::Result<core::CheckSettings, QString> checkSettings(const Arguments &arguments);
/// --timeout in ms, between these bounds; `fallback` where it is not given.
[[nodiscard]] core::Result<int, QString> timeoutMs(const Arguments &arguments, int leastMs, int mostMs, int fallback);
/// All of --where.
[[nodiscard]] core::Result<QList<core::ProxyCondition>, QString> proxyConditions(const Arguments &arguments);

} // namespace sluice::app
