// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathevaluation.h"

#include "core/html/xpathfunctions.h"

#include <libxml/parser.h>
#include <libxml/xpathInternals.h>

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// libxml2 would write to standard error; the context keeps the code.
void ignoreError(void *, xmlError *) {}

xmlXPathContext *newContext(xmlDoc *document)
{
    static std::once_flag once;
    std::call_once(once, [] { xmlInitParser(); });
    xmlXPathContext *context = xmlXPathNewContext(document);
    Q_CHECK_PTR(context);
    context->error = ignoreError;
    xmlXPathRegisterNs(context, reinterpret_cast<const xmlChar *>("xlink"),
                       reinterpret_cast<const xmlChar *>("http://www.w3.org/1999/xlink"));
    return context;
}

/// XPath 1.0, section 4.2, string(): as many digits as tell it from all other numbers, never an exponent.
QString numberText(double number)
{
    if (std::isnan(number))
        return u"NaN"_s;
    if (std::isinf(number))
        return number > 0 ? u"Infinity"_s : u"-Infinity"_s;
    return number == 0 ? u"0"_s : QString::number(number, 'f', QLocale::FloatingPointShortest);
}

QList<XPathNode> nodesOf(const xmlNodeSet *set)
{
    QList<XPathNode> nodes;
    for (int i = 0; set != nullptr && i < set->nodeNr; ++i) {
        const xmlNode *node = set->nodeTab[i];
        const bool isAttribute = node->type == XML_ATTRIBUTE_NODE;
        nodes.append(
            {XmlTree::idOf(node), isAttribute ? XmlTree::attributeIndex(reinterpret_cast<const xmlAttr *>(node)) : -1});
    }
    const auto before = [](const XPathNode &a, const XPathNode &b) {
        return a.node != b.node ? a.node < b.node : a.attribute < b.attribute;
    };
    if (!std::is_sorted(nodes.cbegin(), nodes.cend(), before))
        std::sort(nodes.begin(), nodes.end(), before);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

XPathValue valueOf(const xmlXPathObject *object)
{
    switch (object->type) {
    case XPATH_BOOLEAN:
        return {XPathType::Boolean, {}, object->boolval != 0 ? u"true"_s : u"false"_s};
    case XPATH_NUMBER:
        return {XPathType::Number, {}, numberText(object->floatval)};
    case XPATH_STRING:
        return {XPathType::String, {}, QString::fromUtf8(reinterpret_cast<const char *>(object->stringval))};
    default: // libxml2 has more types, for XPointer and XSLT
        return {XPathType::NodeSet, nodesOf(object->nodesetval), {}};
    }
}

} // namespace

std::optional<XPathFailure> xpathCompileFailure(const XPathProgram &program)
{
    xmlXPathContext *context = newContext(nullptr);
    xmlXPathCompExpr *compiled =
        xmlXPathCtxtCompile(context, reinterpret_cast<const xmlChar *>(program.text.constData()));
    const bool isRefused = compiled == nullptr;
    xmlXPathFreeCompExpr(compiled);
    xmlXPathFreeContext(context);
    if (!isRefused)
        return std::nullopt;
    return XPathFailure{XPathFault::TooComplex, u"Position 0: nested too deep"_s};
}

XPathEvaluation::XPathEvaluation(XmlTree &tree)
    : m_tree(tree)
    , m_context(newContext(&tree.root))
{
    addXPathFunctions(m_context, &tree);
}

XPathEvaluation::~XPathEvaluation()
{
    for (const auto &[program, compiled] : m_compiled)
        xmlXPathFreeCompExpr(compiled);
    xmlXPathFreeContext(m_context);
}

xmlXPathCompExpr *XPathEvaluation::compiled(const std::shared_ptr<const XPathProgram> &program)
{
    xmlXPathCompExpr *&compiled = m_compiled[program];
    if (compiled == nullptr)
        compiled = xmlXPathCtxtCompile(m_context, reinterpret_cast<const xmlChar *>(program->text.constData()));
    return compiled;
}

Result<XPathValue, XPathFailure> XPathEvaluation::run(const std::shared_ptr<const XPathProgram> &program,
                                                      xmlNode *start, unsigned long costLimit)
{
    xmlResetError(&m_context->lastError);
    m_context->depth = 0;
    m_context->opCount = 0;
    m_context->opLimit = costLimit;
    m_context->node = start;
    m_context->contextSize = 1;
    m_context->proximityPosition = 1;
    xmlXPathCompExpr *expression = compiled(program);
    xmlXPathObject *object = expression != nullptr ? xmlXPathCompiledEval(expression, m_context) : nullptr;
    if (object == nullptr)
        return tl::unexpected(lastFailure());
    XPathValue value = valueOf(object);
    xmlXPathFreeObject(object);
    return value;
}

XPathFailure XPathEvaluation::lastFailure() const
{
    if (m_context->opCount >= m_context->opLimit)
        return {XPathFault::TooMuchWork, u"would take too long on this page"_s};
    return {XPathFault::TooComplex, u"libxml2 gave up (error %1)"_s.arg(m_context->lastError.code)};
}

} // namespace sluice::core
