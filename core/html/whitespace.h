// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string_view>

namespace sluice::core {

[[nodiscard]] inline std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

/// ASCII white space by the Infra Standard: tab, LF, FF, CR and space.
[[nodiscard]] constexpr bool isHtmlSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/// `text` without ASCII white space at both ends.
[[nodiscard]] constexpr std::string_view trimHtmlSpace(std::string_view text)
{
    while (!text.empty() && isHtmlSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isHtmlSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// UTF-8 text with every run of white space (ASCII's and the no-break space U+00A0) as one space, and none at the ends.
[[nodiscard]] QByteArray foldWhiteSpace(std::string_view text);

[[nodiscard]] constexpr char toAsciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

[[nodiscard]] constexpr bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether `text` is `lower` (given in lower case) but for the case of ASCII letters.
[[nodiscard]] constexpr bool equalsIgnoringCase(std::string_view text, std::string_view lower)
{
    if (text.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (toAsciiLower(text[i]) != lower[i])
            return false;
    }
    return true;
}

} // namespace sluice::core
