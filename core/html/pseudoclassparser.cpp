// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/anplusb.h"
#include "core/html/selectorparser.h"

#include <span>

namespace sluice::core {

using namespace Qt::StringLiterals;

SelectorParser::Fault SelectorParser::readPseudoClass(CompoundSelector &compound)
{
    const qsizetype start = token().start;
    ++m_at; // the colon
    const bool isFunction = is(CssTokenType::Function);
    if (!isFunction && !is(CssTokenType::Ident))
        return syntaxFault(u"a name after ':'"_s);
    const PseudoClass *known = findPseudoClass(token().text, isFunction);
    if (!known)
        return faultAt(
            SelectorFault::Syntax, start,
            u"unknown pseudo-class '%1%2'."_s.arg(source(start, token().end), isFunction ? u")"_s : QString()));
    ++m_at;
    SelectorTest test;
    test.kind = known->kind;
    test.isOfType = known->isOfType;
    test.isFromEnd = known->isFromEnd;
    test.offset = 1; // for :first-of-type and the like
    m_hasScope = m_hasScope || test.kind == SelectorTestKind::Scope;
    if (Fault fault = isFunction ? readInParentheses(test, known->argument) : Fault())
        return fault;
    if (Fault fault = addTest(compound, test))
        return fault;
    test.isFromEnd = true;
    return known->isBothEnds ? addTest(compound, test) : Fault();
}

SelectorParser::Fault SelectorParser::addTest(CompoundSelector &compound, SelectorTest test)
{
    const bool isPosition = test.kind == SelectorTestKind::Nth;
    const bool isCounted = isPosition || test.kind == SelectorTestKind::Has;
    if (isPosition)
        test.slot = m_program.positionSlots++;
    compound.tests.push_back(std::move(test));
    return isCounted ? countPart() : Fault();
}

SelectorParser::Fault SelectorParser::readInParentheses(SelectorTest &test, PseudoArgument argument)
{
    if (m_depth >= Selector::maximumNesting)
        return faultAt(SelectorFault::TooComplex, token(0).start,
                       u"more than %1 parentheses within each other."_s.arg(Selector::maximumNesting));
    ++m_depth;
    Fault fault = readArgument(test, argument);
    skipSpace();
    if (!fault && !isListEnd())
        fault = syntaxFault(u"')'"_s);
    --m_depth;
    if (!fault && is(CssTokenType::CloseRound))
        ++m_at;
    return fault;
}

SelectorParser::Fault SelectorParser::readArgument(SelectorTest &test, PseudoArgument argument)
{
    switch (argument) {
    case PseudoArgument::None:
        return {};
    case PseudoArgument::ForgivingList:
        return readList(test.list, ListKind::Forgiving);
    case PseudoArgument::List:
        return readList(test.list, ListKind::Plain);
    case PseudoArgument::RelativeList:
        return readHasList(test);
    case PseudoArgument::Position:
        return readPosition(test, false);
    case PseudoArgument::PositionOfList:
        return readPosition(test, true);
    case PseudoArgument::Languages:
        return readLanguages(test);
    case PseudoArgument::Direction:
        return readDirection(test);
    }
    return {};
}

SelectorParser::Fault SelectorParser::readHasList(SelectorTest &test)
{
    if (m_isInHas)
        return faultAt(SelectorFault::Unsupported, token().start, u":has() within :has() is not supported."_s);
    m_isInHas = true;
    Fault fault = readList(test.list, ListKind::ForHas);
    m_isInHas = false;
    return fault;
}

SelectorParser::Fault SelectorParser::readPosition(SelectorTest &test, bool mayHaveList)
{
    skipSpace();
    const std::optional<AnPlusB> positions = readAnPlusB(m_tokens, m_at);
    if (!positions)
        return syntaxFault(u"a position such as 3, odd, even or 2n+1"_s);
    test.step = positions->step;
    test.offset = positions->offset;
    skipSpace();
    if (!mayHaveList || !is(CssTokenType::Ident) || token().text.toLower() != "of")
        return {};
    ++m_at;
    test.isOfList = true;
    return readList(test.list, ListKind::Plain);
}

SelectorParser::Fault SelectorParser::readLanguages(SelectorTest &test)
{
    while (true) {
        skipSpace();
        if (!is(CssTokenType::Ident) && !is(CssTokenType::String))
            return syntaxFault(u"a language"_s);
        test.ranges.push_back(token().text.toLower());
        ++m_at;
        skipSpace();
        if (!is(CssTokenType::Comma))
            return {};
        ++m_at;
    }
}

SelectorParser::Fault SelectorParser::readDirection(SelectorTest &test)
{
    skipSpace();
    if (!is(CssTokenType::Ident))
        return syntaxFault(u"ltr or rtl"_s);
    const QByteArray direction = token().text.toLower();
    test.isRightToLeft = direction == "rtl";
    if (direction != "ltr" && direction != "rtl")
        test.kind = SelectorTestKind::Never;
    ++m_at;
    return {};
}

} // namespace sluice::core
