// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/net/networkfetcher.h"

#include <QHash>
#include <QNetworkRequest>
#include <QSslConfiguration>

namespace sluice::core {

/// The value of Proxy-Authorization for `proxy` (RFC 7617).
[[nodiscard]] QByteArray basicCredentials(const ProxyAddress &proxy);

/// QNetworkRequests prepared once for each user agent and scheme, so that a fetch only adds its URL and own headers.
class RequestTemplates final
{
public:
    explicit RequestTemplates(const NetworkSettings &settings);

    [[nodiscard]] QNetworkRequest make(const FetchRequest &request, const QUrl &url);
    /// What TLS connections use: the system's certificates and those of the settings.
    [[nodiscard]] const QSslConfiguration &sslConfiguration() const { return m_ssl; }

private:
    [[nodiscard]] QNetworkRequest build(const QByteArray &userAgent, bool isSecure) const;

    bool m_isHttp2On;
    bool m_hasOwnSsl;
    QSslConfiguration m_ssl;
    QHash<QByteArray, QNetworkRequest> m_plain;  ///< by user agent
    QHash<QByteArray, QNetworkRequest> m_secure; ///< by user agent
};

} // namespace sluice::core
