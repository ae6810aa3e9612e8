// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/document.h"

#include "core/html/documentstorage.h"
#include "core/html/whitespace.h"

namespace sluice::core {

Document::Document()
    : m_nodes(1)
{}

Document::~Document() = default;

Document::Document(Document &&) noexcept = default;

Document &Document::operator=(Document &&) noexcept = default;

bool Document::isElement(NodeId id, std::string_view htmlName) const
{
    const Node &candidate = m_nodes[id];
    return candidate.type == NodeType::Element && candidate.ns == NodeNamespace::Html && candidate.text == htmlName;
}

std::span<const Attribute> Document::attributes(NodeId id) const
{
    return std::span(m_attributes).subspan(m_nodes[id].firstAttribute, m_nodes[id].attributeCount);
}

std::string_view Document::attribute(NodeId id, std::string_view name) const
{
    for (const Attribute &candidate : attributes(id)) {
        if (candidate.name == name && candidate.ns == AttributeNamespace::None)
            return candidate.value;
    }
    return {};
}

bool Document::hasAttribute(NodeId id, std::string_view name) const
{
    return attribute(id, name).data() != nullptr;
}

NodeId Document::firstElement(std::string_view htmlName) const
{
    NodeId id = root();
    while (id != noNode && !isElement(id, htmlName))
        id = nextInTree(id);
    return id;
}

NodeId Document::next(NodeId id, NodeId within) const
{
    const NodeId child = m_nodes[id].firstChild;
    return child != noNode ? child : nextSkippingChildren(id, within);
}

NodeId Document::nextSkippingChildren(NodeId id, NodeId within) const
{
    while (id != within && id != noNode) {
        if (m_nodes[id].nextSibling != noNode)
            return m_nodes[id].nextSibling;
        id = m_nodes[id].parent;
    }
    return noNode;
}

NodeId Document::nextInTree(NodeId id, NodeId within) const
{
    NodeId following = next(id, within);
    while (following != noNode && m_nodes[following].type == NodeType::TemplateContent)
        following = nextSkippingChildren(following, within);
    return following;
}

QByteArray Document::textContent(NodeId id) const
{
    if (m_nodes[id].type == NodeType::Text || m_nodes[id].type == NodeType::Comment)
        return QByteArray(m_nodes[id].text.data(), qsizetype(m_nodes[id].text.size()));
    QByteArray text;
    for (NodeId below = nextInTree(id, id); below != noNode; below = nextInTree(below, id)) {
        if (m_nodes[below].type == NodeType::Text)
            text.append(m_nodes[below].text.data(), qsizetype(m_nodes[below].text.size()));
    }
    return text;
}

QByteArray Document::cleanText(NodeId id) const
{
    return foldWhiteSpace(viewOf(textContent(id)));
}

} // namespace sluice::core
