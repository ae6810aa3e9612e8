// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QVarLengthArray>

namespace sluice::core {

/// What a URL is written into: long enough on the stack for nearly every URL, so that parsing allocates once.
using UrlBuffer = QVarLengthArray<char, 1024>;

/// The percent-encode sets of the URL Standard that http and https URLs need (section "Percent-encoded bytes").
enum class EncodeSet : quint8 {
    Path = 1,
    Query = 2, ///< the special-query set: with the apostrophe
    UserInfo = 4,
};

/// Appends `bytes`, those in `set` as %XX (upper-case digits). Bytes above 0x7E are in every set.
void appendEncoded(UrlBuffer &out, QByteArrayView bytes, EncodeSet set);

/// `bytes` with every %XX replaced by its byte; a '%' without two hexadecimal digits stays.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView bytes);

/// The value of a hexadecimal digit, -1 for any other byte.
[[nodiscard]] constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// True where `bytes` has '%' and two hexadecimal digits at `at`.
[[nodiscard]] inline bool isEscape(QByteArrayView bytes, qsizetype at)
{
    return bytes[at] == '%' && at + 2 < bytes.size() && hexValue(bytes[at + 1]) >= 0 && hexValue(bytes[at + 2]) >= 0;
}

} // namespace sluice::core
