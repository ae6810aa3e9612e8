// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/arena.h"

#include <gumbo.h>

#include <cstdint>
#include <string_view>

namespace sluice::core {

/// One run of libgumbo with its memory in an Arena. The tree lives as long as the arena and is never handed to
/// gumbo_destroy_output(), which recurses as deep as the page nests.
class GumboRun final
{
public:
    explicit GumboRun(Arena &arena);

    void setFragment(GumboTag context, GumboNamespaceEnum ns);

    /// Parses `source`, which must outlive the tree. nullptr when the arena's limit or the time limit was reached; the
    /// arena then holds rubbish and should be cleared.
    [[nodiscard]] const GumboOutput *parse(std::string_view source);

    /// How many nodes and attributes the parser made: upper bounds of what the tree holds.
    [[nodiscard]] std::size_t nodesMade() const { return m_nodesMade; }
    [[nodiscard]] std::size_t attributesMade() const { return m_attributesMade; }

private:
    static void *allocate(void *self, std::size_t size);
    static void release(void *self, void *pointer);
    [[nodiscard]] bool isOverdue() const;

    Arena &m_arena;
    GumboOptions m_options;
    std::size_t m_nodesMade = 0;
    std::size_t m_attributesMade = 0;
    std::uint32_t m_allocations = 0;
    std::int64_t m_deadlineNs = 0;
    void *m_wayOut = nullptr; ///< the jmp_buf of the parse under way
};

} // namespace sluice::core
