// SPDX-License-Identifier: GPL-3.0-or-later
// How an exchange ends: judging what came, second looks and second tries, results.
#include "core/net/exchange.h"

#include "core/net/requesttemplates.h"
#include "core/net/secondlook.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace sluice::core {

void NetworkFetcher::Exchange::concludeFailed()
{
    const QNetworkReply::NetworkError error = m_reply->error();
    // An HTTP/2 server that goes away says which streams it never looked at: those are asked for again.
    const bool isTurnedAway = error == QNetworkReply::ContentReSendError && m_status == 0;
    if (isTurnedAway && m_resends < maximumResends)
        return startElsewhere();
    const FetchFault kind = faultOf(error, m_request.proxy, m_isSent, m_request.url.isSecure());
    const bool isTls = kind == FetchFault::Tls && !m_tlsText.isEmpty();
    QString detail = isTls ? m_tlsText : m_reply->errorString();
    if (kind == FetchFault::Proxy) // the site has nothing to do with it
        detail = u"proxy %1:%2: %3"_s.arg(m_request.proxy.host).arg(m_request.proxy.port).arg(detail);
    fail(kind, detail);
}

void NetworkFetcher::Exchange::failLate()
{
    // Qt gathers headers that do not end, over plain HTTP even beyond this end. It cannot be seen whether that was it;
    // but past Qt it will be, and no more than that is taken. HTTP/2 has bounds of its own.
    const bool mayBeEndless = m_isSent && !m_hasHeaders && !m_isPlain && !m_owner.m_pool->speaksHttp2(m_origin);
    if (mayBeEndless)
        m_owner.goPastQt(m_origin);
    fail(FetchFault::Timeout, u"no whole answer within %1 ms"_s.arg(m_request.totalTimeoutMs));
}

void NetworkFetcher::Exchange::startElsewhere()
{
    ++m_resends;
    m_owner.m_pool->retire(lane);
    dropReply();
    m_owner.leaveLane(*this);
    forgetAnswer();
    m_owner.restart(*this);
}

void NetworkFetcher::Exchange::avoid(const Exchange &other)
{
    const bool isBeside = lane >= 0 && lane == other.lane && m_origin == other.m_origin && !m_isPlain;
    if (isBeside && this != &other && m_reply && !m_hasHeaders && !m_isEnding)
        startElsewhere();
}

void NetworkFetcher::Exchange::startPlain()
{
    // Qt is through with an answer that has not come yet, and keeps the connection: whoever gets it next would take
    // that answer for its own.
    m_owner.goPastQt(m_origin);
    m_owner.m_pool->retire(lane);
    const QList<Exchange *> all = m_owner.m_exchanges;
    for (Exchange *each : all)
        each->avoid(*this);
    dropReply();
    m_owner.leaveLane(*this);
    if (!m_request.awaitTurn)
        return goPlain();
    if (m_request.ticket)
        m_request.ticket->leave();
    m_request.awaitTurn(answer(), [exchange = QPointer<Exchange>(this)] {
        if (exchange)
            exchange->goPlain();
    });
}

void NetworkFetcher::Exchange::goPlain()
{
    if (m_isEnding)
        return;
    if (m_request.ticket)
        m_request.ticket->join();
    forgetAnswer();
    m_owner.restart(*this);
}

void NetworkFetcher::Exchange::forgetAnswer()
{
    m_status = 0;
    m_headers.clear();
    m_framing = {};
    m_hasHeaders = false;
    m_isSent = false;
    m_isReplyDone = false;
    m_connectingMs = -1;
}

void NetworkFetcher::Exchange::conclude()
{
    const bool hasBody = isBodyDue();
    if (hasBody && m_framing.contentLength > m_body.size())
        return fail(FetchFault::ConnectionLost,
                    u"%1 of %2 bytes came"_s.arg(m_body.size()).arg(m_framing.contentLength));
    const bool isSuccess = m_status >= 200 && m_status < 300;
    if (isSuccess && hasBody && m_framing.isChunked && !m_isHttp2 && !m_isPlain &&
        mayBeCut(m_body.bytes(), headerValue(m_headers, "Content-Type"), headerValue(m_headers, "Content-Encoding")))
        return lookAgain();
    succeed();
}

void NetworkFetcher::Exchange::lookAgain()
{
    // Here and not as a failure that the crawl tries again: only the body seen tells whether it was whole, and a page
    // that may well be whole must not use up one of its tries. But it is a request like any other to the host, so
    // whoever rations those says when; meanwhile nothing is kept from others.
    m_answeredMs = timings().totalMs;
    dropReply();
    m_owner.leaveLane(*this);
    if (!m_request.awaitTurn)
        return sendSecondLook();
    if (m_request.ticket)
        m_request.ticket->leave();
    m_request.awaitTurn(answer(), [exchange = QPointer<Exchange>(this)] {
        if (exchange)
            exchange->sendSecondLook();
    });
}

void NetworkFetcher::Exchange::sendSecondLook()
{
    if (m_isEnding)
        return;
    if (m_request.ticket)
        m_request.ticket->join();
    m_lookSinceMs = m_owner.nowMs();
    m_secondLook = std::make_unique<SecondLook>(m_request, m_owner.m_templates->sslConfiguration(), m_body.bytes());
    m_secondLook->start([this](ChunkVerdict verdict) {
        m_secondLook.reset(); // it shares the body's memory
        takeVerdict(verdict);
    });
}

void NetworkFetcher::Exchange::takeVerdict(ChunkVerdict verdict)
{
    switch (verdict) {
    case ChunkVerdict::Whole:
        return succeed();
    case ChunkVerdict::Cut:
        return fail(FetchFault::ConnectionLost, u"the chunked body ends before its last chunk"_s);
    case ChunkVerdict::Broken:
        return fail(FetchFault::Protocol, u"the chunked body has an invalid chunk header"_s);
    case ChunkVerdict::Unclear:
        return fail(FetchFault::ConnectionLost, u"a chunked body that may be cut and could not be confirmed"_s);
    }
}

void NetworkFetcher::Exchange::cancel()
{
    if (std::exchange(m_isEnding, true))
        return;
    dropReply();
    const FetchError error = errorOf(FetchFault::Cancelled, u"cancelled"_s);
    QMetaObject::invokeMethod(
        this, [this, error] { m_owner.ended(*this, tl::unexpected(error)); }, Qt::QueuedConnection);
}

void NetworkFetcher::Exchange::forgetContext()
{
    m_done = nullptr;
    m_context = nullptr;
    cancel();
}

bool NetworkFetcher::Exchange::isBodyDue() const
{
    return m_request.method != "HEAD" && mayHaveBody(m_status);
}

FetchResponse NetworkFetcher::Exchange::answer() const
{
    return {m_status, m_headers, {}, m_isBodySkipped, m_isBodyCut, m_isHttp2, timings(), {}};
}

void NetworkFetcher::Exchange::succeed()
{
    FetchResponse response = answer();
    response.body = m_body.finish();
    end(std::move(response));
}

FetchError NetworkFetcher::Exchange::errorOf(FetchFault kind, const QString &why) const
{
    return {kind, u"%1: %2"_s.arg(m_request.url.toString(), why), m_status, m_headers, timings()};
}

void NetworkFetcher::Exchange::fail(FetchFault kind, const QString &why)
{
    end(tl::unexpected(errorOf(kind, why)));
}

FetchTimings NetworkFetcher::Exchange::timings() const
{
    if (m_answeredMs >= 0)
        return {m_connectMs, m_firstByteMs, int(m_answeredMs)};
    const qint64 nowMs = m_owner.nowMs();
    const qint64 lookup = m_lookupSinceMs < 0 ? m_lookupMs : nowMs - m_lookupSinceMs;
    const qint64 total = lane < 0 ? 0 : nowMs - m_startMs;
    return {m_connectMs, m_firstByteMs, int(lookup + total)};
}

void NetworkFetcher::Exchange::dropReply()
{
    m_secondLook.reset();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->isRunning())
        m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void NetworkFetcher::Exchange::end(FetchResult result)
{
    if (std::exchange(m_isEnding, true))
        return;
    dropReply();
    m_body.drop();
    m_owner.ended(*this, std::move(result));
}

} // namespace sluice::core
