// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/xmlguard.h"

#include <QString>

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int attributeLimit = 200;

/// Counts '=' with a quote behind it; blanks may stand between.
class AttributeCounter final
{
public:
    bool isCrowded() const { return m_count > attributeLimit; }

    void take(char16_t unit)
    {
        if (unit == u'<')
            m_count = 0;
        else if (m_isAfterEqualsSign && (unit == u'"' || unit == u'\''))
            ++m_count;
        const bool isBlank = unit == u' ' || unit == u'\t' || unit == u'\n' || unit == u'\r';
        m_isAfterEqualsSign = unit == u'=' || (m_isAfterEqualsSign && isBlank);
    }

private:
    int m_count = 0;
    bool m_isAfterEqualsSign = false;
};

} // namespace

XmlUnits xmlUnitsOf(QByteArrayView content)
{
    if (content.startsWith(QByteArrayView("\0<", 2)) || content.startsWith("\xFE\xFF"))
        return XmlUnits::Big16;
    if (content.startsWith(QByteArrayView("<\0", 2)) || content.startsWith("\xFF\xFE")) {
        const bool isWide = content.size() >= 4 && content[2] == '\0' && content[3] == '\0';
        return isWide ? XmlUnits::Foreign : XmlUnits::Little16;
    }
    return XmlUnits::Bytes;
}

bool isHarmlessEncoding(QStringView declared, XmlUnits units)
{
    if (declared.isEmpty())
        return true;
    if (units != XmlUnits::Bytes)
        return declared.startsWith("utf-16"_L1, Qt::CaseInsensitive);
    constexpr std::array names{"utf-8"_L1, "us-ascii"_L1, "iso-8859-"_L1, "windows-12"_L1, "koi8-"_L1,
                               "gb"_L1,    "big5"_L1,     "shift_jis"_L1, "euc-"_L1};
    return std::any_of(names.begin(), names.end(),
                       [declared](QLatin1StringView name) { return declared.startsWith(name, Qt::CaseInsensitive); });
}

bool hasCrowdedTag(QByteArrayView content, XmlUnits units)
{
    AttributeCounter counter;
    const qsizetype width = units == XmlUnits::Bytes ? 1 : 2;
    for (qsizetype at = 0; at + width <= content.size() && !counter.isCrowded(); at += width) {
        const auto first = static_cast<uchar>(content[at]);
        const auto second = static_cast<uchar>(content[at + width - 1]);
        switch (units) {
        case XmlUnits::Bytes:
            counter.take(first);
            break;
        case XmlUnits::Little16:
            counter.take(char16_t(first | second << 8));
            break;
        case XmlUnits::Big16:
        case XmlUnits::Foreign:
            counter.take(char16_t(first << 8 | second));
            break;
        }
    }
    return counter.isCrowded();
}

} // namespace sluice::core
