// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/selectorparser.h"

#include "core/html/csstokenizer.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

SelectorRelation backward(char16_t combinator)
{
    switch (combinator) {
    case u'>':
        return SelectorRelation::Parent;
    case u'+':
        return SelectorRelation::PreviousSibling;
    case u'~':
        return SelectorRelation::AnyPreviousSibling;
    default:
        return SelectorRelation::Ancestor;
    }
}

SelectorRelation forward(char16_t combinator)
{
    switch (combinator) {
    case u'>':
        return SelectorRelation::Child;
    case u'+':
        return SelectorRelation::NextSibling;
    case u'~':
        return SelectorRelation::AnyNextSibling;
    default:
        return SelectorRelation::Descendant;
    }
}

} // namespace

SelectorParser::SelectorParser(QStringView text, bool isRelative)
    : m_text(text)
    , m_isRelative(isRelative)
{}

Result<SelectorProgram, SelectorFailure> SelectorParser::parse()
{
    if (m_text.size() > Selector::maximumLength)
        return tl::unexpected(
            *faultAt(SelectorFault::TooComplex, Selector::maximumLength, u"a selector ends here at the latest."_s));
    m_tokens = CssTokenizer(m_text).run();
    Fault fault = readList(m_program.alternatives, m_isRelative ? ListKind::RelativeToScope : ListKind::Plain);
    if (fault)
        return tl::unexpected(*std::move(fault));
    return std::move(m_program);
}

SelectorParser::Fault SelectorParser::readList(std::vector<ComplexSelector> &list, ListKind kind)
{
    skipSpace();
    if (kind == ListKind::Forgiving && isListEnd())
        return {};
    while (true) {
        const std::size_t start = m_at;
        Fault fault = readListItem(list, kind);
        if (fault) {
            if (kind != ListKind::Forgiving || fault->kind == SelectorFault::TooComplex)
                return fault;
            m_at = start;
            if (Fault hopeless = skipListItem())
                return hopeless;
        }
        if (isListEnd())
            return {};
        ++m_at; // the comma
    }
}

SelectorParser::Fault SelectorParser::readListItem(std::vector<ComplexSelector> &list, ListKind kind)
{
    Draft draft;
    if (Fault fault = readComplex(draft, kind))
        return fault;
    if (!isListEnd() && !is(CssTokenType::Comma))
        return syntaxFault(u"a combinator, ',' or the end"_s);
    if (kind == ListKind::ForHas || kind == ListKind::RelativeToScope) {
        if (Fault fault = countPart())
            return fault;
    }
    if (!draft.hasPseudoElement)
        list.push_back(finish(std::move(draft), kind));
    return {};
}

/// To the comma after a selector that is no valid one, or to the end of the list.
SelectorParser::Fault SelectorParser::skipListItem()
{
    while (!isListEnd() && !is(CssTokenType::Comma)) {
        if (Fault fault = skipParentheses())
            return fault;
    }
    return {};
}

SelectorParser::Fault SelectorParser::readComplex(Draft &draft, ListKind kind)
{
    skipSpace();
    if (m_depth == 0)
        m_hasScope = false;
    if ((kind == ListKind::ForHas || kind == ListKind::RelativeToScope) && isCombinatorSign()) {
        draft.leading = token().delim;
        ++m_at;
        skipSpace();
    }
    for (bool isEnd = false; !isEnd;) {
        if (Fault fault = readCompound(draft))
            return fault;
        if (Fault fault = readCombinator(draft, isEnd))
            return fault;
    }
    return {};
}

SelectorParser::Fault SelectorParser::readCombinator(Draft &draft, bool &isEnd)
{
    const bool hasSpace = skipSpace();
    isEnd = isListEnd() || is(CssTokenType::Comma);
    if (isEnd)
        return {};
    if (token().isDelim(u'|') && token(1).isDelim(u'|'))
        return faultAt(SelectorFault::Unsupported, token().start, u"the column combinator '||' is not supported."_s);
    if (!hasSpace && !isCombinatorSign())
        return syntaxFault(u"a combinator, ',' or the end"_s);
    if (draft.hasPseudoElement)
        return syntaxFault(u"nothing more after a pseudo-element"_s);
    draft.combinators.push_back(isCombinatorSign() ? token().delim : u' ');
    if (isCombinatorSign())
        ++m_at;
    skipSpace();
    return countPart();
}

/// Combinators, :has() and :nth-…() are what may cost memory and stack while matching.
SelectorParser::Fault SelectorParser::countPart()
{
    if (++m_parts <= Selector::maximumParts)
        return {};
    return faultAt(SelectorFault::TooComplex, token().start,
                   u"more than %1 combinators and positions."_s.arg(Selector::maximumParts));
}

ComplexSelector SelectorParser::finish(Draft draft, ListKind kind)
{
    ComplexSelector complex;
    complex.chain = std::move(draft.compounds);
    const std::size_t count = complex.chain.size();
    if (kind == ListKind::ForHas) {
        setRelation(complex.chain[0], forward(draft.leading.value_or(u' ')));
        for (std::size_t i = 1; i < count; ++i)
            setRelation(complex.chain[i], forward(draft.combinators[i - 1]));
        return complex;
    }
    std::reverse(complex.chain.begin(), complex.chain.end());
    for (std::size_t i = 1; i < count; ++i)
        setRelation(complex.chain[i], backward(draft.combinators[count - 1 - i]));
    if (kind == ListKind::RelativeToScope && (draft.leading || !m_hasScope)) {
        CompoundSelector &anchor = complex.chain.emplace_back();
        anchor.isAnchor = true;
        setRelation(anchor, backward(draft.leading.value_or(u' ')));
        complex.isBesideAnchor = draft.leading == u'+' || draft.leading == u'~';
    }
    return complex;
}

void SelectorParser::setRelation(CompoundSelector &compound, SelectorRelation relation)
{
    compound.relation = relation;
    if (relation >= SelectorRelation::Ancestor)
        compound.slot = m_program.relationSlots++;
}

SelectorParser::Fault SelectorParser::syntaxFault(const QString &expected, qsizetype shift) const
{
    const qsizetype start = token().start + shift;
    QString found = u"'%1'"_s.arg(source(start, token().end));
    if (is(CssTokenType::End))
        found = u"the end"_s;
    else if (is(CssTokenType::WhiteSpace))
        found = u"white space"_s;
    return faultAt(SelectorFault::Syntax, start, u"expected "_s + expected + u", found "_s + found + u'.');
}

/// What is written there, as far as a message has room for it.
QString SelectorParser::source(qsizetype start, qsizetype end) const
{
    constexpr qsizetype longest = 40;
    const QString text = m_text.sliced(start, std::min(end - start, longest)).toString();
    return end - start > longest ? text + u'…' : text;
}

SelectorParser::Fault SelectorParser::faultAt(SelectorFault kind, qsizetype position, const QString &what) const
{
    return SelectorFailure{kind, u"Position "_s + QString::number(position) + u": "_s + what};
}

const CssToken &SelectorParser::token(std::size_t offset) const
{
    return m_tokens[std::min(m_at + offset, m_tokens.size() - 1)];
}

bool SelectorParser::isListEnd() const
{
    return is(CssTokenType::End) || (m_depth > 0 && is(CssTokenType::CloseRound));
}

bool SelectorParser::isCombinatorSign() const
{
    return token().isDelim(u'>') || token().isDelim(u'+') || token().isDelim(u'~');
}

bool SelectorParser::skipSpace()
{
    const std::size_t start = m_at;
    while (is(CssTokenType::WhiteSpace))
        ++m_at;
    return m_at > start;
}

} // namespace sluice::core
