// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/net/httplogin.h"
#include "core/net/idleconnections.h"

#include <QHash>

namespace sluice::core {

/// How HTTP proxies want to be told user and password (Basic or Digest, RFC 9110, 11.7), learnt from their 407 answers.
/// A proxy that refuses a login is not told it again.
class ProxyLogins final
{
public:
    /// How often one request is sent again with other credentials.
    static constexpr int maximumAnswers = 3;

    /// The value of Proxy-Authorization for a request by `method` to `target`; empty where there is nothing to tell, or
    /// the proxy has not asked yet.
    [[nodiscard]] QByteArray credentials(const ProxyAddress &proxy, const QByteArray &target,
                                         const QByteArray &method = "GET");
    /// Takes the headers of a 407 to a request that carried `sent`. Tells whether asking once more has a chance.
    [[nodiscard]] bool takeChallenge(const ProxyAddress &proxy, const Headers &headers, const QByteArray &sent);
    /// A request that carried credentials was let in.
    void noteAccepted(const ProxyAddress &proxy);

private:
    [[nodiscard]] HttpAuthenticator *find(const ProxyAddress &proxy);

    QHash<ProxyAddress, HttpAuthenticator> m_logins;
};

/// What the connections of one fetcher that go past Qt's managers share.
struct SharedLinks
{
    ProxyLogins logins;
    IdleConnections idle;
};

} // namespace sluice::core
