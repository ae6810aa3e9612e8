// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/gumboconverter.h"

#include "core/html/tagaliases.h"
#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

#include <algorithm>
#include <string>

namespace sluice::core {

namespace {

NodeNamespace toNamespace(GumboNamespaceEnum ns)
{
    switch (ns) {
    case GUMBO_NAMESPACE_HTML:
        return NodeNamespace::Html;
    case GUMBO_NAMESPACE_SVG:
        return NodeNamespace::Svg;
    case GUMBO_NAMESPACE_MATHML:
        return NodeNamespace::MathMl;
    }
    return NodeNamespace::Html;
}

AttributeNamespace toNamespace(GumboAttributeNamespaceEnum ns)
{
    switch (ns) {
    case GUMBO_ATTR_NAMESPACE_NONE:
        return AttributeNamespace::None;
    case GUMBO_ATTR_NAMESPACE_XLINK:
        return AttributeNamespace::XLink;
    case GUMBO_ATTR_NAMESPACE_XML:
        return AttributeNamespace::Xml;
    case GUMBO_ATTR_NAMESPACE_XMLNS:
        return AttributeNamespace::Xmlns;
    }
    return AttributeNamespace::None;
}

/// An identifier as a view; without data() where there is none. Gumbo does not tell a missing one from an empty one.
std::string_view identifier(const char *text)
{
    return text && *text ? std::string_view(text) : std::string_view();
}

bool isText(const GumboNode &node)
{
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE;
}

bool canHideAnotherName(GumboTag tag)
{
    return tag == GUMBO_TAG_UNKNOWN || tag == GUMBO_TAG_CENTER || tag == GUMBO_TAG_NOFRAMES;
}

std::string_view nameAsWritten(const GumboElement &element)
{
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    return {name.data, name.length};
}

} // namespace

GumboConverter::GumboConverter(DocumentBuilder &builder, int depthCap)
    : m_builder(builder)
    , m_depthCap(std::size_t(std::max(depthCap, 4)))
{
    m_open.reserve(64);
}

void GumboConverter::convertDocument(const GumboNode *document)
{
    if (document->v.document.has_doctype)
        m_pendingDoctype = &document->v.document;
    m_cursor = m_builder.source().constData();
    convertBelow(document->v.document.children);
    if (m_pendingDoctype)
        addDoctype(*m_pendingDoctype);
}

void GumboConverter::convertFragment(const GumboNode *root)
{
    convertBelow(root->v.element.children);
}

/// Gumbo's document has no node for the doctype; only comments may stand before it, so it is where the source between
/// them is more than white space.
bool GumboConverter::isDoctypeBefore(const GumboNode &node)
{
    if (node.type != GUMBO_NODE_COMMENT)
        return true;
    const GumboStringPiece &comment = node.v.text.original_text;
    const bool isBlank = std::all_of(m_cursor, std::max(m_cursor, comment.data), isHtmlSpace);
    m_cursor = comment.data + comment.length;
    return !isBlank;
}

void GumboConverter::addDoctype(const GumboDocument &document)
{
    m_pendingDoctype = nullptr;
    (void)m_builder.append(0, NodeType::Doctype, document.name ? document.name : "");
    m_builder.setDoctypeIds(identifier(document.public_identifier), identifier(document.system_identifier));
}

void GumboConverter::convertBelow(const GumboVector &children)
{
    m_open.push_back({&children, 0, 0});
    while (!m_open.empty()) {
        Frame &frame = m_open.back();
        if (frame.nextChild == frame.children->length)
            m_open.pop_back();
        else
            convertNode(*static_cast<const GumboNode *>(frame.children->data[frame.nextChild++]));
    }
}

void GumboConverter::convertNode(const GumboNode &node)
{
    if (m_pendingDoctype && isDoctypeBefore(node))
        addDoctype(*m_pendingDoctype);
    switch (node.type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        convertElement(node);
        return;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
        (void)m_builder.append(parentForText(), NodeType::Text, joinedText(node));
        return;
    case GUMBO_NODE_COMMENT:
        (void)m_builder.append(parentForText(), NodeType::Comment, node.v.text.text);
        return;
    case GUMBO_NODE_DOCUMENT:
        return;
    }
}

/// Text moved out of a table is a node of its own in gumbo's tree; the standard joins it with the text before it.
std::string_view GumboConverter::joinedText(const GumboNode &first)
{
    Frame &frame = m_open.back();
    const auto nextText = [&frame]() -> const GumboNode * {
        if (frame.nextChild == frame.children->length)
            return nullptr;
        const auto *node = static_cast<const GumboNode *>(frame.children->data[frame.nextChild]);
        return isText(*node) ? node : nullptr;
    };
    if (!nextText())
        return first.v.text.text;
    std::string joined = first.v.text.text;
    for (const GumboNode *node = nextText(); node; node = nextText()) {
        joined += node->v.text.text;
        ++frame.nextChild;
    }
    return m_builder.arena().keep(joined);
}

void GumboConverter::convertElement(const GumboNode &node)
{
    const GumboElement &element = node.v.element;
    const NodeNamespace ns = toNamespace(element.tag_namespace);
    NodeId id = m_builder.append(parentForElement(), NodeType::Element, elementName(element), ns);
    if (element.attributes.length > 0)
        addAttributes(element);
    if (m_open.size() >= m_depthCap)
        m_openSlot = id;
    if (element.tag == GUMBO_TAG_TEMPLATE && ns == NodeNamespace::Html)
        id = m_builder.append(id, NodeType::TemplateContent);
    if (element.children.length > 0)
        m_open.push_back({&element.children, 0, id});
}

void GumboConverter::addAttributes(const GumboElement &element)
{
    for (unsigned int i = 0; i < element.attributes.length; ++i) {
        const auto *attribute = static_cast<const GumboAttribute *>(element.attributes.data[i]);
        const AttributeNamespace ns = toNamespace(attribute->attr_namespace);
        const std::string_view name = attribute->name;
        if (ns == AttributeNamespace::Xml && name == "base") // has left the standard's list of adjusted names
            m_builder.addAttribute({"xml:base", attribute->value});
        else
            m_builder.addAttribute({name, attribute->value, ns});
    }
}

/// m_open.size() is the depth that the new element would have, <html> having 1.
NodeId GumboConverter::parentForElement()
{
    if (m_open.size() <= m_depthCap)
        return m_open.back().node;
    m_builder.notes().isFlattened = true;
    return m_open[m_depthCap - 1].node;
}

/// Text after a flattened element may not go back into the element it was written in, since that one stands before in
/// document order; it becomes a sibling at the cap too.
NodeId GumboConverter::parentForText() const
{
    if (m_open.size() <= m_depthCap || m_open.back().node >= m_openSlot)
        return m_open.back().node;
    return m_open[m_depthCap - 1].node;
}

std::string_view GumboConverter::elementName(const GumboElement &element)
{
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG && element.original_tag.length > 0) {
        GumboStringPiece name = element.original_tag;
        gumbo_tag_from_original_text(&name);
        if (const char *adjusted = gumbo_normalize_svg_tagname(&name))
            return adjusted;
    }
    if (canHideAnotherName(element.tag) && element.original_tag.length > 0) {
        const std::string_view name = nameBehindAlias(nameAsWritten(element));
        if (!name.empty())
            return name;
    }
    return element.tag == GUMBO_TAG_UNKNOWN ? lowered(nameAsWritten(element)) : tagName(element.tag);
}

std::string_view GumboConverter::lowered(std::string_view name)
{
    const auto isPlain = [](char c) { return c != '\0' && (c < 'A' || c > 'Z'); };
    if (std::all_of(name.begin(), name.end(), isPlain))
        return name;
    std::string lower;
    for (const char c : name) {
        if (c == '\0')
            lower += "\xef\xbf\xbd";
        else
            lower += toAsciiLower(c);
    }
    return m_builder.arena().keep(lower);
}

} // namespace sluice::core
