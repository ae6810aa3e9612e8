// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/percentencoding.h"

namespace sluice::core {

/// What the host parser found.
enum class HostVerdict {
    Valid,
    ForbiddenCharacter, ///< a forbidden domain code point, also one that came percent-encoded or by IDNA mapping
    BadName,            ///< refused by IDNA processing (UTS #46), or nothing is left of it
    BadIpv4,            ///< ends in a number, but is no IPv4 address
    BadIpv6,
};

/// Appends the host that `raw` stands for as the URL Standard serialises it (section "Host parsing", for special
/// schemes): IPv6 in brackets, IPv4 with four decimal parts, names in lower-case ASCII (IDNA processing without
/// transitional mapping). `raw` is not empty. After a verdict other than Valid the buffer's content is of no use.
[[nodiscard]] HostVerdict appendHost(UrlBuffer &out, QByteArrayView raw);

} // namespace sluice::core
