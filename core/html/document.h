// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::core {

/// Names a node of one Document. Ids count up in document order, so that a < b means a stands before b.
using NodeId = std::uint32_t;
inline constexpr NodeId noNode = 0xffffffffU;

enum class NodeType : std::uint8_t { Document, Doctype, Element, Text, Comment, TemplateContent };
enum class NodeNamespace : std::uint8_t { Html, Svg, MathMl };
enum class AttributeNamespace : std::uint8_t { None, XLink, Xml, Xmlns };

struct Attribute
{
    std::string_view name; ///< local name
    std::string_view value;
    AttributeNamespace ns = AttributeNamespace::None;
};

/// What the parser had to do differently from the HTML Standard for the sake of memory and time.
struct ParseNotes
{
    bool isFlattened = false; ///< nesting went beyond the cap; deeper elements are siblings at the cap
    bool isTextOnly = false;  ///< the memory cap was passed: links and text alone, no tree worth the name
    bool isTrimmed = false;   ///< a tag had more attributes than the cap; the further ones were dropped

    bool operator==(const ParseNotes &) const = default;
};

/// An HTML document as a compact array of nodes. Immutable once parsed, owns all its text (UTF-8), can be read from any
/// thread. Strings it hands out live as long as the document.
class Document final
{
public:
    struct Node
    {
        NodeId parent = noNode;
        NodeId firstChild = noNode;
        NodeId lastChild = noNode;
        NodeId previousSibling = noNode;
        NodeId nextSibling = noNode;
        std::uint32_t firstAttribute = 0;
        std::uint16_t attributeCount = 0;
        NodeType type = NodeType::Document;
        NodeNamespace ns = NodeNamespace::Html;
        std::string_view text; ///< element and doctype: name; text and comment: data
    };

    Document();
    ~Document();
    Document(Document &&) noexcept;
    Document &operator=(Document &&) noexcept;

    [[nodiscard]] NodeId root() const { return 0; } ///< the document node
    [[nodiscard]] std::uint32_t nodeCount() const { return std::uint32_t(m_nodes.size()); }
    [[nodiscard]] const Node &node(NodeId id) const { return m_nodes[id]; }
    [[nodiscard]] bool isElement(NodeId id) const { return m_nodes[id].type == NodeType::Element; }
    [[nodiscard]] bool isElement(NodeId id, std::string_view htmlName) const;
    [[nodiscard]] std::span<const Attribute> attributes(NodeId id) const;
    /// Value of the attribute without namespace called `name` (lower case); null data() when there is none.
    [[nodiscard]] std::string_view attribute(NodeId id, std::string_view name) const;
    [[nodiscard]] bool hasAttribute(NodeId id, std::string_view name) const;
    /// Doctype's public and system identifiers (null data() = missing or empty).
    [[nodiscard]] std::string_view doctypePublicId() const { return m_publicId; }
    [[nodiscard]] std::string_view doctypeSystemId() const { return m_systemId; }
    /// First element of that HTML name in document order; noNode if there is none.
    [[nodiscard]] NodeId firstElement(std::string_view htmlName) const;
    /// The node after `id` in document order that still lies below `within`; noNode at the end.
    [[nodiscard]] NodeId next(NodeId id, NodeId within = 0) const;
    /// Same, but steps over `id`'s descendants.
    [[nodiscard]] NodeId nextSkippingChildren(NodeId id, NodeId within = 0) const;
    /// As next(), but passes over the contents of templates, which are no part of the document.
    [[nodiscard]] NodeId nextInTree(NodeId id, NodeId within = 0) const;
    /// All text below `id` joined (textContent).
    [[nodiscard]] QByteArray textContent(NodeId id) const;
    /// textContent with white space folded to single spaces and trimmed.
    [[nodiscard]] QByteArray cleanText(NodeId id) const;

    [[nodiscard]] const ParseNotes &notes() const { return m_notes; }
    /// Whether it was parsed with the scripting flag.
    [[nodiscard]] bool isScripting() const { return m_isScripting; }

private:
    friend class DocumentBuilder;
    class Storage; ///< what the string views point into

    std::vector<Node> m_nodes;
    std::vector<Attribute> m_attributes;
    std::string_view m_publicId;
    std::string_view m_systemId;
    ParseNotes m_notes;
    bool m_isScripting = false;
    std::unique_ptr<Storage> m_storage;
};

} // namespace sluice::core
