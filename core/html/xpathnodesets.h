// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xmltree.h"

#include <libxml/xpath.h>

#include <vector>

namespace sluice::core {

/// Collects nodes, each once, and gives them in document order: by marking them, so that it costs no comparison.
class NodeSetBuilder final
{
public:
    explicit NodeSetBuilder(xmlXPathParserContext *parser);

    /// False if the node was marked already, or is none of the tree (noNode too).
    bool mark(NodeId id);
    /// As mark(), for any node or attribute.
    void add(xmlNode *node);
    void markRange(NodeId from, NodeId end);
    /// Puts the set on the evaluation's stack, unless that has failed for its cost.
    void push();

private:
    xmlXPathParserContext *m_parser;
    XmlTree &m_tree;
    std::vector<NodeId> m_marked;
    std::vector<xmlNode *> m_attributes;
};

// Functions for XPath: one node set in (a union: two), one out.
void uniteNodeSets(xmlXPathParserContext *parser, int count);
void stepToParents(xmlXPathParserContext *parser, int count);
void stepToAncestors(xmlXPathParserContext *parser, int count);
void stepToAncestorsOrSelves(xmlXPathParserContext *parser, int count);
void stepToDescendants(xmlXPathParserContext *parser, int count);
void stepToDescendantsOrSelves(xmlXPathParserContext *parser, int count);
void stepToFollowing(xmlXPathParserContext *parser, int count);
void stepToPreceding(xmlXPathParserContext *parser, int count);
void stepToFollowingSiblings(xmlXPathParserContext *parser, int count);
void stepToPrecedingSiblings(xmlXPathParserContext *parser, int count);

} // namespace sluice::core
