// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/secondlook.h"

#include "core/net/contentdecoder.h"
#include "core/net/requesttemplates.h"

#include <QNetworkProxy>

#include <utility>

namespace sluice::core {

namespace {

constexpr qint64 readBufferBytes = 64 << 10;

} // namespace

SecondLook::~SecondLook()
{
    m_socket.disconnect(this); // its own end tells nothing
}

SecondLook::SecondLook(const FetchRequest &request, const QSslConfiguration &ssl, QByteArray seen)
    : m_request(request)
    , m_check(std::move(seen))
{
    m_request.ticket.reset();
    m_request.awaitTurn = nullptr;
    m_socket.setReadBufferSize(readBufferBytes);
    m_socket.setSslConfiguration(ssl);
    connect(&m_socket, &QSslSocket::readyRead, this, &SecondLook::onReadyRead);
    connect(&m_socket, &QSslSocket::disconnected, this, &SecondLook::onClosed);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &SecondLook::onClosed);
    if (m_request.url.isSecure())
        connect(&m_socket, &QSslSocket::encrypted, this, &SecondLook::send);
    else
        connect(&m_socket, &QSslSocket::connected, this, &SecondLook::send);
}

void SecondLook::start(std::function<void(ChunkVerdict)> done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &SecondLook::connectSocket, Qt::QueuedConnection);
}

bool SecondLook::isProxyPeer() const
{
    return m_request.proxy.kind == ProxyKind::Http && !m_request.url.isSecure();
}

void SecondLook::connectSocket()
{
    const ProxyAddress &proxy = m_request.proxy;
    if (proxy.kind == ProxyKind::Direct || isProxyPeer())
        m_socket.setProxy(QNetworkProxy::NoProxy);
    else
        m_socket.setProxy({proxy.kind == ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                           proxy.host, proxy.port, proxy.user, proxy.password});
    if (m_request.isTlsCheckOff)
        m_socket.ignoreSslErrors();
    QByteArray host = m_request.url.host().toByteArray();
    if (host.startsWith('['))
        host = host.sliced(1, host.size() - 2);
    if (isProxyPeer())
        m_socket.connectToHost(proxy.host, proxy.port);
    else if (m_request.url.isSecure())
        m_socket.connectToHostEncrypted(QString::fromLatin1(host), m_request.url.port());
    else
        m_socket.connectToHost(QString::fromLatin1(host), m_request.url.port());
}

QByteArray SecondLook::requestBytes() const
{
    const WebUrl &url = m_request.url;
    const QByteArray authority = url.origin().mid(url.scheme().size() + 3);
    QByteArray bytes = "GET ";
    if (isProxyPeer())
        bytes += url.origin();
    bytes += url.pathAndQuery().toByteArray() + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n";
    bytes += "Accept-Encoding: " + acceptedEncodings() + "\r\nUser-Agent: " + m_request.userAgent + "\r\n";
    if (isProxyPeer() && !m_request.proxy.user.isEmpty())
        bytes += "Proxy-Authorization: " + basicCredentials(m_request.proxy) + "\r\n";
    for (const Header &header : m_request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    return bytes + "\r\n";
}

void SecondLook::send()
{
    m_socket.write(requestBytes());
}

void SecondLook::onReadyRead()
{
    while (m_done && m_socket.bytesAvailable() > 0) {
        if (const auto verdict = m_check.feed(m_socket.read(readBufferBytes)))
            decide(*verdict);
    }
}

void SecondLook::onClosed()
{
    if (m_socket.isOpen())
        onReadyRead();
    decide(m_check.atEnd());
}

void SecondLook::decide(ChunkVerdict verdict)
{
    // From the event loop: the answer may delete this, and with it the socket whose signal is being handled.
    if (auto done = std::exchange(m_done, nullptr))
        QMetaObject::invokeMethod(
            this, [done, verdict] { done(verdict); }, Qt::QueuedConnection);
}

} // namespace sluice::core
