// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathfunctions.h"

#include "core/html/xpatharguments.h"
#include "core/html/xpathcomparison.h"
#include "core/html/xpathnodesets.h"

#include <libxml/xpathInternals.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sluice::core {

namespace {

/// One of libxml2's own functions, paid for beforehand.
template <xmlXPathFunction Function>
void paid(xmlXPathParserContext *parser, int count)
{
    if (spend(parser, costOfArguments(parser, count)))
        Function(parser, count);
}

void translated(xmlXPathParserContext *parser, int count)
{
    // It seeks each character of the first argument in the second.
    const unsigned long sought = count == 3 ? textCost(parser, 1) + 1 : 1;
    const unsigned long each = count == 3 ? textCost(parser, 2) + 1 : 1;
    if (spend(parser, costOfArguments(parser, count)) && spend(parser, sought * each))
        xmlXPathTranslateFunction(parser, count);
}

void contained(xmlXPathParserContext *parser, int count)
{
    // The worst case of seeking one text within another: nearly equal all over.
    const unsigned long cost = count == 2 ? textCost(parser, 0) * textCost(parser, 1) / 16 : 0;
    if (spend(parser, costOfArguments(parser, count)) && spend(parser, cost))
        xmlXPathContainsFunction(parser, count);
}

void summed(xmlXPathParserContext *parser, int)
{
    const Argument nodes(parser);
    double sum = 0;
    for (const xmlNode *node : nodes.nodes()) {
        const XmlTree &tree = treeOf(parser);
        if (!spend(parser, tree.readingCost(node)))
            return;
        sum += toNumber(tree.stringValue(node));
    }
    valuePush(parser, xmlXPathNewFloat(sum));
}

void foundById(xmlXPathParserContext *parser, int)
{
    const Argument argument(parser);
    XmlTree &tree = treeOf(parser);
    NodeSetBuilder found(parser);
    const auto seek = [&](const std::string &ids) {
        constexpr auto spaces = " \t\n\r";
        for (std::size_t at = ids.find_first_not_of(spaces); at != std::string::npos;) {
            const std::size_t end = std::min(ids.find_first_of(spaces, at), ids.size());
            found.mark(tree.elementById(ids.substr(at, end - at)));
            at = ids.find_first_not_of(spaces, end);
        }
    };
    if (argument.type() == XPATH_NODESET) {
        for (const xmlNode *node : argument.nodes()) {
            if (!spend(parser, tree.readingCost(node)))
                return;
            seek(tree.stringValue(node));
        }
    } else {
        seek(argument.text());
    }
    found.push();
}

/// The nearest language given above decides; "en" holds for "en-GB" as well.
void isInLanguage(xmlXPathParserContext *parser, int)
{
    const Argument wanted(parser);
    const std::string text = wanted.text();
    bool isWithin = false;
    const xmlNode *node = parser->context->node;
    if (node->type != XML_ELEMENT_NODE)
        node = node->parent;
    for (; node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) {
        const xmlAttr *attribute = node->properties;
        while (attribute != nullptr && std::strcmp(reinterpret_cast<const char *>(attribute->name), "lang") != 0)
            attribute = attribute->next;
        if (attribute == nullptr)
            continue;
        const xmlChar *value = attribute->children->content;
        const int length = int(text.size());
        isWithin = xmlStrncasecmp(value, reinterpret_cast<const xmlChar *>(text.data()), length) == 0 &&
                   (value[length] == '\0' || value[length] == '-');
        break;
    }
    valuePush(parser, xmlXPathNewBoolean(int(isWithin)));
}

struct NamedFunction
{
    std::string_view name;
    xmlXPathFunction function;
};

constexpr std::array<NamedFunction, 29> functions{{
    {"sluice-compare", compareNodeSets},
    {"sluice-union", uniteNodeSets},
    {"sluice-parent", stepToParents},
    {"sluice-ancestor", stepToAncestors},
    {"sluice-ancestor-or-self", stepToAncestorsOrSelves},
    {"sluice-descendant", stepToDescendants},
    {"sluice-descendant-or-self", stepToDescendantsOrSelves},
    {"sluice-following", stepToFollowing},
    {"sluice-preceding", stepToPreceding},
    {"sluice-following-sibling", stepToFollowingSiblings},
    {"sluice-preceding-sibling", stepToPrecedingSiblings},
    {"id", foundById},
    {"lang", isInLanguage},
    {"sum", summed},
    {"contains", contained},
    {"translate", translated},
    {"string", paid<xmlXPathStringFunction>},
    {"concat", paid<xmlXPathConcatFunction>},
    {"starts-with", paid<xmlXPathStartsWithFunction>},
    {"substring-before", paid<xmlXPathSubstringBeforeFunction>},
    {"substring-after", paid<xmlXPathSubstringAfterFunction>},
    {"substring", paid<xmlXPathSubstringFunction>},
    {"string-length", paid<xmlXPathStringLengthFunction>},
    {"normalize-space", paid<xmlXPathNormalizeFunction>},
    {"number", paid<xmlXPathNumberFunction>},
    {"round", paid<xmlXPathRoundFunction>},
    {"floor", paid<xmlXPathFloorFunction>},
    {"ceiling", paid<xmlXPathCeilingFunction>},
    {"boolean", paid<xmlXPathBooleanFunction>},
}};

xmlXPathFunction lookUp(void *, const xmlChar *name, const xmlChar *)
{
    const std::string_view wanted(reinterpret_cast<const char *>(name));
    const auto *found = std::find_if(functions.begin(), functions.end(),
                                     [wanted](const NamedFunction &entry) { return entry.name == wanted; });
    return found == functions.end() ? nullptr : found->function;
}

} // namespace

void addXPathFunctions(xmlXPathContext *context, XmlTree *tree)
{
    xmlXPathRegisterFuncLookup(context, lookUp, tree);
}

} // namespace sluice::core
