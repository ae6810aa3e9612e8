// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/legacydecoder.h"

#include "core/html/utf8.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <iterator>

namespace sluice::core {

namespace {

/// What the bytes 0x80 to 0xff mean.
using HighHalf = std::array<char16_t, 128>;

constexpr char16_t replacementCharacter = 0xfffd;

constexpr char16_t windows1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/// 0xa0 to 0xff; ICU does not know this encoding.
constexpr char16_t iso8859Part16[96] = {
    0x00a0, 0x0104, 0x0105, 0x0141, 0x20ac, 0x201e, 0x0160, 0x00a7, 0x0161, 0x00a9, 0x0218, 0x00ab, 0x0179, 0x00ad,
    0x017a, 0x017b, 0x00b0, 0x00b1, 0x010c, 0x0142, 0x017d, 0x201d, 0x00b6, 0x00b7, 0x017e, 0x010d, 0x0219, 0x00bb,
    0x0152, 0x0153, 0x0178, 0x017c, 0x00c0, 0x00c1, 0x00c2, 0x0102, 0x00c4, 0x0106, 0x00c6, 0x00c7, 0x00c8, 0x00c9,
    0x00ca, 0x00cb, 0x00cc, 0x00cd, 0x00ce, 0x00cf, 0x0110, 0x0143, 0x00d2, 0x00d3, 0x00d4, 0x0150, 0x00d6, 0x015a,
    0x0170, 0x00d9, 0x00da, 0x00db, 0x00dc, 0x0118, 0x021a, 0x00df, 0x00e0, 0x00e1, 0x00e2, 0x0103, 0x00e4, 0x0107,
    0x00e6, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb, 0x00ec, 0x00ed, 0x00ee, 0x00ef, 0x0111, 0x0144, 0x00f2, 0x00f3,
    0x00f4, 0x0151, 0x00f6, 0x015b, 0x0171, 0x00f9, 0x00fa, 0x00fb, 0x00fc, 0x0119, 0x021b, 0x00ff,
};

/// The encodings whose bytes each mean one character, under ICU's names.
constexpr std::pair<const char *, const char *> singleByte[] = {
    {"IBM866", "IBM866"},
    {"ISO-8859-2", "ISO-8859-2"},
    {"ISO-8859-3", "ISO-8859-3"},
    {"ISO-8859-4", "ISO-8859-4"},
    {"ISO-8859-5", "ISO-8859-5"},
    {"ISO-8859-6", "ISO-8859-6"},
    {"ISO-8859-7", "ISO-8859-7"},
    {"ISO-8859-8", "ISO-8859-8"},
    {"ISO-8859-8-I", "ISO-8859-8"},
    {"ISO-8859-10", "iso-8859_10-1998"},
    {"ISO-8859-13", "ISO-8859-13"},
    {"ISO-8859-14", "iso-8859_14-1998"},
    {"ISO-8859-15", "ISO-8859-15"},
    {"KOI8-R", "KOI8-R"},
    {"KOI8-U", "KOI8-U"},
    {"macintosh", "macintosh"},
    {"windows-874", "windows-874"},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
};

/// The others, under ICU's names.
constexpr std::pair<const char *, const char *> multiByte[] = {
    {"GBK", "gb18030"},        {"gb18030", "gb18030"},         {"Big5", "Big5-HKSCS"},
    {"EUC-JP", "EUC-JP"},      {"ISO-2022-JP", "ISO-2022-JP"}, {"Shift_JIS", "ibm-943_P15A-2003"},
    {"EUC-KR", "windows-949"},
};

/// Characters of Big5 that ICU still puts into the private use area, and what the standard's index has.
constexpr std::pair<char16_t, const char16_t *> big5Private[] = {
    {0xf303, u"\u31c0"},       {0xf304, u"\u31c1"},       {0xf305, u"\u31c2"},       {0xf306, u"\u31c3"},
    {0xf307, u"\u31c4"},       {0xf309, u"\u31c5"},       {0xf30c, u"\u31c6"},       {0xf30d, u"\u31c7"},
    {0xf310, u"\u31c8"},       {0xf312, u"\u31c9"},       {0xf313, u"\u31ca"},       {0xf314, u"\u31cb"},
    {0xf315, u"\u31cc"},       {0xf317, u"\u31cd"},       {0xf318, u"\u31ce"},       {0xf325, u"\u00ca\u0304"},
    {0xf327, u"\u00ca\u030c"}, {0xf344, u"\u00ea\u0304"}, {0xf346, u"\u00ea\u030c"}, {0xf34a, u"\u23da"},
    {0xf34b, u"\u23db"},       {0xf57a, u"\u9fa6"},       {0xf5a4, u"\u9fa7"},       {0xf5ab, u"\u9fa8"},
    {0xf5cc, u"\u9fa9"},       {0xf5ce, u"\u9faa"},       {0xf5d0, u"\u9fab"},       {0xf5d5, u"\u9fac"},
    {0xf5ec, u"\u9fad"},       {0xf5ed, u"\u9fae"},       {0xf5ef, u"\u9faf"},       {0xf602, u"\u9fb2"},
    {0xf61c, u"\u9fb3"},       {0xf7e5, u"\u31cf"},       {0xf7eb, u"\u9fb0"},       {0xf7ed, u"\u9fb1"},
};

template <std::size_t N>
const char *icuName(const std::pair<const char *, const char *> (&names)[N], const QByteArray &encoding)
{
    const auto *found =
        std::find_if(std::begin(names), std::end(names), [&](const auto &entry) { return encoding == entry.first; });
    return found == std::end(names) ? nullptr : found->second;
}

/// Where ICU's table differs from the standard's index.
void correct(HighHalf &half, const QByteArray &encoding)
{
    for (char16_t &unit : half) {
        const bool isPrivate = unit >= 0xe000 && unit <= 0xf8ff;
        unit = isPrivate || unit == 0x1a ? replacementCharacter : unit;
    }
    if (encoding == "KOI8-U") {
        half[0xae - 0x80] = 0x045e;
        half[0xbe - 0x80] = 0x040e;
    } else if (encoding == "windows-1253") {
        half[0xaa - 0x80] = replacementCharacter;
    } else if (encoding == "windows-1255") {
        half[0xca - 0x80] = 0x05ba;
    }
}

HighHalf icuHighHalf(const char *name, const QByteArray &encoding)
{
    HighHalf half;
    half.fill(replacementCharacter);
    QStringDecoder decoder(name);
    for (std::size_t i = 0; i < half.size() && decoder.isValid(); ++i) {
        const char byte = char(0x80 + i);
        const QString decoded = decoder.decode(QByteArrayView(&byte, 1));
        half[i] = decoded.size() == 1 ? decoded.front().unicode() : replacementCharacter;
        decoder.resetState();
    }
    correct(half, encoding);
    return half;
}

HighHalf ownHighHalf(const QByteArray &encoding)
{
    HighHalf half;
    for (std::size_t i = 0; i < half.size(); ++i)
        half[i] = char16_t(0x80 + i);
    if (encoding == "windows-1252")
        std::copy(std::begin(windows1252), std::end(windows1252), half.begin());
    else if (encoding == "ISO-8859-16")
        std::copy(std::begin(iso8859Part16), std::end(iso8859Part16), half.begin() + 32);
    else if (encoding == "x-user-defined")
        std::transform(half.begin(), half.end(), half.begin(), [](char16_t unit) { return char16_t(unit + 0xf700); });
    return half;
}

QByteArray decodeSingleByte(QByteArrayView bytes, const HighHalf &half)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 8);
    const char *at = bytes.begin();
    while (at < bytes.end()) {
        const char *ascii = std::find_if(at, bytes.end(), [](char c) { return (c & '\x80') != 0; });
        out.append(at, ascii - at);
        for (at = ascii; at < bytes.end() && (*at & '\x80') != 0; ++at)
            appendUtf8(out, half[std::uint8_t(*at) - 0x80U]);
    }
    return out;
}

QString withoutPrivateUse(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c.unicode() < 0xe000 || c.unicode() > 0xf8ff) {
            out += c;
            continue;
        }
        const auto *found = std::find_if(std::begin(big5Private), std::end(big5Private),
                                         [c](const auto &entry) { return entry.first == c.unicode(); });
        out += found == std::end(big5Private) ? QStringView(&c, 1) : QStringView(found->second);
    }
    return out;
}

/// A line feed behind the text makes the decoder give up waiting for the rest of a cut character.
QByteArray decodeWithIcu(QByteArrayView bytes, const char *name)
{
    QStringDecoder decoder(name);
    if (!decoder.isValid())
        return repairedUtf8(bytes);
    QString text = decoder.decode(bytes);
    const QString tail = decoder.decode(QByteArrayView("\n"));
    text += tail.endsWith(u'\n') ? tail.chopped(1) : tail;
    if (!bytes.contains('\x1a')) // what ICU puts for some errors
        text.replace(QChar(0x1a), QChar(replacementCharacter));
    if (qstrcmp(name, "Big5-HKSCS") == 0)
        text = withoutPrivateUse(text);
    return text.toUtf8();
}

} // namespace

QByteArray decodeLegacy(QByteArrayView bytes, const QByteArray &encoding)
{
    if (encoding == "replacement")
        return bytes.isEmpty() ? QByteArray() : QByteArray("\xef\xbf\xbd");
    if (const char *name = icuName(singleByte, encoding))
        return decodeSingleByte(bytes, icuHighHalf(name, encoding));
    if (const char *name = icuName(multiByte, encoding))
        return decodeWithIcu(bytes, name);
    return decodeSingleByte(bytes, ownHighHalf(encoding));
}

QByteArray decodeUtf16(QByteArrayView bytes, bool isBigEndian)
{
    QByteArray out;
    out.reserve(bytes.size());
    const auto unitAt = [&](qsizetype i) {
        const auto first = std::uint8_t(bytes[i]);
        const auto second = std::uint8_t(bytes[i + 1]);
        return isBigEndian ? char32_t(first << 8 | second) : char32_t(second << 8 | first);
    };
    qsizetype i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        const char32_t unit = unitAt(i);
        const char32_t following = i + 3 < bytes.size() ? unitAt(i + 2) : 0;
        if ((unit & 0xfc00) == 0xd800 && (following & 0xfc00) == 0xdc00) {
            appendUtf8(out, 0x10000 + ((unit & 0x3ff) << 10) + (following & 0x3ff));
            i += 2;
        } else {
            appendUtf8(out, (unit & 0xf800) == 0xd800 ? char32_t(replacementCharacter) : unit);
        }
    }
    if (i < bytes.size())
        appendUtf8(out, replacementCharacter);
    return out;
}

} // namespace sluice::core
