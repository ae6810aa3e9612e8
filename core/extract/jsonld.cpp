// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jsonld.h"

#include "core/extract/itemgraph.h"

#include <QJsonArray>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QString scalarText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    return value.toVariant().toString();
}

/// Turns a node into rows. Goes as deep as the JSON reader's cap allows, no deeper.
class NodeFlattener final
{
public:
    explicit NodeFlattener(QList<StructuredValue> &values)
        : m_values(values)
    {}

    void addMembers(const QString &path, const QJsonObject &object, bool isRoot)
    {
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() == u"@context" || (isRoot && member.key() == u"@type"))
                continue;
            const bool isValue = member.key() == u"@value" && !isRoot;
            add(isValue ? path : joinedPath(path, member.key()), member.value());
        }
    }

private:
    void add(const QString &path, const QJsonValue &value)
    {
        if (value.isObject()) {
            addMembers(path, value.toObject(), false);
        } else if (value.isArray()) {
            const QJsonArray elements = value.toArray();
            for (const auto &element : elements)
                add(path, element);
        } else if (!value.isNull() && m_values.size() < mostItemValues) {
            m_values.append({path, scalarText(value)});
        }
    }

    QList<StructuredValue> &m_values;
};

QString typeOf(const QJsonObject &node)
{
    const QJsonValue type = node[u"@type"_s];
    if (!type.isArray())
        return type.toString();
    QStringList types;
    const QJsonArray listed = type.toArray();
    for (const auto &each : listed)
        types.append(each.toString());
    return types.join(u' ');
}

/// Whether an object is nothing but the frame around its @graph.
bool isFrame(const QJsonObject &object)
{
    const auto isOther = [](const QString &key) { return key != u"@graph" && key != u"@context" && key != u"@id"; };
    const QStringList keys = object.keys();
    return object.contains(u"@graph"_s) && std::none_of(keys.begin(), keys.end(), isOther);
}

void addNode(QJsonObject node, StructuredData &data)
{
    node.remove(u"@graph"_s);
    StructuredItem item;
    item.source = FactSource::JsonLd;
    item.type = typeOf(node);
    NodeFlattener(item.values).addMembers({}, node, true);
    item.json = std::move(node);
    data.items.append(std::move(item));
}

/// Nodes in the order of the text, out of arrays and graphs.
void addNodes(const QJsonValue &root, StructuredData &data)
{
    QList<QJsonValue> open{root};
    while (!open.isEmpty()) {
        const QJsonValue value = open.takeLast();
        const QJsonObject object = value.toObject();
        if (value.isObject() && !isFrame(object))
            addNode(object, data);
        const QJsonValue inner = value.isArray() ? value : object[u"@graph"_s];
        if (inner.isObject())
            open.append(inner);
        const QJsonArray elements = inner.toArray();
        for (qsizetype i = elements.size() - 1; i >= 0; --i)
            open.append(elements.at(i));
    }
}

} // namespace

void readJsonLd(const QList<EmbeddedBlock> &blocks, StructuredData &data)
{
    for (const EmbeddedBlock &block : blocks) {
        if (block.kind != DataKind::LdJson)
            continue;
        if (block.error)
            data.problems.append({FactSource::JsonLd, block.script, *block.error});
        else
            addNodes(jsonValueOf(block.json), data);
    }
}

} // namespace sluice::core
