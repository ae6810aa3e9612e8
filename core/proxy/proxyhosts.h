// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace sluice::core {

/// Where a proxy stands, in its one spelling.
struct ProxyHost
{
    QString text;        ///< name (IDNA processed) or address in lower case, IPv6 without brackets
    bool isNear = false; ///< private, loopback, link-local or of a carrier's own net (RFC 1918, 6598, 4193)

    bool operator==(const ProxyHost &) const = default;
};

/// Reads a name, an IPv4 address of four decimal parts or an IPv6 address without brackets. The error says what is
/// wrong; addresses at which nothing can listen (unspecified, multicast, broadcast, reserved) are refused.
[[nodiscard]] Result<ProxyHost, QString> parseProxyHost(const QString &text);

/// Whether `text` is an IPv4 address of four decimal parts: shortened, octal and hexadecimal ones mean different things
/// to different programs.
[[nodiscard]] bool isPlainIpv4(const QString &text);

} // namespace sluice::core
