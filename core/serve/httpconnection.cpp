// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/httpconnection.h"

#include "core/serve/httpresponse.h"

#include <algorithm>
#include <utility>

#include <sys/socket.h>

namespace sluice::core {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;
constexpr int drainMs = 2'000;
/// What a socket is given at a time; answers up to this size are not counted.
constexpr qsizetype pieceBytes = 64 * 1024;

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServer::Handler &handler,
                               SendBudget &budget, const ServeLimits &limits, bool isLoopbackOnly, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_handler(handler)
    , m_budget(budget)
    , m_limits(limits)
    , m_isLoopbackOnly(isLoopbackOnly)
    , m_parser(limits)
{
    m_socket->setReadBufferSize(readBufferBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_deadline.setSingleShot(true);
    m_delay.setSingleShot(true);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::readSocket);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::afterWrite);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::tellEnd);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::giveUp);
    connect(&m_delay, &QTimer::timeout, this, &HttpConnection::sendAnswer);
    m_deadline.start(m_limits.timeoutMs);
    // The first bytes may have come before the signals were connected.
    QMetaObject::invokeMethod(this, &HttpConnection::readSocket, Qt::QueuedConnection);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    letGo();
}

void HttpConnection::tellEnd()
{
    letGo();
    Q_EMIT ended();
}

void HttpConnection::turnAway()
{
    m_isKeepAlive = false;
    write(plainResponse(503, "Too many connections"), false);
}

void HttpConnection::readSocket()
{
    if (m_phase == Phase::Draining) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    if (m_phase != Phase::Reading)
        return;
    m_parser.feed(m_socket->readAll());
    if (m_wasIdle && m_parser.hasStarted()) {
        m_wasIdle = false;
        m_deadline.start(m_limits.timeoutMs);
    }
    nextRequest();
}

/// Handles what the parser holds. The loop of read, answer, write runs over the socket's signals and not over
/// recursion, except for answers that left at once.
void HttpConnection::nextRequest()
{
    while (m_phase == Phase::Reading) {
        if (m_parser.state() == RequestParser::State::Refused) {
            refuse(m_parser.refusal());
        } else if (m_parser.state() == RequestParser::State::Complete) {
            answerRequest();
        } else {
            if (m_parser.isContinueWanted() && !std::exchange(m_isInvited, true))
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            return;
        }
    }
}

void HttpConnection::answerRequest()
{
    const QByteArray authority = m_parser.authority();
    if (m_isLoopbackOnly && !authority.isEmpty() && !isLoopbackHost(authority)) {
        refuse({421, "This server answers for this machine alone"});
        return;
    }
    m_isKeepAlive = m_parser.isKeepAlive();
    ServeRequest request = m_parser.take();
    request.peer = m_socket->peerAddress();
    m_isHead = request.method == "HEAD";
    m_deadline.stop();
    m_phase = Phase::Answering;
    m_answer = m_handler(request);
    holdAnswer();
    if (m_answer.delayMs > 0)
        m_delay.start(m_answer.delayMs);
    else
        sendAnswer();
}

void HttpConnection::refuse(const RequestRefusal &refusal)
{
    m_isKeepAlive = false;
    m_isRefused = true;
    write(plainResponse(refusal.status, refusal.reason), false);
}

void HttpConnection::sendAnswer()
{
    write(std::exchange(m_answer, {}), m_isHead);
}

/// Counts a large answer from when it is there until it has left or the client has; none where there is no room.
void HttpConnection::holdAnswer()
{
    if (m_isHead || m_answer.body.size() <= pieceBytes)
        return;
    if (m_budget.take(m_answer.body))
        m_counted = m_answer.body;
    else
        m_answer = plainResponse(503, "Too much waits to be read by others");
}

void HttpConnection::letGo()
{
    if (!m_counted.isEmpty())
        m_budget.giveBack(m_counted);
    m_counted.clear();
    m_content.clear();
    m_sent = 0;
}

void HttpConnection::write(const ServeResponse &response, bool isHead)
{
    const ResponseFraming framing{isHead, m_isKeepAlive, QDateTime::currentDateTimeUtc()};
    m_phase = Phase::Writing;
    m_deadline.start(m_limits.timeoutMs);
    m_content = contentOf(response, framing);
    m_sent = 0;
    m_socket->write(serializeHead(response, framing));
    writePieces();
    afterWrite();
}

/// Gives the socket no more than it can pass on, so that the bytes of an answer are there once for all who read it.
void HttpConnection::writePieces()
{
    do {
        const qsizetype piece = std::min(pieceBytes, m_content.size() - m_sent);
        if (piece > 0 && m_socket->write(m_content.constData() + m_sent, piece) < 0)
            return; // the client has gone
        m_sent += piece;
        m_socket->flush();
    } while (m_sent < m_content.size() && m_socket->bytesToWrite() == 0);
}

/// Goes on once an answer has left: with the next request, by draining, or by closing.
void HttpConnection::afterWrite()
{
    if (m_phase != Phase::Writing || m_socket->bytesToWrite() > 0)
        return;
    if (m_sent < m_content.size())
        writePieces();
    if (m_sent < m_content.size() || m_socket->bytesToWrite() > 0)
        return;
    letGo();
    if (m_isRefused) {
        drain();
        return;
    }
    if (!m_isKeepAlive) {
        close();
        return;
    }
    m_phase = Phase::Reading;
    m_isInvited = false;
    m_parser.feed({});
    m_wasIdle = !m_parser.hasStarted();
    m_deadline.start(m_limits.timeoutMs);
    // What the client sent meanwhile raises no further signal.
    QMetaObject::invokeMethod(this, &HttpConnection::readSocket, Qt::QueuedConnection);
}

/// Ends our side and reads the client's for a little while: closing a socket with unread bytes resets it, and the
/// client would not see why it was refused.
void HttpConnection::drain()
{
    m_phase = Phase::Draining;
    m_deadline.start(std::min(drainMs, m_limits.timeoutMs));
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    m_socket->skip(m_socket->bytesAvailable());
}

void HttpConnection::giveUp()
{
    if (m_phase == Phase::Reading && !m_wasIdle)
        refuse({408, "The request took too long"});
    else if (m_phase == Phase::Reading)
        close();
    else
        m_socket->abort();
}

void HttpConnection::close()
{
    m_phase = Phase::Closing;
    m_deadline.start(std::min(drainMs, m_limits.timeoutMs));
    m_socket->disconnectFromHost();
}

} // namespace sluice::core
