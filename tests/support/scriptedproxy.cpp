// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedproxy.h"

#include <QUrl>

namespace sluice::test {

ScriptedProxy::ScriptedProxy(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedProxy::accept);
}

bool ScriptedProxy::start()
{
    return m_server.listen(QHostAddress::LocalHost);
}

void ScriptedProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { onHead(client); });
    }
}

void ScriptedProxy::onHead(QTcpSocket *client)
{
    const QByteArray seen = client->peek(64 << 10);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = client->read(end + 4);
    if (m_refusal != 0) {
        client->write("HTTP/1.1 " + QByteArray::number(m_refusal) + " Refused\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    if (!m_credentials.isEmpty() && !head.contains("Proxy-Authorization: Basic " + m_credentials.toBase64())) {
        client->write("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    connectOn(client, head);
}

void ScriptedProxy::connectOn(QTcpSocket *client, const QByteArray &head)
{
    const QList<QByteArray> line = head.first(head.indexOf('\r')).split(' ');
    const bool isTunnel = line[0] == "CONNECT";
    const QUrl target(QString::fromLatin1(isTunnel ? "tcp://" + line[1] : line[1]));
    QByteArray onward;
    if (!isTunnel) {
        const QUrl::FormattingOptions local = QUrl::RemoveScheme | QUrl::RemoveAuthority;
        onward = "GET " + target.toEncoded(local) + head.mid(head.indexOf(" HTTP/"));
    }
    ++(isTunnel ? m_tunnels : m_forwarded);

    auto *server = new QTcpSocket(client);
    client->disconnect(this); // from here on bytes only pass
    connect(server, &QTcpSocket::connected, client, [client, server, isTunnel, onward] {
        isTunnel ? client->write("HTTP/1.1 200 Connected\r\n\r\n") : server->write(onward);
        server->write(client->readAll());
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
    server->connectToHost(target.host(), quint16(target.port(80)));
}

} // namespace sluice::test
