// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/loneconnection.h"

#include "core/net/contentdecoder.h"
#include "core/net/requesttemplates.h"

#include <QNetworkProxy>

namespace sluice::core {

namespace {

constexpr qint64 readBufferBytes = 64 << 10;

} // namespace

LoneConnection::LoneConnection(const FetchRequest &request, const QSslConfiguration &ssl)
    : m_request(request)
{
    m_request.ticket.reset();
    m_request.awaitTurn = nullptr;
    setReadBufferSize(readBufferBytes);
    setSslConfiguration(ssl);
    if (m_request.url.isSecure())
        connect(this, &QSslSocket::encrypted, this, &LoneConnection::send);
    else
        connect(this, &QSslSocket::connected, this, &LoneConnection::send);
}

bool LoneConnection::isProxyPeer() const
{
    return m_request.proxy.kind == ProxyKind::Http && !m_request.url.isSecure();
}

void LoneConnection::begin()
{
    const ProxyAddress &proxy = m_request.proxy;
    if (proxy.kind == ProxyKind::Direct || isProxyPeer())
        setProxy(QNetworkProxy::NoProxy);
    else
        setProxy({proxy.kind == ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host,
                  proxy.port, proxy.user, proxy.password});
    QByteArray host = m_request.url.host().toByteArray();
    if (host.startsWith('['))
        host = host.sliced(1, host.size() - 2);
    if (isProxyPeer())
        connectToHost(proxy.host, proxy.port);
    else if (m_request.url.isSecure())
        connectToHostEncrypted(QString::fromLatin1(host), m_request.url.port());
    else
        connectToHost(QString::fromLatin1(host), m_request.url.port());
    if (m_request.isTlsCheckOff)
        ignoreSslErrors(); // connecting forgets it
}

QByteArray LoneConnection::requestBytes() const
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

void LoneConnection::send()
{
    write(requestBytes());
    Q_EMIT requestSent();
}

} // namespace sluice::core
