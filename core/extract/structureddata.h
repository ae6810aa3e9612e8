// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/embeddeddata.h"
#include "core/url/weburl.h"

#include <QJsonObject>

namespace sluice::core {

enum class FactSource {
    JsonLd,      ///< JSON-LD 1.1 in <script type="application/ld+json">
    Microdata,   ///< HTML Standard, chapter 5
    RdfaLite,    ///< RDFa Lite 1.1
    OpenGraph,   ///< ogp.me: <meta property="og:…"> and its sister vocabularies
    TwitterCard, ///< <meta name="twitter:…">
    Meta,        ///< title, language, charset, other <meta>, <link>
};

/// "json-ld", "microdata", "rdfa", "opengraph", "twitter", "meta".
[[nodiscard]] QString factSourceName(FactSource source);

/// A property of an item and one of its values. Those of items inside of the item have the path to them before their
/// names: "author.name".
struct StructuredValue
{
    QString property;
    QString value;

    bool operator==(const StructuredValue &) const = default;
};

/// A thing that a page describes: a node of JSON-LD, a top-level item of Microdata or RDFa, or all a page says in its
/// Open Graph, Twitter or other meta tags.
struct StructuredItem
{
    FactSource source = FactSource::Meta;
    QString type;                  ///< as written; several are separated by spaces
    QList<StructuredValue> values; ///< in document order, of JSON-LD in the order of the names
    /// JSON-LD: the node itself. Microdata and RDFa: {type, id, properties} as the HTML Standard writes an item in 5.4
    /// ("ERROR" for one that holds itself). The rest: {name: [values]}, where an Open Graph value with properties of
    /// its own is an object.
    QJsonObject json;

    bool operator==(const StructuredItem &) const = default;
};

/// A part of the page that could not be read.
struct StructuredProblem
{
    FactSource source = FactSource::JsonLd;
    int script = -1; ///< as EmbeddedBlock has it; -1 if it is no script's
    JsonError error;

    bool operator==(const StructuredProblem &) const = default;
};

struct StructuredData
{
    QList<StructuredItem> items; ///< by source, then in document order
    QList<StructuredProblem> problems;

    bool operator==(const StructuredData &) const = default;
};

/// A row of the table that shows what a page offers.
struct StructuredFact
{
    FactSource source = FactSource::Meta;
    int item = 0; ///< index in StructuredData::items
    QString type;
    QString property;
    QString value;

    bool operator==(const StructuredFact &) const = default;
};

/// Everything that a page says about itself for machines. `base` as documentBase() gives it; `embedded` as
/// findEmbeddedData() gives it. A broken ld+json block becomes a problem and takes nothing from the others; the nodes
/// of a @graph and of an array are items of their own. A page that makes items hold items again and again is cut: at
/// most 64 levels, 100,000 values, and 32 MiB of text for each source.
[[nodiscard]] StructuredData findStructuredData(const Document &document, const WebUrl &base,
                                                const QList<EmbeddedBlock> &embedded);

/// One row a value; an item without any has one with property and value empty.
[[nodiscard]] QList<StructuredFact> factsOf(const StructuredData &data);

/// {"json-ld": [items], "microdata": […], "rdfa": […], "opengraph": {}, "twitter": {}, "meta": {}, "problems": […]},
/// without what is empty.
[[nodiscard]] QJsonObject toJson(const StructuredData &data);

} // namespace sluice::core
