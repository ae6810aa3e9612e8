// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/anplusb.h"
#include "core/html/selectorparser.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

SelectorTest testFor(SelectorTestKind kind, const QByteArray &name)
{
    SelectorTest test;
    test.kind = kind;
    test.name = name;
    test.lowerName = name.toLower();
    return test;
}

std::optional<AttributeOperator> attributeOperator(char16_t sign)
{
    switch (sign) {
    case u'~':
        return AttributeOperator::Includes;
    case u'|':
        return AttributeOperator::DashMatch;
    case u'^':
        return AttributeOperator::Prefix;
    case u'$':
        return AttributeOperator::Suffix;
    case u'*':
        return AttributeOperator::Substring;
    default:
        return {};
    }
}

} // namespace

SelectorParser::Fault SelectorParser::readCompound(Draft &draft)
{
    const std::size_t start = m_at;
    CompoundSelector compound;
    if (Fault fault = readType(compound))
        return fault;
    while (token().isDelim(u'.') || is(CssTokenType::Hash) || is(CssTokenType::OpenSquare) || is(CssTokenType::Colon)) {
        if (Fault fault = readSubclass(compound, draft))
            return fault;
    }
    if (m_at == start) {
        if (token().isDelim(u'#')) {
            ++m_at;
            return syntaxFault(u"an id after '#'"_s);
        }
        const bool isClassWithDigit = token().end > token().start && m_text[token().start] == u'.';
        if (isClassWithDigit)
            return syntaxFault(u"a class name after '.'"_s, 1);
        return syntaxFault(u"a type, '*', '.class', '#id', '[attribute]' or ':pseudo-class'"_s);
    }
    std::stable_sort(compound.tests.begin(), compound.tests.end(),
                     [](const SelectorTest &a, const SelectorTest &b) { return a.kind < b.kind; });
    draft.compounds.push_back(std::move(compound));
    return {};
}

/// Whether a '|' between prefix and name stands there, not "||" or "|=".
bool SelectorParser::isNamespaceBar(std::size_t offset) const
{
    return token(offset).isDelim(u'|') && !token(offset + 1).isDelim(u'|') && !token(offset + 1).isDelim(u'=');
}

SelectorParser::Fault SelectorParser::readType(CompoundSelector &compound)
{
    const auto isName = [this] { return is(CssTokenType::Ident) || token().isDelim(u'*'); };
    const bool hasPrefix = isName() && isNamespaceBar(1);
    compound.isNoNamespace = isNamespaceBar(0);
    if (hasPrefix || compound.isNoNamespace) {
        m_at += hasPrefix ? 2 : 1;
        if (!isName())
            return syntaxFault(u"a type or '*' after '|'"_s);
    }
    if (!isName())
        return {};
    compound.typeAsWritten = token().text;
    compound.type = compound.typeAsWritten.toLower();
    ++m_at;
    return {};
}

SelectorParser::Fault SelectorParser::readSubclass(CompoundSelector &compound, Draft &draft)
{
    if (is(CssTokenType::Colon))
        return readPseudo(compound, draft);
    if (draft.hasPseudoElement)
        return syntaxFault(u"nothing more after a pseudo-element"_s);
    if (is(CssTokenType::OpenSquare))
        return readAttribute(compound);
    const bool isId = is(CssTokenType::Hash);
    if (isId && !token().isId)
        return syntaxFault(u"an id after '#'"_s, 1);
    if (!isId) {
        ++m_at; // the dot
        if (!is(CssTokenType::Ident))
            return syntaxFault(u"a class name after '.'"_s);
    }
    compound.tests.push_back(testFor(isId ? SelectorTestKind::Id : SelectorTestKind::Class, token().text));
    ++m_at;
    return {};
}

SelectorParser::Fault SelectorParser::readAttribute(CompoundSelector &compound)
{
    ++m_at; // the bracket
    skipSpace();
    SelectorTest test;
    if (Fault fault = readAttributeName(test))
        return fault;
    skipSpace();
    if (!is(CssTokenType::CloseSquare) && !is(CssTokenType::End)) {
        if (Fault fault = readAttributeValue(test))
            return fault;
    }
    if (is(CssTokenType::CloseSquare))
        ++m_at;
    compound.tests.push_back(std::move(test));
    return {};
}

SelectorParser::Fault SelectorParser::readAttributeName(SelectorTest &test)
{
    const bool hasPrefix = (is(CssTokenType::Ident) || token().isDelim(u'*')) && isNamespaceBar(1);
    if (hasPrefix || isNamespaceBar(0))
        m_at += hasPrefix ? 2 : 1;
    if (!is(CssTokenType::Ident))
        return syntaxFault(u"an attribute name"_s);
    test = testFor(SelectorTestKind::Attribute, token().text);
    test.isAnyNamespace = hasPrefix;
    ++m_at;
    return {};
}

SelectorParser::Fault SelectorParser::readAttributeValue(SelectorTest &test)
{
    const std::optional<AttributeOperator> longer = attributeOperator(token().delim);
    const bool isLonger = is(CssTokenType::Delim) && longer && token(1).isDelim(u'=');
    if (!isLonger && !token().isDelim(u'='))
        return syntaxFault(u"']' or one of = ~= |= ^= $= *="_s);
    test.comparison = isLonger ? *longer : AttributeOperator::Equals;
    m_at += isLonger ? 2 : 1;
    skipSpace();
    if (!is(CssTokenType::Ident) && !is(CssTokenType::String))
        return syntaxFault(u"a name or a string"_s);
    test.value = token().text;
    test.lowerValue = test.value.toLower();
    ++m_at;
    skipSpace();
    if (is(CssTokenType::Ident)) {
        const QByteArray flag = token().text.toLower();
        if (flag != "i" && flag != "s")
            return syntaxFault(u"']', 'i' or 's'"_s);
        test.letterCase = flag == "i" ? AttributeCase::Insensitive : AttributeCase::Sensitive;
        ++m_at;
        skipSpace();
    }
    return is(CssTokenType::CloseSquare) || is(CssTokenType::End) ? Fault() : syntaxFault(u"']'"_s);
}

SelectorParser::Fault SelectorParser::readPseudo(CompoundSelector &compound, Draft &draft)
{
    const CssToken &name = token(1);
    const bool isOld = name.type == CssTokenType::Ident && isOldPseudoElement(name.text);
    if (name.type == CssTokenType::Colon || isOld)
        return readPseudoElement(draft);
    return readPseudoClass(compound);
}

SelectorParser::Fault SelectorParser::readPseudoElement(Draft &draft)
{
    const qsizetype start = token().start;
    m_at += is(CssTokenType::Colon, 1) ? 2 : 1;
    const bool isFunction = is(CssTokenType::Function);
    if (!isFunction && !is(CssTokenType::Ident))
        return syntaxFault(u"a name after '::'"_s);
    if (!isPseudoElement(token().text, isFunction))
        return faultAt(SelectorFault::Syntax, start, u"unknown pseudo-element '%1'."_s.arg(source(start, token().end)));
    if (m_depth > 0 || draft.hasPseudoElement)
        return faultAt(SelectorFault::Syntax, start, u"a pseudo-element cannot stand here."_s);
    draft.hasPseudoElement = true;
    return skipParentheses();
}

/// One token, or a bracket with all that is in it.
SelectorParser::Fault SelectorParser::skipParentheses()
{
    std::vector<CssTokenType> open;
    do {
        const CssTokenType type = token().type;
        const bool isEnd =
            type == CssTokenType::CloseRound || type == CssTokenType::CloseSquare || type == CssTokenType::CloseCurly;
        const bool isBad = type == CssTokenType::BadString || type == CssTokenType::BadUrl;
        if (isBad || (isEnd && open.empty()))
            return syntaxFault(u"brackets and strings that end"_s);
        if (type == CssTokenType::Function || type == CssTokenType::OpenRound)
            open.push_back(CssTokenType::CloseRound);
        else if (type == CssTokenType::OpenSquare)
            open.push_back(CssTokenType::CloseSquare);
        else if (type == CssTokenType::OpenCurly)
            open.push_back(CssTokenType::CloseCurly);
        else if (isEnd && open.back() == type)
            open.pop_back();
        if (type != CssTokenType::End)
            ++m_at;
    } while (!open.empty() && !is(CssTokenType::End));
    return {};
}

} // namespace sluice::core
