// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathnodesets.h"

#include "core/html/xpatharguments.h"

#include <libxml/xpathInternals.h>

#include <algorithm>

namespace sluice::core {

namespace {

bool standsBefore(const xmlNode *a, const xmlNode *b)
{
    const NodeId first = XmlTree::idOf(a);
    const NodeId second = XmlTree::idOf(b);
    if (first != second)
        return first < second;
    const bool isAttribute = a->type == XML_ATTRIBUTE_NODE;
    if (!isAttribute || b->type != XML_ATTRIBUTE_NODE)
        return !isAttribute && b->type == XML_ATTRIBUTE_NODE;
    return XmlTree::attributeIndex(reinterpret_cast<const xmlAttr *>(a)) <
           XmlTree::attributeIndex(reinterpret_cast<const xmlAttr *>(b));
}

bool isAttribute(const xmlNode *node)
{
    return node->type == XML_ATTRIBUTE_NODE;
}

void markAncestors(NodeSetBuilder &found, const XmlTree &tree, NodeId from)
{
    for (NodeId id = from; id != noNode && found.mark(id); id = tree.document.node(id).parent)
        continue;
}

NodeId parentOf(const XmlTree &tree, const xmlNode *node)
{
    const NodeId id = XmlTree::idOf(node);
    return isAttribute(node) ? id : tree.document.node(id).parent;
}

/// Takes the argument, lets `step` collect from each of its nodes in document order, and gives the result.
template <typename Step>
void collect(xmlXPathParserContext *parser, Step step)
{
    const Argument argument(parser);
    NodeSetBuilder found(parser);
    std::vector<xmlNode *> nodes(argument.nodes().begin(), argument.nodes().end());
    if (!spend(parser, nodes.size()))
        return;
    if (!std::is_sorted(nodes.begin(), nodes.end(), standsBefore))
        std::sort(nodes.begin(), nodes.end(), standsBefore);
    for (xmlNode *node : nodes)
        step(found, treeOf(parser), node);
    found.push();
}

void collectSiblings(xmlXPathParserContext *parser, NodeId Document::Node::*next)
{
    collect(parser, [next](NodeSetBuilder &found, const XmlTree &tree, const xmlNode *node) {
        if (isAttribute(node))
            return;
        NodeId id = tree.document.node(XmlTree::idOf(node)).*next;
        // Where one is marked, so are all beyond it; what the tree leaves out is passed over.
        while (id != noNode && (found.mark(id) || !tree.hasNode(id)))
            id = tree.document.node(id).*next;
    });
}

} // namespace

NodeSetBuilder::NodeSetBuilder(xmlXPathParserContext *parser)
    : m_parser(parser)
    , m_tree(treeOf(parser))
{
    ++m_tree.generation;
}

bool NodeSetBuilder::mark(NodeId id)
{
    if (id == noNode || !m_tree.hasNode(id) || m_tree.marks[id] == m_tree.generation)
        return false;
    m_tree.marks[id] = m_tree.generation;
    m_marked.push_back(id);
    return true;
}

void NodeSetBuilder::add(xmlNode *node)
{
    if (isAttribute(node))
        m_attributes.push_back(node);
    else
        mark(XmlTree::idOf(node));
}

void NodeSetBuilder::markRange(NodeId from, NodeId end)
{
    for (NodeId id = from; id < end; ++id)
        mark(id);
}

void NodeSetBuilder::push()
{
    std::vector<xmlNode *> nodes;
    nodes.reserve(m_marked.size() + m_attributes.size());
    for (const NodeId id : m_marked)
        nodes.push_back(m_tree.nodeOf(id));
    nodes.insert(nodes.end(), m_attributes.begin(), m_attributes.end());
    if (!spend(m_parser, nodes.size()))
        return;
    if (!std::is_sorted(nodes.begin(), nodes.end(), standsBefore))
        std::sort(nodes.begin(), nodes.end(), standsBefore);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    xmlNodeSet *set = xmlXPathNodeSetCreate(nullptr);
    for (xmlNode *node : nodes)
        xmlXPathNodeSetAddUnique(set, node);
    valuePush(m_parser, xmlXPathWrapNodeSet(set));
}

void uniteNodeSets(xmlXPathParserContext *parser, int)
{
    const Argument right(parser);
    const Argument left(parser);
    NodeSetBuilder found(parser);
    for (xmlNode *node : left.nodes())
        found.add(node);
    for (xmlNode *node : right.nodes())
        found.add(node);
    found.push();
}

void stepToParents(xmlXPathParserContext *parser, int)
{
    collect(parser,
            [](NodeSetBuilder &found, const XmlTree &tree, const xmlNode *node) { found.mark(parentOf(tree, node)); });
}

void stepToAncestors(xmlXPathParserContext *parser, int)
{
    collect(parser, [](NodeSetBuilder &found, const XmlTree &tree, const xmlNode *node) {
        markAncestors(found, tree, parentOf(tree, node));
    });
}

void stepToAncestorsOrSelves(xmlXPathParserContext *parser, int)
{
    collect(parser, [](NodeSetBuilder &found, const XmlTree &tree, xmlNode *node) {
        if (isAttribute(node))
            found.add(node);
        markAncestors(found, tree, XmlTree::idOf(node));
    });
}

void stepToDescendants(xmlXPathParserContext *parser, int)
{
    NodeId covered = 0;
    collect(parser, [covered](NodeSetBuilder &found, const XmlTree &tree, const xmlNode *node) mutable {
        if (isAttribute(node))
            return;
        const NodeId id = XmlTree::idOf(node);
        found.markRange(std::max(id + 1, covered), tree.ends[id]);
        covered = std::max(covered, tree.ends[id]);
    });
}

void stepToDescendantsOrSelves(xmlXPathParserContext *parser, int)
{
    NodeId covered = 0;
    collect(parser, [covered](NodeSetBuilder &found, const XmlTree &tree, xmlNode *node) mutable {
        if (isAttribute(node)) {
            found.add(node);
            return;
        }
        const NodeId id = XmlTree::idOf(node);
        found.markRange(std::max(id, covered), tree.ends[id]);
        covered = std::max(covered, tree.ends[id]);
    });
}

void stepToFollowing(xmlXPathParserContext *parser, int)
{
    const Argument argument(parser);
    const XmlTree &tree = treeOf(parser);
    NodeSetBuilder found(parser);
    auto first = NodeId(tree.nodes.size());
    for (const xmlNode *node : argument.nodes()) {
        const NodeId id = XmlTree::idOf(node);
        // What is below an attribute's element follows the attribute (XPath 1.0, section 2.2).
        first = std::min(first, isAttribute(node) ? id + 1 : tree.ends[id]);
    }
    if (!spend(parser, argument.nodes().size() + (tree.nodes.size() - first)))
        return;
    found.markRange(first, NodeId(tree.nodes.size()));
    found.push();
}

void stepToPreceding(xmlXPathParserContext *parser, int)
{
    const Argument argument(parser);
    const XmlTree &tree = treeOf(parser);
    NodeSetBuilder found(parser);
    NodeId last = 0;
    for (const xmlNode *node : argument.nodes())
        last = std::max(last, XmlTree::idOf(node));
    if (!spend(parser, argument.nodes().size() + last))
        return;
    for (NodeId id = 0; id < last; ++id) {
        if (tree.ends[id] <= last)
            found.mark(id);
    }
    found.push();
}

void stepToFollowingSiblings(xmlXPathParserContext *parser, int)
{
    collectSiblings(parser, &Document::Node::nextSibling);
}

void stepToPrecedingSiblings(xmlXPathParserContext *parser, int)
{
    collectSiblings(parser, &Document::Node::previousSibling);
}

} // namespace sluice::core
