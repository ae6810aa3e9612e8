// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QList>

namespace sluice::core {

/// `address` as it is compared here: an IPv4 one in IPv6 clothes (::ffff:192.0.2.1) becomes IPv4, zones are dropped.
[[nodiscard]] QHostAddress plainAddress(QHostAddress address);

/// The IP addresses that stand anywhere in a header's value, plain: bare, with ports, in brackets and quotes, in the
/// syntax of Forwarded (RFC 7239), IPv4-mapped, percent-encoded. Longer numbers with dots (versions) are none. Where
/// colons leave it open what belongs to an IPv6 address, all readings are given.
[[nodiscard]] QList<QHostAddress> addressesIn(QByteArrayView value);

} // namespace sluice::core
