// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/csstoken.h"
#include "core/html/pseudoclasses.h"
#include "core/html/selector.h"
#include "core/html/selectorprogram.h"

#include <QStringView>

#include <optional>

namespace sluice::core {

/// Reads the text of a selector by the grammar of Selectors Level 4. Recurses once per parenthesis, so at most
/// Selector::maximumNesting deep.
class SelectorParser final
{
public:
    SelectorParser(QStringView text, bool isRelative);

    [[nodiscard]] Result<SelectorProgram, SelectorFailure> parse();

private:
    using Fault = std::optional<SelectorFailure>;
    enum class ListKind { Plain, Forgiving, ForHas, RelativeToScope };

    /// One complex selector on its way in, from left to right.
    struct Draft
    {
        std::optional<char16_t> leading; ///< the combinator it starts with
        std::vector<CompoundSelector> compounds;
        std::vector<char16_t> combinators; ///< between them: ' ', '>', '+' or '~'
        bool hasPseudoElement = false;
    };

    // selectorparser.cpp: lists and combinators
    [[nodiscard]] Fault readList(std::vector<ComplexSelector> &list, ListKind kind);
    [[nodiscard]] Fault readListItem(std::vector<ComplexSelector> &list, ListKind kind);
    [[nodiscard]] Fault skipListItem();
    [[nodiscard]] Fault readComplex(Draft &draft, ListKind kind);
    [[nodiscard]] Fault readCombinator(Draft &draft, bool &isEnd);
    [[nodiscard]] Fault countPart();
    [[nodiscard]] ComplexSelector finish(Draft draft, ListKind kind);
    void setRelation(CompoundSelector &compound, SelectorRelation relation);

    // compoundparser.cpp: what stands between combinators
    [[nodiscard]] Fault readCompound(Draft &draft);
    [[nodiscard]] Fault readType(CompoundSelector &compound);
    [[nodiscard]] Fault readSubclass(CompoundSelector &compound, Draft &draft);
    [[nodiscard]] Fault readAttribute(CompoundSelector &compound);
    [[nodiscard]] Fault readAttributeName(SelectorTest &test);
    [[nodiscard]] Fault readAttributeValue(SelectorTest &test);
    [[nodiscard]] Fault readPseudo(CompoundSelector &compound, Draft &draft);
    [[nodiscard]] Fault readPseudoElement(Draft &draft);
    [[nodiscard]] Fault skipParentheses();
    [[nodiscard]] bool isNamespaceBar(std::size_t offset) const;

    // pseudoclassparser.cpp
    [[nodiscard]] Fault readPseudoClass(CompoundSelector &compound);
    [[nodiscard]] Fault addTest(CompoundSelector &compound, SelectorTest test);
    [[nodiscard]] Fault readArgument(SelectorTest &test, PseudoArgument argument);
    [[nodiscard]] Fault readInParentheses(SelectorTest &test, PseudoArgument argument);
    [[nodiscard]] Fault readHasList(SelectorTest &test);
    [[nodiscard]] Fault readPosition(SelectorTest &test, bool mayHaveList);
    [[nodiscard]] Fault readLanguages(SelectorTest &test);
    [[nodiscard]] Fault readDirection(SelectorTest &test);

    [[nodiscard]] Fault syntaxFault(const QString &expected, qsizetype shift = 0) const;
    [[nodiscard]] Fault faultAt(SelectorFault kind, qsizetype position, const QString &what) const;
    [[nodiscard]] QString source(qsizetype start, qsizetype end) const;
    [[nodiscard]] const CssToken &token(std::size_t offset = 0) const;
    [[nodiscard]] bool is(CssTokenType type, std::size_t offset = 0) const { return token(offset).type == type; }
    [[nodiscard]] bool isListEnd() const;
    [[nodiscard]] bool isCombinatorSign() const;
    bool skipSpace();

    QStringView m_text;
    bool m_isRelative;
    std::vector<CssToken> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_parts = 0;
    bool m_isInHas = false;
    bool m_hasScope = false; ///< the complex selector being read names :scope
    SelectorProgram m_program;
};

} // namespace sluice::core
