// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// `bytes` in one of the Encoding Standard's legacy encodings (canonical name) as UTF-8; malformed input becomes
/// U+FFFD. Bytes of a name not known here are read as Latin-1.
[[nodiscard]] QByteArray decodeLegacy(QByteArrayView bytes, const QByteArray &encoding);

/// UTF-16 as UTF-8; unpaired surrogates and a cut last unit become U+FFFD.
[[nodiscard]] QByteArray decodeUtf16(QByteArrayView bytes, bool isBigEndian);

} // namespace sluice::core
