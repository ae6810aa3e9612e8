// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/plainreply.h"

#include "core/net/requesttemplates.h"

#include <algorithm>
#include <cstring>

namespace sluice::core {

namespace {

constexpr int proxyWantsCredentials = 407; // RFC 9110, 15.5.8

QNetworkReply::NetworkError replyError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
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

} // namespace

PlainReply::PlainReply(const FetchRequest &request, const QSslConfiguration &ssl)
    : m_isProxyPeer(isProxyPeer(request))
    , m_connection(request, ssl)
{
    setUrl(request.url.toQUrl());
    setOperation(QNetworkAccessManager::GetOperation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(&m_connection, &QSslSocket::readyRead, this, &PlainReply::onReadyRead);
    connect(&m_connection, &QSslSocket::disconnected, this, &PlainReply::onClosed);
    connect(&m_connection, &QSslSocket::errorOccurred, this, &PlainReply::onError);
    connect(&m_connection, &QSslSocket::sslErrors, this, &QNetworkReply::sslErrors);
    connect(&m_connection, &LoneConnection::requestSent, this, &QNetworkReply::requestSent);
    QMetaObject::invokeMethod(this, &PlainReply::begin, Qt::QueuedConnection);
}

PlainReply::~PlainReply()
{
    m_connection.disconnect(this); // its own end tells nothing
}

void PlainReply::begin()
{
    if (isFinished())
        return;
    Q_EMIT socketStartedConnecting();
    m_connection.begin();
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
    if (part > 0 && !isFinished() && m_connection.bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &PlainReply::onReadyRead, Qt::QueuedConnection);
    return part;
}

bool PlainReply::hasRoom() const
{
    return readBufferSize() == 0 || m_body.size() < readBufferSize();
}

void PlainReply::onReadyRead()
{
    while (!isFinished() && !m_reader.isDone() && hasRoom() && m_connection.bytesAvailable() > 0) {
        const bool hadHead = m_reader.status() != 0;
        const qsizetype before = m_body.size();
        m_reader.feed(m_connection.readAll(), m_body);
        const bool hasMore = m_body.size() > before;
        if (!hadHead && m_reader.status() != 0)
            takeHead();
        if (hasMore && !isFinished())
            Q_EMIT readyRead();
    }
    checkEnd();
}

void PlainReply::takeHead()
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_reader.status());
    for (const Header &header : m_reader.headers())
        setRawHeader(header.name, header.value);
    Q_EMIT metaDataChanged();
    if (m_isProxyPeer && m_reader.status() == proxyWantsCredentials)
        finish(ProxyAuthenticationRequiredError, QStringLiteral("the proxy wants credentials, or others"));
}

void PlainReply::checkEnd()
{
    if (isFinished())
        return;
    if (m_isClosed && m_connection.bytesAvailable() == 0)
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

void PlainReply::onError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows, and may be the end of the body
    finish(replyError(error), m_connection.errorString());
}

void PlainReply::finish(NetworkError error, const QString &reason)
{
    if (isFinished())
        return;
    setFinished(true);
    m_connection.disconnect(this);
    m_connection.abort();
    if (error != NoError)
        setError(error, reason);
    Q_EMIT finished();
}

} // namespace sluice::core
