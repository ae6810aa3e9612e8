// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/nodequery.h"

#include "core/extract/elementtext.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

FieldValue textValue(const Document &document, NodeId element)
{
    return {elementText(document, element), element};
}

/// The value of an attribute in the given spelling or in lower case; null data() when there is none.
std::string_view attributeOf(const Document &document, NodeId element, const QByteArray &name)
{
    const std::string_view exact(name.constData(), std::size_t(name.size()));
    if (document.hasAttribute(element, exact))
        return document.attribute(element, exact);
    const QByteArray lower = name.toLower();
    return document.attribute(element, {lower.constData(), std::size_t(lower.size())});
}

FieldValue scalarValue(const XPathValue &value)
{
    switch (value.type) {
    case XPathType::Boolean:
        return {value.text == u"true", noNode};
    case XPathType::Number: {
        bool isNumber = false;
        const double number = value.text.toDouble(&isNumber);
        return isNumber && qIsFinite(number) ? FieldValue{number, noNode} : FieldValue{};
    }
    case XPathType::String:
    case XPathType::NodeSet:
        break;
    }
    return {value.text, noNode};
}

} // namespace

Result<NodeQuery, RuleFailure> NodeQuery::compileCss(const RuleText &rule)
{
    CssQuery css;
    if (!rule.attribute.text.isNull())
        css.attribute = rule.attribute.text.toUtf8();
    const QString text = rule.source.text.trimmed();
    if (text.isEmpty() && css.attribute.isNull())
        return tl::unexpected(RuleFailure{rule.source.position, u"a selector expected"_s});
    if (!text.isEmpty()) {
        const bool isRelative = text.startsWith(u'>') || text.startsWith(u'+') || text.startsWith(u'~');
        auto selector = isRelative ? Selector::compileRelative(rule.source.text) : Selector::compile(rule.source.text);
        if (!selector)
            return tl::unexpected(RuleFailure::fromDetail(selector.error().detail, rule.source.position));
        css.selector = std::move(*selector);
        css.canBeRow = text.contains(u":scope", Qt::CaseInsensitive);
    }
    NodeQuery query;
    query.m_query = std::move(css);
    return query;
}

Result<NodeQuery, RuleFailure> NodeQuery::compile(const RuleText &rule)
{
    if (rule.kind == RuleKind::Css)
        return compileCss(rule);
    Result<XPath, XPathFailure> path = XPath::compile(rule.source.text);
    if (!path)
        return tl::unexpected(RuleFailure::fromDetail(path.error().detail, rule.source.position));
    NodeQuery query;
    query.m_query = std::optional<XPath>(std::move(*path));
    return query;
}

QList<NodeId> NodeQuery::select(const CssQuery &css, const Document &document, NodeId row)
{
    QList<NodeId> found;
    const bool isInRow = document.isElement(row);
    if (!css.selector)
        return isInRow ? QList<NodeId>{row} : found;
    if (css.canBeRow && isInRow && css.selector->matches(document, row, row))
        found.append(row);
    found += css.selector->selectAll(document, row);
    found.resize(std::min(found.size(), mostValues));
    return found;
}

Result<QList<NodeId>, QString> NodeQuery::elements(PageContent &page, NodeId row) const
{
    if (const CssQuery *css = std::get_if<CssQuery>(&m_query))
        return select(*css, page.document(), row);
    const Result<XPathValue, XPathFailure> value =
        (*std::get_if<std::optional<XPath>>(&m_query))->evaluate(page.mirror(), row);
    if (!value)
        return tl::unexpected(value.error().detail);
    QList<NodeId> found;
    for (const XPathNode &node : value->nodes) {
        if (node.attribute < 0 && page.document().isElement(node.node) && found.size() < mostValues)
            found.append(node.node);
    }
    return found;
}

FieldValues NodeQuery::valuesOf(const CssQuery &css, const Document &document, NodeId row)
{
    FieldValues found;
    const QList<NodeId> elements = select(css, document, row);
    for (const NodeId element : elements) {
        if (css.attribute.isNull()) {
            found.values.append(textValue(document, element));
            continue;
        }
        const std::string_view value = attributeOf(document, element, css.attribute);
        if (value.data() != nullptr)
            found.values.append({QString::fromUtf8(value.data(), qsizetype(value.size())), noNode});
    }
    found.isMatch = !found.values.isEmpty();
    return found;
}

FieldValues NodeQuery::valuesOf(const XPath &path, PageContent &page, NodeId row)
{
    FieldValues found;
    const Result<XPathValue, XPathFailure> value = path.evaluate(page.mirror(), row);
    if (!value) {
        found.errors.append(value.error().detail);
        return found;
    }
    if (value->type != XPathType::NodeSet) {
        const FieldValue scalar = scalarValue(*value);
        found.isMatch = !scalar.isEmpty();
        found.values.append(scalar);
        return found;
    }
    const Document &document = page.document();
    for (const XPathNode &node : value->nodes.first(std::min(value->nodes.size(), mostValues))) {
        if (node.attribute < 0 && document.isElement(node.node))
            found.values.append(textValue(document, node.node));
        else
            found.values.append({textOf(document, node), noNode});
    }
    found.isMatch = !found.values.isEmpty();
    return found;
}

FieldValues NodeQuery::values(PageContent &page, NodeId row) const
{
    if (const CssQuery *css = std::get_if<CssQuery>(&m_query))
        return valuesOf(*css, page.document(), row);
    return valuesOf(**std::get_if<std::optional<XPath>>(&m_query), page, row);
}

} // namespace sluice::core
