// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/browser/answeringproxy.h"

#include <QTcpSocket>

namespace sluice::test {

namespace {

constexpr const char *page = "<!DOCTYPE html><title>through the proxy</title><h1>Shop</h1>";

QByteArray response(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\n" + headers +
           "Content-Type: text/html\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

AnsweringProxy::AnsweringProxy(QByteArray credentials)
    : m_credentials(std::move(credentials))
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no port for the proxy");
}

void AnsweringProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] {
            if (!client->peek(client->bytesAvailable()).contains("\r\n\r\n"))
                return;
            client->write(answer(client->readAll()));
            client->disconnectFromHost();
        });
    }
}

QByteArray AnsweringProxy::answer(const QByteArray &head)
{
    const bool isKnown =
        m_credentials.isEmpty() || head.contains("Proxy-Authorization: Basic " + m_credentials.toBase64());
    if (!isKnown)
        return response("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"\r\n", "stranger");
    ++m_welcomed;
    return response("200 OK", {}, page);
}

} // namespace sluice::test
