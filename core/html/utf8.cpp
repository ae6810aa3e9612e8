// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/utf8.h"

#include <cstdint>
#include <cstring>

namespace sluice::core {

namespace {

/// One step of decoding: how many bytes it took and whether they are a character.
struct Step
{
    int length = 1;
    bool isValid = false;
};

const char *skipAscii(const char *at, const char *end)
{
    constexpr std::uint64_t highBits = 0x8080808080808080U;
    while (end - at >= 32) {
        std::uint64_t words[4];
        std::memcpy(words, at, sizeof(words));
        if (((words[0] | words[1] | words[2] | words[3]) & highBits) != 0)
            break;
        at += 32;
    }
    while (at < end && (*at & '\x80') == 0)
        ++at;
    return at;
}

bool isContinuation(const char *at, const char *end)
{
    return at < end && (std::uint8_t(*at) & 0xc0U) == 0x80U;
}

/// Reads the sequence at `at`, whose first byte is not ASCII.
Step stepOver(const char *at, const char *end)
{
    const auto lead = std::uint8_t(*at);
    if (lead < 0xc2 || lead > 0xf4)
        return {};
    const int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint8_t lowest = 0x80;
    std::uint8_t highest = 0xbf;
    if (lead == 0xe0)
        lowest = 0xa0;
    else if (lead == 0xed)
        highest = 0x9f;
    else if (lead == 0xf0)
        lowest = 0x90;
    else if (lead == 0xf4)
        highest = 0x8f;
    if (at + 1 >= end || std::uint8_t(at[1]) < lowest || std::uint8_t(at[1]) > highest)
        return {};
    for (int i = 2; i < length; ++i) {
        if (!isContinuation(at + i, end))
            return {i, false};
    }
    return {length, true};
}

} // namespace

bool isValidUtf8(QByteArrayView bytes)
{
    const char *const end = bytes.end();
    for (const char *at = skipAscii(bytes.begin(), end); at < end; at = skipAscii(at, end)) {
        const Step step = stepOver(at, end);
        if (!step.isValid)
            return false;
        at += step.length;
    }
    return true;
}

QByteArray repairedUtf8(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 8);
    const char *const end = bytes.end();
    const char *at = bytes.begin();
    while (at < end) {
        const char *ascii = skipAscii(at, end);
        out.append(at, ascii - at);
        at = ascii;
        if (at == end)
            break;
        const Step step = stepOver(at, end);
        if (step.isValid)
            out.append(at, step.length);
        else
            out.append("\xef\xbf\xbd");
        at += step.length;
    }
    return out;
}

void appendUtf8(QByteArray &out, char32_t codePoint)
{
    if (codePoint < 0x80) {
        out += char(codePoint);
    } else if (codePoint < 0x800) {
        out += char(0xc0U | (codePoint >> 6));
        out += char(0x80U | (codePoint & 0x3fU));
    } else if (codePoint < 0x10000) {
        out += char(0xe0U | (codePoint >> 12));
        out += char(0x80U | ((codePoint >> 6) & 0x3fU));
        out += char(0x80U | (codePoint & 0x3fU));
    } else {
        out += char(0xf0U | (codePoint >> 18));
        out += char(0x80U | ((codePoint >> 12) & 0x3fU));
        out += char(0x80U | ((codePoint >> 6) & 0x3fU));
        out += char(0x80U | (codePoint & 0x3fU));
    }
}

} // namespace sluice::core
