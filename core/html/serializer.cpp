// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/serializer.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isVoid(std::string_view name)
{
    static constexpr std::array<std::string_view, 18> names{"area",  "base",  "basefont", "bgsound", "br",    "col",
                                                            "embed", "frame", "hr",       "img",     "input", "keygen",
                                                            "link",  "meta",  "param",    "source",  "track", "wbr"};
    return isOneOf(names, name);
}

bool isLiteral(std::string_view name, bool isScripting)
{
    static constexpr std::array<std::string_view, 7> names{"style",   "script",   "xmp",      "iframe",
                                                           "noembed", "noframes", "plaintext"};
    return isOneOf(names, name) || (isScripting && name == "noscript");
}

void append(QByteArray &out, std::string_view text)
{
    out.append(text.data(), qsizetype(text.size()));
}

/// "Escaping a string", in attribute mode or not.
void appendEscaped(QByteArray &out, std::string_view text, bool isAttribute)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&') {
            out += "&amp;";
        } else if (c == '\xc2' && i + 1 < text.size() && text[i + 1] == '\xa0') {
            out += "&nbsp;";
            ++i;
        } else if (isAttribute && c == '"') {
            out += "&quot;";
        } else if (!isAttribute && c == '<') {
            out += "&lt;";
        } else if (!isAttribute && c == '>') {
            out += "&gt;";
        } else {
            out += c;
        }
    }
}

class HtmlWriter final
{
public:
    explicit HtmlWriter(const Document &document)
        : m_document(document)
    {}

    [[nodiscard]] QByteArray write(NodeId top)
    {
        NodeId id = top;
        while (id != noNode) {
            open(id);
            const NodeId child = m_document.node(id).firstChild;
            id = child != noNode && !isVoidElement(id) ? child : closeAndStep(id, top);
        }
        return m_out;
    }

private:
    [[nodiscard]] bool isVoidElement(NodeId id) const
    {
        const Document::Node &node = m_document.node(id);
        return node.type == NodeType::Element && node.ns == NodeNamespace::Html && isVoid(node.text);
    }

    /// Writes the end tags due after `id` and gives the next node.
    [[nodiscard]] NodeId closeAndStep(NodeId id, NodeId top)
    {
        while (true) {
            close(id);
            if (id == top)
                return noNode;
            if (m_document.node(id).nextSibling != noNode)
                return m_document.node(id).nextSibling;
            id = m_document.node(id).parent;
        }
    }

    void open(NodeId id)
    {
        const Document::Node &node = m_document.node(id);
        switch (node.type) {
        case NodeType::Element:
            openElement(id);
            return;
        case NodeType::Text:
            text(node);
            return;
        case NodeType::Comment:
            m_out += "<!--";
            append(m_out, node.text);
            m_out += "-->";
            return;
        case NodeType::Doctype:
            m_out += "<!DOCTYPE ";
            append(m_out, node.text);
            m_out += '>';
            return;
        case NodeType::Document:
        case NodeType::TemplateContent:
            return;
        }
    }

    void openElement(NodeId id)
    {
        m_out += '<';
        append(m_out, m_document.node(id).text);
        for (const Attribute &attribute : m_document.attributes(id)) {
            m_out += ' ';
            appendName(attribute);
            m_out += "=\"";
            appendEscaped(m_out, attribute.value, true);
            m_out += '"';
        }
        m_out += '>';
    }

    void appendName(const Attribute &attribute)
    {
        switch (attribute.ns) {
        case AttributeNamespace::None:
            break;
        case AttributeNamespace::XLink:
            m_out += "xlink:";
            break;
        case AttributeNamespace::Xml:
            m_out += "xml:";
            break;
        case AttributeNamespace::Xmlns:
            m_out += attribute.name == "xmlns" ? "" : "xmlns:";
            break;
        }
        append(m_out, attribute.name);
    }

    void text(const Document::Node &node)
    {
        const Document::Node &parent = m_document.node(node.parent);
        const bool isHtmlElement = parent.type == NodeType::Element && parent.ns == NodeNamespace::Html;
        if (isHtmlElement && isLiteral(parent.text, m_document.isScripting()))
            append(m_out, node.text);
        else
            appendEscaped(m_out, node.text, false);
    }

    void close(NodeId id)
    {
        if (!m_document.isElement(id) || isVoidElement(id))
            return;
        m_out += "</";
        append(m_out, m_document.node(id).text);
        m_out += '>';
    }

    const Document &m_document;
    QByteArray m_out;
};

} // namespace

QByteArray outerHtml(const Document &document, NodeId id)
{
    return HtmlWriter(document).write(id);
}

} // namespace sluice::core
