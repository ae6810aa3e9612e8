// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/requesttemplates.h"

#include "core/net/contentdecoder.h"

#include <QSslCertificate>

#include <algorithm>

namespace sluice::core {

namespace {

constexpr int idleConnectionSeconds = 15; // Qt's 120 s would pile up open sockets in a crawl over many hosts

QSslConfiguration sslWith(const QByteArray &extraCaPem)
{
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    if (!extraCaPem.isEmpty()) {
        // A list of one's own ends Qt's loading of the system's roots on demand, so they are named as well.
        ssl.setCaCertificates(QSslConfiguration::systemCaCertificates() +
                              QSslCertificate::fromData(extraCaPem, QSsl::Pem));
    }
    return ssl;
}

QNetworkRequest templateWith(const NetworkSettings &settings)
{
    QNetworkRequest request;
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // The managers have no cache. AlwaysNetwork would say so to the servers as well (Cache-Control: no-cache) and
    // make their caches do needless work.
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::PreferNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, settings.isHttp2On);
    request.setAttribute(QNetworkRequest::AutoDeleteReplyOnFinishAttribute, false);
    request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, idleConnectionSeconds);
    return request;
}

/// The value of Proxy-Authorization for `proxy` (RFC 7617).
QByteArray basicCredentials(const ProxyAddress &proxy)
{
    return "Basic " + (proxy.user + u':' + proxy.password).toUtf8().toBase64();
}

} // namespace

bool isProxyPeer(const FetchRequest &request)
{
    return request.proxy.kind == ProxyKind::Http && !request.url.isSecure();
}

Headers requestHeaders(const FetchRequest &request)
{
    Headers headers{{"Accept-Encoding", acceptedEncodings()}, // by hand: then Qt hands over the raw body
                    {"User-Agent", request.userAgent}};
    // At once, as Qt, told to keep no credentials, would not answer a 407. Tunnels get theirs from the lane's proxy.
    if (isProxyPeer(request) && !request.proxy.user.isEmpty())
        headers.append({"Proxy-Authorization", basicCredentials(request.proxy)});
    for (const Header &own : request.headers) {
        const auto same = std::find_if(headers.begin(), headers.end(), [&own](const Header &header) {
            return header.name.compare(own.name, Qt::CaseInsensitive) == 0;
        });
        if (same == headers.end())
            headers.append(own);
        else if (!own.value.isEmpty()) // Qt would put in its own for an empty one
            same->value = own.value;
    }
    return headers;
}

RequestTemplates::RequestTemplates(const NetworkSettings &settings)
    : m_ssl(sslWith(settings.extraCaPem))
    , m_plain(templateWith(settings))
    , m_secure(m_plain)
{
    if (!settings.extraCaPem.isEmpty())
        m_secure.setSslConfiguration(m_ssl);
}

QNetworkRequest RequestTemplates::make(const FetchRequest &request, const QUrl &url) const
{
    QNetworkRequest made = request.url.isSecure() ? m_secure : m_plain;
    made.setUrl(url);
    const Headers headers = requestHeaders(request);
    for (const Header &header : headers)
        made.setRawHeader(header.name, header.value);
    return made;
}

} // namespace sluice::core
