// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedproxy.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTimer>
#include <QUrl>

#include <sys/socket.h>

namespace sluice::test {

namespace {

/// What the head of a request says of its content, in bytes.
qsizetype contentLength(const QByteArray &head)
{
    const QByteArray name = "\r\ncontent-length:";
    const qsizetype at = head.toLower().indexOf(name);
    return at < 0 ? 0 : head.mid(at + name.size()).split('\r').first().trimmed().toLongLong();
}

constexpr int dripMs = 50;

/// Ends with RST instead of FIN.
void reset(QTcpSocket *client)
{
    const linger atOnce{1, 0};
    ::setsockopt(int(client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    client->abort();
}

void drip(QTcpSocket *client)
{
    const QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    auto *timer = new QTimer(client);
    QObject::connect(timer, &QTimer::timeout, client, [client, answer, sent = qsizetype(0)]() mutable {
        client->write(sent < answer.size() ? answer.mid(sent, 1) : QByteArray("x"));
        ++sent;
    });
    timer->start(dripMs);
}

void flood(QTcpSocket *client)
{
    client->write("HTTP/1.1 200 OK\r\n");
    QObject::connect(client, &QTcpSocket::bytesWritten, client, [client] {
        if (client->bytesToWrite() < 64 << 10)
            client->write(QByteArray("X-Endless: 0123456789abcdef0123456789abcdef\r\n").repeated(1'000));
    });
}

QByteArray md5(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

/// The value of one parameter of Digest.
QByteArray parameter(const QByteArray &login, const char *name)
{
    const QRegularExpression pattern(QStringLiteral("\\b%1=\"?([^\",]*)").arg(QLatin1String(name)));
    return pattern.match(QString::fromLatin1(login)).captured(1).toLatin1();
}

bool isDigestRight(const QByteArray &login, const QByteArray &credentials, const QByteArray &requestLine,
                   const QByteArray &nonce)
{
    const QList<QByteArray> line = requestLine.split(' ');
    const qsizetype colon = credentials.indexOf(':');
    const QByteArray key = md5(credentials.first(colon) + ":p:" + credentials.mid(colon + 1));
    const QByteArray wanted = md5(key + ':' + nonce + ':' + parameter(login, "nc") + ':' + parameter(login, "cnonce") +
                                  ":auth:" + md5(line.value(0) + ':' + line.value(1)));
    return parameter(login, "username") == credentials.first(colon) && parameter(login, "uri") == line.value(1) &&
           parameter(login, "nonce") == nonce && parameter(login, "response") == wanted;
}

} // namespace

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
        ++m_connections;
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        if (m_mood == Mood::Greets)
            client->write(m_words);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { onHead(client); });
    }
}

void ScriptedProxy::behave(Mood mood, const QByteArray &words)
{
    m_mood = mood;
    m_words = words;
}

void ScriptedProxy::misbehave(QTcpSocket *client)
{
    client->disconnect(this);
    client->readAll();
    switch (m_mood) {
    case Mood::Works:
    case Mood::Hangs:
    case Mood::Greets:
        return;
    case Mood::Says:
        client->write(m_words);
        return client->disconnectFromHost();
    case Mood::Resets:
        return reset(client);
    case Mood::Drips:
        return drip(client);
    case Mood::Floods:
        return flood(client);
    }
}

void ScriptedProxy::onHead(QTcpSocket *client)
{
    if (m_mood != Mood::Works)
        return misbehave(client);
    const QByteArray seen = client->peek(client->bytesAvailable());
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const qsizetype length = contentLength(seen.first(end));
    if (seen.size() < end + 4 + length)
        return;
    const QByteArray head = client->read(end + 4);
    const QByteArray content = client->read(length);
    if (m_refusal != 0) {
        client->write("HTTP/1.1 " + QByteArray::number(m_refusal) + " Refused\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    if (!m_credentials.isEmpty() && !isLetIn(head)) {
        client->write(challenge());
        return;
    }
    connectOn(client, head, content);
}

void ScriptedProxy::requireDigest(const QByteArray &userAndPassword, bool isNeverContent)
{
    m_credentials = userAndPassword;
    m_isDigest = true;
    m_isNeverContent = isNeverContent;
}

bool ScriptedProxy::isLetIn(const QByteArray &head)
{
    const QByteArray name = "Proxy-Authorization: ";
    const qsizetype at = head.indexOf(name);
    if (at < 0)
        return false;
    const qsizetype from = at + name.size();
    m_logins.append(head.mid(from, head.indexOf('\r', from) - from));
    if (!m_isDigest)
        return m_logins.last() == "Basic " + m_credentials.toBase64();
    return !m_isNeverContent && m_logins.last().startsWith("Digest ") &&
           isDigestRight(m_logins.last(), m_credentials, head.first(head.indexOf('\r')), m_nonce);
}

QByteArray ScriptedProxy::challenge()
{
    ++m_challenges;
    QByteArray wish = "Basic realm=\"p\"";
    if (m_isDigest) {
        if (m_nonce.isEmpty() || m_isNeverContent)
            m_nonce = md5(QByteArray::number(m_challenges));
        wish = "Digest realm=\"p\", nonce=\"" + m_nonce + "\", qop=\"auth\"";
        wish += m_isNeverContent ? ", stale=true" : "";
    }
    return "HTTP/1.1 407 Who\r\nProxy-Authenticate: " + wish + "\r\nContent-Length: 4\r\n\r\nwho?";
}

QByteArray ScriptedProxy::forwardedHead(const QByteArray &head, const QByteArray &target) const
{
    const QByteArray path = QUrl(QString::fromLatin1(target)).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    const qsizetype lineEnd = head.indexOf("\r\n") + 2;
    QByteArray onward = head.first(head.indexOf(' ') + 1) + path + " HTTP/1.1\r\n" + m_added;
    for (const QByteArray &line : head.mid(lineEnd).split('\n')) {
        if (!line.isEmpty() && !line.toLower().startsWith("proxy-connection:"))
            onward += line + '\n';
    }
    return onward;
}

void ScriptedProxy::connectOn(QTcpSocket *client, const QByteArray &head, const QByteArray &content)
{
    const QList<QByteArray> line = head.first(head.indexOf('\r')).split(' ');
    if (line.size() < 3) {
        client->write("HTTP/1.1 400 What\r\nContent-Length: 0\r\n\r\n");
        return client->disconnectFromHost();
    }
    const bool isTunnel = line[0] == "CONNECT";
    const QUrl target(QString::fromLatin1(isTunnel ? "tcp://" + line[1] : line[1]));
    const QByteArray onward = isTunnel ? QByteArray() : forwardedHead(head, line[1]) + content;
    ++(isTunnel ? m_tunnels : m_forwarded);

    if (auto *before = client->findChild<QTcpSocket *>()) { // each request goes to a server of its own
        before->disconnect();
        delete before;
    }
    auto *server = new QTcpSocket(client);
    if (isTunnel)
        client->disconnect(this); // from here on bytes only pass
    connect(server, &QTcpSocket::connected, client, [client, server, isTunnel, onward] {
        server->write(onward);
        if (!isTunnel)
            return;
        client->write("HTTP/1.1 200 Connected\r\n\r\n");
        server->write(client->readAll());
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
    if (!m_exit.isNull())
        server->bind(m_exit);
    if (isTunnel && m_misled != 0)
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_misled);
    else
        server->connectToHost(target.host(), quint16(target.port(80)));
}

} // namespace sluice::test
