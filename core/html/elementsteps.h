// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

namespace sluice::core {

[[nodiscard]] inline NodeId previousElement(const Document &document, NodeId id)
{
    do {
        id = document.node(id).previousSibling;
    } while (id != noNode && !document.isElement(id));
    return id;
}

[[nodiscard]] inline NodeId nextElement(const Document &document, NodeId id)
{
    do {
        id = document.node(id).nextSibling;
    } while (id != noNode && !document.isElement(id));
    return id;
}

[[nodiscard]] inline NodeId firstChildElement(const Document &document, NodeId id)
{
    const NodeId child = document.node(id).firstChild;
    return child == noNode || document.isElement(child) ? child : nextElement(document, child);
}

/// The parent; noNode above a document and above the contents of a template, which are a tree of their own.
[[nodiscard]] inline NodeId parentInTree(const Document &document, NodeId id)
{
    return document.node(id).type == NodeType::TemplateContent ? noNode : document.node(id).parent;
}

/// The node after `id` and all that is below it, in document order and below `within`, template contents left out.
[[nodiscard]] inline NodeId nextOutside(const Document &document, NodeId id, NodeId within)
{
    do {
        id = document.nextSkippingChildren(id, within);
    } while (id != noNode && document.node(id).type == NodeType::TemplateContent);
    return id;
}

/// The nearest HTML element of that name above `id`, or noNode.
[[nodiscard]] inline NodeId ancestorElement(const Document &document, NodeId id, std::string_view htmlName)
{
    do {
        id = parentInTree(document, id);
    } while (id != noNode && !document.isElement(id, htmlName));
    return id;
}

} // namespace sluice::core
