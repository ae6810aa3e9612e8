// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/structureddata.h"

#include "core/extract/jsonld.h"
#include "core/extract/metatags.h"
#include "core/extract/microdata.h"
#include "core/extract/rdfalite.h"

#include <QHash>
#include <QJsonArray>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

bool hasManyItems(FactSource source)
{
    return source == FactSource::JsonLd || source == FactSource::Microdata || source == FactSource::RdfaLite;
}

QJsonObject toJson(const StructuredProblem &problem)
{
    const TextPosition &position = problem.error.position;
    return {{u"source"_s, factSourceName(problem.source)},
            {u"script"_s, problem.script},
            {u"detail"_s, problem.error.detail},
            {u"offset"_s, position.offset},
            {u"line"_s, position.line},
            {u"column"_s, position.column}};
}

} // namespace

QString factSourceName(FactSource source)
{
    switch (source) {
    case FactSource::JsonLd:
        return u"json-ld"_s;
    case FactSource::Microdata:
        return u"microdata"_s;
    case FactSource::RdfaLite:
        return u"rdfa"_s;
    case FactSource::OpenGraph:
        return u"opengraph"_s;
    case FactSource::TwitterCard:
        return u"twitter"_s;
    case FactSource::Meta:
        return u"meta"_s;
    }
    return {};
}

StructuredData findStructuredData(const Document &document, const WebUrl &base, const QList<EmbeddedBlock> &embedded)
{
    StructuredData data;
    readJsonLd(embedded, data);
    data.items.append(readMicrodata(document, base));
    data.items.append(readRdfaLite(document, base));
    data.items.append(readMetaTags(document, base));
    return data;
}

QList<StructuredFact> factsOf(const StructuredData &data)
{
    QList<StructuredFact> facts;
    for (int i = 0; i < int(data.items.size()); ++i) {
        const StructuredItem &item = data.items[i];
        for (const StructuredValue &value : item.values)
            facts.append({item.source, i, item.type, value.property, value.value});
        if (item.values.isEmpty())
            facts.append({item.source, i, item.type, {}, {}});
    }
    return facts;
}

QJsonObject toJson(const StructuredData &data)
{
    QJsonObject json;
    QHash<QString, QJsonArray> lists;
    for (const StructuredItem &item : data.items) {
        if (hasManyItems(item.source))
            lists[factSourceName(item.source)].append(item.json);
        else
            json[factSourceName(item.source)] = item.json;
    }
    for (const StructuredProblem &problem : data.problems)
        lists[u"problems"_s].append(toJson(problem));
    for (auto list = lists.cbegin(); list != lists.cend(); ++list)
        json[list.key()] = list.value();
    return json;
}

} // namespace sluice::core
