// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/selector.h"

#include "core/html/elementsteps.h"
#include "core/html/selectormatcher.h"
#include "core/html/selectorparser.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// Calls `take` with each match in document order until it returns false.
template <typename Take>
void forEachMatch(const Document &document, const SelectorProgram &program, NodeId within, Take take)
{
    SelectorMatcher matcher(document, program, within);
    for (NodeId id = document.nextInTree(within, within); id != noNode; id = document.nextInTree(id, within)) {
        if (matcher.matches(id) && !take(id))
            return;
    }
    const auto isBeside = [](const ComplexSelector &complex) { return complex.isBesideAnchor; };
    if (within == document.root() || std::none_of(program.alternatives.begin(), program.alternatives.end(), isBeside))
        return;
    const NodeId parent = document.node(within).parent;
    for (NodeId id = nextOutside(document, within, parent); id != noNode; id = document.nextInTree(id, parent)) {
        if (matcher.matchesBeside(id) && !take(id))
            return;
    }
}

} // namespace

Selector::Selector(std::shared_ptr<const SelectorProgram> program)
    : m_program(std::move(program))
{}

Result<Selector, SelectorFailure> Selector::compile(const QString &text)
{
    return compileAs(text, false);
}

Result<Selector, SelectorFailure> Selector::compileRelative(const QString &text)
{
    return compileAs(text, true);
}

Result<Selector, SelectorFailure> Selector::compileAs(const QString &text, bool isRelative)
{
    Result<SelectorProgram, SelectorFailure> program = SelectorParser(text, isRelative).parse();
    if (!program)
        return tl::unexpected(std::move(program).error());
    return Selector(std::make_shared<const SelectorProgram>(*std::move(program)));
}

bool Selector::matches(const Document &document, NodeId element, NodeId scope) const
{
    return SelectorMatcher(document, *m_program, scope).matches(element);
}

QList<NodeId> Selector::selectAll(const Document &document, NodeId within) const
{
    QList<NodeId> found;
    forEachMatch(document, *m_program, within, [&](NodeId id) {
        found.append(id);
        return true;
    });
    return found;
}

NodeId Selector::selectFirst(const Document &document, NodeId within) const
{
    NodeId found = noNode;
    forEachMatch(document, *m_program, within, [&](NodeId id) {
        found = id;
        return false;
    });
    return found;
}

NodeId Selector::closest(const Document &document, NodeId element) const
{
    SelectorMatcher matcher(document, *m_program, element);
    while (element != noNode && !matcher.matches(element))
        element = parentInTree(document, element);
    return element;
}

} // namespace sluice::core
