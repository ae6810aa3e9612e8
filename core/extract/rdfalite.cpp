// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/rdfalite.h"

#include "core/extract/itemgraph.h"
#include "core/extract/metatags.h"
#include "core/extract/rdfaterms.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

class RdfaReader final
{
public:
    RdfaReader(const Document &document, const WebUrl &base)
        : m_document(document)
        , m_base(base)
        , m_ration(document)
    {}

    [[nodiscard]] ItemGraph read()
    {
        Context root;
        root.end = m_document.nodeCount();
        root.item = itemOf(m_base.toString());
        std::vector<Context> open{root};
        for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
            while (id >= open.back().end)
                open.pop_back();
            if (!m_document.isElement(id) || !hasRdfa(id))
                continue;
            Context inner = process(id, open.back());
            const NodeId end = m_document.nextSkippingChildren(id);
            inner.end = end == noNode ? m_document.nodeCount() : end;
            open.push_back(std::move(inner));
        }
        findTops();
        return std::move(m_graph);
    }

private:
    /// What holds for the elements inside of another.
    struct Context
    {
        RdfaTerms terms;
        int item = 0;   ///< what properties are of
        NodeId end = 0; ///< the first node after it
    };

    [[nodiscard]] bool hasRdfa(NodeId id) const
    {
        for (const Attribute &attribute : m_document.attributes(id)) {
            const std::string_view name = attribute.name;
            if (name == "vocab" || name == "prefix" || name == "typeof" || name == "property" || name == "resource" ||
                name == "about" || name == "href" || name == "src")
                return true;
        }
        return false;
    }

    [[nodiscard]] std::string_view attribute(NodeId id, std::string_view name) const
    {
        return m_document.attribute(id, name);
    }

    /// Steps 5 and 6, 11 and 13 of the processing sequence, for elements without rel and rev.
    [[nodiscard]] Context process(NodeId id, const Context &outer)
    {
        Context context = outer;
        context.terms.update(attribute(id, "vocab"), attribute(id, "prefix"));
        const bool isTyped = m_document.hasAttribute(id, "typeof");
        const bool isProperty = m_document.hasAttribute(id, "property");
        const bool isChained = isProperty && !m_document.hasAttribute(id, "content");
        const std::optional<QString> about = iriIn(id, "about", context.terms);
        const std::optional<QString> target = targetOf(id, context.terms);
        int subject = outer.item;
        int typed = -1;
        if (about)
            subject = itemOf(*about);
        if (isChained && isTyped) {
            typed = about ? subject : target ? itemOf(*target) : newItem();
        } else if (!isChained) {
            if (!about && target)
                subject = itemOf(*target);
            else if (!about && isTyped && !isDocumentElement(id))
                subject = newItem();
            typed = isTyped ? subject : -1;
        }
        if (isTyped)
            addTypes(typed, id, context.terms);
        if (isProperty)
            addProperties(subject, id, context.terms, about ? -1 : isChained ? typed : -1);
        context.item = isChained && isTyped ? typed : subject;
        return context;
    }

    /// What html, head and body say is of the page.
    [[nodiscard]] bool isDocumentElement(NodeId id) const
    {
        return m_document.isElement(id, "html") || m_document.isElement(id, "head") || m_document.isElement(id, "body");
    }

    [[nodiscard]] std::optional<QString> iriIn(NodeId id, std::string_view name, const RdfaTerms &terms) const
    {
        if (!m_document.hasAttribute(id, name))
            return std::nullopt;
        const QString iri = terms.resourceOf(m_base, attribute(id, name));
        return iri.isEmpty() ? std::nullopt : std::optional(iri);
    }

    [[nodiscard]] std::optional<QString> targetOf(NodeId id, const RdfaTerms &terms) const
    {
        const std::optional<QString> resource = iriIn(id, "resource", terms);
        if (resource)
            return resource;
        for (const std::string_view name : {"href", "src"}) {
            if (m_document.hasAttribute(id, name))
                return resolvedUrl(m_base, attribute(id, name));
        }
        return std::nullopt;
    }

    void addTypes(int item, NodeId id, const RdfaTerms &terms)
    {
        QStringList &types = m_graph.items[std::size_t(item)].types;
        for (const QString &word : uniqueWords(attribute(id, "typeof"))) {
            const QString iri = terms.iriOf(word);
            if (!iri.isEmpty() && !types.contains(iri))
                types.append(iri);
        }
    }

    void addProperties(int subject, NodeId id, const RdfaTerms &terms, int typed)
    {
        const bool isMeta = m_document.isElement(id, "meta");
        std::optional<ItemProperty> value;
        for (const QString &word : uniqueWords(attribute(id, "property"))) {
            if (isMeta && isSocialProperty(word))
                continue;
            const QString name = terms.propertyOf(word);
            if (name.isEmpty())
                continue;
            if (!value)
                value = valueOf(id, terms, typed);
            value->name = name;
            m_graph.items[std::size_t(subject)].properties.append(*value);
            if (typed >= 0 && typed != subject)
                m_isHeld[std::size_t(typed)] = true;
        }
    }

    [[nodiscard]] ItemProperty valueOf(NodeId id, const RdfaTerms &terms, int typed)
    {
        const auto text = [this, id](std::string_view name) {
            const std::string_view value = attribute(id, name);
            return ItemProperty{{}, QString::fromUtf8(value.data(), qsizetype(value.size())), -1};
        };
        if (m_document.hasAttribute(id, "content"))
            return text("content");
        if (m_document.hasAttribute(id, "datetime"))
            return text("datetime");
        if (typed >= 0)
            return {{}, {}, typed};
        const std::optional<QString> target = targetOf(id, terms);
        if (target)
            return {{}, *target, -1};
        if (m_document.isElement(id, "data") && m_document.hasAttribute(id, "value"))
            return text("value");
        return {{}, m_ration.textOf(id), -1};
    }

    int newItem()
    {
        m_graph.items.emplace_back();
        m_isHeld.push_back(false);
        return int(m_graph.items.size()) - 1;
    }

    int itemOf(const QString &iri)
    {
        const auto known = m_byIri.constFind(iri);
        if (known != m_byIri.constEnd())
            return *known;
        const int item = newItem();
        m_graph.items[std::size_t(item)].id = iri;
        m_byIri.insert(iri, item);
        return item;
    }

    /// What no other item holds, and one of each ring of items that hold each other.
    void findTops()
    {
        const std::size_t count = m_graph.items.size();
        std::vector<bool> isReached(count, false);
        for (const bool mayBeHeld : {false, true}) {
            for (std::size_t i = 0; i < count; ++i) {
                if (isReached[i] || m_graph.items[i].isEmpty() || m_isHeld[i] != mayBeHeld)
                    continue;
                m_graph.tops.push_back(int(i));
                reach(i, isReached);
            }
        }
        std::sort(m_graph.tops.begin(), m_graph.tops.end());
    }

    void reach(std::size_t item, std::vector<bool> &isReached) const
    {
        std::vector<std::size_t> open{item};
        while (!open.empty()) {
            const std::size_t current = open.back();
            open.pop_back();
            if (isReached[current])
                continue;
            isReached[current] = true;
            for (const ItemProperty &property : m_graph.items[current].properties) {
                if (property.item >= 0)
                    open.push_back(std::size_t(property.item));
            }
        }
    }

    const Document &m_document;
    const WebUrl &m_base;
    TextRation m_ration;
    ItemGraph m_graph;
    std::vector<bool> m_isHeld; ///< by item: whether it is the value of another's property
    QHash<QString, int> m_byIri;
};

} // namespace

QList<StructuredItem> readRdfaLite(const Document &document, const WebUrl &base)
{
    return itemsOf(RdfaReader(document, base).read(), FactSource::RdfaLite);
}

} // namespace sluice::core
