// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/plainreply.h"

#include "core/net/requesttemplates.h"

#include <algorithm>
#include <cstring>

namespace sluice::core {

namespace {

QNetworkReply::NetworkError replyError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::SslHandshakeFailedError:
        return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return QNetworkReply::ProxyAuthenticationRequiredError;
    case QAbstractSocket::ProxyConnectionRefusedError:
        return QNetworkReply::ProxyConnectionRefusedError;
    case QAbstractSocket::ProxyConnectionClosedError:
        return QNetworkReply::ProxyConnectionClosedError;
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return QNetworkReply::ProxyTimeoutError;
    case QAbstractSocket::ProxyNotFoundError:
        return QNetworkReply::ProxyNotFoundError;
    case QAbstractSocket::ProxyProtocolError:
        return QNetworkReply::UnknownProxyError;
    default: // the enumeration is Qt's and open
        return QNetworkReply::UnknownNetworkError;
    }
}

/// What its owner keeps of a budget must not live on in a reply that waits to be deleted.
FetchRequest withoutOwner(FetchRequest request)
{
    request.ticket.reset();
    request.awaitTurn = nullptr;
    return request;
}

} // namespace

PlainReply::PlainReply(const FetchRequest &request, const QSslConfiguration &ssl, SharedLinks *shared)
    : m_request(withoutOwner(request))
    , m_ssl(ssl)
    , m_shared(shared)
    , m_isProxyPeer(isProxyPeer(request))
    , m_logins(shared ? shared->logins : m_ownLogins)
    , m_reader(request.method)
{
    setUrl(request.url.toQUrl());
    setOperation(QNetworkAccessManager::CustomOperation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    QMetaObject::invokeMethod(this, &PlainReply::begin, Qt::QueuedConnection);
}

PlainReply::~PlainReply()
{
    if (m_connection)
        m_connection->disconnect(this); // its own end tells nothing
}

void PlainReply::begin()
{
    if (isFinished())
        return;
    FetchRequest request = m_request;
    m_sentLogin.clear();
    const bool hasOwn = !headerValue(request.headers, "Proxy-Authorization").isEmpty();
    if (m_isProxyPeer && !hasOwn)
        m_sentLogin = m_logins.credentials(request.proxy, requestTarget(request), request.method);
    if (!m_sentLogin.isEmpty())
        request.headers.append({"Proxy-Authorization", m_sentLogin});
    m_connection = std::make_unique<LoneConnection>(request, m_ssl, m_shared);
    connectReply();
    m_connection->begin();
}

void PlainReply::connectReply()
{
    const LoneConnection *const connection = m_connection.get();
    connect(connection, &LoneConnection::connecting, this, &QNetworkReply::socketStartedConnecting);
    connect(connection, &LoneConnection::requestSent, this, &QNetworkReply::requestSent);
    connect(connection, &LoneConnection::readyRead, this, &PlainReply::onReadyRead);
    connect(connection, &LoneConnection::closed, this, &PlainReply::onClosed);
    connect(connection, &LoneConnection::failed, this, &PlainReply::onFailed);
    connect(connection, &LoneConnection::sslErrors, this, &QNetworkReply::sslErrors);
}

void PlainReply::abort()
{
    if (!isFinished())
        finish(OperationCanceledError, QStringLiteral("cancelled"));
}

void PlainReply::ignoreSslErrors() {}

qint64 PlainReply::bytesAvailable() const
{
    return QNetworkReply::bytesAvailable() + m_body.size();
}

qint64 PlainReply::readData(char *data, qint64 size)
{
    const qint64 part = std::min<qint64>(size, m_body.size());
    std::memcpy(data, m_body.constData(), size_t(part));
    m_body.remove(0, part);
    if (part > 0 && !isFinished() && m_connection->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &PlainReply::onReadyRead, Qt::QueuedConnection);
    return part;
}

bool PlainReply::hasRoom() const
{
    return readBufferSize() == 0 || m_body.size() < readBufferSize();
}

void PlainReply::onReadyRead()
{
    while (!isFinished() && !m_reader.isDone() && hasRoom() && m_connection->bytesAvailable() > 0) {
        const bool hadHead = m_reader.status() != 0;
        const qsizetype before = m_body.size();
        m_reader.feed(m_connection->readAll(), m_body);
        const bool isHead = !hadHead && m_reader.status() != 0;
        if (isHead && isWorthAnotherLogin())
            return askAgain();
        const bool hasMore = m_body.size() > before;
        if (isHead)
            takeHead();
        if (hasMore && !isFinished())
            Q_EMIT readyRead();
    }
    checkEnd();
}

bool PlainReply::isWorthAnotherLogin()
{
    const bool isAsked = m_isProxyPeer && m_reader.status() == proxyWantsCredentials;
    if (!isAsked || m_answers >= ProxyLogins::maximumAnswers)
        return false;
    ++m_answers;
    return m_logins.takeChallenge(m_request.proxy, m_reader.headers(), m_sentLogin);
}

void PlainReply::askAgain()
{
    m_connection->disconnect(this);
    if (m_reader.isReusable() && m_connection->bytesAvailable() == 0)
        m_connection->release();
    else
        m_connection->abort();
    m_connection.release()->deleteLater(); // its signal is on the stack
    m_reader = AnswerReader(m_request.method);
    m_body.clear();
    m_isClosed = false;
    begin();
}

void PlainReply::takeHead()
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_reader.status());
    for (const Header &header : m_reader.headers())
        setRawHeader(header.name, header.value);
    Q_EMIT metaDataChanged();
    if (m_isProxyPeer && m_reader.status() == proxyWantsCredentials)
        finish(ProxyAuthenticationRequiredError, QStringLiteral("the proxy wants credentials, or others (407)"));
    else if (!m_sentLogin.isEmpty())
        m_logins.noteAccepted(m_request.proxy);
}

void PlainReply::checkEnd()
{
    if (isFinished())
        return;
    if (m_isClosed && m_connection->bytesAvailable() == 0)
        m_reader.end();
    if (!m_reader.isDone())
        return;
    switch (m_reader.fault()) {
    case AnswerReader::Fault::None:
        return finish(NoError, {});
    case AnswerReader::Fault::Broken:
        return finish(ProtocolFailure, m_reader.reason());
    case AnswerReader::Fault::Cut:
        return finish(RemoteHostClosedError, m_reader.reason());
    }
}

void PlainReply::onClosed()
{
    m_isClosed = true;
    onReadyRead();
}

void PlainReply::onFailed(QAbstractSocket::SocketError error, const QString &reason)
{
    finish(replyError(error), reason);
}

void PlainReply::finish(NetworkError error, const QString &reason)
{
    if (isFinished())
        return;
    setFinished(true);
    if (m_connection) {
        m_connection->disconnect(this);
        if (error == NoError && m_reader.isReusable() && m_connection->bytesAvailable() == 0)
            m_connection->release();
        else
            m_connection->abort();
    }
    if (error != NoError)
        setError(error, reason);
    Q_EMIT finished();
}

} // namespace sluice::core
