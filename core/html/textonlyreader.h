// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/documentbuilder.h"
#include "core/html/markupscanner.h"

namespace sluice::core {

/// Reads a page that the parser may not hold a tree of: links, the elements that describe the page, and its text, in
/// one pass and in memory proportional to the source. The result has html, head and body; everything else stands flat
/// in them (the content of title and h1 stands in these).
class TextOnlyReader final
{
public:
    explicit TextOnlyReader(DocumentBuilder &builder);

    void read();

private:
    void startTag(const MarkupToken &tag);
    void endTag(const MarkupToken &tag);
    void text(std::string_view raw);
    void appendElement(const MarkupToken &tag, NodeId parent);
    void copyAttributes(const MarkupToken &tag);
    [[nodiscard]] NodeId body();
    [[nodiscard]] NodeId placeFor(GumboTag tag);
    /// Character references replaced and line ends made LF, as in the data state.
    [[nodiscard]] std::string_view decoded(std::string_view raw);

    DocumentBuilder &m_builder;
    Arena m_scratch;
    NodeId m_html;
    NodeId m_head;
    NodeId m_body = noNode;
    NodeId m_textParent = noNode;  ///< an open title or h1
    bool m_isSkippingText = false; ///< inside script, style and the like
    int m_svgDepth = 0;
};

} // namespace sluice::core
