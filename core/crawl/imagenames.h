// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace sluice::core {

/// The file type of an image: "png" …, by its Content-Type where that is known, else by its first bytes, else "img":
/// always one of imageSuffixes(). Null for what is no image.
[[nodiscard]] QString imageSuffix(const QByteArray &contentType, const QByteArray &body);

/// Every ending that the file of an image may have here.
[[nodiscard]] QStringList imageSuffixes();

/// A file name without its type, made from the last part of a URL's path, that stays in its folder on every system:
/// neither separators, control characters nor leading dots, no device's name (CON, NUL, COM1 …), at most 120 bytes.
[[nodiscard]] QString imageStem(const WebUrl &url);

/// `suffix`, or how the URL itself writes that type: "jpeg" for jpg.
[[nodiscard]] QString suffixFor(const WebUrl &url, const QString &suffix);

} // namespace sluice::core
