// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/bytebudget.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

enum class DecodeFault {
    UnknownEncoding,
    Broken,   ///< not in that encoding at all, or damaged
    Cut,      ///< ends before its end marker
    TooLarge, ///< decodes to more than the cap
    NoRoom,   ///< the byte budget refused; the same call may succeed later
};
using DecodeFailure = Failure<DecodeFault>;

/// The value for Accept-Encoding that decodeContent() keeps.
[[nodiscard]] QByteArray acceptedEncodings(); // "gzip, deflate, br, zstd"

/// Undoes Content-Encoding (gzip, x-gzip, deflate both ways, br, zstd, identity, lists of them). At most `cap` bytes
/// come out. Where `ticket` is given, decoded bytes are taken from it as they come and given back on failure.
/// Identity shares `body`'s memory and takes nothing.
[[nodiscard]] Result<QByteArray, DecodeFailure> decodeContent(const QByteArray &body, QByteArrayView contentEncoding,
                                                              qint64 cap, ByteTicket *ticket = nullptr);

/// As decodeContent(), for files of which only the beginning counts: what would come out beyond `cap` is left out. Where
/// the body itself `isCut`, it may end before its end marker.
[[nodiscard]] Result<QByteArray, DecodeFailure> decodeBeginning(const QByteArray &body, QByteArrayView contentEncoding,
                                                                qint64 cap, bool isCut);

/// gunzips `file` where it begins with gzip's magic bytes (a .gz sitemap), else returns it.
[[nodiscard]] Result<QByteArray, DecodeFailure> gunzipIfNeeded(const QByteArray &file, qint64 cap);

} // namespace sluice::core
