// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xmltree.h"

#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstring>

namespace sluice::core {

namespace {

/// libxml2 walks over all of them to compare the places of two.
constexpr int mostCommentsInARow = 1000;

const xmlChar *xmlText(const char *text)
{
    return reinterpret_cast<const xmlChar *>(text);
}

xmlNs makeNamespace(const char *uri, const char *prefix)
{
    xmlNs ns{};
    ns.type = XML_LOCAL_NAMESPACE;
    ns.href = xmlText(uri);
    ns.prefix = xmlText(prefix);
    return ns;
}

/// libxml2 takes them as not const, but does not write.
xmlNs *namespaceOf(AttributeNamespace ns)
{
    static xmlNs xlink = makeNamespace("http://www.w3.org/1999/xlink", "xlink");
    static xmlNs xml = makeNamespace("http://www.w3.org/XML/1998/namespace", "xml");
    switch (ns) {
    case AttributeNamespace::None:
    case AttributeNamespace::Xmlns:
        return nullptr;
    case AttributeNamespace::XLink:
        return &xlink;
    case AttributeNamespace::Xml:
        return &xml;
    }
    return nullptr;
}

void *asMark(NodeId id)
{
    return reinterpret_cast<void *>(std::uintptr_t(id));
}

} // namespace

bool XmlTree::fits(const Document &document, std::size_t maximumNodes)
{
    std::size_t count = document.nodeCount();
    for (NodeId id = 0; id < document.nodeCount(); ++id)
        count += document.node(id).attributeCount;
    return count <= maximumNodes;
}

XmlTree::XmlTree(const Document &page)
    : document(page)
    , nodes(page.nodeCount())
    , ends(page.nodeCount(), noNode)
    , marks(page.nodeCount(), 0)
{
    root.type = XML_DOCUMENT_NODE;
    root.doc = &root;
    root._private = asMark(0);
    nodes[0].type = XML_DOCUMENT_NODE;
    std::size_t attributes = 0;
    std::size_t bytes = 1; // copy()'s addresses hold: never empty, never grown
    for (NodeId id = 0; id < page.nodeCount(); ++id) {
        bytes += page.node(id).text.size() + 1;
        attributes += page.node(id).attributeCount;
        for (const Attribute &attribute : page.attributes(id))
            bytes += attribute.name.size() + attribute.value.size() + 2;
    }
    m_attributes.reserve(attributes);
    m_values.reserve(attributes);
    m_text.reserve(bytes);
    for (NodeId id = page.nextInTree(0); id != noNode; id = page.nextInTree(id))
        addNode(id);
    measure();
}

xmlChar *XmlTree::copy(std::string_view text)
{
    char *start = m_text.data() + m_text.size();
    const std::string_view upToNul = text.substr(0, text.find('\0'));
    m_text.insert(m_text.end(), upToNul.begin(), upToNul.end());
    m_text.push_back('\0');
    return reinterpret_cast<xmlChar *>(start);
}

const xmlChar *XmlTree::nameOf(std::string_view name)
{
    const auto [entry, isNew] = m_names.try_emplace(name, nullptr);
    if (isNew)
        entry->second = copy(name);
    return entry->second;
}

void XmlTree::addNode(NodeId id)
{
    const Document::Node &source = document.node(id);
    xmlNode &node = nodes[id];
    m_commentsInARow = source.type == NodeType::Comment ? m_commentsInARow + 1 : 0;
    switch (source.type) {
    case NodeType::Document:
    case NodeType::Doctype:
    case NodeType::TemplateContent:
        return;
    case NodeType::Element:
        node.type = XML_ELEMENT_NODE;
        node.name = nameOf(source.text);
        // How xmlXPathOrderDocElems() marks the order of elements.
        node.content = reinterpret_cast<xmlChar *>(-std::intptr_t(id));
        break;
    case NodeType::Text:
        node.type = XML_TEXT_NODE;
        node.name = xmlStringText;
        node.content = copy(source.text);
        break;
    case NodeType::Comment:
        if (m_commentsInARow > mostCommentsInARow)
            return;
        node.type = XML_COMMENT_NODE;
        node.name = xmlStringComment;
        node.content = copy(source.text);
        break;
    }
    node._private = asMark(id);
    node.doc = &root;
    linkToParent(id, source.parent);
    addAttributes(id);
}

void XmlTree::linkToParent(NodeId id, NodeId parent)
{
    xmlNode *above = nodeOf(parent);
    if (above == nullptr)
        return;
    xmlNode &node = nodes[id];
    node.parent = above;
    node.prev = above->last;
    (node.prev != nullptr ? node.prev->next : above->children) = &node;
    above->last = &node;
}

void XmlTree::addAttributes(NodeId id)
{
    xmlAttr *before = nullptr;
    NodeId index = 0;
    for (const Attribute &source : document.attributes(id)) {
        const NodeId at = index++;
        if (source.ns == AttributeNamespace::Xmlns)
            continue; // a declaration is no attribute in XPath's model
        xmlAttr &attribute = m_attributes.emplace_back();
        xmlNode &value = m_values.emplace_back();
        attribute.type = XML_ATTRIBUTE_NODE;
        attribute._private = asMark(at);
        attribute.name = nameOf(source.name);
        attribute.ns = namespaceOf(source.ns);
        attribute.parent = &nodes[id];
        attribute.doc = &root;
        attribute.children = attribute.last = &value;
        attribute.prev = before;
        (before != nullptr ? before->next : nodes[id].properties) = &attribute;
        before = &attribute;
        value.type = XML_TEXT_NODE;
        value.name = xmlStringText;
        value.content = copy(source.value);
        value.parent = reinterpret_cast<xmlNode *>(&attribute);
        value.doc = &root;
    }
}

void XmlTree::measure()
{
    m_textBefore.resize(nodes.size() + 1);
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const bool isText = nodes[id].type == XML_TEXT_NODE;
        m_textBefore[id + 1] = m_textBefore[id] + (isText ? document.node(id).text.size() : 0);
    }
    // A parent stands before its children, so that backwards every last child's end is known.
    for (NodeId id = NodeId(nodes.size()); id-- > 0;) {
        const NodeId last = document.node(id).lastChild;
        ends[id] = last == noNode ? id + 1 : ends[last];
    }
}

xmlNode *XmlTree::nodeOf(NodeId id)
{
    if (id == 0)
        return reinterpret_cast<xmlNode *>(&root);
    return hasNode(id) ? &nodes[id] : nullptr;
}

NodeId XmlTree::idOf(const xmlNode *mirror)
{
    const xmlNode *node = mirror->type == XML_ATTRIBUTE_NODE ? mirror->parent : mirror;
    return NodeId(reinterpret_cast<std::uintptr_t>(node->_private));
}

int XmlTree::attributeIndex(const xmlAttr *attribute)
{
    return int(reinterpret_cast<std::uintptr_t>(attribute->_private));
}

std::string XmlTree::stringValue(const xmlNode *mirror) const
{
    if (mirror->type == XML_ATTRIBUTE_NODE)
        return reinterpret_cast<const char *>(mirror->children->content);
    if (mirror->type == XML_TEXT_NODE || mirror->type == XML_COMMENT_NODE)
        return reinterpret_cast<const char *>(mirror->content);
    std::string text;
    const NodeId start = idOf(mirror);
    for (NodeId id = start; id < ends[start]; ++id) {
        if (nodes[id].type == XML_TEXT_NODE)
            text += reinterpret_cast<const char *>(nodes[id].content);
    }
    return text;
}

unsigned long XmlTree::readingCost(const xmlNode *mirror) const
{
    if (mirror->type == XML_ATTRIBUTE_NODE)
        return 1 + std::strlen(reinterpret_cast<const char *>(mirror->children->content)) / 16;
    const NodeId start = idOf(mirror);
    const NodeId end = ends[start];
    return 1 + (end - start) + (m_textBefore[end] - m_textBefore[start]) / 16;
}

NodeId XmlTree::elementById(const std::string &id)
{
    if (!m_hasIds) {
        m_hasIds = true;
        for (NodeId at = 1; at < nodes.size(); ++at) {
            if (nodes[at].type == XML_ELEMENT_NODE && document.hasAttribute(at, "id"))
                m_ids.try_emplace(std::string(document.attribute(at, "id")), at);
        }
    }
    const auto found = m_ids.find(id);
    return found == m_ids.end() ? noNode : found->second;
}

} // namespace sluice::core
