// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/html/xpathprogram.h"

#include <QList>
#include <QString>

#include <memory>

namespace sluice::core {

class XmlMirror;

/// A node that an expression found: a node of the document, or an attribute of it.
struct XPathNode
{
    NodeId node = noNode;
    int attribute = -1; ///< index into Document::attributes(node); -1 = the node itself

    bool operator==(const XPathNode &) const = default;
};

/// What an expression gives.
struct XPathValue
{
    XPathType type = XPathType::NodeSet;
    QList<XPathNode> nodes; ///< of a node set: in document order, each once
    QString text;           ///< of the others: as XPath's string() writes it

    bool operator==(const XPathValue &) const = default;
};

/// A compiled XPath 1.0 expression. Compiles once, is used on many pages, from any thread (each with its own mirror).
///
/// Names are compared as the document has them: //div, not //DIV; //svg, without a prefix. lang() goes by lang and
/// xml:lang. There are no variables, no namespace nodes and no functions beyond the core library.
///
/// Time: an expression that would cost more than XmlMirror::costLimit ends as TooMuchWork.
class XPath final
{
public:
    static constexpr qsizetype maximumLength = xpathMaximumLength; ///< characters
    static constexpr int maximumNesting = xpathMaximumNesting;     ///< parentheses and predicates within each other
    static constexpr int maximumParts = xpathMaximumParts;         ///< steps, predicates, arguments and operators

    [[nodiscard]] static Result<XPath, XPathFailure> compile(const QString &text);

    [[nodiscard]] XPathType type() const { return m_program->type; }
    /// `context` is the node that relative paths start at. Below a template they find nothing.
    [[nodiscard]] Result<XPathValue, XPathFailure> evaluate(XmlMirror &mirror, NodeId context = 0) const;

private:
    explicit XPath(std::shared_ptr<const XPathProgram> program);

    std::shared_ptr<const XPathProgram> m_program;
};

/// The string value of what was found: an attribute's value, else the text in and below the node.
[[nodiscard]] QString textOf(const Document &document, const XPathNode &node);

} // namespace sluice::core
