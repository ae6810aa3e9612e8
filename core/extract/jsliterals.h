// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <string_view>

namespace sluice::core {

/// Whether an identifier may begin with that byte of UTF-8; everything beyond ASCII may.
[[nodiscard]] constexpr bool startsJsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || std::uint8_t(c) >= 0x80;
}

[[nodiscard]] constexpr bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool isJsNamePart(char c)
{
    return startsJsName(c) || isAsciiDigit(c);
}

/// Value of a digit up to base 36; 99 for anything else.
[[nodiscard]] constexpr int digitValue(char c)
{
    if (isAsciiDigit(c))
        return c - '0';
    const int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// Bytes of the white space or line end of ECMAScript (12.2, 12.3) at `at`; 0 if there is none.
[[nodiscard]] std::size_t jsSpaceLength(std::string_view text, std::size_t at);
/// Where the text goes on after white space and comments.
[[nodiscard]] std::size_t skipJsSpace(std::string_view text, std::size_t at);

enum class JsLiteralFault : std::uint8_t {
    None,
    Unterminated, ///< the text, or for a quoted string the line, ends first
    BadEscape,    ///< \x, \u or \u{} without the digits it needs
    Substitution, ///< a template with ${}
    BadNumber,    ///< digits missing, or letters right after the number
};

struct JsLiteralRead
{
    std::size_t end = 0; ///< just after the literal; at a fault, where that is
    JsLiteralFault fault = JsLiteralFault::None;
};

/// Reads the string or template literal whose quote stands at `start` (ECMAScript 12.9.4 and 12.9.6, with Annex B's
/// octal escapes) and appends its value as UTF-8 to `out`. Halves of surrogate pairs become one character, lone ones
/// U+FFFD. `mayBreakLines` lets quoted strings run over line ends.
[[nodiscard]] JsLiteralRead readJsString(std::string_view text, std::size_t start, bool mayBreakLines, QByteArray &out);

/// Reads the numeric literal at `start` (no sign; ECMAScript 12.9.3 with Annex B's octals; separators and BigInt's n)
/// and appends it to `out` in the spelling of RFC 8259. Integers beyond 2^53, whose digits a double would lose, become
/// strings; what no double can hold becomes null, as Infinity does.
[[nodiscard]] JsLiteralRead readJsNumber(std::string_view text, std::size_t start, bool isNegative, QByteArray &out);

/// Appends UTF-8 text as a JSON string (RFC 8259, section 7).
void appendJsonString(QByteArray &out, std::string_view utf8);

} // namespace sluice::core
