// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnelprobe.h"

#include "core/net/useragents.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

FetchRequest named(FetchRequest request)
{
    if (request.userAgent.isEmpty())
        request.userAgent = honestUserAgent();
    return request;
}

FetchFault faultOf(QAbstractSocket::SocketError error, bool isProxied)
{
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return FetchFault::Proxy;
    case QAbstractSocket::ConnectionRefusedError: // Qt says it of a proxy that denies the tunnel, too
        return isProxied ? FetchFault::Proxy : FetchFault::ConnectionRefused;
    case QAbstractSocket::HostNotFoundError:
        return FetchFault::HostNotFound;
    case QAbstractSocket::SslHandshakeFailedError:
        return FetchFault::Tls;
    default: // the enumeration is Qt's and open
        return FetchFault::ConnectionLost;
    }
}

} // namespace

TunnelProbe::TunnelProbe(const FetchRequest &request, const QSslConfiguration &ssl, QObject *parent)
    : QObject(parent)
    , m_request(named(request))
    , m_connection(m_request, ssl)
    , m_reader(m_request.method)
{
    m_connection.tunnelThrough(m_request.proxy);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &TunnelProbe::onDeadline);
    connect(&m_connection, &LoneConnection::requestSent, this, &TunnelProbe::onConnected);
    connect(&m_connection, &LoneConnection::sslErrors, this, &TunnelProbe::onSslErrors);
    connect(&m_connection, &LoneConnection::readyRead, this, &TunnelProbe::onReadyRead);
    connect(&m_connection, &LoneConnection::closed, this, &TunnelProbe::onClosed);
    connect(&m_connection, &LoneConnection::failed, this, &TunnelProbe::onFailed);
}

TunnelProbe::~TunnelProbe()
{
    m_connection.disconnect(this);
}

void TunnelProbe::start(Done done)
{
    m_done = std::move(done);
    m_time.start();
    m_deadline.start(m_request.totalTimeoutMs);
    QMetaObject::invokeMethod(&m_connection, &LoneConnection::begin, Qt::QueuedConnection);
}

void TunnelProbe::onConnected()
{
    m_isSent = true;
    m_timings.connectMs = elapsedMs();
    m_outcome.certificates = m_connection.peerCertificateChain();
}

void TunnelProbe::onSslErrors(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts.append(error.errorString());
    m_outcome.distrust = texts.join(u"; "_s);
    m_outcome.certificates = m_connection.peerCertificateChain();
}

void TunnelProbe::onReadyRead()
{
    if (!m_isSent)
        return; // a server that talks before it is asked is read in its turn
    while (m_done && !m_reader.isDone() && m_connection.bytesAvailable() > 0) {
        m_reader.feed(m_connection.readAll(), m_body);
        if (m_reader.status() != 0 && m_timings.firstByteMs == 0)
            m_timings.firstByteMs = elapsedMs();
        if (m_body.size() > m_request.bodyCap)
            return overCap();
    }
    if (m_reader.isDone())
        finishAnswer();
}

void TunnelProbe::overCap()
{
    if (!m_request.isCutAtCap)
        return fail(FetchFault::BodyTooLarge, u"the body is over the cap of %1 bytes"_s.arg(m_request.bodyCap));
    m_body.truncate(m_request.bodyCap);
    succeed(true);
}

void TunnelProbe::onClosed()
{
    onReadyRead();
    if (!m_done)
        return;
    m_reader.end();
    finishAnswer();
}

void TunnelProbe::onFailed(QAbstractSocket::SocketError error, const QString &reason)
{
    const QString why = m_outcome.distrust.isEmpty() ? reason : m_outcome.distrust;
    const bool isProxied = m_request.proxy.kind != ProxyKind::Direct;
    const FetchFault kind = faultOf(error, isProxied);
    // Until the tunnel stands it is the proxy that ends the connection; Qt has no name for most of its refusals.
    const bool isRefusal = kind == FetchFault::ConnectionLost && isProxied && !m_isSent;
    fail(isRefusal ? FetchFault::Proxy : kind, why);
}

void TunnelProbe::onDeadline()
{
    if (m_isSent)
        fail(FetchFault::Timeout, u"no whole answer within %1 ms"_s.arg(m_request.totalTimeoutMs));
    else
        fail(FetchFault::ConnectTimeout, u"no connection within %1 ms"_s.arg(m_request.totalTimeoutMs));
}

void TunnelProbe::finishAnswer()
{
    if (!m_isSent || m_reader.fault() == AnswerReader::Fault::Cut)
        return fail(FetchFault::ConnectionLost, m_reader.reason());
    if (m_reader.fault() == AnswerReader::Fault::Broken)
        return fail(FetchFault::Protocol, m_reader.reason());
    succeed(false);
}

void TunnelProbe::succeed(bool isCut)
{
    m_timings.totalMs = elapsedMs();
    FetchResponse response;
    response.status = m_reader.status();
    response.headers = m_reader.headers();
    response.body = m_body;
    response.isBodyCut = isCut;
    response.timings = m_timings;
    m_outcome.answer = std::move(response);
    finish();
}

void TunnelProbe::fail(FetchFault kind, const QString &why)
{
    m_timings.totalMs = elapsedMs();
    m_outcome.answer = tl::unexpected(FetchError{kind, u"%1: %2"_s.arg(m_request.url.toString(), why),
                                                 m_reader.status(), m_reader.headers(), m_timings});
    finish();
}

void TunnelProbe::finish()
{
    if (!m_done)
        return;
    m_deadline.stop();
    m_connection.disconnect(this);
    m_connection.abort();
    std::exchange(m_done, nullptr)(m_outcome);
}

} // namespace sluice::core
