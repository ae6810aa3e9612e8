// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardconnection.h"

#include <QNetworkProxy>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int headMs = 30'000;
constexpr int connectMs = 20'000;
/// Where there are further addresses.
constexpr int tryMs = 3'000;
constexpr qint64 idleMs = 1'000;
constexpr qint64 longestHead = 256 << 10;

FetchFault faultOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return FetchFault::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::NetworkError:
        return FetchFault::ConnectionRefused;
    case QAbstractSocket::SocketTimeoutError:
        return FetchFault::ConnectTimeout;
    default:
        return FetchFault::ConnectionLost;
    }
}

QNetworkProxy socksOf(const ProxyAddress &proxy)
{
    return {QNetworkProxy::Socks5Proxy, proxy.host, proxy.port, proxy.user, proxy.password};
}

/// Whether it is the proxy that did not come about, and not what is behind it.
bool isProxyGone(const ProxyAddress &proxy, QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
        return true;
    default:
        return proxy.kind == ProxyKind::Http;
    }
}

QByteArray credentialsOf(const ProxyAddress &proxy)
{
    return proxy.user.isEmpty() ? QByteArray() : (proxy.user + u':' + proxy.password).toUtf8();
}

} // namespace

GuardConnection::GuardConnection(GuardProxy &proxy, QTcpSocket *client)
    : QObject(&proxy)
    , m_proxy(proxy)
    , m_client(client)
    , m_server(new QTcpSocket(this))
{
    m_client->setParent(this);
    for (QTcpSocket *socket : {m_client, m_server})
        socket->setReadBufferSize(bufferBytes);
    m_limit.setSingleShot(true);
    m_limit.start(headMs);
    m_moved.start();
    connect(&m_limit, &QTimer::timeout, this, [this] {
        if (m_stage != Stage::Connecting)
            return end();
        takeServerError(QAbstractSocket::SocketTimeoutError);
    });
    connect(m_client, &QTcpSocket::readyRead, this, &GuardConnection::readClient);
    connect(m_client, &QTcpSocket::disconnected, this, &GuardConnection::end);
    connect(m_client, &QTcpSocket::bytesWritten, this, &GuardConnection::readServer);
    connect(m_server, &QTcpSocket::connected, this, &GuardConnection::takeConnected);
    connect(m_server, &QTcpSocket::readyRead, this, &GuardConnection::readServer);
    connect(m_server, &QTcpSocket::bytesWritten, this, &GuardConnection::readClient);
    connect(m_server, &QTcpSocket::errorOccurred, this, &GuardConnection::takeServerError);
    connect(m_server, &QTcpSocket::disconnected, this, &GuardConnection::takeServerEnd);
}

GuardConnection::~GuardConnection()
{
    for (QTcpSocket *socket : {m_client, m_server})
        socket->disconnect(this);
}

QByteArray GuardConnection::server() const
{
    return m_request.host.toUtf8() + ':' + QByteArray::number(m_request.port);
}

bool GuardConnection::isIdleTunnel() const
{
    return m_request.isTunnel && m_stage == Stage::Passing && m_moved.elapsed() > idleMs;
}

void GuardConnection::end()
{
    if (std::exchange(m_stage, Stage::Ended) == Stage::Ended)
        return;
    m_limit.stop();
    m_server->abort();
    m_client->abort();
    Q_EMIT ended();
    if (std::exchange(m_hasSlot, false))
        m_proxy.giveSlotBack(server());
}

void GuardConnection::readClient()
{
    if (m_stage == Stage::Head)
        return readHead();
    if (m_stage == Stage::Answer || m_stage == Stage::Passing)
        pass(*m_client, *m_server);
}

void GuardConnection::readHead()
{
    const QByteArray seen = m_client->peek(longestHead);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() >= longestHead)
            this->end();
        return;
    }
    const auto request = readGuardRequest(m_client->read(end + 4));
    if (!request)
        return refuse(400);
    m_request = *request;
    judge();
}

void GuardConnection::judge()
{
    m_stage = Stage::Waiting;
    m_limit.stop(); // the page has a deadline
    m_page = m_proxy.pageWith(m_request.credentials);
    if (!m_page)
        return refuse(407, "Proxy-Authenticate: Basic realm=\"pages\"\r\n");
    if (!m_proxy.mayAsk(*m_page, m_request))
        return fail(FetchFault::Other, u"%1 is out of the page’s reach"_s.arg(m_request.host));
    m_proxy.takeSlot(server(), *this, [this] {
        m_hasSlot = true;
        begin();
    });
}

void GuardConnection::begin()
{
    if (m_proxy.m_upstream.kind != ProxyKind::Direct)
        return goThroughProxy();
    m_proxy.findAddresses(*m_page, m_request.host, this, [this](const auto &addresses) {
        if (m_stage != Stage::Waiting)
            return;
        if (!addresses)
            return fail(addresses.error().kind, addresses.error().detail);
        m_addresses = *addresses;
        goDirect();
    });
}

void GuardConnection::goDirect()
{
    m_server->setProxy(QNetworkProxy::NoProxy);
    tryNext();
}

void GuardConnection::goThroughProxy()
{
    const ProxyAddress &proxy = m_proxy.m_upstream;
    m_stage = Stage::Connecting;
    m_limit.start(connectMs);
    const bool isSocks = proxy.kind == ProxyKind::Socks5;
    m_server->setProxy(isSocks ? socksOf(proxy) : QNetworkProxy(QNetworkProxy::NoProxy));
    if (isSocks)
        m_server->connectToHost(m_request.host, m_request.port);
    else
        m_server->connectToHost(proxy.host, proxy.port);
}

void GuardConnection::tryNext()
{
    m_stage = Stage::Connecting;
    const QHostAddress address = m_addresses.takeFirst();
    m_limit.start(m_addresses.isEmpty() ? connectMs : tryMs);
    m_server->connectToHost(address, m_request.port);
}

void GuardConnection::takeConnected()
{
    m_limit.stop();
    m_moved.restart();
    m_server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const bool isBehindHttp = m_proxy.m_upstream.kind == ProxyKind::Http;
    if (m_request.isTunnel && !isBehindHttp)
        return openTunnel();
    const auto credentials = isBehindHttp ? std::optional(credentialsOf(m_proxy.m_upstream)) : std::nullopt;
    m_server->write(onwardHead(m_request, credentials));
    m_stage = m_request.isTunnel ? Stage::ProxyHead : Stage::Answer;
    readClient();
}

void GuardConnection::takeServerError(QAbstractSocket::SocketError error)
{
    if (m_stage != Stage::Connecting)
        return; // takeServerEnd() follows
    const bool isThroughProxy = m_proxy.m_upstream.kind != ProxyKind::Direct;
    const QString reason = error == QAbstractSocket::SocketTimeoutError
                               ? u"%1 did not answer in time"_s.arg(m_request.host)
                               : m_server->errorString();
    m_stage = Stage::Waiting; // abort() tells of an end as well
    m_server->abort();
    if (!isThroughProxy && !m_addresses.isEmpty())
        return tryNext();
    if (isProxyGone(m_proxy.m_upstream, error))
        return failForProxy(reason);
    fail(isThroughProxy ? FetchFault::Proxy : faultOf(error), reason);
}

void GuardConnection::refuse(int status, const QByteArray &further)
{
    m_stage = Stage::Waiting; // for the last bytes to go
    m_client->write("HTTP/1.1 " + QByteArray::number(status) +
                    " Refused\r\nContent-Length: 0\r\nConnection: close\r\n" + further + "\r\n");
    if (std::exchange(m_hasSlot, false))
        m_proxy.giveSlotBack(server());
    m_client->disconnectFromHost();
}

/// A tunnel is refused; a request has no answer, so that a page does not take this for one of its server's.
void GuardConnection::fail(FetchFault kind, const QString &detail)
{
    m_proxy.noteFault(*m_page, m_request, RenderFault{kind, detail});
    if (m_request.isTunnel)
        return refuse(502);
    end();
}

void GuardConnection::failForProxy(const QString &detail)
{
    m_proxy.noteLostProxy(*m_page, m_request);
    fail(FetchFault::Proxy, detail);
}

} // namespace sluice::core
