// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathsignatures.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sluice::core {

namespace {

constexpr int anyNumber = std::numeric_limits<int>::max();

constexpr std::array<XPathSignature, 27> signatures{{
    {u"last", XPathType::Number, 0, 0},
    {u"position", XPathType::Number, 0, 0},
    {u"count", XPathType::Number, 1, 1, true},
    {u"id", XPathType::NodeSet, 1, 1},
    {u"local-name", XPathType::String, 0, 1, true},
    {u"namespace-uri", XPathType::String, 0, 1, true},
    {u"name", XPathType::String, 0, 1, true},
    {u"string", XPathType::String, 0, 1},
    {u"concat", XPathType::String, 2, anyNumber},
    {u"starts-with", XPathType::Boolean, 2, 2},
    {u"contains", XPathType::Boolean, 2, 2},
    {u"substring-before", XPathType::String, 2, 2},
    {u"substring-after", XPathType::String, 2, 2},
    {u"substring", XPathType::String, 2, 3},
    {u"string-length", XPathType::Number, 0, 1},
    {u"normalize-space", XPathType::String, 0, 1},
    {u"translate", XPathType::String, 3, 3},
    {u"boolean", XPathType::Boolean, 1, 1},
    {u"not", XPathType::Boolean, 1, 1},
    {u"true", XPathType::Boolean, 0, 0},
    {u"false", XPathType::Boolean, 0, 0},
    {u"lang", XPathType::Boolean, 1, 1},
    {u"number", XPathType::Number, 0, 1},
    {u"sum", XPathType::Number, 1, 1, true},
    {u"ceiling", XPathType::Number, 1, 1},
    {u"floor", XPathType::Number, 1, 1},
    {u"round", XPathType::Number, 1, 1},
}};

constexpr std::array<XPathAxisName, 12> axes{{
    {u"child", XPathAxis::Child},
    {u"attribute", XPathAxis::Attribute},
    {u"self", XPathAxis::Self},
    {u"parent", XPathAxis::Parent},
    {u"ancestor", XPathAxis::Ancestor},
    {u"ancestor-or-self", XPathAxis::AncestorOrSelf},
    {u"descendant", XPathAxis::Descendant},
    {u"descendant-or-self", XPathAxis::DescendantOrSelf},
    {u"following", XPathAxis::Following},
    {u"preceding", XPathAxis::Preceding},
    {u"following-sibling", XPathAxis::FollowingSibling},
    {u"preceding-sibling", XPathAxis::PrecedingSibling},
}};

template <typename Table>
const typename Table::value_type *entry(const Table &table, QStringView name)
{
    const auto *found =
        std::find_if(table.begin(), table.end(), [name](const auto &candidate) { return candidate.name == name; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace

const XPathSignature *xpathSignature(QStringView name)
{
    return entry(signatures, name);
}

const XPathAxisName *xpathAxis(QStringView name)
{
    return entry(axes, name);
}

} // namespace sluice::core
