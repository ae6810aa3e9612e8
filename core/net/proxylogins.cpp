// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxylogins.h"

namespace sluice::core {

namespace {

constexpr qsizetype rememberedProxies = 10'000;

} // namespace

HttpAuthenticator *ProxyLogins::find(const ProxyAddress &proxy)
{
    if (proxy.user.isEmpty())
        return nullptr;
    auto found = m_logins.find(proxy);
    if (found == m_logins.end()) {
        if (m_logins.size() >= rememberedProxies)
            m_logins.clear(); // they ask again
        found = m_logins.insert(proxy, HttpAuthenticator({proxy.user, proxy.password}));
    }
    return &found.value();
}

QByteArray ProxyLogins::credentials(const ProxyAddress &proxy, const QByteArray &target, const QByteArray &method)
{
    HttpAuthenticator *const login = find(proxy);
    return login ? login->credentials(target, method) : QByteArray();
}

bool ProxyLogins::takeChallenge(const ProxyAddress &proxy, const Headers &headers, const QByteArray &sent)
{
    HttpAuthenticator *const login = find(proxy);
    return login && login->takeChallenges(challengesIn(headerValue(headers, "Proxy-Authenticate")), sent);
}

void ProxyLogins::noteAccepted(const ProxyAddress &proxy)
{
    if (HttpAuthenticator *const login = find(proxy))
        login->noteAccepted();
}

} // namespace sluice::core
