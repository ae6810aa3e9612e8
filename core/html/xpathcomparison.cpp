// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathcomparison.h"

#include "core/html/xpatharguments.h"

#include <libxml/xpathInternals.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>

namespace sluice::core {

namespace {

enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

Operator operatorOf(const std::string &text)
{
    if (text == "=")
        return Operator::Equal;
    if (text == "!=")
        return Operator::NotEqual;
    if (text == "<")
        return Operator::Less;
    if (text == "<=")
        return Operator::LessOrEqual;
    return text == ">" ? Operator::Greater : Operator::GreaterOrEqual;
}

/// a ? b as b ? a.
Operator mirrored(Operator operation)
{
    switch (operation) {
    case Operator::Equal:
    case Operator::NotEqual:
        return operation;
    case Operator::Less:
        return Operator::Greater;
    case Operator::LessOrEqual:
        return Operator::GreaterOrEqual;
    case Operator::Greater:
        return Operator::Less;
    case Operator::GreaterOrEqual:
        return Operator::LessOrEqual;
    }
    return operation;
}

template <typename T>
bool holds(Operator operation, const T &left, const T &right)
{
    switch (operation) {
    case Operator::Equal:
        return left == right;
    case Operator::NotEqual:
        return left != right;
    case Operator::Less:
        return left < right;
    case Operator::LessOrEqual:
        return left <= right;
    case Operator::Greater:
        return left > right;
    case Operator::GreaterOrEqual:
        return left >= right;
    }
    return false;
}

bool isEquality(Operator operation)
{
    return operation == Operator::Equal || operation == Operator::NotEqual;
}

/// Reads the texts of a node set, each paid for.
class TextReader final
{
public:
    TextReader(xmlXPathParserContext *parser, const Argument &set)
        : m_parser(parser)
        , m_nodes(set.nodes())
    {}

    /// The next node's text; none at the end, and when the evaluation has failed.
    [[nodiscard]] std::optional<std::string> next()
    {
        const XmlTree &tree = treeOf(m_parser);
        if (m_at == m_nodes.size() || !spend(m_parser, tree.readingCost(m_nodes[m_at])))
            return std::nullopt;
        return tree.stringValue(m_nodes[m_at++]);
    }

private:
    xmlXPathParserContext *m_parser;
    std::span<xmlNode *const> m_nodes;
    std::size_t m_at = 0;
};

/// Some text of one set equals, or differs from, some text of the other.
bool sharesOrDiffers(TextReader left, TextReader right, Operator operation)
{
    std::unordered_set<std::string> texts;
    while (auto text = left.next())
        texts.insert(std::move(*text));
    while (const auto text = right.next()) {
        const bool isThere = texts.contains(*text);
        // With two different ones on the left, any on the right differs from one of them.
        if (operation == Operator::Equal ? isThere : texts.size() > 1 || (!isThere && !texts.empty()))
            return true;
    }
    return false;
}

struct Range
{
    std::optional<double> least;
    std::optional<double> most;
};

Range rangeOf(TextReader texts)
{
    Range range;
    while (const auto text = texts.next()) {
        const double number = toNumber(*text);
        if (std::isnan(number))
            continue; // not a number: no comparison with it holds
        range.least = std::min(range.least.value_or(number), number);
        range.most = std::max(range.most.value_or(number), number);
    }
    return range;
}

bool isOrdered(TextReader left, TextReader right, Operator operation)
{
    const Range a = rangeOf(left);
    const Range b = rangeOf(right);
    if (!a.least || !b.least)
        return false;
    const bool isUpward = operation == Operator::Less || operation == Operator::LessOrEqual;
    return isUpward ? holds(operation, *a.least, *b.most) : holds(operation, *a.most, *b.least);
}

bool matchesValue(xmlXPathParserContext *parser, const Argument &set, const Argument &value, Operator operation)
{
    if (value.type() == XPATH_BOOLEAN) {
        return isEquality(operation) ? holds(operation, set.boolean(), value.boolean())
                                     : holds(operation, double(set.boolean()), double(value.boolean()));
    }
    TextReader texts(parser, set);
    const bool isByText = value.type() == XPATH_STRING && isEquality(operation);
    const std::string wanted = isByText ? value.text() : std::string();
    const double number = isByText ? 0 : value.number();
    while (const auto text = texts.next()) {
        if (isByText ? holds(operation, *text, wanted) : holds(operation, toNumber(*text), number))
            return true;
    }
    return false;
}

} // namespace

void compareNodeSets(xmlXPathParserContext *parser, int)
{
    const Argument right(parser);
    const Argument left(parser);
    const Argument name(parser);
    const Operator operation = operatorOf(name.text());
    bool isTrue = false;
    if (left.type() != XPATH_NODESET)
        isTrue = matchesValue(parser, right, left, mirrored(operation));
    else if (right.type() != XPATH_NODESET)
        isTrue = matchesValue(parser, left, right, operation);
    else if (isEquality(operation))
        isTrue = sharesOrDiffers(TextReader(parser, left), TextReader(parser, right), operation);
    else
        isTrue = isOrdered(TextReader(parser, left), TextReader(parser, right), operation);
    if (parser->error == XPATH_EXPRESSION_OK)
        valuePush(parser, xmlXPathNewBoolean(int(isTrue)));
}

} // namespace sluice::core
