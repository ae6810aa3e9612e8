// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/requesttemplates.h"

#include "core/net/contentdecoder.h"

#include <QSslCertificate>

namespace sluice::core {

namespace {

constexpr qsizetype maximumTemplates = 256;
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

} // namespace

QByteArray basicCredentials(const ProxyAddress &proxy)
{
    return "Basic " + (proxy.user + u':' + proxy.password).toUtf8().toBase64();
}

RequestTemplates::RequestTemplates(const NetworkSettings &settings)
    : m_isHttp2On(settings.isHttp2On)
    , m_hasOwnSsl(!settings.extraCaPem.isEmpty())
    , m_ssl(sslWith(settings.extraCaPem))
{}

QNetworkRequest RequestTemplates::make(const FetchRequest &request, const QUrl &url)
{
    const bool isSecure = request.url.isSecure();
    QHash<QByteArray, QNetworkRequest> &templates = isSecure ? m_secure : m_plain;
    auto found = templates.find(request.userAgent);
    if (found == templates.end()) {
        if (templates.size() >= maximumTemplates)
            templates.clear();
        found = templates.insert(request.userAgent, build(request.userAgent, isSecure));
    }
    QNetworkRequest made = *found;
    made.setUrl(url);
    // At once, as Qt, told to keep no credentials, would not answer a 407. Tunnels get theirs from the lane's proxy.
    if (request.proxy.kind == ProxyKind::Http && !isSecure && !request.proxy.user.isEmpty())
        made.setRawHeader("Proxy-Authorization", basicCredentials(request.proxy));
    for (const Header &header : request.headers)
        made.setRawHeader(header.name, header.value);
    return made;
}

QNetworkRequest RequestTemplates::build(const QByteArray &userAgent, bool isSecure) const
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
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, m_isHttp2On);
    request.setAttribute(QNetworkRequest::AutoDeleteReplyOnFinishAttribute, false);
    request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, idleConnectionSeconds);
    request.setRawHeader("Accept-Encoding", acceptedEncodings()); // by hand: then Qt hands over the raw body
    request.setRawHeader("User-Agent", userAgent);
    if (isSecure && m_hasOwnSsl)
        request.setSslConfiguration(m_ssl);
    return request;
}

} // namespace sluice::core
