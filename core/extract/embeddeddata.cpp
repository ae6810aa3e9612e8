// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/embeddeddata.h"

#include "core/extract/flightrows.h"
#include "core/extract/jsliterals.h"
#include "core/extract/scriptscanner.h"
#include "core/extract/scripttext.h"
#include "core/html/whitespace.h"

#include <QJsonArray>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

DataKind kindOf(ScriptPattern pattern)
{
    switch (pattern) {
    case ScriptPattern::Assignment:
        return DataKind::Assignment;
    case ScriptPattern::Call:
        return DataKind::Call;
    case ScriptPattern::JsonParse:
        return DataKind::JsonParse;
    }
    return DataKind::Assignment;
}

class EmbeddedDataFinder final
{
public:
    explicit EmbeddedDataFinder(const Document &document)
        : m_document(document)
    {}

    [[nodiscard]] QList<EmbeddedBlock> find()
    {
        for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
            if (isScriptElement(m_document, id))
                readElement(id);
        }
        addFlightRows();
        return std::move(m_blocks);
    }

private:
    void readElement(NodeId id)
    {
        m_node = id;
        ++m_script;
        const QByteArray whole = m_document.textContent(id);
        const std::string_view text = unwrappedScript(viewOf(whole));
        const qint64 skipped = text.data() - whole.constData();
        const qsizetype first = m_blocks.size();
        const ScriptLanguage language = scriptLanguage(m_document, id);
        if (language == ScriptLanguage::JavaScript)
            readScript(text);
        else
            readJson(text, language);
        std::vector<TextPosition *> positions;
        for (qsizetype i = first; i < m_blocks.size(); ++i) {
            EmbeddedBlock &block = m_blocks[i];
            block.position.offset += skipped;
            positions.push_back(&block.position);
            if (!block.error)
                continue;
            block.error->position.offset += skipped;
            positions.push_back(&block.error->position);
        }
        locate(viewOf(whole), std::move(positions));
    }

    void readScript(std::string_view text)
    {
        for (ScriptBlock &found : scanScript(text)) {
            EmbeddedBlock block = newBlock(kindOf(found.pattern), found.name);
            block.argument = found.argument;
            block.isQuoted = found.isQuoted;
            block.position = found.position;
            block.json = std::move(found.json);
            block.error = std::move(found.error);
            const bool isFlight = block.argument == 0 && block.name.endsWith(u"__next_f.push");
            if (isFlight && !block.error)
                addChunk(block.json);
            m_blocks.append(std::move(block));
        }
    }

    /// One value after the other; after an error the rest is lost, as nobody knows where the next one begins.
    void readJson(std::string_view text, ScriptLanguage language)
    {
        const std::string_view id = m_document.attribute(m_node, "id");
        const QString name = QString::fromUtf8(id.data(), qsizetype(id.size()));
        const bool isKnown = language != ScriptLanguage::Unknown || id == "__NEXT_DATA__";
        const DataKind kind = id == "__NEXT_DATA__"                ? DataKind::NextData
                              : language == ScriptLanguage::LdJson ? DataKind::LdJson
                                                                   : DataKind::JsonScript;
        std::size_t at = skipJsSpace(text, 0);
        if (!isKnown && (at >= text.size() || (text[at] != '{' && text[at] != '[')))
            return;
        while (at < text.size()) {
            Result<JsonReading, JsonError> reading = readJsonValue(text, qsizetype(at), {.mayBreakLines = true});
            if (!isKnown && (!reading || skipJsSpace(text, std::size_t(reading->end)) < text.size()))
                return;
            EmbeddedBlock block = newBlock(kind, name);
            block.position.offset = qint64(at);
            at = reading ? skipSeparators(text, std::size_t(reading->end)) : text.size();
            if (reading)
                block.json = std::move(reading->json);
            else
                block.error = std::move(reading).error();
            m_blocks.append(std::move(block));
        }
    }

    [[nodiscard]] static std::size_t skipSeparators(std::string_view text, std::size_t at)
    {
        at = skipJsSpace(text, at);
        while (at < text.size() && (text[at] == ';' || text[at] == ','))
            at = skipJsSpace(text, at + 1);
        return at;
    }

    /// What self.__next_f.push() was given: [1, "text"] and [3, "base64"] go on with the stream.
    void addChunk(const QByteArray &json)
    {
        const QJsonArray chunk = jsonValueOf(json).toArray();
        const int kind = chunk.at(0).toInt(-1);
        if (kind == 1)
            m_stream.append(chunk.at(1).toString().toUtf8());
        else if (kind == 3)
            m_stream.append(QByteArray::fromBase64(chunk.at(1).toString().toLatin1()));
        if (kind != 1 && kind != 3)
            return;
        m_streamScript = m_streamScript < 0 ? m_script : m_streamScript;
        m_streamNode = m_streamNode == noNode ? m_node : m_streamNode;
    }

    void addFlightRows()
    {
        m_script = m_streamScript;
        m_node = m_streamNode;
        for (FlightRow &row : readFlightRows(viewOf(m_stream))) {
            const QByteArray name = row.tag.isEmpty() ? row.id : row.id + ":" + row.tag;
            EmbeddedBlock block = newBlock(DataKind::NextFlight, QString::fromUtf8(name));
            block.position = row.position;
            block.json = std::move(row.json);
            block.error = std::move(row.error);
            m_blocks.append(std::move(block));
        }
    }

    [[nodiscard]] EmbeddedBlock newBlock(DataKind kind, const QString &name) const
    {
        EmbeddedBlock block;
        block.kind = kind;
        block.name = name;
        block.script = m_script;
        block.node = m_node;
        return block;
    }

    const Document &m_document;
    NodeId m_node = noNode;
    int m_script = -1;
    QByteArray m_stream;     ///< of Next.js
    int m_streamScript = -1; ///< where it begins
    NodeId m_streamNode = noNode;
    QList<EmbeddedBlock> m_blocks;
};

} // namespace

QString dataKindName(DataKind kind)
{
    switch (kind) {
    case DataKind::Assignment:
        return u"assignment"_s;
    case DataKind::Call:
        return u"call"_s;
    case DataKind::JsonParse:
        return u"json-parse"_s;
    case DataKind::JsonScript:
        return u"json-script"_s;
    case DataKind::LdJson:
        return u"ld+json"_s;
    case DataKind::NextData:
        return u"next-data"_s;
    case DataKind::NextFlight:
        return u"next-flight"_s;
    }
    return {};
}

QList<EmbeddedBlock> findEmbeddedData(const Document &document)
{
    return EmbeddedDataFinder(document).find();
}

} // namespace sluice::core
