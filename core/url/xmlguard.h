// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace sluice::core {

/// How the code units of an XML file are stored.
enum class XmlUnits {
    Bytes, ///< UTF-8 and every encoding in which '<', '=' and quotes are always the ASCII bytes
    Little16,
    Big16,
    Foreign, ///< UTF-32: nobody writes it, and it is not examined
};

/// Told from a byte order mark or from how the first '<' is written. `content` begins with either.
[[nodiscard]] XmlUnits xmlUnitsOf(QByteArrayView content);

/// True where a declared encoding keeps the units, so that what was examined is what the reader will see. UTF-7,
/// ISO-2022 and EBCDIC write other text with the bytes of '<'.
[[nodiscard]] bool isHarmlessEncoding(QStringView declared, XmlUnits units);

/// True where some tag may have more than 200 attributes. QXmlStreamReader compares each with each, so that one tag of
/// some megabytes would keep it busy for hours. Since '<' cannot stand in a tag, counting from the last '<' misses none.
[[nodiscard]] bool hasCrowdedTag(QByteArrayView content, XmlUnits units);

} // namespace sluice::core
