// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/elementtext.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

// Sorted. What HTML's own style sheet shows as a block, list item or table part, and what breaks lines.
constexpr std::array<std::string_view, 48> blocks{
    "address", "article", "aside", "blockquote", "body",     "br",       "caption",    "center", "dd",      "details",
    "dialog",  "dir",     "div",   "dl",         "dt",       "fieldset", "figcaption", "figure", "footer",  "form",
    "h1",      "h2",      "h3",    "h4",         "h5",       "h6",       "header",     "hr",     "legend",  "li",
    "main",    "menu",    "nav",   "ol",         "optgroup", "option",   "p",          "pre",    "section", "summary",
    "table",   "tbody",   "td",    "tfoot",      "th",       "thead",    "tr",         "ul"};

static_assert(std::is_sorted(blocks.begin(), blocks.end()));

bool isBlock(const Document::Node &node)
{
    return node.type == NodeType::Element && node.ns == NodeNamespace::Html &&
           std::binary_search(blocks.begin(), blocks.end(), node.text);
}

bool isUnread(const Document &document, NodeId id)
{
    return document.isElement(id, "script") || document.isElement(id, "style");
}

} // namespace

QString elementText(const Document &document, NodeId element)
{
    QByteArray text;
    // Depth first by hand: leaving a block parts the text as entering it does.
    NodeId id = element;
    while (id != noNode) {
        const Document::Node &node = document.node(id);
        if (node.type == NodeType::Text)
            text.append(node.text.data(), qsizetype(node.text.size()));
        else if (isBlock(node))
            text.append(' ');
        const bool isEntered = node.firstChild != noNode && node.type != NodeType::TemplateContent &&
                               (id == element || !isUnread(document, id));
        if (isEntered) {
            id = node.firstChild;
            continue;
        }
        while (id != element && document.node(id).nextSibling == noNode) {
            id = document.node(id).parent;
            if (isBlock(document.node(id)))
                text.append(' ');
        }
        if (id != element && isBlock(document.node(id)))
            text.append(' ');
        id = id == element ? noNode : document.node(id).nextSibling;
    }
    return QString::fromUtf8(foldWhiteSpace(viewOf(text)));
}

} // namespace sluice::core
