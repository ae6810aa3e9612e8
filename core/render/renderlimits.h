// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sluice::core {

/// What a rendered page may ask for beside itself. An engine's requests cannot be made to wait one by one (Qt 6.4's
/// interceptor lets them go or stops them, and what goes through a tunnel is out of sight), so: a server has no more
/// connections at once than a crawl allows, a page no more requests to it than this, and the gate counts them all and
/// keeps the host's delay for each before the next page starts.
struct RenderLimits
{
    QStringList excludes;  ///< regular expressions; frames and requests to the page's own site must match none
    int perHost = 8;       ///< connections to one server at once, from one process
    int mostPerHost = 300; ///< requests of one page to one origin; the rest is refused, and noted

    bool operator==(const RenderLimits &) const = default;
};

} // namespace sluice::core
