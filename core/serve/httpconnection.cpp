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

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServer::Handler &handler,
                               const ServeLimits &limits, bool isLoopbackOnly, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_handler(handler)
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
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::ended);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::giveUp);
    connect(&m_delay, &QTimer::timeout, this, &HttpConnection::sendAnswer);
    m_deadline.start(m_limits.timeoutMs);
    // The first bytes may have come before the signals were connected.
    QMetaObject::invokeMethod(this, &HttpConnection::readSocket, Qt::QueuedConnection);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
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

void HttpConnection::write(const ServeResponse &response, bool isHead)
{
    m_phase = Phase::Writing;
    m_deadline.start(m_limits.timeoutMs);
    m_socket->write(serializeResponse(response, {isHead, m_isKeepAlive, QDateTime::currentDateTimeUtc()}));
    m_socket->flush();
    afterWrite();
}

/// Goes on once an answer has left: with the next request, by draining, or by closing.
void HttpConnection::afterWrite()
{
    if (m_phase != Phase::Writing || m_socket->bytesToWrite() > 0)
        return;
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
