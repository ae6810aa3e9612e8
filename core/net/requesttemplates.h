// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/net/networkfetcher.h"

#include <QNetworkRequest>
#include <QSslConfiguration>

namespace sluice::core {

/// Whether an HTTP proxy itself answers `request`, as it does to http URLs.
[[nodiscard]] bool isProxyPeer(const FetchRequest &request);

/// What is sent with `request`, whichever way it goes, each name once and besides Host and Connection. The request's
/// headers replace ours of the same name; of repeated ones the last counts, and one without a value never replaces.
[[nodiscard]] Headers requestHeaders(const FetchRequest &request);

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
