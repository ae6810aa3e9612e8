// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/flightrows.h"

#include "core/extract/jsliterals.h"
#include "core/html/utf8.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

class FlightReader final
{
public:
    explicit FlightReader(std::string_view stream)
        : m_stream(stream)
    {}

    [[nodiscard]] QList<FlightRow> read()
    {
        while (m_at < m_stream.size())
            readRow();
        std::vector<TextPosition *> positions;
        for (FlightRow &row : m_rows) {
            positions.push_back(&row.position);
            if (row.error)
                positions.push_back(&row.error->position);
        }
        locate(m_stream, std::move(positions));
        return std::move(m_rows);
    }

private:
    void readRow()
    {
        FlightRow row;
        row.id = takeWhile([](char c) { return digitValue(c) < 16; });
        if (m_at >= m_stream.size() || m_stream[m_at] != ':') {
            skipLine();
            return;
        }
        ++m_at;
        row.tag = takeWhile([](char c) { return c >= 'A' && c <= 'Z'; });
        if (!readBytes(row))
            readLine(row);
    }

    /// Rows whose length is given. False if this is none.
    [[nodiscard]] bool readBytes(const FlightRow &row)
    {
        static constexpr std::string_view tags = "TAOUSLGMV";
        const bool isShortKind = m_at < m_stream.size() && std::string_view("osblgm").find(m_stream[m_at]) != npos;
        if (row.tag.size() + (isShortKind && row.tag.isEmpty() ? 1 : 0) != 1)
            return false;
        const bool isText = row.tag == "T";
        if (!isShortKind && tags.find(row.tag.front()) == npos)
            return false;
        std::size_t at = m_at + (row.tag.isEmpty() ? 1 : 0);
        std::size_t length = 0;
        const std::size_t first = at;
        for (; at < m_stream.size() && digitValue(m_stream[at]) < 16 && at - first < 8; ++at)
            length = length * 16 + std::size_t(digitValue(m_stream[at]));
        if (at == first || at >= m_stream.size() || m_stream[at] != ',')
            return false;
        const std::string_view bytes = m_stream.substr(at + 1, length);
        m_at = at + 1 + bytes.size();
        if (isText)
            addText(row, at + 1, bytes);
        return true;
    }

    void addText(FlightRow row, std::size_t offset, std::string_view bytes)
    {
        row.position.offset = qint64(offset);
        const QByteArray text(bytes.data(), qsizetype(bytes.size()));
        appendJsonString(row.json, viewOf(isValidUtf8(text) ? text : repairedUtf8(text)));
        m_rows.append(std::move(row));
    }

    /// A row up to the line's end; left out unless it looks like JSON.
    void readLine(FlightRow &row)
    {
        const std::size_t end = std::min(m_stream.find('\n', m_at), m_stream.size());
        const std::string_view content = trimHtmlSpace(m_stream.substr(m_at, end - m_at));
        const qint64 offset = content.data() - m_stream.data();
        row.position.offset = offset;
        m_at = std::min(end + 1, m_stream.size());
        const bool isContainer = content.starts_with('{') || content.starts_with('[');
        Result<QByteArray, JsonError> json = parseTolerantJson(content);
        if (json)
            row.json = *std::move(json);
        else if (!isContainer && !content.starts_with('"'))
            return;
        else
            row.error = JsonError{json.error().fault, {json.error().position.offset + offset}, json.error().detail};
        m_rows.append(std::move(row));
    }

    void skipLine() { m_at = std::min(m_stream.find('\n', m_at), m_stream.size() - 1) + 1; }

    template <typename Test>
    [[nodiscard]] QByteArray takeWhile(Test test)
    {
        const std::size_t start = m_at;
        while (m_at < m_stream.size() && test(m_stream[m_at]))
            ++m_at;
        return QByteArray(m_stream.data() + start, qsizetype(m_at - start));
    }

    static constexpr std::size_t npos = std::string_view::npos;
    std::string_view m_stream;
    std::size_t m_at = 0;
    QList<FlightRow> m_rows;
};

} // namespace

QList<FlightRow> readFlightRows(std::string_view stream)
{
    return FlightReader(stream).read();
}

} // namespace sluice::core
