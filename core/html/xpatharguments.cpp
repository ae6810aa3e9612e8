// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpatharguments.h"

#include <libxml/xpathInternals.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace sluice::core {

namespace {

/// The first in document order is the one whose text counts; which it is costs a look at each.
const xmlNode *firstOf(const xmlNodeSet *set)
{
    const xmlNode *first = set->nodeTab[0];
    for (int i = 1; i < set->nodeNr; ++i) {
        if (XmlTree::idOf(set->nodeTab[i]) < XmlTree::idOf(first))
            first = set->nodeTab[i];
    }
    return first;
}

unsigned long readingCost(const XmlTree &tree, const xmlXPathObject *object)
{
    if (object->type == XPATH_STRING && object->stringval != nullptr)
        return 1 + std::strlen(reinterpret_cast<const char *>(object->stringval)) / 16;
    if (object->type != XPATH_NODESET || object->nodesetval == nullptr || object->nodesetval->nodeNr == 0)
        return 1;
    return tree.readingCost(firstOf(object->nodesetval)) + unsigned(object->nodesetval->nodeNr);
}

} // namespace

XmlTree &treeOf(xmlXPathParserContext *parser)
{
    return *static_cast<XmlTree *>(parser->context->funcLookupData);
}

bool spend(xmlXPathParserContext *parser, unsigned long cost)
{
    xmlXPathContext &context = *parser->context;
    if (cost <= context.opLimit && context.opCount <= context.opLimit - cost) {
        context.opCount += cost;
        return true;
    }
    context.opCount = context.opLimit;
    xmlXPathErr(parser, XPATH_OP_LIMIT_EXCEEDED);
    return false;
}

unsigned long costOfArguments(xmlXPathParserContext *parser, int count)
{
    const XmlTree &tree = treeOf(parser);
    if (count == 0)
        return tree.readingCost(parser->context->node);
    unsigned long cost = 0;
    for (int i = 1; i <= count && i <= parser->valueNr; ++i)
        cost += readingCost(tree, parser->valueTab[parser->valueNr - i]);
    return cost;
}

unsigned long textCost(xmlXPathParserContext *parser, int depth)
{
    if (depth >= parser->valueNr)
        return 0;
    const unsigned long cost = readingCost(treeOf(parser), parser->valueTab[parser->valueNr - 1 - depth]);
    return std::min(cost, std::numeric_limits<unsigned long>::max() >> 34U);
}

double toNumber(const std::string &text)
{
    return xmlXPathCastStringToNumber(reinterpret_cast<const xmlChar *>(text.c_str()));
}

Argument::Argument(xmlXPathParserContext *parser)
    : m_object(valuePop(parser))
{
    // Out of memory there may be none.
    if (m_object == nullptr)
        m_object = xmlXPathNewNodeSet(nullptr);
}

Argument::~Argument()
{
    xmlXPathFreeObject(m_object);
}

std::span<xmlNode *const> Argument::nodes() const
{
    if (m_object->type != XPATH_NODESET || m_object->nodesetval == nullptr)
        return {};
    return {m_object->nodesetval->nodeTab, std::size_t(m_object->nodesetval->nodeNr)};
}

bool Argument::boolean() const
{
    return xmlXPathCastToBoolean(m_object) != 0;
}

double Argument::number() const
{
    return xmlXPathCastToNumber(m_object);
}

std::string Argument::text() const
{
    xmlChar *text = xmlXPathCastToString(m_object);
    std::string copy(text != nullptr ? reinterpret_cast<const char *>(text) : "");
    xmlFree(text);
    return copy;
}

} // namespace sluice::core
