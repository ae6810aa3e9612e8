// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

namespace sluice::ui {

/// The names of all secrets a crawl needs, each once: of headers, cookies, logins and the proxy's password.
[[nodiscard]] QStringList secretNames(const core::CrawlSpec &spec);

} // namespace sluice::ui
