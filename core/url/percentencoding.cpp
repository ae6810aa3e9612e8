// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/percentencoding.h"

#include <array>
#include <string_view>

namespace sluice::core {

namespace {

constexpr std::array<quint8, 256> makeSets()
{
    std::array<quint8, 256> sets{};
    constexpr auto path = static_cast<quint8>(EncodeSet::Path);
    constexpr auto query = static_cast<quint8>(EncodeSet::Query);
    constexpr auto userInfo = static_cast<quint8>(EncodeSet::UserInfo);
    const auto add = [&sets](std::string_view characters, int flags) {
        for (const char c : characters)
            sets[static_cast<uchar>(c)] |= static_cast<quint8>(flags);
    };
    for (int byte = 0; byte < 256; ++byte) {
        if (byte <= 0x20 || byte > 0x7E)
            sets[static_cast<size_t>(byte)] = path | query | userInfo;
    }
    add("\"#<>", path | query | userInfo);
    add("'", query);
    add("?^`{}", path | userInfo);
    add("/:;=@[\\]|", userInfo);
    return sets;
}

constexpr std::array<quint8, 256> encodeSets = makeSets();

} // namespace

void appendEncoded(UrlBuffer &out, QByteArrayView bytes, EncodeSet set)
{
    constexpr char digits[] = "0123456789ABCDEF";
    const auto flag = static_cast<quint8>(set);
    const char *runStart = bytes.begin();
    for (const char *at = runStart; at != bytes.end(); ++at) {
        const auto byte = static_cast<uchar>(*at);
        if (!(encodeSets[byte] & flag))
            continue;
        out.append(runStart, at - runStart);
        const char escape[] = {'%', digits[byte >> 4], digits[byte & 0xF]};
        out.append(escape, 3);
        runStart = at + 1;
    }
    out.append(runStart, bytes.end() - runStart);
}

QByteArray percentDecoded(QByteArrayView bytes)
{
    QByteArray decoded;
    decoded.reserve(bytes.size());
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (isEscape(bytes, at)) {
            decoded.append(static_cast<char>(hexValue(bytes[at + 1]) * 16 + hexValue(bytes[at + 2])));
            at += 2;
        } else {
            decoded.append(bytes[at]);
        }
    }
    return decoded;
}

} // namespace sluice::core
