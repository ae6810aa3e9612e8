// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/selectormatcher.h"

#include "core/html/attributetest.h"
#include "core/html/elementsteps.h"
#include "core/html/elementtests.h"
#include "core/html/quirks.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// The next candidate of a relation that goes one way.
NodeId stepAlong(const Document &document, SelectorRelation relation, NodeId id)
{
    switch (relation) {
    case SelectorRelation::Parent:
    case SelectorRelation::Ancestor:
        return parentInTree(document, id);
    case SelectorRelation::PreviousSibling:
    case SelectorRelation::AnyPreviousSibling:
        return previousElement(document, id);
    case SelectorRelation::NextSibling:
    case SelectorRelation::AnyNextSibling:
        return nextElement(document, id);
    case SelectorRelation::Child:
    case SelectorRelation::Descendant:
        break;
    }
    return noNode;
}

} // namespace

SelectorMatcher::SelectorMatcher(const Document &document, const SelectorProgram &program, NodeId scope)
    : m_document(document)
    , m_program(program)
    , m_scope(scope)
    , m_walks(std::size_t(program.relationSlots))
    , m_positions(std::size_t(program.positionSlots))
    , m_language(document)
    , m_forms(document)
{}

bool SelectorMatcher::matches(NodeId element)
{
    return m_document.isElement(element) && matchesList(m_program.alternatives, element);
}

bool SelectorMatcher::matchesBeside(NodeId element)
{
    const std::vector<ComplexSelector> &list = m_program.alternatives;
    return m_document.isElement(element) && std::any_of(list.begin(), list.end(), [&](const ComplexSelector &complex) {
               return complex.isBesideAnchor && matchesChain(complex, 0, element);
           });
}

bool SelectorMatcher::matchesList(const std::vector<ComplexSelector> &list, NodeId element)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const ComplexSelector &complex) { return matchesChain(complex, 0, element); });
}

/// Whether `node` matches the compound at `at` and the rest of the chain follows from there.
bool SelectorMatcher::matchesChain(const ComplexSelector &complex, std::size_t at, NodeId node)
{
    while (matchesCompound(complex.chain[at], node)) {
        if (++at == complex.chain.size())
            return true;
        const SelectorRelation relation = complex.chain[at].relation;
        const bool isOneStep = relation == SelectorRelation::Parent || relation == SelectorRelation::PreviousSibling ||
                               relation == SelectorRelation::NextSibling;
        if (!isOneStep)
            return reaches(complex, at, node);
        node = stepAlong(m_document, relation, node);
        if (node == noNode)
            return false;
    }
    return false;
}

/// Whether the compound at `at`, and what follows it, is found from `from` on.
bool SelectorMatcher::reaches(const ComplexSelector &complex, std::size_t at, NodeId from)
{
    switch (complex.chain[at].relation) {
    case SelectorRelation::Parent:
    case SelectorRelation::PreviousSibling:
    case SelectorRelation::NextSibling: {
        const NodeId node = stepAlong(m_document, complex.chain[at].relation, from);
        return node != noNode && matchesChain(complex, at, node);
    }
    case SelectorRelation::Child:
        return reachesChild(complex, at, from);
    case SelectorRelation::Descendant:
        return reachesBelow(complex, at, from);
    case SelectorRelation::Ancestor:
    case SelectorRelation::AnyPreviousSibling:
    case SelectorRelation::AnyNextSibling:
        return reachesAlong(complex, at, from);
    }
    return false;
}

bool SelectorMatcher::reachesAlong(const ComplexSelector &complex, std::size_t at, NodeId from)
{
    const SelectorRelation relation = complex.chain[at].relation;
    WalkMemo &memo = m_walks[std::size_t(complex.chain[at].slot)];
    const NodeId first = stepAlong(m_document, relation, from);
    bool isFound = false;
    NodeId node = first;
    for (; node != noNode && !isFound; node = stepAlong(m_document, relation, node)) {
        const WalkMemo::Answer known = memo.answer(node);
        isFound = known == WalkMemo::Answer::Yes;
        if (known != WalkMemo::Answer::Unknown)
            break;
        memo.countStep(m_document.nodeCount());
        isFound = matchesChain(complex, at, node);
    }
    if (memo.isOn()) {
        for (NodeId seen = first; seen != node; seen = stepAlong(m_document, relation, seen))
            memo.remember(seen, isFound);
    }
    return isFound;
}

bool SelectorMatcher::reachesChild(const ComplexSelector &complex, std::size_t at, NodeId from)
{
    NodeId child = firstChildElement(m_document, from);
    while (child != noNode && !matchesChain(complex, at, child))
        child = nextElement(m_document, child);
    return child != noNode;
}

bool SelectorMatcher::reachesBelow(const ComplexSelector &complex, std::size_t at, NodeId from)
{
    WalkMemo &memo = m_walks[std::size_t(complex.chain[at].slot)];
    NodeId node = m_document.nextInTree(from, from);
    while (node != noNode) {
        const WalkMemo::Answer known = memo.answer(node);
        if (known == WalkMemo::Answer::Yes)
            break;
        if (known == WalkMemo::Answer::No) {
            node = nextOutside(m_document, node, from);
            continue;
        }
        memo.countStep(m_document.nodeCount());
        if (m_document.isElement(node) && matchesChain(complex, at, node))
            break;
        node = m_document.nextInTree(node, from);
    }
    if (memo.isOn())
        rememberBelow(memo, from, node);
    return node != noNode;
}

/// What was passed before `found` has nothing below it, but for the ancestors of `found`.
void SelectorMatcher::rememberBelow(WalkMemo &memo, NodeId from, NodeId found) const
{
    for (NodeId seen = m_document.nextInTree(from, from); seen != found && seen != noNode;) {
        if (memo.answer(seen) == WalkMemo::Answer::No) {
            seen = nextOutside(m_document, seen, from);
        } else {
            memo.remember(seen, false);
            seen = m_document.nextInTree(seen, from);
        }
    }
    for (NodeId seen = found; seen != noNode && seen != from; seen = m_document.node(seen).parent)
        memo.remember(seen, true);
}

bool SelectorMatcher::matchesCompound(const CompoundSelector &compound, NodeId node)
{
    if (compound.isAnchor)
        return node == m_scope;
    const Document::Node &element = m_document.node(node);
    if (element.type != NodeType::Element || compound.isNoNamespace)
        return false;
    if (!compound.type.isEmpty()) {
        const bool isHtml = element.ns == NodeNamespace::Html;
        if (element.text != viewOf(isHtml ? compound.type : compound.typeAsWritten))
            return false;
    }
    return std::all_of(compound.tests.begin(), compound.tests.end(),
                       [&](const SelectorTest &test) { return matchesTest(test, node); });
}

bool SelectorMatcher::matchesTest(const SelectorTest &test, NodeId element)
{
    switch (test.kind) {
    case SelectorTestKind::Never:
        return false;
    case SelectorTestKind::Id:
        return matchesId(test, element);
    case SelectorTestKind::Class:
        return matchesClass(test, element);
    case SelectorTestKind::Attribute:
        return matchesAttribute(m_document, element, test);
    case SelectorTestKind::Scope:
        return matchesScope(element);
    case SelectorTestKind::Nth:
        return matchesPosition(test, element);
    case SelectorTestKind::Is:
        return matchesList(test.list, element);
    case SelectorTestKind::Not:
        return !matchesList(test.list, element);
    case SelectorTestKind::Has:
        return matchesHas(test, element);
    case SelectorTestKind::Lang:
        return m_language.matchesAny(element, test.ranges);
    case SelectorTestKind::Dir:
        return m_language.isRightToLeft(element) == test.isRightToLeft;
    case SelectorTestKind::Root:
    case SelectorTestKind::FirstChild:
    case SelectorTestKind::LastChild:
    case SelectorTestKind::OnlyChild:
    case SelectorTestKind::AnyLink:
    case SelectorTestKind::Defined:
    case SelectorTestKind::Open:
    case SelectorTestKind::Empty:
        return matchesElement(m_document, element, test.kind);
    case SelectorTestKind::Enabled:
    case SelectorTestKind::Disabled:
    case SelectorTestKind::Required:
    case SelectorTestKind::Optional:
    case SelectorTestKind::ReadOnly:
    case SelectorTestKind::ReadWrite:
    case SelectorTestKind::PlaceholderShown:
    case SelectorTestKind::Checked:
    case SelectorTestKind::Default:
    case SelectorTestKind::Indeterminate:
    case SelectorTestKind::InRange:
    case SelectorTestKind::OutOfRange:
    case SelectorTestKind::Valid:
    case SelectorTestKind::Invalid:
        return m_forms.has(element, test.kind);
    }
    return false;
}

bool SelectorMatcher::matchesId(const SelectorTest &test, NodeId element)
{
    const std::string_view id = m_document.attribute(element, "id");
    return id == viewOf(test.name) ||
           (id.size() == std::size_t(test.name.size()) && isQuirky() && equalsIgnoringCase(id, viewOf(test.lowerName)));
}

bool SelectorMatcher::matchesClass(const SelectorTest &test, NodeId element)
{
    const std::string_view classes = m_document.attribute(element, "class");
    if (classes.size() < std::size_t(test.name.size()))
        return false;
    return isQuirky() ? hasWordIgnoringCase(classes, viewOf(test.lowerName)) : hasWord(classes, viewOf(test.name));
}

bool SelectorMatcher::matchesScope(NodeId element) const
{
    if (m_document.node(m_scope).type == NodeType::Document)
        return m_document.node(element).parent == m_scope;
    return element == m_scope;
}

bool SelectorMatcher::matchesHas(const SelectorTest &test, NodeId element)
{
    return std::any_of(test.list.begin(), test.list.end(),
                       [&](const ComplexSelector &complex) { return reaches(complex, 0, element); });
}

bool SelectorMatcher::isQuirky()
{
    if (!m_isQuirky)
        m_isQuirky = sluice::core::isQuirky(m_document);
    return *m_isQuirky;
}

} // namespace sluice::core
