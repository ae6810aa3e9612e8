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

void LoneConnection::tunnelThrough(const ProxyAddress &proxy)
{
    m_tunnel = proxy;
    m_request.proxy = {}; // whose credentials are not for the server
}

void LoneConnection::begin()
{
    const ProxyAddress &proxy = m_tunnel.kind == ProxyKind::Direct ? m_request.proxy : m_tunnel;
    if (proxy.kind == ProxyKind::Direct || isProxyPeer(m_request))
        setProxy(QNetworkProxy::NoProxy);
    else
        setProxy({proxy.kind == ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host,
                  proxy.port, proxy.user, proxy.password});
    QByteArray host = m_request.url.host().toByteArray();
    if (host.startsWith('['))
        host = host.sliced(1, host.size() - 2);
    if (isProxyPeer(m_request))
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
    if (isProxyPeer(m_request))
        bytes += url.origin();
    bytes += url.pathAndQuery().toByteArray() + " HTTP/1.1\r\n";
    const Headers headers = requestHeaders(m_request);
    if (headerValue(headers, "Host").isEmpty())
        bytes += "Host: " + authority + "\r\n";
    bytes += "Connection: close\r\n"; // whatever the request says: there is no second one
    for (const Header &header : headers) {
        const bool isOurs = header.name.compare("Connection", Qt::CaseInsensitive) == 0;
        const bool isEmptyHost = header.value.isEmpty() && header.name.compare("Host", Qt::CaseInsensitive) == 0;
        if (!isOurs && !isEmptyHost)
            bytes += header.name + ": " + header.value + "\r\n";
    }
    return bytes + "\r\n";
}

void LoneConnection::send()
{
    write(requestBytes());
    Q_EMIT requestSent();
}

} // namespace sluice::core
