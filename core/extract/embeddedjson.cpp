// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/embeddedjson.h"

#include "core/extract/embeddeddata.h"
#include "core/extract/orderedjson.h"

#include <QSet>

namespace sluice::core {

namespace {

/// A page of much code has many small literals; programs look for what is large and named.
constexpr qsizetype mostTexts = 500;

bool isEmpty(const QByteArray &json)
{
    return json == "{}" || json == "[]";
}

} // namespace

QList<QByteArray> embeddedJson(const Document &document)
{
    QList<QByteArray> texts;
    QByteArray members;
    QSet<QString> names;
    for (const EmbeddedBlock &block : findEmbeddedData(document)) {
        if (block.error || isEmpty(block.json))
            continue;
        if (texts.size() >= mostTexts)
            break;
        texts.append(block.json);
        if (block.name.isEmpty() || names.contains(block.name))
            continue;
        names.insert(block.name);
        // Put together as text, so that numbers keep their digits.
        members += (members.isEmpty() ? "" : ",") + jsonTextOf(block.name) + ':' + block.json;
    }
    if (!members.isEmpty())
        texts.append('{' + members + '}');
    return texts;
}

} // namespace sluice::core
