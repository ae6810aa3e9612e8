// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/loneconnection.h"

#include "core/net/requesttemplates.h"

#include <QNetworkProxy>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 readBufferBytes = 64 << 10;

} // namespace

LoneConnection::LoneConnection(const FetchRequest &request, const QSslConfiguration &ssl, SharedLinks *shared,
                               QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_ssl(ssl)
    , m_shared(shared)
    , m_logins(shared ? shared->logins : m_ownLogins)
{
    m_request.ticket.reset();
    m_request.awaitTurn = nullptr;
}

LoneConnection::~LoneConnection()
{
    if (m_socket)
        m_socket->disconnect(this); // its own end tells nothing
}

void LoneConnection::tunnelThrough(const ProxyAddress &proxy)
{
    m_tunnel = proxy;
    m_request.proxy = {}; // whose credentials are not for the server
}

const ProxyAddress &LoneConnection::proxy() const
{
    return m_tunnel.kind == ProxyKind::Direct ? m_request.proxy : m_tunnel;
}

bool LoneConnection::hasTunnel() const
{
    return proxy().kind == ProxyKind::Http && !isProxyPeer(m_request);
}

/// A connection that was kept may be closed by the other end just when it is used again.
bool LoneConnection::isStale() const
{
    return m_stage == Stage::Sent && m_isReused && !m_hasRead;
}

QString LoneConnection::hostName() const
{
    QByteArray host = m_request.url.host().toByteArray();
    if (host.startsWith('['))
        host = host.sliced(1, host.size() - 2);
    return QString::fromLatin1(host);
}

IdleConnections::Key LoneConnection::key() const
{
    return {proxy(), isProxyPeer(m_request) ? QByteArray() : m_request.url.origin(), m_request.isTlsCheckOff};
}

void LoneConnection::begin()
{
    if (m_stage != Stage::Idle)
        return;
    // A kept connection may turn out to be closed only once the request has gone, and that one is not sent again.
    auto waiting = m_shared && m_request.isSafe() ? m_shared->idle.take(key()) : nullptr;
    if (!waiting)
        return connectAnew();
    m_isReused = true;
    adopt(std::move(waiting));
    send();
}

void LoneConnection::adopt(std::unique_ptr<QSslSocket> socket)
{
    dropSocket();
    m_socket = std::move(socket);
    connect(m_socket.get(), &QSslSocket::connected, this, &LoneConnection::onConnected);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &LoneConnection::send);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &LoneConnection::onReadyRead);
    connect(m_socket.get(), &QSslSocket::disconnected, this, &LoneConnection::onClosed);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &LoneConnection::onError);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, &LoneConnection::sslErrors);
}

/// From the event loop: its own signal may be on the stack.
void LoneConnection::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void LoneConnection::connectAnew()
{
    m_isReused = false;
    m_stage = Stage::Connecting;
    adopt(std::make_unique<QSslSocket>());
    m_socket->setReadBufferSize(readBufferBytes);
    m_socket->setSslConfiguration(m_ssl);
    const ProxyAddress &way = proxy();
    if (way.kind == ProxyKind::Socks5)
        m_socket->setProxy({QNetworkProxy::Socks5Proxy, way.host, way.port, way.user, way.password});
    else
        m_socket->setProxy(QNetworkProxy::NoProxy);
    Q_EMIT connecting();
    if (way.kind == ProxyKind::Http)
        m_socket->connectToHost(way.host, way.port);
    else if (m_request.url.isSecure())
        m_socket->connectToHostEncrypted(hostName(), m_request.url.port());
    else
        m_socket->connectToHost(hostName(), m_request.url.port());
    if (m_request.isTlsCheckOff && m_socket)
        m_socket->ignoreSslErrors(); // connecting forgets it
}

void LoneConnection::onConnected()
{
    if (hasTunnel())
        askForTunnel();
    else if (!m_request.url.isSecure())
        send();
    else
        m_stage = Stage::Securing;
}

void LoneConnection::askForTunnel()
{
    m_stage = Stage::Tunnel;
    m_tunnelAnswer = {};
    const QByteArray target = m_request.url.host().toByteArray() + ':' + QByteArray::number(m_request.url.port());
    const QByteArray own = headerValue(m_request.headers, "Proxy-Authorization");
    m_sentLogin = own.isEmpty() ? m_logins.credentials(proxy(), target, "CONNECT") : own;
    QByteArray bytes = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!m_request.userAgent.isEmpty())
        bytes += "User-Agent: " + m_request.userAgent + "\r\n";
    if (!m_sentLogin.isEmpty())
        bytes += "Proxy-Authorization: " + m_sentLogin + "\r\n";
    m_socket->write(bytes + "\r\n");
}

void LoneConnection::readTunnelAnswer()
{
    // Line by line, as what follows the head belongs to the tunnel.
    while (m_stage == Stage::Tunnel && m_socket->bytesAvailable() > 0) {
        QByteArray none;
        m_tunnelAnswer.feed(m_socket->readLine(), none);
        if (m_tunnelAnswer.status() != 0)
            return takeTunnelAnswer();
        if (m_tunnelAnswer.isDone())
            return fail(QAbstractSocket::ProxyProtocolError, m_tunnelAnswer.reason());
    }
}

void LoneConnection::takeTunnelAnswer()
{
    const int status = m_tunnelAnswer.status();
    if (status >= 200 && status < 300) {
        if (!m_sentLogin.isEmpty())
            m_logins.noteAccepted(proxy());
        if (!m_request.url.isSecure())
            return send();
        // Qt has read ahead, and would pass this on as what the host says inside TLS.
        if (m_socket->bytesAvailable() > 0)
            return fail(QAbstractSocket::ProxyProtocolError, u"the proxy says more than that the tunnel stands"_s);
        return secure();
    }
    if (status != proxyWantsCredentials)
        return fail(QAbstractSocket::ProxyConnectionRefusedError,
                    u"the proxy refuses the tunnel with status %1"_s.arg(status));
    const bool isWorthIt = m_tunnelAnswers < ProxyLogins::maximumAnswers &&
                           m_logins.takeChallenge(proxy(), m_tunnelAnswer.headers(), m_sentLogin);
    if (!isWorthIt)
        return fail(QAbstractSocket::ProxyAuthenticationRequiredError,
                    u"the proxy wants credentials, or others (407)"_s);
    ++m_tunnelAnswers;
    connectAnew();
}

void LoneConnection::secure()
{
    m_stage = Stage::Securing;
    m_socket->setPeerVerifyName(hostName());
    if (m_request.isTlsCheckOff)
        m_socket->ignoreSslErrors();
    m_socket->startClientEncryption();
}

void LoneConnection::send()
{
    m_stage = Stage::Sent;
    m_socket->write(requestBytes(m_request, {m_shared != nullptr, hasTunnel()}));
    Q_EMIT requestSent();
    if (m_stage == Stage::Sent && m_socket->bytesAvailable() > 0) // a server that talks before it is asked
        QMetaObject::invokeMethod(this, &LoneConnection::onReadyRead, Qt::QueuedConnection);
}

void LoneConnection::onReadyRead()
{
    if (m_stage == Stage::Tunnel)
        return readTunnelAnswer();
    if (m_stage != Stage::Sent)
        return;
    m_hasRead = true;
    Q_EMIT readyRead();
}

void LoneConnection::onClosed()
{
    if (isStale())
        return connectAnew();
    if (m_stage == Stage::Sent)
        Q_EMIT closed(); // and what came last can still be read
    else if (m_stage == Stage::Tunnel)
        fail(QAbstractSocket::ProxyConnectionClosedError, u"the proxy closed the connection instead of answering"_s);
    else
        fail(QAbstractSocket::RemoteHostClosedError, u"the connection was closed before it stood"_s);
}

void LoneConnection::onError(QAbstractSocket::SocketError error)
{
    if (isStale())
        return connectAnew();
    const bool isStillOpen = m_socket->state() != QAbstractSocket::UnconnectedState;
    if (error == QAbstractSocket::RemoteHostClosedError && (m_stage == Stage::Sent || isStillOpen))
        return; // disconnected() follows, and may be the end of the body
    const QString reason = m_socket->errorString();
    if (m_stage != Stage::Connecting || proxy().kind != ProxyKind::Http)
        return fail(error, reason);
    switch (error) { // of the connection to the proxy
    case QAbstractSocket::ConnectionRefusedError:
        return fail(QAbstractSocket::ProxyConnectionRefusedError, reason);
    case QAbstractSocket::HostNotFoundError:
        return fail(QAbstractSocket::ProxyNotFoundError, reason);
    default: // the enumeration is Qt's and open
        return fail(error, reason);
    }
}

void LoneConnection::fail(QAbstractSocket::SocketError error, const QString &reason)
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    Q_EMIT failed(error, reason);
}

void LoneConnection::abort()
{
    m_stage = Stage::Ended;
    dropSocket();
}

void LoneConnection::release()
{
    const bool isKept = m_shared && m_socket && m_stage == Stage::Sent;
    m_stage = Stage::Ended;
    if (!isKept)
        return dropSocket();
    m_socket->disconnect(this);
    m_shared->idle.keep(key(), std::move(m_socket));
}

qint64 LoneConnection::bytesAvailable() const
{
    return m_socket && m_stage == Stage::Sent ? m_socket->bytesAvailable() : 0;
}

QByteArray LoneConnection::readAll()
{
    return m_socket ? m_socket->readAll() : QByteArray();
}

QList<QSslCertificate> LoneConnection::peerCertificateChain() const
{
    return m_socket ? m_socket->peerCertificateChain() : QList<QSslCertificate>();
}

} // namespace sluice::core
