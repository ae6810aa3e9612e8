// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/net/serviceprobe.h"
#include "core/store/proxyrecords.h"

namespace sluice::core {

/// What went wrong, without the URL: every proxy is asked for the same.
[[nodiscard]] QString reasonOf(const FetchError &error);

/// Whether it helps to look what listens there: it did not say "HTTP" by itself.
[[nodiscard]] bool isWorthALook(const FetchError &error);

/// Why a proxy of that type is dead, given how the request through it ended and what listens there. What speaks another
/// protocol is named.
[[nodiscard]] QString reasonOf(const FetchError &error, ProxyType type, const Service &service);

} // namespace sluice::core
