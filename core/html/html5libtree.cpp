// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/serializer.h"

#include <algorithm>
#include <vector>

namespace sluice::core {

namespace {

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

QByteArray attributeName(const Attribute &attribute)
{
    switch (attribute.ns) {
    case AttributeNamespace::None:
        break;
    case AttributeNamespace::XLink:
        return "xlink " + bytes(attribute.name);
    case AttributeNamespace::Xml:
        return "xml " + bytes(attribute.name);
    case AttributeNamespace::Xmlns:
        return "xmlns " + bytes(attribute.name);
    }
    return bytes(attribute.name);
}

QByteArray elementName(const Document::Node &node)
{
    switch (node.ns) {
    case NodeNamespace::Html:
        break;
    case NodeNamespace::Svg:
        return "svg " + bytes(node.text);
    case NodeNamespace::MathMl:
        return "math " + bytes(node.text);
    }
    return bytes(node.text);
}

QByteArray doctypeText(const Document &document, const Document::Node &node)
{
    QByteArray text = "<!DOCTYPE " + bytes(node.text);
    const std::string_view publicId = document.doctypePublicId();
    const std::string_view systemId = document.doctypeSystemId();
    if (!publicId.empty() || !systemId.empty())
        text += " \"" + bytes(publicId) + "\" \"" + bytes(systemId) + '"';
    return text + '>';
}

QByteArray nodeText(const Document &document, NodeId id)
{
    const Document::Node &node = document.node(id);
    switch (node.type) {
    case NodeType::Document:
        break;
    case NodeType::Doctype:
        return doctypeText(document, node);
    case NodeType::Element:
        return '<' + elementName(node) + '>';
    case NodeType::Text:
        return '"' + bytes(node.text) + '"';
    case NodeType::Comment:
        return "<!-- " + bytes(node.text) + " -->";
    case NodeType::TemplateContent:
        return "content";
    }
    return {};
}

void appendLine(QByteArray &out, int depth, const QByteArray &text)
{
    out += "| " + QByteArray(qsizetype(2) * depth, ' ') + text + '\n';
}

void appendAttributes(QByteArray &out, const Document &document, NodeId id, int depth)
{
    std::vector<QByteArray> lines;
    for (const Attribute &attribute : document.attributes(id))
        lines.push_back(attributeName(attribute) + "=\"" + bytes(attribute.value) + '"');
    std::sort(lines.begin(), lines.end());
    for (const QByteArray &line : lines)
        appendLine(out, depth, line);
}

} // namespace

QByteArray html5libTree(const Document &document)
{
    QByteArray out;
    int depth = 0;
    NodeId id = document.node(document.root()).firstChild;
    while (id != noNode && id != document.root()) {
        appendLine(out, depth, nodeText(document, id));
        appendAttributes(out, document, id, depth + 1);
        NodeId following = document.node(id).firstChild;
        if (following != noNode)
            ++depth;
        for (; following == noNode && id != document.root(); --depth) {
            following = document.node(id).nextSibling;
            if (following != noNode)
                break;
            id = document.node(id).parent;
        }
        id = following;
    }
    return out;
}

} // namespace sluice::core
