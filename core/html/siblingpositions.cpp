// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/anplusb.h"
#include "core/html/elementsteps.h"
#include "core/html/selectormatcher.h"

#include <array>
#include <unordered_map>

namespace sluice::core {

namespace {

/// Position of what does not count: no An+B has it.
constexpr std::uint32_t notCounted = UINT32_MAX;

NodeId towardsStart(const Document &document, const SelectorTest &test, NodeId id)
{
    return test.isFromEnd ? nextElement(document, id) : previousElement(document, id);
}

NodeId awayFromStart(const Document &document, const SelectorTest &test, NodeId id)
{
    return test.isFromEnd ? previousElement(document, id) : nextElement(document, id);
}

/// Counts elements by namespace and name.
class TypeCounter final
{
public:
    [[nodiscard]] std::uint32_t count(const Document::Node &element)
    {
        return ++m_counts[std::size_t(element.ns)][element.text];
    }

private:
    std::array<std::unordered_map<std::string_view, std::uint32_t>, 3> m_counts;
};

} // namespace

bool SelectorMatcher::matchesPosition(const SelectorTest &test, NodeId element)
{
    if (test.isOfList && !matchesList(test.list, element))
        return false;
    return AnPlusB{test.step, test.offset}.has(positionOf(test, element));
}

/// Counts, until counting has cost so much that the positions of all siblings are worth remembering.
std::uint32_t SelectorMatcher::positionOf(const SelectorTest &test, NodeId element)
{
    PositionMemo &memo = m_positions[std::size_t(test.slot)];
    if (!memo.positions.empty()) {
        if (memo.positions[element] == 0)
            fillPositions(test, element, memo.positions);
        return memo.positions[element];
    }
    std::uint32_t position = 1;
    for (NodeId id = towardsStart(m_document, test, element); id != noNode; id = towardsStart(m_document, test, id)) {
        position += isCounted(test, id, element) ? 1 : 0;
        ++memo.steps;
    }
    if (memo.steps > freeSteps(m_document.nodeCount()))
        memo.positions.resize(m_document.nodeCount());
    return position;
}

void SelectorMatcher::fillPositions(const SelectorTest &test, NodeId sibling, std::vector<std::uint32_t> &positions)
{
    NodeId id = sibling;
    for (NodeId before = id; before != noNode; before = towardsStart(m_document, test, before))
        id = before;
    TypeCounter types;
    std::uint32_t count = 0;
    for (; id != noNode; id = awayFromStart(m_document, test, id)) {
        if (test.isOfType)
            positions[id] = types.count(m_document.node(id));
        else if (isCounted(test, id, id))
            positions[id] = ++count;
        else
            positions[id] = notCounted;
    }
}

bool SelectorMatcher::isCounted(const SelectorTest &test, NodeId sibling, NodeId element)
{
    if (test.isOfList)
        return matchesList(test.list, sibling);
    const Document::Node &one = m_document.node(sibling);
    const Document::Node &other = m_document.node(element);
    return !test.isOfType || (one.ns == other.ns && one.text == other.text);
}

} // namespace sluice::core
