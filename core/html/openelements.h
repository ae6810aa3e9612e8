// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/markupscanner.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice::core {

/// Follows which elements are open while tags go by, as far as their number is concerned: the stack of open elements
/// (HTML Standard, 13.2.4.2) with implied end tags, scopes, misnested formatting and foreign content, but without
/// implied start tags and foster parenting. Time per tag is at most linear in the number of open elements.
class OpenElements final
{
public:
    struct Entry
    {
        std::uint32_t traits = 0;
        std::string_view name;      ///< as written
        std::uint32_t nameHash = 0; ///< lower-cased name
        GumboTag tag = GUMBO_TAG_UNKNOWN;
        bool isForeign = false;
        bool isIntegrationPoint = false; ///< HTML rules hold inside
    };

    [[nodiscard]] std::size_t depth() const { return m_open.size(); }
    /// Whether a start tag now makes an SVG or MathML element.
    [[nodiscard]] bool isForeign() const;

    /// Closes what the start tag closes by itself.
    void closeFor(const MarkupToken &tag);
    /// Whether the tag makes an element that stays open.
    [[nodiscard]] bool staysOpen(const MarkupToken &tag) const;
    void push(const MarkupToken &tag);
    void closeByEndTag(const MarkupToken &tag);
    /// The innermost open element; there must be one.
    [[nodiscard]] std::string_view currentName() const { return m_open.back().name; }
    void popForeign() { popTo(m_open.size() - 1); }

    [[nodiscard]] static std::uint32_t hashOf(std::string_view name);

private:
    [[nodiscard]] bool isOpen(GumboTag tag) const { return m_counts[tag] > 0; }
    [[nodiscard]] bool matches(const Entry &entry, const MarkupToken &tag, std::uint32_t hash) const;
    void popTo(std::size_t size);
    void removeAt(std::size_t index);
    /// Pops up to and with the topmost `tag` unless an element with one of `walls` stands above it.
    void popIfInScope(GumboTag tag, std::uint32_t walls);
    void popItem(GumboTag first, GumboTag second);
    void popTableContext(GumboTag tag);
    void closeFormatting(GumboTag tag);
    void leaveForeign();
    void closeForHtml(const MarkupToken &tag);
    void closeForeignByEndTag(const MarkupToken &tag);

    std::vector<Entry> m_open;
    std::array<std::uint32_t, GUMBO_TAG_LAST + 1> m_counts{};
};

} // namespace sluice::core
