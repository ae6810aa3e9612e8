// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/requesttemplates.h"

#include "core/net/contentdecoder.h"
#include "core/net/requestmethod.h"

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

/// Whether servers wait for a length though there is no content (RFC 9110, 8.6).
bool wantsLength(const QByteArray &method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

/// What frames the content is for whoever sends it: two lengths, or a length and a coding, are two requests to some.
bool isFramingHeader(const Header &header)
{
    return header.name.compare("Content-Length", Qt::CaseInsensitive) == 0 ||
           header.name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0;
}

} // namespace

bool isProxyPeer(const FetchRequest &request)
{
    return request.proxy.kind == ProxyKind::Http && !request.url.isSecure();
}

QByteArray requestTarget(const FetchRequest &request)
{
    const QByteArray local = request.url.pathAndQuery().toByteArray();
    return isProxyPeer(request) ? request.url.origin() + local : local;
}

bool isKeptByQt(const FetchRequest &request, const QUrl &url)
{
    constexpr auto format =
        QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment | QUrl::NormalizePathSegments;
    return url.toEncoded(format) == request.url.pathAndQuery();
}

Headers requestHeaders(const FetchRequest &request)
{
    Headers headers{{"Accept-Encoding", acceptedEncodings()}, // by hand: then Qt hands over the raw body
                    {"User-Agent", request.userAgent}};
    if (!request.content.isEmpty())
        headers.append({"Content-Type", defaultContentType(request.content)});
    for (const Header &own : request.headers) {
        if (isFramingHeader(own))
            continue;
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

QByteArray requestBytes(const FetchRequest &request, const RequestWay &way)
{
    const QByteArray origin = request.url.origin();
    QByteArray bytes = request.method + ' ' + requestTarget(request) + " HTTP/1.1\r\n";
    const Headers headers = requestHeaders(request);
    if (headerValue(headers, "Host").isEmpty())
        bytes += "Host: " + origin.mid(request.url.scheme().size() + 3) + "\r\n";
    // Whatever the request says.
    bytes += way.isKept ? "Connection: Keep-Alive\r\n" : "Connection: close\r\n";
    for (const Header &header : headers) {
        const auto isNamed = [&header](const char *name) {
            return header.name.compare(name, Qt::CaseInsensitive) == 0;
        };
        const bool isEmptyHost = header.value.isEmpty() && isNamed("Host");
        const bool isForProxy = way.isTunnel && isNamed("Proxy-Authorization"); // not the server's to know
        if (!isNamed("Connection") && !isEmptyHost && !isForProxy)
            bytes += header.name + ": " + header.value + "\r\n";
    }
    if (!request.content.isEmpty() || wantsLength(request.method))
        bytes += "Content-Length: " + QByteArray::number(request.content.size()) + "\r\n";
    return bytes + "\r\n" + request.content;
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
