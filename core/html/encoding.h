// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// The canonical name ("UTF-8", "windows-1252", …) of an encoding label by the WHATWG Encoding Standard, section 4.2;
/// empty for an unknown label.
[[nodiscard]] QByteArray encodingForLabel(QByteArrayView label);

enum class CharsetSource { ByteOrderMark, Header, Meta, Guess };

/// Which encoding a page is in and how that was found.
struct Charset
{
    QByteArray name; ///< canonical, e.g. "UTF-8"
    CharsetSource source = CharsetSource::Guess;

    bool operator==(const Charset &) const = default;
};

/// The encoding of an HTML body: byte order mark, then the charset of `contentType` (a Content-Type header's value,
/// may be empty), then the meta prescan of the HTML Standard (13.2.3.2) over the first 1,024 bytes, then a meta element
/// further down, then a guess: UTF-8 where the whole body is valid UTF-8, else windows-1252.
[[nodiscard]] Charset sniffCharset(QByteArrayView body, QByteArrayView contentType);

/// The meta prescan alone; empty when it finds nothing.
[[nodiscard]] QByteArray prescanMeta(QByteArrayView head);

/// `body` as UTF-8 without byte order mark, malformed input as U+FFFD. UTF-8 that is valid is returned as it is,
/// sharing its memory.
[[nodiscard]] QByteArray decodeToUtf8(const QByteArray &body, const Charset &charset);

} // namespace sluice::core
