// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptorlimit.h"

#include <algorithm>

#include <sys/resource.h>

namespace sluice::core {

namespace {

/// More is of no use, and a limit in the thousand millions makes programs slow that close all they may have.
constexpr rlim_t enough = 65'536;

} // namespace

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= enough)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, enough);
    ::setrlimit(RLIMIT_NOFILE, &limit); // refused: it goes on with what it has
}

} // namespace sluice::core
