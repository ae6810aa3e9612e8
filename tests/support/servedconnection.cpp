// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/servedconnection.h"

#include "tests/support/misbehavingserver.h"

#include <QTimer>

#include <sys/socket.h>

namespace sluice::test {

namespace {

constexpr qint64 floodAheadBytes = 1 << 20;

/// The request whose head this is.
MisbehavingServer::Request parseHead(const QByteArray &head)
{
    MisbehavingServer::Request request;
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    request.method = first.value(0);
    request.target = first.value(1);
    QByteArray local = request.target;
    if (const qsizetype scheme = local.indexOf("://"); scheme >= 0)
        local = local.mid(qMax<qsizetype>(local.indexOf('/', scheme + 3), 0));
    const qsizetype question = local.indexOf('?');
    request.path = question < 0 ? local : local.first(question);
    request.query = question < 0 ? QByteArray() : local.mid(question + 1);
    for (const QByteArray &line : std::as_const(lines)) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            request.headers.append({line.first(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return request;
}

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 503:
        return "Service Unavailable";
    default:
        return "Answer";
    }
}

} // namespace

ServedConnection::ServedConnection(MisbehavingServer &server, QTcpSocket *socket, int number)
    : m_server(server)
    , m_socket(socket)
    , m_number(number)
{
    m_socket->setParent(this);
    connect(m_socket, &QTcpSocket::readyRead, this, &ServedConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) { m_sent += bytes; });
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &QObject::deleteLater);
}

void ServedConnection::onReadyRead()
{
    m_buffer += m_socket->readAll();
    for (qsizetype end = m_buffer.indexOf("\r\n\r\n"); end >= 0; end = m_buffer.indexOf("\r\n\r\n")) {
        MisbehavingServer::Request request = parseHead(m_buffer.first(end));
        const qint64 length = request.header("Content-Length").toLongLong();
        if (m_buffer.size() < end + 4 + length)
            return;
        request.connection = m_number;
        request.content = m_buffer.mid(end + 4, length);
        m_buffer.remove(0, end + 4 + length);
        m_server.serve(*this, request);
    }
}

void ServedConnection::write(const QByteArray &bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(bytes);
}

void ServedConnection::close()
{
    m_socket->disconnectFromHost();
}

void ServedConnection::reset()
{
    m_socket->flush();
    const linger atOnce{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket->abort();
}

void ServedConnection::repeat(const QByteArray &bytes, int ms, int times, std::function<void()> after)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, timer, bytes, after, left = times]() mutable {
        if (left == 0) {
            timer->deleteLater();
            timer->stop();
            return after ? after() : void();
        }
        --left;
        write(bytes);
    });
    timer->start(ms);
}

void ServedConnection::flood(const QByteArray &bytes)
{
    const auto fill = [this, bytes] {
        while (m_socket->bytesToWrite() < floodAheadBytes && m_socket->state() == QAbstractSocket::ConnectedState)
            m_socket->write(bytes);
    };
    connect(m_socket, &QTcpSocket::bytesWritten, this, fill, Qt::QueuedConnection);
    fill();
}

QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &contentType,
                      const QByteArray &furtherHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\nContent-Type: " + contentType +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + furtherHeaders + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body, int chunkBytes)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < body.size(); i += chunkBytes) {
        const QByteArray part = body.mid(i, chunkBytes);
        bytes += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

} // namespace sluice::test
