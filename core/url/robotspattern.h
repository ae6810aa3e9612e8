// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// The path of an Allow or Disallow line in the spelling that is compared: bytes outside ASCII as %XX, hexadecimal
/// digits in upper case, a '$' that does not stand last as "%24" (RFC 9309, section 2.2.2).
[[nodiscard]] QByteArray normalizedRobotsPattern(QByteArrayView pattern);

/// Path and query of a URL in the same spelling: hexadecimal digits in upper case, '*' and '$' as "%2A" and "%24", so
/// that a pattern can name them. Bytes outside ASCII stay: a URL on the wire has none.
[[nodiscard]] QByteArray normalizedRobotsPath(QByteArrayView pathAndQuery);

/// True where the pattern matches the beginning of `path`, or all of it if the pattern ends in '$'; '*' stands for any
/// bytes. Both normalised. Takes linear time: the leftmost place of each part is as good as any other.
[[nodiscard]] bool matchesRobotsPattern(QByteArrayView pattern, QByteArrayView path);

} // namespace sluice::core
