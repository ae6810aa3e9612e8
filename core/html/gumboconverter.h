// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/documentbuilder.h"

#include <gumbo.h>

#include <vector>

namespace sluice::core {

/// Copies gumbo's tree into a DocumentBuilder whose arena holds it. Strings are shared, not copied. Elements deeper than
/// the cap become siblings at the cap.
class GumboConverter final
{
public:
    GumboConverter(DocumentBuilder &builder, int depthCap);

    void convertDocument(const GumboNode *document);
    /// The children of `root` become children of the document node.
    void convertFragment(const GumboNode *root);

private:
    /// An element whose children are being converted.
    struct Frame
    {
        const GumboVector *children = nullptr;
        unsigned int nextChild = 0;
        NodeId node = noNode; ///< where children are attached
    };

    void addDoctype(const GumboDocument &document);
    [[nodiscard]] bool isDoctypeBefore(const GumboNode &node);
    void convertBelow(const GumboVector &children);
    void convertNode(const GumboNode &node);
    void convertElement(const GumboNode &node);
    void addAttributes(const GumboElement &element);
    [[nodiscard]] NodeId parentForElement();
    [[nodiscard]] NodeId parentForText() const;
    [[nodiscard]] std::string_view elementName(const GumboElement &element);
    [[nodiscard]] std::string_view lowered(std::string_view name);
    [[nodiscard]] std::string_view joinedText(const GumboNode &first);

    DocumentBuilder &m_builder;
    std::size_t m_depthCap;
    const GumboDocument *m_pendingDoctype = nullptr;
    const char *m_cursor = nullptr; ///< in the source, while the doctype is pending
    std::vector<Frame> m_open;      ///< m_open[0] is the document
    NodeId m_openSlot = noNode;     ///< the element at the cap that still takes text
};

} // namespace sluice::core
