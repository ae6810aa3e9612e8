// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answerreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestHead = 300 << 10; // headers over 256 KiB are refused anyway
constexpr qsizetype longestSizeLine = 4 << 10;
constexpr int switchingProtocols = 101;

/// The code in "HTTP/1.1 200 OK"; 0 where there is none.
int statusIn(QByteArrayView head)
{
    const bool isHttp = head.size() >= 12 && head.startsWith("HTTP/1.") && head[8] == ' ';
    const bool isCode =
        isHttp && std::all_of(head.begin() + 9, head.begin() + 12, [](char c) { return c >= '0' && c <= '9'; });
    return isCode ? head.sliced(9, 3).toInt() : 0;
}

/// Where the headers end, and how long the empty line behind them is with the line end before it; 0 while it is not there.
struct HeadEnd
{
    qsizetype at = 0;
    qsizetype size = 0;
};

/// Lines may end with LF alone (RFC 9112, 2.2).
HeadEnd headEnd(const QByteArray &bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\n', from); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        const QByteArrayView rest = QByteArrayView(bytes).sliced(at + 1);
        if (rest.startsWith('\n'))
            return {at, 2};
        if (rest.startsWith("\r\n"))
            return {at, 3};
    }
    return {};
}

/// Whether the first line is there, or much of it, and begins no answer.
bool isOtherwise(const QByteArray &bytes)
{
    return !bytes.startsWith("HTTP/1.") && (bytes.size() >= 80 || bytes.contains('\n'));
}

/// Whether the server keeps the connection after this answer. HTTP/1.0 is not asked to.
bool isKeptAlive(QByteArrayView head, const Headers &headers)
{
    const QByteArray options = headerValue(headers, "Connection") + ',' + headerValue(headers, "Proxy-Connection");
    return head.startsWith("HTTP/1.1") && !options.toLower().contains("close");
}

} // namespace

bool AnswerReader::isReusable() const
{
    if (!isDone() || m_fault != Fault::None || !m_isKeptAlive)
        return false;
    return m_isChunked ? m_pending == "\r\n" || m_pending == "\n" : m_pending.isEmpty();
}

void AnswerReader::feed(QByteArrayView bytes, QByteArray &body)
{
    m_pending.append(bytes);
    while (m_state != State::Done && step(body)) {
        // as long as the bytes suffice
    }
}

void AnswerReader::end()
{
    m_isKeptAlive = false;
    if (m_state == State::ToTheEnd)
        m_state = State::Done;
    else if (m_state == State::Head)
        fail(Fault::Cut, u"the connection was closed before an answer"_s);
    else if (m_state != State::Done)
        fail(Fault::Cut, u"the connection was closed inside the body"_s);
}

bool AnswerReader::step(QByteArray &body)
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::ChunkSize:
        return readSize();
    case State::Counted:
    case State::ChunkData:
        return readData(body);
    case State::ChunkEnd:
        return readChunkEnd();
    case State::ToTheEnd:
        body.append(m_pending);
        m_pending.clear();
        return false;
    case State::Done:
        return false;
    }
    return false;
}

bool AnswerReader::readHead()
{
    // Whoever speaks another protocol may be waiting for an answer.
    if (isOtherwise(m_pending))
        return failOtherwise(m_pending);
    const HeadEnd end = headEnd(m_pending, m_searched);
    if (end.size == 0) {
        m_searched = std::max<qsizetype>(0, m_pending.size() - 2);
        return m_pending.size() + m_interimBytes > longestHead &&
               fail(Fault::Broken, u"the answer's headers do not end"_s);
    }
    m_searched = 0;
    const QByteArray head = m_pending.first(end.at);
    m_pending.remove(0, end.at + end.size);
    const int status = statusIn(head);
    if (status < 100 || status == switchingProtocols)
        return failOtherwise(head);
    if (!isInterimStatus(status))
        return takeHead(status, head);
    m_interimBytes += end.at + end.size;
    return m_interimBytes <= longestHead || fail(Fault::Broken, u"the interim answers do not end"_s);
}

bool AnswerReader::takeHead(int status, QByteArrayView head)
{
    const Headers headers = headersIn(head);
    const Framing framing = framingOf(headers);
    if (!framing.fault.isEmpty())
        return fail(Fault::Broken, framing.fault); // before anybody works on headers without number
    m_status = status;
    m_headers = joined(headers);
    m_isKeptAlive = isKeptAlive(head, m_headers);
    m_left = framing.contentLength;
    const bool hasBody = !m_isHeadAsked && mayHaveBody(m_status);
    m_isChunked = framing.isChunked && hasBody;
    if (!hasBody || m_left == 0)
        m_state = State::Done;
    else if (m_isChunked)
        m_state = State::ChunkSize;
    else
        m_state = m_left > 0 ? State::Counted : State::ToTheEnd;
    return true;
}

bool AnswerReader::readSize()
{
    const qsizetype end = m_pending.indexOf('\n');
    if (end < 0)
        return m_pending.size() > longestSizeLine && fail(Fault::Broken, u"a chunk header does not end"_s);
    const auto size = chunkSizeIn(QByteArrayView(m_pending).first(end));
    m_pending.remove(0, end + 1);
    if (!size)
        return fail(Fault::Broken, u"the chunked body has an invalid chunk header"_s);
    m_left = *size;
    m_state = m_left == 0 ? State::Done : State::ChunkData; // trailers mean nothing here
    return true;
}

bool AnswerReader::readData(QByteArray &body)
{
    const qsizetype part = std::min<qint64>(m_left, m_pending.size());
    body.append(QByteArrayView(m_pending).first(part));
    m_pending.remove(0, part);
    m_left -= part;
    if (m_left > 0)
        return false;
    m_state = m_state == State::Counted ? State::Done : State::ChunkEnd;
    return true;
}

bool AnswerReader::readChunkEnd()
{
    const qsizetype end = m_pending.indexOf('\n');
    if (end > 1 || (end < 0 && m_pending.size() > 1) || (end == 1 && m_pending[0] != '\r'))
        return fail(Fault::Broken, u"a chunk of the body does not end where it should"_s);
    if (end < 0)
        return false;
    m_pending.remove(0, end + 1);
    m_state = State::ChunkSize;
    return true;
}

bool AnswerReader::failOtherwise(const QByteArray &head)
{
    const QByteArray line = head.left(80).simplified();
    return fail(Fault::Broken, u"“%1” begins no answer"_s.arg(QString::fromLatin1(line)));
}

/// Ends the reading; there is no further step.
bool AnswerReader::fail(Fault fault, const QString &reason)
{
    m_fault = fault;
    m_reason = reason;
    m_state = State::Done;
    return false;
}

} // namespace sluice::core
