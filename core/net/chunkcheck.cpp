// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chunkcheck.h"

#include "core/net/answerchecks.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr qsizetype longestHead = 300 << 10; // headers over 256 KiB are refused anyway
constexpr qsizetype longestSizeLine = 4 << 10;
constexpr qsizetype longestTail = 1 << 10;

} // namespace

bool mayBeCut(const QByteArray &body, QByteArrayView contentType, QByteArrayView contentEncoding)
{
    if (body.isEmpty())
        return true;
    const QByteArray encoding = contentEncoding.toByteArray().trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return false;
    const QByteArray type = mediaType(contentType);
    const QByteArray tail = body.last(std::min(body.size(), longestTail)).trimmed().toLower();
    if (type == "application/json" || type.endsWith("+json"))
        return !tail.endsWith('}') && !tail.endsWith(']');
    if (type == "text/html" || type == "application/xhtml+xml")
        return !tail.contains("</html");
    if (type == "text/xml" || type == "application/xml" || type.endsWith("+xml"))
        return !tail.contains("</urlset>") && !tail.contains("</sitemapindex>") && !tail.contains("</rss>");
    return true;
}

std::optional<ChunkVerdict> ChunkCheck::feed(QByteArrayView bytes)
{
    m_pending.append(bytes);
    m_needsMore = false;
    while (!m_needsMore) {
        if (const auto verdict = step())
            return verdict;
    }
    return std::nullopt;
}

ChunkVerdict ChunkCheck::atEnd() const
{
    return m_state == State::Head ? ChunkVerdict::Unclear : ChunkVerdict::Cut;
}

std::optional<ChunkVerdict> ChunkCheck::step()
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::ChunkSize:
        return readSize();
    case State::ChunkData:
    case State::Counted:
        return readData();
    case State::ChunkEnd:
        return readChunkEnd();
    }
    return std::nullopt;
}

std::optional<ChunkVerdict> ChunkCheck::readHead()
{
    const qsizetype end = m_pending.indexOf("\r\n\r\n", m_searched);
    m_needsMore = end < 0;
    m_searched = std::max<qsizetype>(0, m_pending.size() - 3);
    if (m_needsMore)
        return m_pending.size() > longestHead ? std::optional(ChunkVerdict::Unclear) : std::nullopt;
    const Framing framing = framingOf(headersIn(QByteArrayView(m_pending).first(end)));
    const bool isSuccess = m_pending.startsWith("HTTP/1.") && m_pending.mid(8, 2) == " 2";
    m_pending.remove(0, end + 4);
    if (!isSuccess || !framing.fault.isEmpty() || (!framing.isChunked && framing.contentLength < 0))
        return ChunkVerdict::Unclear;
    m_state = framing.isChunked ? State::ChunkSize : State::Counted;
    m_left = framing.contentLength;
    return std::nullopt;
}

std::optional<ChunkVerdict> ChunkCheck::readSize()
{
    const qsizetype end = m_pending.indexOf('\n');
    m_needsMore = end < 0;
    if (m_needsMore)
        return m_pending.size() > longestSizeLine ? std::optional(ChunkVerdict::Broken) : std::nullopt;
    const auto size = chunkSizeIn(QByteArrayView(m_pending).first(end));
    if (!size)
        return ChunkVerdict::Broken;
    m_left = *size;
    if (m_left == 0)
        return ChunkVerdict::Whole;
    if (m_same == m_seen.size())
        return ChunkVerdict::Cut; // all that was seen has come again, and there is more
    m_pending.remove(0, end + 1);
    m_state = State::ChunkData;
    return std::nullopt;
}

std::optional<ChunkVerdict> ChunkCheck::readData()
{
    const qsizetype part = std::min<qint64>(m_left, m_pending.size());
    if (const auto verdict = compare(QByteArrayView(m_pending).first(part)))
        return verdict;
    m_pending.remove(0, part);
    m_left -= part;
    if (m_left > 0)
        m_needsMore = true;
    else if (m_state == State::Counted)
        return ChunkVerdict::Whole;
    else
        m_state = State::ChunkEnd;
    return std::nullopt;
}

std::optional<ChunkVerdict> ChunkCheck::readChunkEnd()
{
    const qsizetype end = m_pending.indexOf('\n');
    if (end > 1 || (end < 0 && m_pending.size() > 1) || (end == 1 && m_pending[0] != '\r'))
        return ChunkVerdict::Broken;
    m_needsMore = end < 0;
    if (m_needsMore)
        return std::nullopt;
    m_pending.remove(0, end + 1);
    m_state = State::ChunkSize;
    return std::nullopt;
}

std::optional<ChunkVerdict> ChunkCheck::compare(QByteArrayView part)
{
    const qsizetype common = std::min(part.size(), m_seen.size() - m_same);
    if (part.first(common) != QByteArrayView(m_seen).sliced(m_same, common))
        return ChunkVerdict::Whole; // a page that is another each time: nothing speaks against the one seen
    m_same += common;
    return part.size() > common ? std::optional(ChunkVerdict::Cut) : std::nullopt;
}

} // namespace sluice::core
