// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/csstokenizer.h"

#include "core/html/utf8.h"
#include "core/html/whitespace.h"

namespace sluice::core {

namespace {

constexpr char16_t replacement = 0xfffd;

bool isNewline(char16_t c)
{
    return c == u'\n' || c == u'\r' || c == u'\f';
}

bool isSpace(char16_t c)
{
    return c == u' ' || c == u'\t' || isNewline(c);
}

bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}

int hexValue(char16_t c)
{
    const int lower = c | 0x20;
    const int letter = lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
    return isDigit(c) ? c - u'0' : letter;
}

bool startsName(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c >= 0x80;
}

CssTokenType typeOfSign(char16_t c)
{
    switch (c) {
    case u':':
        return CssTokenType::Colon;
    case u',':
        return CssTokenType::Comma;
    case u'[':
        return CssTokenType::OpenSquare;
    case u']':
        return CssTokenType::CloseSquare;
    case u'(':
        return CssTokenType::OpenRound;
    case u')':
        return CssTokenType::CloseRound;
    case u'{':
        return CssTokenType::OpenCurly;
    case u'}':
        return CssTokenType::CloseCurly;
    default:
        return CssTokenType::Delim;
    }
}

} // namespace

std::vector<CssToken> CssTokenizer::run()
{
    std::vector<CssToken> tokens;
    do {
        tokens.push_back(next());
    } while (tokens.back().type != CssTokenType::End);
    return tokens;
}

CssToken CssTokenizer::next()
{
    skipComments();
    CssToken token;
    token.start = m_at;
    const char16_t c = peek();
    if (isAtEnd()) {
        token.type = CssTokenType::End;
    } else if (isSpace(c)) {
        token.type = CssTokenType::WhiteSpace;
        skipSpaces();
    } else if (c == u'"' || c == u'\'') {
        readString(token);
    } else if (c == u'#' && has(1) && (isNameStartAt(1) || isDigit(peek(1)) || peek(1) == u'-')) {
        readHash(token);
    } else if (isNumberAt()) {
        readNumeric(token);
    } else if (isIdentifierAt(0) && !m_text.sliced(m_at).startsWith(QStringView(u"-->"))) {
        readIdentLike(token);
    } else {
        readDelim(token);
    }
    token.end = m_at;
    return token;
}

void CssTokenizer::readHash(CssToken &token)
{
    ++m_at;
    token.type = CssTokenType::Hash;
    token.isId = isIdentifierAt(0);
    token.text = readName();
}

void CssTokenizer::readString(CssToken &token)
{
    const char16_t quote = m_text[m_at++].unicode();
    token.type = CssTokenType::String;
    while (!isAtEnd() && peek() != quote) {
        if (isNewline(peek())) {
            token.type = CssTokenType::BadString;
            return;
        }
        if (peek() != u'\\') {
            readCharacter(token.text);
        } else if (isEscapeAt(0) && has(1)) {
            readEscape(token.text);
        } else { // a line end that does not count, or the end of the text
            m_at += peek(1) == u'\r' && peek(2) == u'\n' ? 3 : 2;
        }
    }
    m_at = std::min(m_at + 1, m_text.size());
}

void CssTokenizer::readNumeric(CssToken &token)
{
    token.type = CssTokenType::Number;
    token.isInteger = true;
    token.hasSign = !isDigit(peek()) && peek() != u'.';
    if (token.hasSign)
        ++m_at;
    skipDigits();
    if (peek() == u'.' && isDigit(peek(1))) {
        token.isInteger = false;
        ++m_at;
        skipDigits();
    }
    const qsizetype signLength = peek(1) == u'+' || peek(1) == u'-' ? 1 : 0;
    if ((peek() == u'e' || peek() == u'E') && isDigit(peek(1 + signLength))) {
        token.isInteger = false;
        m_at += 1 + signLength;
        skipDigits();
    }
    token.number = m_text.sliced(token.start, m_at - token.start).toDouble();
    if (isIdentifierAt(0)) {
        token.type = CssTokenType::Dimension;
        token.text = readName();
    } else if (peek() == u'%') {
        token.type = CssTokenType::Percentage;
        ++m_at;
    }
}

void CssTokenizer::readIdentLike(CssToken &token)
{
    token.type = CssTokenType::Ident;
    token.text = readName();
    if (peek() != u'(')
        return;
    ++m_at;
    token.type = CssTokenType::Function;
    if (!equalsIgnoringCase(viewOf(token.text), "url"))
        return;
    qsizetype ahead = 0;
    while (isSpace(peek(ahead)))
        ++ahead;
    if (peek(ahead) != u'"' && peek(ahead) != u'\'')
        readUrl(token);
}

/// No selector has one, so that it is enough to know where it ends.
void CssTokenizer::readUrl(CssToken &token)
{
    token.type = CssTokenType::Url;
    while (!isAtEnd() && peek() != u')') {
        if (peek() == u'"' || peek() == u'\'' || peek() == u'(')
            token.type = CssTokenType::BadUrl;
        if (isEscapeAt(0))
            readEscape(token.text);
        else
            ++m_at;
    }
    m_at = std::min(m_at + 1, m_text.size());
}

void CssTokenizer::readDelim(CssToken &token)
{
    token.delim = peek();
    token.type = typeOfSign(token.delim);
    if (token.delim == u'@' && has(1) && isIdentifierAt(1)) {
        ++m_at;
        token.type = CssTokenType::AtKeyword;
        token.text = readName();
        return;
    }
    ++m_at;
}

void CssTokenizer::skipComments()
{
    while (peek() == u'/' && peek(1) == u'*') {
        const qsizetype end = m_text.indexOf(QStringView(u"*/"), m_at + 2);
        m_at = end < 0 ? m_text.size() : end + 2;
    }
}

void CssTokenizer::skipSpaces()
{
    while (!isAtEnd() && isSpace(peek()))
        ++m_at;
}

void CssTokenizer::skipDigits()
{
    while (isDigit(peek()))
        ++m_at;
}

/// "Consume an ident sequence" (4.3.12).
QByteArray CssTokenizer::readName()
{
    QByteArray name;
    while (!isAtEnd()) {
        if (isEscapeAt(0))
            readEscape(name);
        else if (isNameStartAt(0) || isDigit(peek()) || peek() == u'-')
            readCharacter(name);
        else
            break;
    }
    return name;
}

/// One code point as it stands; NUL and lone surrogates count as U+FFFD (3.3 "Preprocessing").
void CssTokenizer::readCharacter(QByteArray &out)
{
    const char16_t c = m_text[m_at++].unicode();
    if (QChar::isHighSurrogate(c) && !isAtEnd() && m_text[m_at].isLowSurrogate())
        appendUtf8(out, QChar::surrogateToUcs4(c, m_text[m_at++].unicode()));
    else
        appendUtf8(out, c == 0 || QChar::isSurrogate(c) ? replacement : c);
}

/// "Consume an escaped code point" (4.3.7).
void CssTokenizer::readEscape(QByteArray &out)
{
    ++m_at; // the backslash
    if (isAtEnd()) {
        appendUtf8(out, replacement);
        return;
    }
    char32_t value = 0;
    int digits = 0;
    for (; digits < 6 && hexValue(peek()) >= 0; ++digits, ++m_at)
        value = value * 16 + char32_t(hexValue(peek()));
    if (digits == 0) {
        readCharacter(out);
        return;
    }
    if (isSpace(peek()))
        m_at += peek() == u'\r' && peek(1) == u'\n' ? 2 : 1;
    appendUtf8(out, value == 0 || value > 0x10ffff || QChar::isSurrogate(value) ? replacement : value);
}

char16_t CssTokenizer::peek(qsizetype offset) const
{
    return has(offset) ? m_text[m_at + offset].unicode() : u'\0';
}

bool CssTokenizer::isEscapeAt(qsizetype offset) const
{
    return peek(offset) == u'\\' && !isNewline(peek(offset + 1));
}

/// Whether a name can start (or go on) here with a letter, an escape or a NUL, which counts as U+FFFD.
bool CssTokenizer::isNameStartAt(qsizetype offset) const
{
    return has(offset) && (startsName(peek(offset)) || peek(offset) == u'\0' || isEscapeAt(offset));
}

/// "Would start an ident sequence" (4.3.9).
bool CssTokenizer::isIdentifierAt(qsizetype offset) const
{
    if (peek(offset) != u'-')
        return isNameStartAt(offset);
    return isNameStartAt(offset + 1) || peek(offset + 1) == u'-';
}

/// "Would start a number" (4.3.10).
bool CssTokenizer::isNumberAt() const
{
    const qsizetype sign = peek() == u'+' || peek() == u'-' ? 1 : 0;
    return isDigit(peek(sign)) || (peek(sign) == u'.' && isDigit(peek(sign + 1)));
}

} // namespace sluice::core
