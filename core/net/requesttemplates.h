// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/net/networkfetcher.h"

#include <QNetworkRequest>
#include <QSslConfiguration>

namespace sluice::core {

/// Whether an HTTP proxy itself answers `request`, as it does to http URLs.
[[nodiscard]] bool isProxyPeer(const FetchRequest &request);

constexpr int proxyWantsCredentials = 407; // RFC 9110, 15.5.8

/// What the request line names: path and query, or all of the URL where a proxy answers (RFC 9112, 3.2).
[[nodiscard]] QByteArray requestTarget(const FetchRequest &request);

/// Whether Qt asks for what requestTarget() says. It merges slashes and spells some characters in its own way, which is
/// another address for some servers. `url` is the request's.
[[nodiscard]] bool isKeptByQt(const FetchRequest &request, const QUrl &url);

/// What is sent with `request`, whichever way it goes, each name once and besides Host, Connection and a login for a
/// proxy. The request's
/// headers replace ours of the same name; of repeated ones the last counts, and one without a value never replaces. Content
/// whose type is not named gets defaultContentType(); Content-Length and Transfer-Encoding are left to whoever sends.
[[nodiscard]] Headers requestHeaders(const FetchRequest &request);

/// The connection that a request goes over.
struct RequestWay
{
    bool isKept = false;   ///< for further requests
    bool isTunnel = false; ///< an HTTP proxy's, which was told its login when it was made
};

/// The whole request as it is sent past Qt (RFC 9112), its content included.
[[nodiscard]] QByteArray requestBytes(const FetchRequest &request, const RequestWay &way);

/// QNetworkRequests prepared once for each scheme, so that a fetch only adds its URL and headers.
class RequestTemplates final
{
public:
    explicit RequestTemplates(const NetworkSettings &settings);

    [[nodiscard]] QNetworkRequest make(const FetchRequest &request, const QUrl &url) const;
    /// What TLS connections use: the system's certificates and those of the settings.
    [[nodiscard]] const QSslConfiguration &sslConfiguration() const { return m_ssl; }

private:
    QSslConfiguration m_ssl;
    QNetworkRequest m_plain;
    QNetworkRequest m_secure;
};

} // namespace sluice::core
