// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>

namespace sluice::core {

/// The tokens of CSS Syntax Level 3, section 4. Comments make none.
enum class CssTokenType : std::uint8_t {
    Ident,
    Function, ///< a name and its '('
    AtKeyword,
    Hash,
    String,
    BadString, ///< cut off by a line end
    Url,
    BadUrl,
    Number,
    Percentage,
    Dimension,
    WhiteSpace,
    Colon,
    Comma,
    OpenSquare,
    CloseSquare,
    OpenRound,
    CloseRound,
    OpenCurly,
    CloseCurly,
    Delim, ///< any other character, and what makes <!-- and -->
    End,
};

struct CssToken
{
    CssTokenType type = CssTokenType::End;
    bool isId = false;      ///< Hash: an identifier follows the '#'
    bool isInteger = false; ///< Number, Dimension: neither fraction nor exponent
    bool hasSign = false;   ///< Number, Dimension: starts with '+' or '-'
    char16_t delim = 0;     ///< Delim
    double number = 0;
    qsizetype start = 0; ///< in UTF-16 units of the source
    qsizetype end = 0;
    QByteArray text; ///< UTF-8, escapes resolved: name, string, hash without '#', unit

    [[nodiscard]] bool isDelim(char16_t c) const { return type == CssTokenType::Delim && delim == c; }
};

} // namespace sluice::core
