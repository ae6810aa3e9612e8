// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/html/documentstorage.h"

namespace sluice::core {

/// Fills a Document front to back. Strings given to it must lie in source(), in arena() or be literals.
class DocumentBuilder final
{
public:
    explicit DocumentBuilder(QByteArray source);

    [[nodiscard]] const QByteArray &source() const { return m_document.m_storage->source; }
    [[nodiscard]] Arena &arena() { return m_document.m_storage->arena; }

    /// Room for that many nodes and attributes, so that the arrays need not grow.
    void reserve(std::size_t nodes, std::size_t attributes);

    /// Appends a node as the last child of `parent`. Call it in document order.
    NodeId append(NodeId parent, NodeType type, std::string_view text = {}, NodeNamespace ns = NodeNamespace::Html)
    {
        std::vector<Document::Node> &nodes = m_document.m_nodes;
        const NodeId id = NodeId(nodes.size());
        Document::Node &node = nodes.emplace_back();
        node.parent = parent;
        node.type = type;
        node.ns = ns;
        node.text = text;
        node.firstAttribute = std::uint32_t(m_document.m_attributes.size());
        Document::Node &above = nodes[parent];
        node.previousSibling = above.lastChild;
        if (above.lastChild == noNode)
            above.firstChild = id;
        else
            nodes[above.lastChild].nextSibling = id;
        above.lastChild = id;
        return id;
    }

    /// Gives the node appended last one more attribute; dropped beyond what Node can count.
    void addAttribute(const Attribute &attribute)
    {
        Document::Node &node = m_document.m_nodes.back();
        if (node.attributeCount == UINT16_MAX)
            return;
        ++node.attributeCount;
        m_document.m_attributes.push_back(attribute);
    }

    void setDoctypeIds(std::string_view publicId, std::string_view systemId);
    void setScripting(bool isOn) { m_document.m_isScripting = isOn; }
    [[nodiscard]] bool isScripting() const { return m_document.m_isScripting; }
    [[nodiscard]] ParseNotes &notes() { return m_document.m_notes; }

    /// The document; the builder is used up.
    [[nodiscard]] Document finish() { return std::move(m_document); }

private:
    Document m_document;
};

} // namespace sluice::core
