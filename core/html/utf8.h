// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// Whether `bytes` are UTF-8 without any error (no surrogates, no overlong forms, nothing above U+10FFFF).
[[nodiscard]] bool isValidUtf8(QByteArrayView bytes);

/// UTF-8 decode of the WHATWG Encoding Standard (8.1): every maximal subpart of an ill-formed sequence becomes U+FFFD.
[[nodiscard]] QByteArray repairedUtf8(QByteArrayView bytes);

/// Appends a code point (a scalar value) to UTF-8 text.
void appendUtf8(QByteArray &out, char32_t codePoint);

} // namespace sluice::core
