// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/gumboconverter.h"

#include "core/html/sourceguard.h"
#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

#include <algorithm>
#include <cstring>

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

bool isMarkedNoscript(const GumboElement &element)
{
    const std::string_view written(element.original_tag.data, element.original_tag.length);
    return written.substr(std::min<std::size_t>(written.size(), 1)).starts_with(SourceGuard::noscriptMark);
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
        (void)m_builder.append(parentForText(), NodeType::Text, node.v.text.text);
        return;
    case GUMBO_NODE_COMMENT:
        (void)m_builder.append(parentForText(), NodeType::Comment, node.v.text.text);
        return;
    case GUMBO_NODE_DOCUMENT:
        return;
    }
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
        m_builder.addAttribute({attribute->name, attribute->value, toNamespace(attribute->attr_namespace)});
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
    if (element.tag == GUMBO_TAG_UNKNOWN)
        return unknownName(element);
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG && element.original_tag.length > 0) {
        GumboStringPiece name = element.original_tag;
        gumbo_tag_from_original_text(&name);
        if (const char *adjusted = gumbo_normalize_svg_tagname(&name))
            return adjusted;
    }
    if (element.tag == GUMBO_TAG_NOFRAMES && m_builder.isScripting() && isMarkedNoscript(element))
        return tagName(GUMBO_TAG_NOSCRIPT);
    return tagName(element.tag);
}

std::string_view GumboConverter::unknownName(const GumboElement &element)
{
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG) {
        if (const char *adjusted = gumbo_normalize_svg_tagname(&piece))
            return adjusted;
    }
    const std::string_view written(piece.data, piece.length);
    const auto isPlain = [](char c) { return c != '\0' && (c < 'A' || c > 'Z'); };
    if (std::all_of(written.begin(), written.end(), isPlain))
        return written;
    std::string lower;
    for (const char c : written) {
        if (c == '\0')
            lower += "\xef\xbf\xbd";
        else
            lower += toAsciiLower(c);
    }
    return m_builder.arena().keep(lower);
}

} // namespace sluice::core
