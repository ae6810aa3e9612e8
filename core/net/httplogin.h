// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/headers.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace sluice::core {

/// A user's name and password for HTTP authentication. The password never leaves memory.
struct HttpLogin
{
    QString user;
    QString password;

    bool operator==(const HttpLogin &) const = default;
};

/// How a server, or a proxy, wants to be answered: one challenge of WWW-Authenticate or Proxy-Authenticate.
struct AuthChallenge
{
    /// From the weakest to the strongest.
    enum class Scheme { Basic, DigestMd5, DigestSha256 };

    Scheme scheme = Scheme::Basic;
    QByteArray realm;
    QByteArray nonce;
    QByteArray opaque;
    bool isSession = false; ///< MD5-sess, SHA-256-sess
    bool hasQop = false;    ///< qop "auth" is offered; else as RFC 2069 had it
    bool isStale = false;   ///< only the nonce was out of date

    bool operator==(const AuthChallenge &) const = default;
};

/// The challenges in one header value that can be answered (RFC 9110, section 11.6.1; RFC 7617; RFC 7616 without
/// SHA-512-256 and auth-int). Those of other schemes and broken ones are left out.
[[nodiscard]] QList<AuthChallenge> challengesIn(const QByteArray &value);

/// The value of Authorization for Basic.
[[nodiscard]] QByteArray basicCredentials(const HttpLogin &login);

/// The value of Authorization for one request by Digest. `uri` is its target as it is sent: path and query, or all of the
/// URL to a proxy. `count` is how often the nonce was used, this time included.
[[nodiscard]] QByteArray digestCredentials(const HttpLogin &login, const AuthChallenge &challenge,
                                           const QByteArray &uri, quint32 count, const QByteArray &clientNonce,
                                           const QByteArray &method = "GET");

/// Answers one origin's, or one proxy's, challenges with one login. Nothing is sent before the server has said how it wants to be told:
/// a password in the clear never goes to one that asks for Digest. From then on every request carries the answer.
class HttpAuthenticator final
{
public:
    explicit HttpAuthenticator(HttpLogin login)
        : m_login(std::move(login))
    {}

    /// The value of Authorization for the next request to `uri`; empty before the first challenge, and once the login was
    /// refused without ever having been accepted, so that an account is not locked by a wrong password.
    [[nodiscard]] QByteArray credentials(const QByteArray &uri, const QByteArray &method = "GET");

    /// Takes the challenges of an answer to a request that carried `sent`. Tells whether asking once more has a chance.
    [[nodiscard]] bool takeChallenges(const QList<AuthChallenge> &challenges, const QByteArray &sent);

    /// A request that carried credentials was let in.
    void noteAccepted() { m_isAccepted = true; }

private:
    HttpLogin m_login;
    std::optional<AuthChallenge> m_challenge;
    quint32 m_count = 0; ///< of the nonce
    bool m_isAccepted = false;
    bool m_isRefused = false;
};

} // namespace sluice::core
