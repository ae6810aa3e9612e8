// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/pooledanswer.h"

#include "core/net/contentdecoder.h"
#include "core/proxy/banmarks.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Of a body, as much as is looked at for a challenge.
constexpr qint64 lookedAtBytes = 64 << 10;

PooledVerdict verdictOf(const FetchError &error)
{
    switch (error.kind) {
    case FetchFault::HostNotFound:
    case FetchFault::ConnectionRefused:
    case FetchFault::Tls:
        return {PooledAnswer::Unreached, error.detail};
    case FetchFault::ConnectTimeout:
    case FetchFault::Timeout:
    case FetchFault::ConnectionLost:
    case FetchFault::Protocol:
    case FetchFault::Proxy:
        return {PooledAnswer::NetworkError, error.detail};
    case FetchFault::BodyTooLarge:
    case FetchFault::Decode:
    case FetchFault::Cancelled:
    case FetchFault::Other:
        return {};
    }
    return {};
}

QString challengeOf(const FetchResponse &response)
{
    const auto text = decodeBeginning(response.body, headerValue(response.headers, "Content-Encoding"), lookedAtBytes,
                                      response.isBodyCut);
    return challengeIn(response.headers, text.value_or(QByteArray()));
}

/// Whether nothing came where a page is due. An empty robots.txt says that all is allowed.
bool isEmptyPage(const WebUrl &url, const FetchResponse &response)
{
    const QByteArray type = mediaType(headerValue(response.headers, "Content-Type"));
    const bool isPage = type.isEmpty() || type == "text/html" || type == "application/xhtml+xml";
    return response.status == 200 && response.body.isEmpty() && !response.isBodySkipped && isPage &&
           url.path() != "/robots.txt";
}

/// Only to an http URL does an HTTP proxy answer itself.
std::optional<PooledVerdict> proxysOwn(const WebUrl &url, ProxyKind kind, const FetchResponse &response)
{
    const bool isPeer = kind == ProxyKind::Http && !url.isSecure();
    if (!isPeer || response.status < 400)
        return {};
    const QString reason = u"the proxy answers with status %1"_s.arg(response.status);
    const bool isGateway = response.status == 502 || response.status == 504;
    const bool isOwn = isByProxy(response.headers);
    if (isGateway || (isOwn && response.status >= 500))
        return PooledVerdict{PooledAnswer::Unreached, reason};
    if (isOwn || response.status == 407)
        return PooledVerdict{PooledAnswer::NetworkError, reason};
    return {};
}

} // namespace

PooledVerdict judgePooled(const WebUrl &url, ProxyKind kind, const FetchResult &result, QByteArrayView method)
{
    if (!result)
        return verdictOf(result.error());
    if (const auto own = proxysOwn(url, kind, *result))
        return *own;
    const bool mayBeBan = result->status == 403 || result->status == 429 || result->status == 503;
    if (mayBeBan) {
        if (const QString challenge = challengeOf(*result); !challenge.isEmpty())
            return {PooledAnswer::Banned, u"captcha (%1)"_s.arg(challenge)};
        if (result->status != 503)
            return {PooledAnswer::Doubtful, u"status %1"_s.arg(result->status)};
    }
    if (method == "GET" && isEmptyPage(url, *result))
        return {PooledAnswer::Doubtful, u"empty body"_s};
    return {};
}

} // namespace sluice::core
