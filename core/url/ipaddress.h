// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace sluice::core {

/// True where the last label of `domain` is a number, so that the host is an IPv4 address or nothing (URL Standard,
/// "ends in a number checker").
[[nodiscard]] bool endsInNumber(QByteArrayView domain);

/// The IPv4 parser of the URL Standard: one to four parts, decimal, octal (0…) or hexadecimal (0x…), the last one
/// filling what is left. Empty for anything else.
[[nodiscard]] std::optional<quint32> parseIpv4(QByteArrayView text);
/// Four decimal parts.
[[nodiscard]] QByteArray ipv4Text(quint32 address);

using Ipv6Address = std::array<quint16, 8>;
/// The IPv6 parser of the URL Standard; `text` is without brackets. No zone ids.
[[nodiscard]] std::optional<Ipv6Address> parseIpv6(QByteArrayView text);
/// Lower-case hexadecimal, the first longest run of two or more zero pieces as "::" (RFC 5952, without dotted parts).
[[nodiscard]] QByteArray ipv6Text(const Ipv6Address &address);

} // namespace sluice::core
