// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xmltree.h"

#include <libxml/xpath.h>

#include <span>
#include <string>

namespace sluice::core {

/// The tree that an evaluation runs on.
[[nodiscard]] XmlTree &treeOf(xmlXPathParserContext *parser);

/// Adds to the evaluation's count of operations; false: the limit is passed and the evaluation has failed.
[[nodiscard]] bool spend(xmlXPathParserContext *parser, unsigned long cost);

/// What a function costs that reads its `count` arguments (none: the context node) as texts.
[[nodiscard]] unsigned long costOfArguments(xmlXPathParserContext *parser, int count);
/// Bytes of the argument at `depth` below the top of the stack, read as a text.
[[nodiscard]] unsigned long textCost(xmlXPathParserContext *parser, int depth);

/// XPath's number() of a text.
[[nodiscard]] double toNumber(const std::string &text);

/// An argument taken from the evaluation's stack and freed with this.
class Argument final
{
public:
    explicit Argument(xmlXPathParserContext *parser);
    ~Argument();
    Argument(const Argument &) = delete;
    Argument &operator=(const Argument &) = delete;

    [[nodiscard]] xmlXPathObjectType type() const { return m_object->type; }
    [[nodiscard]] std::span<xmlNode *const> nodes() const;
    [[nodiscard]] bool boolean() const;
    [[nodiscard]] double number() const;
    /// Of what is no node set.
    [[nodiscard]] std::string text() const;

private:
    xmlXPathObject *m_object;
};

} // namespace sluice::core
