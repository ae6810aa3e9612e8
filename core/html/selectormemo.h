// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <cstdint>
#include <vector>

namespace sluice::core {

/// How many steps one relation or position may take in a call before its answers are remembered: few enough that what
/// they cost does not count, enough that small calls need no memory.
[[nodiscard]] constexpr std::size_t freeSteps(std::size_t nodeCount)
{
    return 1024 + nodeCount / 4;
}

/// Whether a walk from a node on (the node itself included) finds what it looks for.
class WalkMemo final
{
public:
    enum class Answer : std::uint8_t { Unknown, No, Yes };

    [[nodiscard]] bool isOn() const { return !m_answers.empty(); }
    [[nodiscard]] Answer answer(NodeId id) const { return isOn() ? m_answers[id] : Answer::Unknown; }
    void remember(NodeId id, bool isFound) { m_answers[id] = isFound ? Answer::Yes : Answer::No; }
    void countStep(std::size_t nodeCount)
    {
        if (++m_steps == freeSteps(nodeCount))
            m_answers.assign(nodeCount, Answer::Unknown);
    }

private:
    std::size_t m_steps = 0;
    std::vector<Answer> m_answers;
};

/// Positions of elements among their siblings, from 1; 0 = not known yet.
struct PositionMemo
{
    std::size_t steps = 0;
    std::vector<std::uint32_t> positions;
};

} // namespace sluice::core
