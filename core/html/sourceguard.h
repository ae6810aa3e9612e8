// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/openelements.h"

#include <QByteArray>

#include <array>
#include <string_view>

namespace sluice::core {

/// Markup that a parser with quadratic parts can take.
struct GuardedSource
{
    QByteArray text; ///< shares the input's memory where nothing had to change
    bool isFlattened = false;
    bool isTrimmed = false;
};

/// Rewrites a page that would make the parser slow: elements that would be nested deeper than the cap are closed before
/// the next one opens (parts of tables are dropped there), and a tag keeps its first MarkupScanner::attributeCap
/// attributes. Follows nesting with OpenElements, which rather counts too little than too much: pages below the cap
/// are left alone. Tags that the parser treats by old rules get another name (see tagaliases.h), and an end tag that leaves SVG or
/// MathML closes what it leaves.
class SourceGuard final
{
public:
    SourceGuard(const QByteArray &source, int depthCap, bool isScripting);

    [[nodiscard]] GuardedSource run();

private:
    void startTag(const MarkupToken &tag);
    void endTag(const MarkupToken &tag);
    void startBeyondCap(const MarkupToken &tag);
    [[nodiscard]] bool isRepeatedRoot(const MarkupToken &tag);
    void cutAttributes(const MarkupToken &tag);
    /// Closes the element in the slot before `tag`, as its parent is gone.
    void leaveCap(const MarkupToken &tag);
    void rename(const MarkupToken &tag);
    /// </p> and </br> end all SVG and MathML elements up to the next integration point, which the parser forgets.
    void leaveForeignBefore(const MarkupToken &endTag);

    void copyTo(const char *end);
    void insertEndTag(std::string_view name, const char *before);
    void drop(std::string_view piece);

    QByteArray m_source;
    std::size_t m_depthCap;
    bool m_isScripting;
    OpenElements m_elements;
    std::string_view m_slot; ///< end tag name of the one element open beyond the cap
    std::uint32_t m_slotHash = 0;
    GumboTag m_slotTag = GUMBO_TAG_UNKNOWN;
    std::array<std::uint32_t, GUMBO_TAG_LAST + 1> m_dropped{}; ///< end tags to come that have lost their start tag
    std::array<int, 2> m_rootAttributes{};                     ///< of <html> and <body>
    const char *m_copied;                                      ///< the source up to here is in m_result
    GuardedSource m_result;
};

} // namespace sluice::core
