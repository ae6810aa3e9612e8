// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jsliterals.h"

#include "core/html/utf8.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr char32_t replacement = 0xfffd;

/// U+2028 and U+2029.
bool isSeparatorAt(std::string_view text, std::size_t at)
{
    return text.substr(at, 3) == "\xe2\x80\xa8" || text.substr(at, 3) == "\xe2\x80\xa9";
}

class StringReader final
{
public:
    StringReader(std::string_view text, std::size_t start, bool mayBreakLines, QByteArray &out)
        : m_text(text)
        , m_at(start + 1)
        , m_quote(text[start])
        , m_mayBreakLines(mayBreakLines || m_quote == '`')
        , m_out(out)
    {}

    [[nodiscard]] JsLiteralRead read()
    {
        while (m_fault == JsLiteralFault::None) {
            copyPlain();
            if (m_at >= m_text.size())
                return {m_at, JsLiteralFault::Unterminated};
            const char c = m_text[m_at];
            if (c == m_quote) {
                flushHigh();
                return {m_at + 1, JsLiteralFault::None};
            }
            readSpecial(c);
        }
        return {m_at, m_fault};
    }

private:
    /// Everything up to what needs a look, at once.
    void copyPlain()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && !isSpecial(m_text[m_at]))
            ++m_at;
        if (m_at == start)
            return;
        flushHigh();
        m_out.append(m_text.data() + start, qsizetype(m_at - start));
    }

    [[nodiscard]] bool isSpecial(char c) const
    {
        return c == m_quote || c == '\\' || c == '\n' || c == '\r' || (c == '$' && m_quote == '`');
    }

    void readSpecial(char c)
    {
        if (c == '\\') {
            readEscape();
        } else if (c == '$' && m_text.substr(m_at, 2) == "${") {
            m_fault = JsLiteralFault::Substitution;
        } else if (c != '$' && !m_mayBreakLines) {
            m_fault = JsLiteralFault::Unterminated;
        } else {
            flushHigh();
            m_out.append(c);
            ++m_at;
        }
    }

    void readEscape()
    {
        const std::size_t backslash = m_at++;
        if (m_at >= m_text.size())
            return;
        const char c = m_text[m_at];
        if (c == '\n' || c == '\r' || isSeparatorAt(m_text, m_at))
            skipLineEnd(c);
        else if (c == 'u' || c == 'x')
            readHexEscape(backslash);
        else if (c >= '0' && c <= '7')
            readOctalEscape();
        else
            readLetterEscape(c);
    }

    void skipLineEnd(char c)
    {
        if (c == '\r' && m_text.substr(m_at, 2) == "\r\n")
            m_at += 2;
        else
            m_at += c == '\n' || c == '\r' ? 1 : 3;
    }

    void readLetterEscape(char c)
    {
        static constexpr std::string_view letters = "bfnrtv";
        static constexpr std::string_view values = "\b\f\n\r\t\v";
        const std::size_t index = letters.find(c);
        flushHigh();
        m_out.append(index == std::string_view::npos ? c : values[index]);
        ++m_at;
    }

    /// \xHH, \uHHHH and \u{H…}.
    void readHexEscape(std::size_t backslash)
    {
        const bool isBraced = m_text.substr(m_at, 2) == "u{";
        const std::size_t length = m_text[m_at] == 'x' ? 2 : 4;
        std::size_t at = m_at + (isBraced ? 2 : 1);
        const std::size_t first = at;
        char32_t value = 0;
        while (at < m_text.size() && digitValue(m_text[at]) < 16 && (isBraced || at - first < length)) {
            value = std::min<char32_t>(value * 16 + char32_t(digitValue(m_text[at])), 0x110000);
            ++at;
        }
        const bool isWhole = isBraced ? at > first && at < m_text.size() && m_text[at] == '}' : at - first == length;
        if (!isWhole || value > 0x10ffff) {
            m_at = backslash;
            m_fault = JsLiteralFault::BadEscape;
            return;
        }
        m_at = at + (isBraced ? 1 : 0);
        append(value);
    }

    void readOctalEscape()
    {
        const std::size_t most = m_text[m_at] <= '3' ? 3 : 2;
        char32_t value = 0;
        for (std::size_t i = 0; i < most && m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '7'; ++i)
            value = value * 8 + char32_t(m_text[m_at++] - '0');
        append(value);
    }

    void append(char32_t value)
    {
        const bool isLow = value >= 0xdc00 && value <= 0xdfff;
        if (isLow && m_high != 0) {
            appendUtf8(m_out, 0x10000 + ((m_high - 0xd800) << 10) + (value - 0xdc00));
            m_high = 0;
            return;
        }
        flushHigh();
        if (value >= 0xd800 && value <= 0xdbff)
            m_high = value;
        else
            appendUtf8(m_out, isLow ? replacement : value);
    }

    /// A high surrogate that no low one follows.
    void flushHigh()
    {
        if (m_high != 0)
            appendUtf8(m_out, replacement);
        m_high = 0;
    }

    std::string_view m_text;
    std::size_t m_at;
    char m_quote;
    bool m_mayBreakLines;
    QByteArray &m_out;
    char32_t m_high = 0;
    JsLiteralFault m_fault = JsLiteralFault::None;
};

} // namespace

std::size_t jsSpaceLength(std::string_view text, std::size_t at)
{
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (std::uint8_t(c) < 0x80)
        return 0;
    if (text.substr(at, 2) == "\xc2\xa0")
        return 2;
    return isSeparatorAt(text, at) || text.substr(at, 3) == "\xef\xbb\xbf" || text.substr(at, 3) == "\xe3\x80\x80" ? 3
                                                                                                                   : 0;
}

std::size_t skipJsSpace(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        const std::size_t space = jsSpaceLength(text, at);
        if (space > 0) {
            at += space;
        } else if (text.substr(at, 2) == "//") {
            at = std::min(text.find_first_of("\n\r", at), text.size());
        } else if (text.substr(at, 2) == "/*") {
            const std::size_t end = text.find("*/", at + 2);
            at = end == std::string_view::npos ? text.size() : end + 2;
        } else {
            break;
        }
    }
    return at;
}

JsLiteralRead readJsString(std::string_view text, std::size_t start, bool mayBreakLines, QByteArray &out)
{
    return StringReader(text, start, mayBreakLines, out).read();
}

void appendJsonString(QByteArray &out, std::string_view utf8)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    out.append('"');
    std::size_t from = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        if (c != '"' && c != '\\' && std::uint8_t(c) >= 0x20)
            continue;
        out.append(utf8.data() + from, qsizetype(i - from));
        from = i + 1;
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (c == '\n')
            out.append("\\n");
        else
            out.append("\\u00").append(hex[std::uint8_t(c) >> 4U]).append(hex[std::uint8_t(c) & 15U]);
    }
    out.append(utf8.data() + from, qsizetype(utf8.size() - from)).append('"');
}

} // namespace sluice::core
