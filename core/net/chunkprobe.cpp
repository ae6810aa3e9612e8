// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chunkprobe.h"

#include "core/net/contentdecoder.h"
#include "core/net/headers.h"

#include <QNetworkProxy>

#include <algorithm>
#include <cctype>

namespace sluice::core {

namespace {

constexpr qsizetype enoughBytes = 300 << 10; // headers over 256 KiB are refused anyway

Headers headersIn(QByteArrayView head)
{
    Headers headers;
    const QList<QByteArray> lines = head.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            headers.append({line.first(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return headers;
}

std::optional<ChunkVerdict> judgeFirstChunk(QByteArrayView body, bool isClosed)
{
    const qsizetype lineEnd = body.indexOf('\n');
    if (lineEnd < 0)
        return isClosed ? std::optional(ChunkVerdict::Broken) : std::nullopt;
    const QByteArrayView line = body.first(lineEnd);
    const qsizetype extension = line.indexOf(';');
    const QByteArrayView size = line.first(extension < 0 ? line.size() : extension).trimmed();
    const bool isHex =
        !size.isEmpty() && std::all_of(size.begin(), size.end(), [](uchar c) { return std::isxdigit(c); });
    if (!isHex)
        return ChunkVerdict::Broken;
    const bool isZero = std::all_of(size.begin(), size.end(), [](char c) { return c == '0'; });
    return isZero ? ChunkVerdict::Empty : ChunkVerdict::Unclear;
}

} // namespace

std::optional<ChunkVerdict> judgeChunkedAnswer(QByteArrayView bytes, bool isClosed)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return isClosed || bytes.size() > enoughBytes ? std::optional(ChunkVerdict::Unclear) : std::nullopt;
    const Headers headers = headersIn(bytes.first(headEnd));
    if (headerValue(headers, "Transfer-Encoding").toLower().contains("chunked"))
        return judgeFirstChunk(bytes.sliced(headEnd + 4), isClosed);
    return headerValue(headers, "Content-Length") == "0" ? ChunkVerdict::Empty : ChunkVerdict::Unclear;
}

ChunkProbe::~ChunkProbe()
{
    m_socket.disconnect(this); // its own end tells nothing
}

ChunkProbe::ChunkProbe(const FetchRequest &request, const QSslConfiguration &ssl)
    : m_request(request)
{
    m_request.ticket.reset();
    m_socket.setSslConfiguration(ssl);
    connect(&m_socket, &QSslSocket::readyRead, this, &ChunkProbe::onReadyRead);
    connect(&m_socket, &QSslSocket::disconnected, this, &ChunkProbe::onClosed);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &ChunkProbe::onClosed);
    if (m_request.url.isSecure())
        connect(&m_socket, &QSslSocket::encrypted, this, &ChunkProbe::send);
    else
        connect(&m_socket, &QSslSocket::connected, this, &ChunkProbe::send);
}

void ChunkProbe::start(std::function<void(ChunkVerdict)> done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &ChunkProbe::connectSocket, Qt::QueuedConnection);
}

bool ChunkProbe::isProxyPeer() const
{
    return m_request.proxy.kind == ProxyKind::Http && !m_request.url.isSecure();
}

void ChunkProbe::connectSocket()
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

QByteArray ChunkProbe::requestBytes() const
{
    const WebUrl &url = m_request.url;
    const QByteArray authority = url.origin().mid(url.scheme().size() + 3);
    QByteArray bytes = "GET ";
    if (isProxyPeer())
        bytes += url.origin();
    bytes += url.pathAndQuery().toByteArray() + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n";
    bytes += "Accept-Encoding: " + acceptedEncodings() + "\r\nUser-Agent: " + m_request.userAgent + "\r\n";
    if (isProxyPeer() && !m_request.proxy.user.isEmpty()) {
        const QByteArray credentials = (m_request.proxy.user + u':' + m_request.proxy.password).toUtf8().toBase64();
        bytes += "Proxy-Authorization: Basic " + credentials + "\r\n";
    }
    for (const Header &header : m_request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    return bytes + "\r\n";
}

void ChunkProbe::send()
{
    m_socket.write(requestBytes());
}

void ChunkProbe::onReadyRead()
{
    m_bytes += m_socket.read(enoughBytes);
    if (const auto verdict = judgeChunkedAnswer(m_bytes, false))
        decide(*verdict);
}

void ChunkProbe::onClosed()
{
    if (m_socket.isOpen())
        m_bytes += m_socket.read(enoughBytes);
    decide(judgeChunkedAnswer(m_bytes, true).value_or(ChunkVerdict::Unclear));
}

void ChunkProbe::decide(ChunkVerdict verdict)
{
    // From the event loop: the answer may delete this, and with it the socket whose signal is being handled.
    if (auto done = std::exchange(m_done, nullptr))
        QMetaObject::invokeMethod(
            this, [done, verdict] { done(verdict); }, Qt::QueuedConnection);
}

} // namespace sluice::core
