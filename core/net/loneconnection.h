// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace sluice::core {

/// A connection of its own for one GET over HTTP/1.1, past QNetworkAccessManager: direct or through the request's
/// proxy, over TLS where the URL wants it. What comes back is raw.
class LoneConnection final : public QSslSocket
{
    Q_OBJECT

public:
    LoneConnection(const FetchRequest &request, const QSslConfiguration &ssl);

    /// Has http URLs go through an HTTP proxy's tunnel (CONNECT) too; before begin().
    void tunnelThrough(const ProxyAddress &proxy);
    /// Connects, and sends the request as soon as it can.
    void begin();

Q_SIGNALS:
    void requestSent();

private:
    void send();
    [[nodiscard]] QByteArray requestBytes() const;

    FetchRequest m_request;
    ProxyAddress m_tunnel; ///< instead of the request's proxy
};

} // namespace sluice::core
