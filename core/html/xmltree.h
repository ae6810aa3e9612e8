// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice::core {

/// libxml2's structures for a document, each made here and never given to libxml2 to free: three blocks of memory
/// instead of hundreds of thousands. What it reads (XPath) needs no more than these fields.
struct XmlTree
{
    /// Whether the document is small enough; else build nothing.
    [[nodiscard]] static bool fits(const Document &document, std::size_t maximumNodes);

    explicit XmlTree(const Document &page);
    XmlTree(const XmlTree &) = delete;
    XmlTree &operator=(const XmlTree &) = delete;

    /// The node's mirror; null for what is left out.
    [[nodiscard]] xmlNode *nodeOf(NodeId id);
    /// The document's node that `mirror` (a node or attribute) stands for; an attribute's is its element.
    [[nodiscard]] static NodeId idOf(const xmlNode *mirror);
    /// Index of an attribute within its element.
    [[nodiscard]] static int attributeIndex(const xmlAttr *attribute);
    [[nodiscard]] bool hasNode(NodeId id) const { return nodes[id].type != 0; }
    /// XPath's string value of a node or attribute.
    [[nodiscard]] std::string stringValue(const xmlNode *mirror) const;
    /// What reading the string value costs: nodes and characters passed.
    [[nodiscard]] unsigned long readingCost(const xmlNode *mirror) const;
    /// First element with that id.
    [[nodiscard]] NodeId elementById(const std::string &id);

    const Document &document;
    xmlDoc root{};
    std::vector<xmlNode> nodes; ///< by NodeId; type 0 = left out. The document's own is `root`.
    std::vector<NodeId> ends;   ///< by NodeId: the first id after the node and all below it
    /// By NodeId: equal to `generation` for what the node set being built holds.
    std::vector<std::uint32_t> marks;
    std::uint32_t generation = 0;

private:
    void addNode(NodeId id);
    void addAttributes(NodeId id);
    void linkToParent(NodeId id, NodeId parent);
    [[nodiscard]] xmlChar *copy(std::string_view text);
    [[nodiscard]] const xmlChar *nameOf(std::string_view name);
    void measure();

    std::vector<xmlAttr> m_attributes;
    std::vector<xmlNode> m_values; ///< of attributes: each has its value in a text node
    std::vector<char> m_text;
    std::vector<unsigned long> m_textBefore; ///< by NodeId: bytes of text before it
    std::unordered_map<std::string_view, const xmlChar *> m_names;
    std::unordered_map<std::string, NodeId> m_ids;
    bool m_hasIds = false;
    int m_commentsInARow = 0;
};

} // namespace sluice::core
