// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/elementtests.h"

#include "core/html/elementsteps.h"

#include <algorithm>
#include <iterator>

namespace sluice::core {

namespace {

/// No element and no text below it; comments do not count (Selectors Level 4, 14.2, without its leave for white space,
/// which no browser takes).
bool isEmpty(const Document &document, NodeId element)
{
    NodeId child = document.node(element).firstChild;
    while (child != noNode && document.node(child).type != NodeType::Element &&
           document.node(child).type != NodeType::Text)
        child = document.node(child).nextSibling;
    return child == noNode;
}

/// a and area with href (HTML Standard, 4.16.3); an SVG a also with xlink:href.
bool isLink(const Document &document, NodeId element)
{
    if (document.isElement(element, "a") || document.isElement(element, "area"))
        return document.hasAttribute(element, "href");
    const Document::Node &node = document.node(element);
    if (node.ns != NodeNamespace::Svg || node.text != "a")
        return false;
    const auto attributes = document.attributes(element);
    return std::any_of(attributes.begin(), attributes.end(), [](const Attribute &one) {
        return one.name == "href" && (one.ns == AttributeNamespace::None || one.ns == AttributeNamespace::XLink);
    });
}

/// Names with a dash that are no names of custom elements.
constexpr std::string_view reservedNames[] = {
    "annotation-xml", "color-profile", "font-face",     "font-face-format",
    "font-face-name", "font-face-src", "font-face-uri", "missing-glyph",
};

/// Custom elements need a script to be defined.
bool isDefined(const Document &document, NodeId element)
{
    const Document::Node &node = document.node(element);
    if (node.ns != NodeNamespace::Html)
        return true;
    const bool isCustom =
        node.text.find('-') != std::string_view::npos && node.text[0] >= 'a' && node.text[0] <= 'z' &&
        std::find(std::begin(reservedNames), std::end(reservedNames), node.text) == std::end(reservedNames);
    return !isCustom && !document.hasAttribute(element, "is");
}

bool isOpen(const Document &document, NodeId element)
{
    return (document.isElement(element, "details") || document.isElement(element, "dialog")) &&
           document.hasAttribute(element, "open");
}

} // namespace

bool matchesElement(const Document &document, NodeId element, SelectorTestKind kind)
{
    if (kind == SelectorTestKind::Root)
        return document.node(element).parent == document.root();
    if (kind == SelectorTestKind::FirstChild)
        return previousElement(document, element) == noNode;
    if (kind == SelectorTestKind::LastChild)
        return nextElement(document, element) == noNode;
    if (kind == SelectorTestKind::OnlyChild)
        return previousElement(document, element) == noNode && nextElement(document, element) == noNode;
    if (kind == SelectorTestKind::AnyLink)
        return isLink(document, element);
    if (kind == SelectorTestKind::Defined)
        return isDefined(document, element);
    if (kind == SelectorTestKind::Open)
        return isOpen(document, element);
    return kind == SelectorTestKind::Empty && isEmpty(document, element);
}

} // namespace sluice::core
