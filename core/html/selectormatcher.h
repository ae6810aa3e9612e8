// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/elementlanguage.h"
#include "core/html/formstates.h"
#include "core/html/selectormemo.h"
#include "core/html/selectorprogram.h"

#include <optional>

namespace sluice::core {

/// Asks elements of one document whether they match, remembering what costs much. Lives for one call of Selector.
/// Recursion goes with the selector (at most maximumParts + maximumNesting), never with the document.
class SelectorMatcher final
{
public:
    SelectorMatcher(const Document &document, const SelectorProgram &program, NodeId scope);

    [[nodiscard]] bool matches(NodeId element);
    /// By those alternatives alone that start with '+' or '~'.
    [[nodiscard]] bool matchesBeside(NodeId element);

private:
    [[nodiscard]] bool matchesList(const std::vector<ComplexSelector> &list, NodeId element);
    [[nodiscard]] bool matchesChain(const ComplexSelector &complex, std::size_t at, NodeId node);
    [[nodiscard]] bool reaches(const ComplexSelector &complex, std::size_t at, NodeId from);
    [[nodiscard]] bool reachesAlong(const ComplexSelector &complex, std::size_t at, NodeId from);
    [[nodiscard]] bool reachesChild(const ComplexSelector &complex, std::size_t at, NodeId from);
    [[nodiscard]] bool reachesBelow(const ComplexSelector &complex, std::size_t at, NodeId from);
    void rememberBelow(WalkMemo &memo, NodeId from, NodeId found) const;

    [[nodiscard]] bool matchesCompound(const CompoundSelector &compound, NodeId node);
    [[nodiscard]] bool matchesTest(const SelectorTest &test, NodeId element);
    [[nodiscard]] bool matchesId(const SelectorTest &test, NodeId element);
    [[nodiscard]] bool matchesClass(const SelectorTest &test, NodeId element);
    [[nodiscard]] bool matchesScope(NodeId element) const;
    [[nodiscard]] bool matchesHas(const SelectorTest &test, NodeId element);
    [[nodiscard]] bool isQuirky();

    // siblingpositions.cpp
    [[nodiscard]] bool matchesPosition(const SelectorTest &test, NodeId element);
    [[nodiscard]] std::uint32_t positionOf(const SelectorTest &test, NodeId element);
    void fillPositions(const SelectorTest &test, NodeId sibling, std::vector<std::uint32_t> &positions);
    [[nodiscard]] bool isCounted(const SelectorTest &test, NodeId sibling, NodeId element);

    const Document &m_document;
    const SelectorProgram &m_program;
    NodeId m_scope;
    std::optional<bool> m_isQuirky;
    std::vector<WalkMemo> m_walks;
    std::vector<PositionMemo> m_positions;
    ElementLanguage m_language;
    FormStates m_forms;
};

} // namespace sluice::core
