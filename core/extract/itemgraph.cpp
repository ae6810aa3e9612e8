// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/itemgraph.h"

#include "core/html/whitespace.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPath = 500;

/// Writes out top items. The levels are capped, so that recursion is.
class ItemWriter final
{
public:
    ItemWriter(const ItemGraph &graph, FactSource source)
        : m_graph(graph)
        , m_source(source)
    {}

    [[nodiscard]] StructuredItem write(int top)
    {
        StructuredItem item;
        item.source = m_source;
        item.type = m_graph.items[std::size_t(top)].types.join(u' ');
        m_values = &item.values;
        item.json = writeItem(top, {});
        return item;
    }

private:
    [[nodiscard]] QJsonObject writeItem(int index, const QString &path)
    {
        const ItemNode &node = m_graph.items[std::size_t(index)];
        m_path.push_back(index);
        QHash<QString, QJsonArray> lists;
        for (const ItemProperty &property : node.properties) {
            if (++m_written > mostItemValues)
                break;
            const QString inner = joinedPath(path, property.name);
            lists[property.name].append(property.item < 0 ? writeText(property.text, inner)
                                                          : writeHeld(property.item, inner));
        }
        m_path.pop_back();
        QJsonObject properties;
        for (auto list = lists.cbegin(); list != lists.cend(); ++list)
            properties[list.key()] = list.value();
        QJsonObject json{{u"properties"_s, properties}};
        if (!node.types.isEmpty())
            json[u"type"_s] = QJsonArray::fromStringList(node.types);
        if (!node.id.isEmpty())
            json[u"id"_s] = node.id;
        return json;
    }

    [[nodiscard]] QJsonValue writeText(const QString &text, const QString &path)
    {
        m_values->append({path, text});
        return text;
    }

    [[nodiscard]] QJsonValue writeHeld(int index, const QString &path)
    {
        const bool isInItself = std::find(m_path.begin(), m_path.end(), index) != m_path.end();
        if (isInItself || int(m_path.size()) >= mostItemLevels)
            return writeText(u"ERROR"_s, path);
        const ItemNode &node = m_graph.items[std::size_t(index)];
        if (!node.types.isEmpty())
            m_values->append({joinedPath(path, u"@type"_s), node.types.join(u' ')});
        if (!node.id.isEmpty())
            m_values->append({joinedPath(path, u"@id"_s), node.id});
        return writeItem(index, path);
    }

    const ItemGraph &m_graph;
    FactSource m_source;
    QList<StructuredValue> *m_values = nullptr;
    std::vector<int> m_path; ///< the items that are being written
    qsizetype m_written = 0;
};

} // namespace

QList<StructuredItem> itemsOf(const ItemGraph &graph, FactSource source)
{
    ItemWriter writer(graph, source);
    QList<StructuredItem> items;
    for (const int top : graph.tops) {
        items.append(writer.write(top));
        const QString &id = graph.items[std::size_t(top)].id;
        if (!id.isEmpty())
            items.last().values.prepend({u"@id"_s, id});
    }
    return items;
}

QString joinedPath(const QString &path, const QString &name)
{
    return path.isEmpty() ? name.left(longestPath) : (path + u'.' + name.left(longestPath)).left(longestPath);
}

QStringList uniqueWords(std::string_view text)
{
    QStringList words;
    QSet<QString> known;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t start = at;
        while (at < text.size() && !isHtmlSpace(text[at]))
            ++at;
        const QString word = QString::fromUtf8(text.data() + start, qsizetype(at - start));
        ++at;
        if (word.isEmpty() || known.contains(word))
            continue;
        known.insert(word);
        words.append(word);
    }
    return words;
}

QString resolvedUrl(const WebUrl &base, std::string_view reference)
{
    const std::string_view trimmed = trimHtmlSpace(reference);
    const Result<WebUrl, UrlFailure> url = base.resolve(QByteArrayView(trimmed.data(), qsizetype(trimmed.size())));
    if (!url)
        return QString::fromUtf8(trimmed.data(), qsizetype(trimmed.size()));
    const std::size_t hash = std::min(trimmed.find('#'), trimmed.size());
    const std::string_view fragment = trimmed.substr(hash);
    return url->toString() + QString::fromUtf8(fragment.data(), qsizetype(fragment.size()));
}

QString TextRation::textOf(NodeId id)
{
    if (m_left <= 0)
        return {};
    const NodeId end = m_document.nextSkippingChildren(id);
    m_left -= (end == noNode ? m_document.nodeCount() : end) - id; // ids count up in document order
    const QByteArray text = m_document.textContent(id);
    m_left -= text.size();
    return QString::fromUtf8(text);
}

} // namespace sluice::core
