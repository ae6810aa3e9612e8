// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/requestparser.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

/// Digits of the largest chunk size that cannot overflow; any body limit is far below.
constexpr qsizetype maximumChunkDigits = 15;

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

RequestParser::RequestParser(ServeLimits limits)
    : m_limits(limits)
{}

RequestParser::State RequestParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Refused)
        return m_state;
    m_buffer.append(bytes);
    while (advance()) {
    }
    return m_state;
}

ServeRequest RequestParser::take()
{
    ServeRequest taken = std::exchange(m_request, {});
    m_line = {};
    m_framing = {};
    m_headBytes = 0;
    m_chunkPart = ChunkPart::Size;
    m_state = State::Head;
    return taken;
}

bool RequestParser::isContinueWanted() const
{
    return m_state == State::Body && m_framing.isContinueExpected && m_request.body.isEmpty() && m_buffer.size() == 0;
}

QByteArray RequestParser::authority() const
{
    return m_line.authority.isEmpty() ? m_request.header("Host") : m_line.authority;
}

/// One step; false when there is nothing to do until more bytes come.
bool RequestParser::advance()
{
    switch (m_state) {
    case State::Head:
        return readHeadLine();
    case State::Body:
        return m_framing.isChunked ? readChunked() : readBody();
    case State::Complete:
    case State::Refused:
        return false;
    }
    return false;
}

bool RequestParser::readHeadLine()
{
    QByteArray line;
    if (!takeLine(line))
        return false;
    const bool isRequestLineMissing = m_line.method.isEmpty();
    if (isRequestLineMissing && !line.isEmpty())
        acceptRequestLine(line);
    else if (!isRequestLineMissing && line.isEmpty())
        endHead();
    else if (!line.isEmpty())
        acceptHeaderLine(line);
    return true; // empty lines before a request are skipped (section 2.2)
}

void RequestParser::acceptRequestLine(const QByteArray &line)
{
    auto parsed = parseRequestLine(line);
    if (!parsed) {
        refuse(parsed.error());
        return;
    }
    m_line = *std::move(parsed);
    m_request.method = m_line.method;
    m_request.target = m_line.target;

    QByteArray origin = m_line.target;
    if (!m_line.authority.isEmpty())
        origin.remove(0, 7 + m_line.authority.size());
    origin = origin.left(origin.indexOf('#') < 0 ? origin.size() : origin.indexOf('#'));
    const qsizetype mark = origin.indexOf('?');
    m_request.path = QByteArray::fromPercentEncoding(mark < 0 ? origin : origin.left(mark));
    if (m_request.path.isEmpty())
        m_request.path = "/";
    if (mark >= 0)
        m_request.query = QUrlQuery(QString::fromLatin1(origin.mid(mark + 1)));
}

void RequestParser::acceptHeaderLine(const QByteArray &line)
{
    auto parsed = parseHeaderLine(line);
    if (parsed)
        m_request.headers.append(*std::move(parsed));
    else
        refuse(parsed.error());
}

void RequestParser::endHead()
{
    auto framing = frameRequest(m_request, m_line, m_limits.bodyBytes);
    if (!framing) {
        refuse(framing.error());
        return;
    }
    m_framing = *framing;
    m_state = m_framing.isChunked || m_framing.contentLength > 0 ? State::Body : State::Complete;
}

bool RequestParser::readBody()
{
    m_request.body += m_buffer.takeBytes(m_framing.contentLength - m_request.body.size());
    if (m_request.body.size() < m_framing.contentLength)
        return false;
    m_state = State::Complete;
    return true;
}

bool RequestParser::readChunked()
{
    if (m_chunkPart != ChunkPart::Data)
        return readChunkLine();
    const QByteArray bytes = m_buffer.takeBytes(m_chunkLeft);
    m_request.body += bytes;
    m_chunkLeft -= bytes.size();
    if (m_chunkLeft > 0)
        return false;
    m_chunkPart = ChunkPart::DataEnd;
    return true;
}

bool RequestParser::readChunkLine()
{
    QByteArray line;
    if (!takeLine(line))
        return false;
    if (m_chunkPart == ChunkPart::Size) {
        acceptChunkSize(line);
    } else if (m_chunkPart == ChunkPart::DataEnd) {
        m_chunkPart = ChunkPart::Size;
        if (!line.isEmpty())
            refuse({400, "Malformed chunk"});
    } else if (line.isEmpty()) {
        m_state = State::Complete;
    } else if (!parseHeaderLine(line)) {
        refuse({400, "Malformed trailer"});
    }
    return true;
}

void RequestParser::acceptChunkSize(const QByteArray &line)
{
    const QByteArray size = line.left(line.indexOf(';') < 0 ? line.size() : line.indexOf(';')).trimmed();
    if (size.isEmpty() || !std::all_of(size.begin(), size.end(), isHexDigit)) {
        refuse({400, "Malformed chunk size"});
        return;
    }
    m_chunkLeft = size.size() > maximumChunkDigits ? m_limits.bodyBytes + 1 : size.toLongLong(nullptr, 16);
    if (m_chunkLeft > m_limits.bodyBytes - m_request.body.size())
        refuse({413, "The body is too large"});
    m_chunkPart = m_chunkLeft == 0 ? ChunkPart::Trailer : ChunkPart::Data;
}

/// Takes a line that counts against the header limit; false when there is none yet, or the request was refused.
bool RequestParser::takeLine(QByteArray &line)
{
    switch (m_buffer.takeLine(line, m_limits.headerBytes - m_headBytes)) {
    case LineBuffer::Take::Line:
        m_headBytes += line.size() + 2;
        return true;
    case LineBuffer::Take::Nothing:
        return false;
    case LineBuffer::Take::TooLong:
        refuse({431, "The headers are too large"});
        return false;
    case LineBuffer::Take::BadEnd:
        refuse({400, "Lines end with CRLF"});
        return false;
    }
    return false;
}

void RequestParser::refuse(RequestRefusal refusal)
{
    m_refusal = std::move(refusal);
    m_state = State::Refused;
    m_buffer.clear();
}

} // namespace sluice::core
