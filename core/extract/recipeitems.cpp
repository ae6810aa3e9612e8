// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipeitems.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype mostItems = 100'000;
constexpr qsizetype mostValues = 10'000;

/// Items of Microdata and RDFa, {type, id, properties}, as JSON-LD would have them.
QJsonValue asJsonLd(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &entry : value.toArray())
            array.append(asJsonLd(entry));
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject item = value.toObject();
    QJsonObject node{{u"@type"_s, item.value(u"type"_s)}};
    if (item.contains(u"id"_s))
        node.insert(u"@id"_s, item.value(u"id"_s));
    const QJsonObject properties = item.value(u"properties"_s).toObject();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it)
        node.insert(it.key(), asJsonLd(it.value()));
    return node;
}

/// "Product" of "Product", "schema:Product" and "https://schema.org/Product".
bool isOfType(const QString &written, const QStringList &types)
{
    const qsizetype mark = std::max({written.lastIndexOf(u'/'), written.lastIndexOf(u'#'), written.lastIndexOf(u':')});
    return types.contains(written.mid(mark + 1), Qt::CaseInsensitive);
}

bool isOfType(const QJsonValue &written, const QStringList &types)
{
    if (written.isString()) {
        const QStringList words = written.toString().split(u' ', Qt::SkipEmptyParts);
        return std::any_of(words.begin(), words.end(), [&types](const QString &word) { return isOfType(word, types); });
    }
    const QJsonArray array = written.toArray();
    return std::any_of(array.begin(), array.end(), [&types](const QJsonValue &type) {
        return type.isString() && isOfType(type.toString(), types);
    });
}

/// Finds the items of some types, not looking into those found.
class ItemSearch final
{
public:
    ItemSearch(const QStringList &types, RecipeItems &found)
        : m_types(types)
        , m_found(found)
    {}

    void search(const QJsonValue &value)
    {
        if (value.isArray()) {
            for (const QJsonValue &entry : value.toArray())
                search(entry);
        } else if (value.isObject()) {
            take(value.toObject());
        }
    }

private:
    void take(const QJsonObject &node)
    {
        const QString id = node.value(u"@id"_s).toString();
        if (!id.isEmpty() && node.size() > 1 && !m_found.known.contains(id))
            m_found.known.insert(id, node);
        if (isOfType(node.value(u"@type"_s), m_types)) {
            if (m_found.items.size() < mostItems)
                m_found.items.append(node);
            return;
        }
        for (const QJsonValue &member : node)
            search(member);
    }

    const QStringList &m_types;
    RecipeItems &m_found;
};

QJsonValue simplified(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (object.contains(u"@value"_s))
        return object.value(u"@value"_s);
    if (object.size() == 1 && object.contains(u"@id"_s))
        return object.value(u"@id"_s);
    return value;
}

/// Follows a path of names through objects and arrays.
class PathWalk final
{
public:
    PathWalk(const QString &path, const QHash<QString, QJsonObject> &known)
        : m_names(path.split(u'.'))
        , m_known(known)
    {}

    void walk(const QJsonValue &value, qsizetype at)
    {
        if (m_found.size() >= mostValues)
            return;
        if (value.isArray()) {
            for (const QJsonValue &entry : value.toArray())
                walk(entry, at);
            return;
        }
        if (at == m_names.size()) {
            if (const QJsonValue plain = simplified(value); !plain.isNull() && !plain.isUndefined())
                m_found.append(plain);
            return;
        }
        QJsonObject object = value.toObject();
        if (object.size() == 1 && object.contains(u"@id"_s))
            object = m_known.value(object.value(u"@id"_s).toString());
        if (const auto member = object.constFind(m_names[at]); member != object.constEnd())
            walk(*member, at + 1);
    }

    [[nodiscard]] QList<QJsonValue> takeFound() { return std::move(m_found); }

private:
    QStringList m_names;
    const QHash<QString, QJsonObject> &m_known;
    QList<QJsonValue> m_found;
};

} // namespace

RecipeItems structuredItems(const StructuredData &data, const QStringList &types)
{
    for (const FactSource source : {FactSource::JsonLd, FactSource::Microdata, FactSource::RdfaLite}) {
        RecipeItems found;
        ItemSearch search(types, found);
        for (const StructuredItem &item : data.items) {
            if (item.source == source)
                search.search(source == FactSource::JsonLd ? QJsonValue(item.json) : asJsonLd(item.json));
        }
        if (!found.items.isEmpty())
            return found;
    }
    return {};
}

QList<QJsonValue> valuesAt(const QJsonObject &item, const QString &path, const QHash<QString, QJsonObject> &known)
{
    PathWalk walk(path, known);
    walk.walk(item, 0);
    return walk.takeFound();
}

} // namespace sluice::core
