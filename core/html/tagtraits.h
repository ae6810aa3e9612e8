// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

namespace sluice::core {

/// What the tree construction rules (HTML Standard, 13.2.6) say of a tag, as far as nesting depends on it.
namespace TagTrait {
enum : std::uint32_t {
    Void = 1U << 0,       ///< never has children
    Special = 1U << 1,    ///< the "special" category of 13.2.4.2
    Formatting = 1U << 2, ///< the "formatting" category
    ClosesParagraph = 1U << 3,
    ScopeWall = 1U << 4,     ///< ends "in scope"
    Heading = 1U << 5,       ///< h1 to h6
    TablePart = 1U << 6,     ///< table and what only makes sense inside it
    RawText = 1U << 7,       ///< content is text up to the end tag
    LeavesForeign = 1U << 8, ///< a start tag that ends SVG and MathML content
    Once = 1U << 9,          ///< html, head, body: only the first makes an element
    TableWall = 1U << 10,    ///< ends "in table scope"
};
} // namespace TagTrait

/// Traits of an HTML tag; 0 for unknown ones.
[[nodiscard]] std::uint32_t tagTraits(GumboTag tag);

/// Name of a known tag, lower case.
[[nodiscard]] std::string_view tagName(GumboTag tag);

} // namespace sluice::core
