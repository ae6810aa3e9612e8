// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xmltree.h"
#include "core/html/xpath.h"

#include <libxml/xpath.h>

#include <map>
#include <memory>
#include <optional>

namespace sluice::core {

/// What libxml2 still objects to in a translated expression: that it nests too deep.
[[nodiscard]] std::optional<XPathFailure> xpathCompileFailure(const XPathProgram &program);

/// libxml2's context for one tree, and the expressions compiled for it: libxml2 writes into a compiled expression while
/// it evaluates, so that threads cannot share one.
class XPathEvaluation final
{
public:
    explicit XPathEvaluation(XmlTree &tree);
    ~XPathEvaluation();
    XPathEvaluation(const XPathEvaluation &) = delete;
    XPathEvaluation &operator=(const XPathEvaluation &) = delete;

    [[nodiscard]] Result<XPathValue, XPathFailure> run(const std::shared_ptr<const XPathProgram> &program,
                                                       xmlNode *start, unsigned long costLimit);
    /// What the last run cost.
    [[nodiscard]] unsigned long cost() const { return m_context->opCount; }

private:
    [[nodiscard]] xmlXPathCompExpr *compiled(const std::shared_ptr<const XPathProgram> &program);
    [[nodiscard]] XPathFailure lastFailure() const;

    XmlTree &m_tree;
    xmlXPathContext *m_context;
    std::map<std::shared_ptr<const XPathProgram>, xmlXPathCompExpr *> m_compiled;
};

} // namespace sluice::core
