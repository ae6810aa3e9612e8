// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlplan.h"

namespace sluice::core {

/// A cookie that a crawl starts with, as a Set-Cookie line (RFC 6265) for all paths of its domain. Where no seed leads
/// to that domain without TLS it is Secure: a login that was made over TLS goes nowhere without, whatever a page links to.
[[nodiscard]] QByteArray cookieLine(const CrawlPlan::Cookie &cookie, const QList<WebUrl> &seeds);

} // namespace sluice::core
