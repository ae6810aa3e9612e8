// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xmlmirror.h"

#include "core/html/xpathevaluation.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

/// What the header need not name.
struct XmlMirror::Engine
{
    explicit Engine(const Document &document)
        : tree(document)
        , evaluation(tree)
    {}

    XmlTree tree;
    XPathEvaluation evaluation;
};

XmlMirror::XmlMirror(const Document &document)
    : m_document(&document)
{}

XmlMirror::~XmlMirror() = default;
XmlMirror::XmlMirror(XmlMirror &&) noexcept = default;

Result<XPathValue, XPathFailure> XmlMirror::evaluate(const std::shared_ptr<const XPathProgram> &program, NodeId context)
{
    if (!m_engine) {
        if (m_isTooLarge || !XmlTree::fits(*m_document, maximumNodes)) {
            m_isTooLarge = true;
            return failure(XPathFault::PageTooLarge, u"the page has too many nodes for XPath"_s);
        }
        m_engine = std::make_unique<Engine>(*m_document);
    }
    xmlNode *start = m_engine->tree.nodeOf(context);
    if (start == nullptr)
        return XPathValue{program->type, {}, {}};
    unsigned long limit = std::min(costLimit, pageCostLimit - m_spent);
    if (program->hasSlowStep)
        limit = std::min<unsigned long>(limit, slowCostLimit / m_document->nodeCount() + 1000);
    Result<XPathValue, XPathFailure> value = m_engine->evaluation.run(program, start, limit);
    m_spent = std::min(pageCostLimit, m_spent + m_engine->evaluation.cost());
    return value;
}

} // namespace sluice::core
