// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/httpserver.h"

#include "core/serve/httpconnection.h"
#include "core/serve/sendbudget.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

ServeFault faultOf(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::AddressInUseError)
        return ServeFault::AddressInUse;
    return error == QAbstractSocket::SocketAccessError ? ServeFault::NotAllowed : ServeFault::Other;
}

} // namespace

QByteArray ServeRequest::header(QByteArrayView name) const
{
    for (const auto &[header, value] : headers) {
        if (name.compare(header, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpServer::HttpServer(Handler handler, ServeLimits limits, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
    , m_budget(std::make_unique<SendBudget>(limits.unreadBytes))
    , m_server(std::make_unique<QTcpServer>())
{
    m_server->setProxy(QNetworkProxy::NoProxy); // that of the process may be meant for its browser
    connect(m_server.get(), &QTcpServer::newConnection, this, &HttpServer::acceptConnections);
}

HttpServer::~HttpServer()
{
    // Connections borrow the handler and the budget, so they go first.
    qDeleteAll(findChildren<HttpConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

Result<void, ServeFailure> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        return failure(
            faultOf(m_server->serverError()),
            u"cannot listen on %1 port %2: %3"_s.arg(address.toString()).arg(port).arg(m_server->errorString()));
    m_isLoopbackOnly = m_limits.isForeignHostRefused && address.isLoopback();
    return {};
}

quint16 HttpServer::port() const
{
    return m_server->serverPort();
}

QByteArray HttpServer::origin() const
{
    const QHostAddress address = m_server->serverAddress();
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QByteArray host = address.toString().toLatin1();
    return "http://" + (isV6 ? '[' + host + ']' : host) + ':' + QByteArray::number(port());
}

int HttpServer::connectionCount() const
{
    return m_connections;
}

qint64 HttpServer::unreadBytes() const
{
    return m_budget->taken();
}

void HttpServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        socket->setParent(nullptr);
        acceptConnection(std::unique_ptr<QTcpSocket>(socket));
    }
}

void HttpServer::acceptConnection(std::unique_ptr<QTcpSocket> socket)
{
    const bool isFull = m_connections >= m_limits.connections;
    auto *connection = new HttpConnection(std::move(socket), m_handler, *m_budget, m_limits, m_isLoopbackOnly, this);
    connect(connection, &HttpConnection::ended, connection, &QObject::deleteLater);
    if (isFull) {
        connection->turnAway();
        return;
    }
    ++m_connections;
    connect(connection, &HttpConnection::ended, this, [this] { --m_connections; });
}

} // namespace sluice::core
