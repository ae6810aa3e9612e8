// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace sluice::core {

/// How near to this machine an address lies.
enum class AddressReach : std::uint8_t {
    Public,
    Local,    ///< private, link-local, carrier and multicast ranges (RFC 6890), names that only a local network knows
    Loopback, ///< 127.0.0.0/8, ::1, localhost (RFC 6761)
};

/// Judges a host as a URL has it: a name, or an address as text, IPv6 with or without brackets. Names are judged by what
/// they are, not by what they resolve to.
[[nodiscard]] AddressReach reachOf(const QString &host);

/// Whether a page from `pageHost` may make a request to `host`: not to what lies nearer to this machine than the page
/// itself, so that a public page reaches neither this machine nor its network.
[[nodiscard]] bool mayReach(const QString &pageHost, const QString &host);

} // namespace sluice::core
