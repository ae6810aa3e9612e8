// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/markupscanner.h"

#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

#include <algorithm>
#include <cstring>

namespace sluice::core {

namespace {

bool endsTagName(char c)
{
    return isHtmlSpace(c) || c == '/' || c == '>';
}

bool equalsIgnoringBothCases(std::string_view a, std::string_view b)
{
    const auto isSame = [](char x, char y) { return toAsciiLower(x) == toAsciiLower(y); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSame);
}

} // namespace

MarkupScanner::MarkupScanner(std::string_view source, bool isScripting)
    : m_at(source.data())
    , m_end(source.data() + source.size())
    , m_isScripting(isScripting)
{}

MarkupToken MarkupScanner::next(bool isForeign)
{
    m_isForeign = isForeign;
    if (m_at == m_end)
        return {};
    if (!m_rawTextName.empty())
        return scanRawText();
    if (*m_at != '<' || m_end - m_at < 2)
        return scanText();
    const char after = m_at[1];
    if (isAsciiLetter(after))
        return scanTag(MarkupKind::StartTag, m_at + 1);
    if (after == '/' && m_end - m_at > 2 && isAsciiLetter(m_at[2]))
        return scanTag(MarkupKind::EndTag, m_at + 2);
    if (after == '!' || after == '?' || (after == '/' && m_end - m_at > 2))
        return scanComment();
    return scanText();
}

const char *MarkupScanner::find(char c, const char *from) const
{
    const void *found = from < m_end ? std::memchr(from, c, std::size_t(m_end - from)) : nullptr;
    return found ? static_cast<const char *>(found) : m_end;
}

MarkupToken MarkupScanner::take(MarkupKind kind, const char *end)
{
    MarkupToken token;
    token.kind = kind;
    token.whole = std::string_view(m_at, std::size_t(end - m_at));
    m_at = end;
    return token;
}

/// Up to the next '<' that begins markup.
MarkupToken MarkupScanner::scanText()
{
    const char *end = find('<', m_at + 1);
    while (m_end - end > 1 && !isAsciiLetter(end[1]) && end[1] != '/' && end[1] != '!' && end[1] != '?')
        end = find('<', end + 1);
    return take(MarkupKind::Text, end);
}

MarkupToken MarkupScanner::scanRawText()
{
    const char *end = m_rawTextTag == GUMBO_TAG_SCRIPT ? endOfScript() : endOfRawText();
    m_rawTextName = {};
    if (end == m_at)
        return next(m_isForeign);
    return take(MarkupKind::Text, end);
}

bool MarkupScanner::isTagAt(const char *at, std::string_view name) const
{
    const std::size_t left = std::size_t(m_end - at);
    return left > name.size() && equalsIgnoringBothCases({at, name.size()}, name) && endsTagName(at[name.size()]);
}

const char *MarkupScanner::endOfRawText() const
{
    if (m_rawTextTag == GUMBO_TAG_PLAINTEXT)
        return m_end;
    for (const char *at = find('<', m_at); at < m_end; at = find('<', at + 1)) {
        if (m_end - at > 2 && at[1] == '/' && isTagAt(at + 2, m_rawTextName))
            return at;
    }
    return m_end;
}

/// Script data (13.2.5.15 and after): inside "<!--" a nested <script> hides its own end tag.
const char *MarkupScanner::endOfScript() const
{
    bool isEscaped = false;
    bool isDoublyEscaped = false;
    for (const char *at = m_at; at < m_end; ++at) {
        const std::size_t left = std::size_t(m_end - at);
        if (isEscaped && *at == '-' && left > 2 && at[1] == '-' && at[2] == '>')
            isEscaped = isDoublyEscaped = false;
        if (*at != '<') {
            at = isEscaped ? at : find('<', at) - 1;
            continue;
        }
        if (left > 3 && at[1] == '!' && at[2] == '-' && at[3] == '-') {
            isEscaped = true;
            at += 1;
        } else if (isEscaped && !isDoublyEscaped && isTagAt(at + 1, "script")) {
            isDoublyEscaped = true;
        } else if (left > 2 && at[1] == '/' && isTagAt(at + 2, "script")) {
            if (!isDoublyEscaped)
                return at;
            isDoublyEscaped = false;
        }
    }
    return m_end;
}

MarkupToken MarkupScanner::scanComment()
{
    const std::string_view rest(m_at, std::size_t(m_end - m_at));
    if (m_isForeign && rest.starts_with("<![CDATA["))
        return scanTo("]]>", m_at + 9);
    if (!rest.starts_with("<!--"))
        return scanTo(">", m_at + 2);
    if (rest.starts_with("<!-->"))
        return take(MarkupKind::Other, m_at + 5);
    if (rest.starts_with("<!--->"))
        return take(MarkupKind::Other, m_at + 6);
    for (const char *at = find('-', m_at + 4); at < m_end; at = find('-', at + 1)) {
        const std::string_view tail(at, std::size_t(m_end - at));
        if (tail.starts_with("-->"))
            return take(MarkupKind::Other, at + 3);
        if (tail.starts_with("--!>"))
            return take(MarkupKind::Other, at + 4);
    }
    return take(MarkupKind::Other, m_end);
}

MarkupToken MarkupScanner::scanTo(std::string_view terminator, const char *from)
{
    const std::string_view rest(from, std::size_t(m_end - from));
    const std::size_t found = rest.find(terminator);
    return take(MarkupKind::Other, found == std::string_view::npos ? m_end : from + found + terminator.size());
}

MarkupToken MarkupScanner::scanTag(MarkupKind kind, const char *name)
{
    MarkupToken token;
    token.kind = kind;
    const char *end = name;
    while (end < m_end && !endsTagName(*end))
        ++end;
    token.name = std::string_view(name, std::size_t(end - name));
    token.tag = gumbo_tagn_enum(token.name.data(), unsigned(token.name.size()));
    scanAttributes(token, end);
    if (kind == MarkupKind::StartTag && !m_isForeign && !token.isUnfinished) {
        const bool isNoscript = m_isScripting && token.tag == GUMBO_TAG_NOSCRIPT;
        if (isNoscript || (tagTraits(token.tag) & TagTrait::RawText) != 0) {
            m_rawTextName = token.name;
            m_rawTextTag = token.tag;
        }
    }
    return token;
}

void MarkupScanner::scanAttributes(MarkupToken &token, const char *from)
{
    const char *at = from;
    while (at < m_end && *at != '>') {
        if (isHtmlSpace(*at) || *at == '/') {
            ++at;
            continue;
        }
        if (++token.attributeCount == attributeCap + 1)
            token.cutAttributes = at;
        ++at; // a name may begin with '='
        while (at < m_end && !endsTagName(*at) && *at != '=')
            ++at;
        while (at < m_end && isHtmlSpace(*at))
            ++at;
        if (at < m_end && *at == '=')
            at = scanAttributeValue(at + 1);
    }
    token.isUnfinished = at == m_end;
    token.isSelfClosing = at < m_end && at > from && at[-1] == '/';
    token.whole = std::string_view(m_at, std::size_t((at < m_end ? at + 1 : m_end) - m_at));
    m_at = token.whole.data() + token.whole.size();
}

/// Behind the value that follows '='.
const char *MarkupScanner::scanAttributeValue(const char *at) const
{
    while (at < m_end && isHtmlSpace(*at))
        ++at;
    if (at < m_end && (*at == '"' || *at == '\'')) {
        const char *quote = find(*at, at + 1);
        return quote < m_end ? quote + 1 : m_end;
    }
    while (at < m_end && !isHtmlSpace(*at) && *at != '>')
        ++at;
    return at;
}

} // namespace sluice::core
