// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

namespace sluice::core {

/// What one of Chromium's network errors (net/base/net_error_list.h: negative numbers) is to a crawl.
[[nodiscard]] FetchFault faultOfNetError(int code);

} // namespace sluice::core
