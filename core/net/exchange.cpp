// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/exchange.h"

#include "core/net/plainreply.h"
#include "core/net/requesttemplates.h"
#include "core/net/secondlook.h"
#include "core/net/useragents.h"

#include <QSslError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 readBufferBytes = 128 << 10;
/// Qt does not hold an HTTP/2 stream back when nobody reads it. A held body up to this size may pile up in Qt; a larger
/// one is given up and asked for again.
constexpr qint64 harmlessPileBytes = 256 << 10;
constexpr qint64 firstGuessBytes = 1 << 20; ///< for a held body whose length nobody knows
constexpr qint64 forgottenMs = 150;         ///< an unsent request on a lane that goes away is lost by then

} // namespace

NetworkFetcher::Exchange::Exchange(NetworkFetcher &owner, FetchRequest request, QObject *context, Done done)
    : QObject(&owner)
    , m_owner(owner)
    , m_request(std::move(request))
    , m_key{m_request.proxy, m_request.isTlsCheckOff}
    , m_origin(m_request.url.origin())
    , m_context(context)
    , m_done(std::move(done))
    , m_body(m_request.bodyCap, m_request.ticket, m_request.isCutAtCap)
{
    if (m_request.userAgent.isEmpty())
        m_request.userAgent = honestUserAgent();
}

NetworkFetcher::Exchange::~Exchange()
{
    // At once and not later: an HTTP thread that asks about a certificate waits for the reply's answer or end.
    delete m_reply;
}

QString NetworkFetcher::Exchange::hostName() const
{
    // As Qt will ask for it, or its cache would not know it again.
    return m_key.proxy.kind == ProxyKind::Direct ? m_request.url.toQUrl().host() : m_key.proxy.host;
}

void NetworkFetcher::Exchange::onLookupBegun()
{
    m_lookupSinceMs = m_owner.nowMs();
}

bool NetworkFetcher::Exchange::takeLookup(const QHostInfo &info)
{
    if (m_isEnding)
        return false;
    m_lookupMs = m_owner.nowMs() - std::exchange(m_lookupSinceMs, -1);
    if (info.error() == QHostInfo::NoError)
        return true;
    const bool isProxy = m_key.proxy.kind != ProxyKind::Direct;
    fail(isProxy ? FetchFault::Proxy : FetchFault::HostNotFound, u"%1: %2"_s.arg(info.hostName(), info.errorString()));
    return false;
}

void NetworkFetcher::Exchange::start(int leased)
{
    lane = leased;
    m_startMs = m_owner.nowMs();
    const QUrl url = m_request.url.toQUrl();
    const bool isProxied = m_key.proxy.kind != ProxyKind::Direct;
    // Qt sends again whatever it got no answer to, which only requests that are safe may bear.
    m_isPlain =
        isProxied || !m_request.isSafe() || m_owner.m_plainOrigins.contains(m_origin) || !isKeptByQt(m_request, url);
    m_reply = m_isPlain ? new PlainReply(m_request, m_owner.m_templates->sslConfiguration(),
                                         isProxied ? m_owner.m_links.get() : nullptr)
                        : sendByQt(url);
    m_reply->setReadBufferSize(readBufferBytes);
    if (m_request.isTlsCheckOff)
        m_reply->ignoreSslErrors();
    watchReply();
}

QNetworkReply *NetworkFetcher::Exchange::sendByQt(const QUrl &url)
{
    QNetworkAccessManager &manager = m_owner.m_pool->manager(lane);
    const QNetworkRequest request = m_owner.m_templates->make(m_request, url);
    if (m_request.method == "GET")
        return manager.get(request);
    if (m_request.method == "HEAD")
        return manager.head(request);
    return manager.sendCustomRequest(request, m_request.method, m_request.content);
}

void NetworkFetcher::Exchange::watchReply()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &Exchange::onConnecting);
    connect(m_reply, &QNetworkReply::requestSent, this, &Exchange::onSent);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::onFinished);
    if (m_request.url.isSecure())
        connect(m_reply, &QNetworkReply::sslErrors, this, &Exchange::onSslErrors);
}

void NetworkFetcher::Exchange::onConnecting()
{
    if (m_connectingMs < 0)
        m_connectingMs = m_owner.nowMs();
}

void NetworkFetcher::Exchange::onSent()
{
    if (!m_isSent && m_connectingMs >= 0)
        m_connectMs = int(m_owner.nowMs() - m_connectingMs);
    m_isSent = true;
}

void NetworkFetcher::Exchange::onSslErrors(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts.append(error.errorString());
    m_tlsText = texts.join(u"; "_s);
}

void NetworkFetcher::Exchange::onHeaders()
{
    if (m_hasHeaders || m_isEnding)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isInterim = isInterimStatus(m_status);
    if (m_status == 0 || (isInterim && !m_isReplyDone))
        return; // over HTTP/2 Qt goes on to the answer itself
    if (isInterim)
        return takeInterim();
    m_hasHeaders = true;
    m_isSent = true;
    m_firstByteMs = int(m_owner.nowMs() - m_startMs);
    for (const QNetworkReply::RawHeaderPair &pair : m_reply->rawHeaderPairs())
        m_headers.append({pair.first, pair.second});
    if (m_request.url.isSecure() && !m_isPlain) {
        m_isHttp2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
        m_owner.m_pool->noteProtocol(m_origin, m_isHttp2);
    }
    m_framing = framingOf(m_headers);
    if (!m_framing.fault.isEmpty())
        return fail(FetchFault::Protocol, m_framing.fault);
    if (!isBodyDue())
        return;
    // Qt gives up on headers that are too large for it by handing over none of them, and no error.
    if (m_headers.isEmpty())
        return fail(FetchFault::Protocol, u"the answer has no headers, or more than can be read"_s);
    const bool isSuccess = m_status >= 200 && m_status < 300;
    m_isBodySkipped = isSuccess && !isTypeAccepted(headerValue(m_headers, "Content-Type"), m_request.acceptedTypes);
    if (m_isBodySkipped)
        return succeed();
    if (m_framing.contentLength > m_body.cap() && !m_request.isCutAtCap)
        return fail(FetchFault::BodyTooLarge,
                    u"the body has %1 bytes, over the cap of %2"_s.arg(m_framing.contentLength).arg(m_body.cap()));
    m_body.expect(m_framing.contentLength);
    if (m_isHttp2)
        admitStream();
}

void NetworkFetcher::Exchange::takeInterim()
{
    // A stream of HTTP/2 that is reset after its hints, or a connection that is lost, is a failure like any other: it
    // does not tell that Qt cannot read this host's answers.
    const bool isHttp2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    if (m_reply->error() != QNetworkReply::NoError)
        concludeFailed();
    else if (isHttp2)
        fail(FetchFault::Protocol, u"no answer follows the interim one"_s);
    else
        startPlain();
}

void NetworkFetcher::Exchange::admitStream()
{
    // Qt reads HTTP/2 streams as fast as they come, wanted or not. So what comes is taken over at once and counted, and
    // a large body is let in only when there is room for all of it.
    m_reply->setReadBufferSize(0);
    const qint64 wanted = std::min(m_framing.contentLength, m_body.cap());
    if (wanted > harmlessPileBytes && !m_body.takeUpTo(wanted))
        hold();
}

void NetworkFetcher::Exchange::onReadyRead()
{
    if (!m_isEnding && !isHeld())
        read();
}

void NetworkFetcher::Exchange::read()
{
    switch (m_body.readFrom(*m_reply)) {
    case BodyBuffer::Took::All:
        break;
    case BodyBuffer::Took::Refused:
        return hold();
    case BodyBuffer::Took::TooLarge:
        m_isBodyCut = m_request.isCutAtCap;
        if (m_isBodyCut)
            return succeed();
        return fail(FetchFault::BodyTooLarge, u"the body is over the cap of %1 bytes"_s.arg(m_body.cap()));
    }
    // Equal Content-Lengths are one length, but Qt does not see it and would wait for the connection's end.
    if (m_isReplyDone || (m_framing.isLengthRepeated && m_body.size() >= m_framing.contentLength))
        conclude();
}

void NetworkFetcher::Exchange::onFinished()
{
    if (m_isEnding)
        return;
    m_isReplyDone = true;
    const QNetworkReply *const finished = m_reply;
    onHeaders();
    if (m_isEnding || m_reply != finished)
        return;
    if (!isAnswer(m_reply->error(), m_status, m_request.proxy))
        return concludeFailed();
    if (!isHeld())
        read(); // what the limited read buffer had kept back comes with the end
}

void NetworkFetcher::Exchange::hold()
{
    m_heldSinceMs = m_owner.nowMs();
    const bool isPiling = m_isHttp2 && !m_isReplyDone;
    if (isPiling && (m_framing.contentLength < 0 || m_framing.contentLength > harmlessPileBytes))
        park();
}

void NetworkFetcher::Exchange::park()
{
    const qint64 guess = std::max(firstGuessBytes, m_body.size() * 2);
    m_wantedBytes = std::min(m_framing.contentLength >= 0 ? m_framing.contentLength : guess, m_body.cap());
    dropReply();
    m_owner.leaveLane(*this);
    forgetAnswer();
    m_body.drop(); // last: giving back may make others ask at once
}

void NetworkFetcher::Exchange::resume()
{
    if (!isHeld() || m_isEnding)
        return;
    if (m_reply) {
        m_heldMs += m_owner.nowMs() - std::exchange(m_heldSinceMs, -1);
        return read();
    }
    if (!m_body.takeUpTo(m_wantedBytes))
        return;
    m_heldSinceMs = -1;
    m_heldMs = 0; // its clock starts anew
    m_owner.restart(*this);
}

qint64 NetworkFetcher::Exchange::elapsedMs(qint64 nowMs) const
{
    return nowMs - m_startMs - m_heldMs - (isHeld() ? nowMs - m_heldSinceMs : 0);
}

void NetworkFetcher::Exchange::checkTime(qint64 nowMs)
{
    if (m_isEnding)
        return;
    const bool isNameLate = m_lookupSinceMs >= 0 && nowMs - m_lookupSinceMs >= m_request.totalTimeoutMs;
    const bool isLookLate = m_lookSinceMs >= 0 && nowMs - m_lookSinceMs >= m_request.totalTimeoutMs;
    if (isNameLate)
        return fail(FetchFault::Timeout,
                    u"%1 was not looked up within %2 ms"_s.arg(hostName()).arg(m_request.totalTimeoutMs));
    if (isLookLate)
        return fail(FetchFault::Timeout,
                    u"a chunked body that may be cut: not confirmed within %1 ms"_s.arg(m_request.totalTimeoutMs));
    if (lane < 0)
        return;
    const qint64 elapsed = elapsedMs(nowMs);
    // Qt forgets what it was given for a connection that was being told to go away. Past Qt nothing is forgotten.
    const bool isForgotten = !m_isSent && !m_isPlain && m_owner.m_pool->isRetired(lane) && elapsed >= forgottenMs;
    if (isForgotten && m_resends < maximumResends)
        return startElsewhere();
    // TCP and TLS together: a lane never takes more than Qt starts at once, so an unsent request is one whose connection
    // is being made, whichever request Qt says it is made for. The name is known (see HostLookups).
    if (!m_isSent && elapsed >= m_request.connectTimeoutMs && m_request.connectTimeoutMs < m_request.totalTimeoutMs)
        fail(FetchFault::ConnectTimeout, u"no connection within %1 ms"_s.arg(m_request.connectTimeoutMs));
    else if (elapsed + m_lookupMs >= m_request.totalTimeoutMs)
        failLate();
}

} // namespace sluice::core
