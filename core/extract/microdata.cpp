// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/microdata.h"

#include "core/extract/itemgraph.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N> &names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

class MicrodataReader final
{
public:
    MicrodataReader(const Document &document, const WebUrl &base)
        : m_document(document)
        , m_base(base)
        , m_ration(document)
        , m_visits(8 * qint64(document.nodeCount()) + 1'000)
    {}

    [[nodiscard]] ItemGraph read()
    {
        for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
            if (isItem(id) && !m_document.hasAttribute(id, "itemprop"))
                m_graph.tops.push_back(indexOf(id));
        }
        // Crawling an item finds further ones.
        for (std::size_t i = 0; i < m_elements.size(); ++i)
            crawl(int(i));
        return std::move(m_graph);
    }

private:
    [[nodiscard]] bool isHtml(NodeId id) const
    {
        const Document::Node &node = m_document.node(id);
        return node.type == NodeType::Element && node.ns == NodeNamespace::Html;
    }

    [[nodiscard]] bool isItem(NodeId id) const { return isHtml(id) && m_document.hasAttribute(id, "itemscope"); }

    int indexOf(NodeId element)
    {
        const auto known = m_indexes.constFind(element);
        if (known != m_indexes.constEnd())
            return *known;
        const int index = int(m_elements.size());
        m_indexes.insert(element, index);
        m_elements.push_back(element);
        ItemNode item;
        item.types = uniqueWords(m_document.attribute(element, "itemtype"));
        if (!item.types.isEmpty() && m_document.hasAttribute(element, "itemid"))
            item.id = resolvedUrl(m_base, m_document.attribute(element, "itemid"));
        m_graph.items.push_back(std::move(item));
        return index;
    }

    /// "The properties of an item", 5.2.5.
    void crawl(int index)
    {
        std::vector<NodeId> results;
        const NodeId root = m_elements[std::size_t(index)];
        m_seen.resize(m_document.nodeCount(), -1);
        m_seen[root] = index;
        std::vector<NodeId> pending;
        addChildren(root, pending);
        addReferences(root, pending);
        while (!pending.empty() && --m_visits > 0) {
            const NodeId current = pending.back();
            pending.pop_back();
            if (m_seen[current] == index)
                continue;
            m_seen[current] = index;
            if (!isItem(current))
                addChildren(current, pending);
            if (isHtml(current) && m_document.hasAttribute(current, "itemprop"))
                results.push_back(current);
        }
        std::sort(results.begin(), results.end());
        for (const NodeId property : results)
            addProperty(index, property);
    }

    void addChildren(NodeId parent, std::vector<NodeId> &pending) const
    {
        for (NodeId child = m_document.node(parent).firstChild; child != noNode;
             child = m_document.node(child).nextSibling) {
            if (m_document.isElement(child))
                pending.push_back(child);
        }
    }

    void addReferences(NodeId root, std::vector<NodeId> &pending)
    {
        if (!m_document.hasAttribute(root, "itemref"))
            return;
        if (!m_isIndexed)
            findIds();
        for (const QString &word : uniqueWords(m_document.attribute(root, "itemref"))) {
            const auto element = m_ids.constFind(word);
            if (element != m_ids.constEnd())
                pending.push_back(*element);
        }
    }

    void findIds()
    {
        m_isIndexed = true;
        for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
            if (!m_document.isElement(id) || m_document.attribute(id, "id").empty())
                continue;
            const QString name = textOf(m_document.attribute(id, "id"));
            if (!m_ids.contains(name))
                m_ids.insert(name, id);
        }
    }

    void addProperty(int index, NodeId element)
    {
        const QStringList names = uniqueWords(m_document.attribute(element, "itemprop"));
        if (names.isEmpty())
            return;
        ItemProperty property;
        if (isItem(element))
            property.item = indexOf(element);
        else
            property.text = valueOf(element);
        for (const QString &name : names) {
            property.name = name;
            m_graph.items[std::size_t(index)].properties.append(property);
        }
    }

    /// 5.2.4 "Values", for what is no item.
    [[nodiscard]] QString valueOf(NodeId element)
    {
        static constexpr std::array<std::string_view, 7> withSource = {"audio",  "embed", "iframe", "img",
                                                                       "source", "track", "video"};
        static constexpr std::array<std::string_view, 3> withLink = {"a", "area", "link"};
        const std::string_view name = m_document.node(element).text;
        if (name == "meta")
            return textOf(m_document.attribute(element, "content"));
        if (isOneOf(name, withSource))
            return urlOf(element, "src");
        if (isOneOf(name, withLink))
            return urlOf(element, "href");
        if (name == "object")
            return urlOf(element, "data");
        if (name == "data" || name == "meter")
            return textOf(m_document.attribute(element, "value"));
        if (name == "time" && m_document.hasAttribute(element, "datetime"))
            return textOf(m_document.attribute(element, "datetime"));
        return m_ration.textOf(element);
    }

    [[nodiscard]] QString urlOf(NodeId element, std::string_view attribute) const
    {
        return m_document.hasAttribute(element, attribute)
                   ? resolvedUrl(m_base, m_document.attribute(element, attribute))
                   : QString();
    }

    const Document &m_document;
    const WebUrl &m_base;
    TextRation m_ration;
    qint64 m_visits; ///< elements that may still be looked at: references could make items share large parts
    ItemGraph m_graph;
    std::vector<NodeId> m_elements; ///< of the graph's items
    QHash<NodeId, int> m_indexes;
    std::vector<int> m_seen; ///< the item that last came by each node
    bool m_isIndexed = false;
    QHash<QString, NodeId> m_ids; ///< the first element of each id
};

} // namespace

QList<StructuredItem> readMicrodata(const Document &document, const WebUrl &base)
{
    return itemsOf(MicrodataReader(document, base).read(), FactSource::Microdata);
}

} // namespace sluice::core
