// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/anplusb.h"

#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

int clamped(double number)
{
    return int(std::clamp(number, -1e9, 1e9));
}

bool isPlainInteger(const CssToken &token, bool hasSign)
{
    return token.type == CssTokenType::Number && token.isInteger && token.hasSign == hasSign;
}

void skipSpace(std::span<const CssToken> tokens, std::size_t &at)
{
    while (tokens[at].type == CssTokenType::WhiteSpace)
        ++at;
}

/// The B that follows "n-" as a token of its own.
std::optional<int> readUnsigned(std::span<const CssToken> tokens, std::size_t &at, int sign)
{
    skipSpace(tokens, at);
    if (!isPlainInteger(tokens[at], false))
        return {};
    return sign * clamped(tokens[at++].number);
}

/// What may follow "n": nothing, a signed number, or a sign and a number.
std::optional<int> readOffset(std::span<const CssToken> tokens, std::size_t &at)
{
    std::size_t ahead = at;
    skipSpace(tokens, ahead);
    if (isPlainInteger(tokens[ahead], true)) {
        at = ahead + 1;
        return clamped(tokens[ahead].number);
    }
    if (!tokens[ahead].isDelim(u'+') && !tokens[ahead].isDelim(u'-'))
        return 0;
    at = ahead + 1;
    return readUnsigned(tokens, at, tokens[ahead].isDelim(u'-') ? -1 : 1);
}

/// `rest` is what the token holds from the "n" on: "n", "n-" or "n-5", in lower case.
std::optional<int> readRest(const QByteArray &rest, std::span<const CssToken> tokens, std::size_t &at)
{
    if (rest == "n") {
        ++at;
        return readOffset(tokens, at);
    }
    if (rest == "n-") {
        ++at;
        return readUnsigned(tokens, at, -1);
    }
    const QByteArray digits = rest.mid(2);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!rest.startsWith("n-") || !std::all_of(digits.begin(), digits.end(), isDigit))
        return {};
    ++at;
    return -clamped(digits.toDouble());
}

} // namespace

std::optional<AnPlusB> readAnPlusB(std::span<const CssToken> tokens, std::size_t &at)
{
    const bool hasPlus = tokens[at].isDelim(u'+') && tokens[at + 1].type == CssTokenType::Ident;
    const CssToken &first = tokens[hasPlus ? ++at : at];
    const QByteArray text = first.text.toLower();
    if (first.type == CssTokenType::Number && first.isInteger) {
        ++at;
        return AnPlusB{0, clamped(first.number)};
    }
    if (first.type == CssTokenType::Ident && !hasPlus && (text == "odd" || text == "even")) {
        ++at;
        return AnPlusB{2, text == "odd" ? 1 : 0};
    }
    int step = 1;
    QByteArray rest = text;
    if (first.type == CssTokenType::Dimension && first.isInteger) {
        step = clamped(first.number);
    } else if (first.type != CssTokenType::Ident) {
        return {};
    } else if (text.startsWith('-') && !hasPlus) {
        step = -1;
        rest = text.mid(1);
    }
    const std::optional<int> offset = readRest(rest, tokens, at);
    return offset ? std::optional(AnPlusB{step, *offset}) : std::nullopt;
}

} // namespace sluice::core
