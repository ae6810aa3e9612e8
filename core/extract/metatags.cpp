// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/metatags.h"

#include "core/extract/itemgraph.h"
#include "core/extract/opengraph.h"
#include "core/html/whitespace.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString nameOf(std::string_view utf8)
{
    return textOf(trimHtmlSpace(utf8)).toLower();
}

bool isToldRelation(const QString &relation)
{
    static constexpr std::array<QStringView, 14> relations = {
        u"alternate", u"amphtml", u"apple-touch-icon", u"author",    u"help", u"icon", u"license", u"manifest", u"me",
        u"next",      u"prev",    u"search",           u"shortlink", u"up"};
    return std::find(relations.begin(), relations.end(), relation) != relations.end();
}

class MetaReader final
{
public:
    MetaReader(const Document &document, const WebUrl &base)
        : m_document(document)
        , m_base(base)
    {
        m_social.source = FactSource::OpenGraph;
        m_twitter.source = FactSource::TwitterCard;
    }

    [[nodiscard]] QList<StructuredItem> read()
    {
        for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
            const Document::Node &node = m_document.node(id);
            if (node.type == NodeType::Element && node.ns == NodeNamespace::Html)
                readElement(id, node.text);
        }
        QList<StructuredItem> items;
        m_social.json = openGraphJson(m_social.values);
        m_twitter.json = listsOf(m_twitter.values);
        m_meta.json = listsOf(m_meta.values);
        for (StructuredItem *item : {&m_social, &m_twitter, &m_meta}) {
            if (!item->values.isEmpty())
                items.append(std::move(*item));
        }
        return items;
    }

private:
    void readElement(NodeId id, std::string_view name)
    {
        if (name == "meta") {
            readMeta(id);
        } else if (name == "link") {
            readLink(id);
        } else if (name == "title" && !m_hasTitle) {
            m_hasTitle = true;
            add(m_meta, u"title"_s, QString::fromUtf8(m_document.cleanText(id)));
        } else if (name == "html" && !m_document.attribute(id, "lang").empty()) {
            add(m_meta, u"lang"_s, textOf(trimHtmlSpace(m_document.attribute(id, "lang"))));
        }
    }

    void readMeta(NodeId id)
    {
        const std::string_view charset = trimHtmlSpace(m_document.attribute(id, "charset"));
        if (!charset.empty())
            add(m_meta, u"charset"_s, textOf(charset));
        if (!m_document.hasAttribute(id, "content"))
            return;
        const QString content = QString::fromUtf8(foldWhiteSpace(m_document.attribute(id, "content")));
        const QString name = nameOf(m_document.attribute(id, "name"));
        const QString equivalent = nameOf(m_document.attribute(id, "http-equiv"));
        if (!name.isEmpty())
            addNamed(name, content);
        if (!equivalent.isEmpty())
            add(m_meta, u"http-equiv:"_s + equivalent, content);
        for (const QString &property : uniqueWords(m_document.attribute(id, "property"))) {
            if (isSocialProperty(property) && property.toLower() != name)
                addNamed(property.toLower(), content);
        }
        const QStringList itemNames = uniqueWords(m_document.attribute(id, "itemprop"));
        if (itemNames.isEmpty() || isInItem(id))
            return;
        for (const QString &itemName : itemNames)
            add(m_meta, u"itemprop:"_s + itemName, content);
    }

    void addNamed(const QString &name, const QString &content)
    {
        StructuredItem &item = name.startsWith(u"twitter:") ? m_twitter : isSocialProperty(name) ? m_social : m_meta;
        if (item.type.isEmpty() && (name == u"og:type" || name == u"twitter:card"))
            item.type = content;
        add(item, name, content);
    }

    void readLink(NodeId id)
    {
        const std::string_view href = trimHtmlSpace(m_document.attribute(id, "href"));
        if (href.empty())
            return;
        const QStringList relations = QString(nameOf(m_document.attribute(id, "rel"))).split(u' ', Qt::SkipEmptyParts);
        for (const QString &relation : relations) {
            if (relation == u"canonical")
                add(m_meta, relation, resolvedUrl(m_base, href));
            else if (isToldRelation(relation))
                add(m_meta, u"link:"_s + relation, resolvedUrl(m_base, href));
        }
    }

    [[nodiscard]] bool isInItem(NodeId id) const
    {
        for (NodeId above = m_document.node(id).parent; above != noNode; above = m_document.node(above).parent) {
            if (m_document.isElement(above) && m_document.hasAttribute(above, "itemscope"))
                return true;
        }
        return false;
    }

    static void add(StructuredItem &item, const QString &property, const QString &value)
    {
        if (item.values.size() < mostItemValues)
            item.values.append({property, value});
    }

    [[nodiscard]] static QJsonObject listsOf(const QList<StructuredValue> &values)
    {
        QHash<QString, QJsonArray> lists;
        for (const StructuredValue &value : values)
            lists[value.property].append(value.value);
        QJsonObject json;
        for (auto list = lists.cbegin(); list != lists.cend(); ++list)
            json[list.key()] = list.value();
        return json;
    }

    const Document &m_document;
    const WebUrl &m_base;
    StructuredItem m_social;
    StructuredItem m_twitter;
    StructuredItem m_meta;
    bool m_hasTitle = false;
};

} // namespace

bool isSocialProperty(const QString &name)
{
    static constexpr std::array<QStringView, 10> prefixes = {
        u"og:", u"article:", u"book:", u"profile:", u"video:", u"music:", u"product:", u"fb:", u"al:", u"twitter:"};
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&name](QStringView prefix) { return name.startsWith(prefix, Qt::CaseInsensitive); });
}

QList<StructuredItem> readMetaTags(const Document &document, const WebUrl &base)
{
    return MetaReader(document, base).read();
}

} // namespace sluice::core
