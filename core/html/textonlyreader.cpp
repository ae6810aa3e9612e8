// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/textonlyreader.h"

#include "core/html/gumborun.h"
#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

#include <string>

namespace sluice::core {

namespace {

bool isWanted(GumboTag tag)
{
    switch (int(tag)) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
        return true;
    }
    return false;
}

} // namespace

TextOnlyReader::TextOnlyReader(DocumentBuilder &builder)
    : m_builder(builder)
    , m_html(builder.append(0, NodeType::Element, "html"))
    , m_head(builder.append(m_html, NodeType::Element, "head"))
{}

void TextOnlyReader::read()
{
    MarkupScanner scanner(viewOf(m_builder.source()));
    for (MarkupToken token = scanner.next(); token.kind != MarkupKind::End; token = scanner.next()) {
        if (token.kind == MarkupKind::Text)
            text(token.whole);
        else if (token.kind == MarkupKind::StartTag && !token.isUnfinished)
            startTag(token);
        else if (token.kind == MarkupKind::EndTag && !token.isUnfinished)
            endTag(token);
    }
    (void)body();
}

NodeId TextOnlyReader::body()
{
    if (m_body == noNode)
        m_body = m_builder.append(m_html, NodeType::Element, "body");
    return m_body;
}

NodeId TextOnlyReader::placeFor(GumboTag tag)
{
    const bool isHeadTag =
        tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_BASE || tag == GUMBO_TAG_META || tag == GUMBO_TAG_LINK;
    if (isHeadTag && m_body == noNode)
        return m_head;
    return m_textParent != noNode ? m_textParent : body();
}

void TextOnlyReader::startTag(const MarkupToken &tag)
{
    if (tag.tag == GUMBO_TAG_SVG && !tag.isSelfClosing)
        ++m_svgDepth;
    const bool isTitle = tag.tag == GUMBO_TAG_TITLE;
    m_isSkippingText = !isTitle && tag.tag != GUMBO_TAG_TEXTAREA && (tagTraits(tag.tag) & TagTrait::RawText) != 0;
    if (!isWanted(tag.tag) || (isTitle && m_svgDepth > 0))
        return;
    if (isTitle || tag.tag == GUMBO_TAG_H1)
        m_textParent = noNode;
    appendElement(tag, placeFor(tag.tag));
}

void TextOnlyReader::appendElement(const MarkupToken &tag, NodeId parent)
{
    const NodeId id = m_builder.append(parent, NodeType::Element, tagName(tag.tag));
    if (tag.attributeCount > 0)
        copyAttributes(tag);
    if (tag.tag == GUMBO_TAG_TITLE || tag.tag == GUMBO_TAG_H1)
        m_textParent = id;
}

void TextOnlyReader::endTag(const MarkupToken &tag)
{
    m_isSkippingText = false;
    if (tag.tag == GUMBO_TAG_SVG && m_svgDepth > 0)
        --m_svgDepth;
    if (tag.tag == GUMBO_TAG_TITLE || tag.tag == GUMBO_TAG_H1)
        m_textParent = noNode;
}

/// The parser itself reads the tag, as an <a>, so that references in values and repeated names come out as in a tree.
void TextOnlyReader::copyAttributes(const MarkupToken &tag)
{
    std::string alone = "<a";
    const char *from = tag.name.data() + tag.name.size();
    const char *to = tag.cutAttributes ? tag.cutAttributes : tag.whole.data() + tag.whole.size() - 1;
    alone.append(from, to).append(">");
    m_scratch.clear();
    GumboRun run(m_scratch);
    run.setFragment(GUMBO_TAG_BODY, GUMBO_NAMESPACE_HTML);
    const GumboOutput *output = run.parse(alone);
    if (!output || output->root->v.element.children.length == 0)
        return;
    const auto *element = static_cast<const GumboNode *>(output->root->v.element.children.data[0]);
    const GumboVector &attributes = element->v.element.attributes;
    for (unsigned int i = 0; i < attributes.length; ++i) {
        const auto *attribute = static_cast<const GumboAttribute *>(attributes.data[i]);
        m_builder.addAttribute({m_builder.arena().keep(attribute->name), m_builder.arena().keep(attribute->value)});
    }
}

void TextOnlyReader::text(std::string_view raw)
{
    const std::string_view trimmed = trimHtmlSpace(raw);
    if (m_isSkippingText || trimmed.empty())
        return;
    const NodeId parent = m_textParent != noNode ? m_textParent : body();
    (void)m_builder.append(parent, NodeType::Text, decoded(raw));
}

std::string_view TextOnlyReader::decoded(std::string_view raw)
{
    if (raw.find_first_of(std::string_view("&\r\0", 3)) == std::string_view::npos)
        return raw;
    m_scratch.clear();
    GumboRun run(m_scratch);
    run.setFragment(GUMBO_TAG_TITLE, GUMBO_NAMESPACE_HTML);
    const GumboOutput *output = run.parse(raw);
    if (!output || output->root->v.element.children.length == 0)
        return raw;
    const auto *node = static_cast<const GumboNode *>(output->root->v.element.children.data[0]);
    const bool isText = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE;
    return isText ? m_builder.arena().keep(node->v.text.text) : raw;
}

} // namespace sluice::core
