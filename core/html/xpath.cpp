// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpath.h"

#include "core/html/xmlmirror.h"
#include "core/html/xpathevaluation.h"

namespace sluice::core {

XPath::XPath(std::shared_ptr<const XPathProgram> program)
    : m_program(std::move(program))
{}

Result<XPath, XPathFailure> XPath::compile(const QString &text)
{
    Result<XPathProgram, XPathFailure> program = translateXPath(text);
    if (!program)
        return tl::unexpected(program.error());
    if (const std::optional<XPathFailure> failure = xpathCompileFailure(*program))
        return tl::unexpected(*failure);
    return XPath(std::make_shared<const XPathProgram>(std::move(*program)));
}

Result<XPathValue, XPathFailure> XPath::evaluate(XmlMirror &mirror, NodeId context) const
{
    return mirror.evaluate(m_program, context);
}

QString textOf(const Document &document, const XPathNode &node)
{
    if (node.attribute >= 0) {
        const std::string_view value = document.attributes(node.node)[std::size_t(node.attribute)].value;
        return QString::fromUtf8(value.data(), qsizetype(value.size()));
    }
    const Document::Node &source = document.node(node.node);
    if (source.type == NodeType::Text || source.type == NodeType::Comment)
        return QString::fromUtf8(source.text.data(), qsizetype(source.text.size()));
    return QString::fromUtf8(document.textContent(node.node));
}

} // namespace sluice::core
