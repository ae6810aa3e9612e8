// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/selectorparser.h"

#include "core/html/utf8.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(char16_t c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

bool isHexDigit(char16_t c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool startsIdentifier(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c >= 0x80;
}

bool continuesIdentifier(char16_t c)
{
    return startsIdentifier(c) || (c >= u'0' && c <= u'9') || c == u'-';
}

} // namespace

Result<QList<Selector::Compound>, SelectorFailure> SelectorParser::parse()
{
    QList<Selector::Compound> alternatives;
    while (true) {
        skipSpace();
        Selector::Compound compound;
        if (Fault fault = readCompound(compound))
            return tl::unexpected(*std::move(fault));
        alternatives.append(std::move(compound));
        if (Fault fault = checkEndOfCompound())
            return tl::unexpected(*std::move(fault));
        skipSpace();
        if (isAtEnd())
            return alternatives;
        ++m_at; // the comma
    }
}

SelectorParser::Fault SelectorParser::readCompound(Selector::Compound &compound)
{
    const qsizetype start = m_at;
    if (Fault fault = readType(compound))
        return fault;
    while (!isAtEnd() && (peek() == u'#' || peek() == u'.')) {
        if (Fault fault = readSubclass(compound))
            return fault;
    }
    if (Fault fault = unsupportedHere())
        return fault;
    return m_at == start ? syntaxFault(u"a type, '*', '.class' or '#id'"_s) : Fault();
}

SelectorParser::Fault SelectorParser::readType(Selector::Compound &compound)
{
    if (peek() == u'*' && !isAtEnd()) {
        ++m_at;
    } else if (isIdentifierAt(0)) {
        compound.typeAsWritten = readIdentifier();
        compound.type = compound.typeAsWritten.toLower();
    }
    return {};
}

SelectorParser::Fault SelectorParser::readSubclass(Selector::Compound &compound)
{
    const bool isId = peek() == u'#';
    ++m_at;
    if (!isIdentifierAt(0))
        return syntaxFault(isId ? u"an id after '#'"_s : u"a class name after '.'"_s);
    (isId ? compound.ids : compound.classes).append(readIdentifier());
    return {};
}

/// Attribute selectors, pseudo-classes and namespaces follow the compound without white space.
SelectorParser::Fault SelectorParser::unsupportedHere() const
{
    if (isAtEnd())
        return {};
    const char16_t c = peek();
    const char16_t following = peek(1);
    QString what;
    if (c == u'[')
        what = u"attribute selectors"_s;
    else if (c == u':')
        what = following == u':' ? u"pseudo-elements"_s : u"pseudo-classes"_s;
    else if (c == u'|')
        what = u"namespaces and columns"_s;
    else
        return {};
    return SelectorFailure{
        SelectorFault::Unsupported,
        u"Position %1: %2 come in a later version; type, '*', '.class', '#id' and ',' work now."_s.arg(
            QString::number(m_at), what)};
}

/// What comes next must be the end or a comma; a combinator is understood but not supported.
SelectorParser::Fault SelectorParser::checkEndOfCompound() const
{
    SelectorParser ahead(*this);
    ahead.skipSpace();
    if (ahead.isAtEnd() || ahead.peek() == u',')
        return {};
    const char16_t c = ahead.peek();
    const bool isCombinator = c == u'>' || c == u'+' || c == u'~';
    if (!isCombinator && ahead.m_at == m_at)
        return syntaxFault(u"',' or the end"_s);
    const QString what = isCombinator ? u"'%1'"_s.arg(QChar(c)) : u"' '"_s;
    const qsizetype position = isCombinator ? ahead.m_at : m_at;
    return SelectorFailure{
        SelectorFault::Unsupported,
        u"Position %1: the combinator %2 comes in a later version."_s.arg(QString::number(position), what)};
}

SelectorParser::Fault SelectorParser::syntaxFault(const QString &expected) const
{
    return SelectorFailure{SelectorFault::Syntax,
                           u"Position %1: expected %2, found %3."_s.arg(QString::number(m_at), expected, here())};
}

QString SelectorParser::here() const
{
    return isAtEnd() ? u"the end"_s : u"'%1'"_s.arg(m_text.sliced(m_at, 1));
}

/// White space and comments.
void SelectorParser::skipSpace()
{
    while (!isAtEnd()) {
        if (isSpace(peek())) {
            ++m_at;
        } else if (peek() == u'/' && peek(1) == u'*') {
            const qsizetype end = m_text.indexOf(u"*/"_s, m_at + 2);
            m_at = end < 0 ? m_text.size() : end + 2;
        } else {
            return;
        }
    }
}

char16_t SelectorParser::peek(qsizetype offset) const
{
    return m_at + offset < m_text.size() ? m_text[m_at + offset].unicode() : u'\0';
}

bool SelectorParser::isEscapeAt(qsizetype offset) const
{
    const bool isNewline = peek(offset + 1) == u'\n' || peek(offset + 1) == u'\r' || peek(offset + 1) == u'\f';
    return peek(offset) == u'\\' && !isNewline;
}

/// "Would start an ident sequence" (CSS Syntax, 4.3.9). A NUL in the text counts as U+FFFD.
bool SelectorParser::isIdentifierAt(qsizetype offset) const
{
    if (m_at + offset >= m_text.size())
        return false;
    const char16_t c = peek(offset);
    if (c != u'-')
        return startsIdentifier(c) || c == u'\0' || isEscapeAt(offset);
    const bool hasMore = m_at + offset + 1 < m_text.size();
    return hasMore && (startsIdentifier(peek(offset + 1)) || peek(offset + 1) == u'-' || isEscapeAt(offset + 1));
}

QByteArray SelectorParser::readIdentifier()
{
    QByteArray name;
    while (!isAtEnd()) {
        const char16_t c = peek();
        if (isEscapeAt(0)) {
            appendUtf8(name, readEscape());
        } else if (QChar::isHighSurrogate(c) && QChar::isLowSurrogate(peek(1))) {
            appendUtf8(name, QChar::surrogateToUcs4(c, peek(1)));
            m_at += 2;
        } else if (continuesIdentifier(c) || c == u'\0') {
            appendUtf8(name, c == u'\0' || QChar::isSurrogate(c) ? 0xfffd : c);
            ++m_at;
        } else {
            break;
        }
    }
    return name;
}

/// "Consume an escaped code point" (CSS Syntax, 4.3.7).
char32_t SelectorParser::readEscape()
{
    ++m_at; // the backslash
    if (isAtEnd())
        return 0xfffd;
    char32_t value = 0;
    int digits = 0;
    for (; digits < 6 && !isAtEnd() && isHexDigit(peek()); ++digits, ++m_at)
        value = value * 16 + char32_t(m_text.sliced(m_at, 1).toUInt(nullptr, 16));
    if (digits > 0) {
        if (!isAtEnd() && isSpace(peek()))
            m_at += peek() == u'\r' && peek(1) == u'\n' ? 2 : 1;
        return value == 0 || value > 0x10ffff || QChar::isSurrogate(value) ? char32_t(0xfffd) : value;
    }
    const char16_t c = peek();
    if (QChar::isHighSurrogate(c) && QChar::isLowSurrogate(peek(1))) {
        m_at += 2;
        return QChar::surrogateToUcs4(c, peek(-1));
    }
    ++m_at;
    return c == u'\0' || QChar::isSurrogate(c) ? char32_t(0xfffd) : char32_t(c);
}

} // namespace sluice::core
