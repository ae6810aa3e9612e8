// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httplogin.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

namespace sluice::core {

namespace {

using Scheme = AuthChallenge::Scheme;

constexpr int clientNonceWords = 4; // 128 bits

QByteArray hexHash(Scheme scheme, const QByteArray &text)
{
    const auto algorithm = scheme == Scheme::DigestSha256 ? QCryptographicHash::Sha256 : QCryptographicHash::Md5;
    return QCryptographicHash::hash(text, algorithm).toHex();
}

QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\");
    text.replace('"', "\\\"");
    return '"' + text + '"';
}

QByteArray algorithmName(const AuthChallenge &challenge)
{
    const QByteArray name = challenge.scheme == Scheme::DigestSha256 ? "SHA-256" : "MD5";
    return challenge.isSession ? name + "-sess" : name;
}

QByteArray newClientNonce()
{
    QByteArray nonce;
    for (int i = 0; i < clientNonceWords; ++i)
        nonce += QByteArray::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, '0');
    return nonce;
}

} // namespace

QByteArray basicCredentials(const HttpLogin &login)
{
    return "Basic " + (login.user + u':' + login.password).toUtf8().toBase64();
}

QByteArray digestCredentials(const HttpLogin &login, const AuthChallenge &challenge, const QByteArray &uri,
                             quint32 count, const QByteArray &clientNonce, const QByteArray &method)
{
    const auto hash = [&challenge](const QByteArray &text) { return hexHash(challenge.scheme, text); };
    const QByteArray user = login.user.toUtf8();
    const QByteArray nc = QByteArray::number(count, 16).rightJustified(8, '0');
    QByteArray key = hash(user + ':' + challenge.realm + ':' + login.password.toUtf8());
    if (challenge.isSession)
        key = hash(key + ':' + challenge.nonce + ':' + clientNonce);
    const QByteArray middle = challenge.hasQop ? nc + ':' + clientNonce + ":auth:" : QByteArray();
    const QByteArray response = hash(key + ':' + challenge.nonce + ':' + middle + hash(method + ':' + uri));
    QByteArray value = "Digest username=" + quoted(user) + ", realm=" + quoted(challenge.realm) +
                       ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(uri) +
                       ", algorithm=" + algorithmName(challenge) + ", response=\"" + response + '"';
    if (challenge.hasQop)
        value += ", qop=auth, nc=" + nc;
    if (challenge.hasQop || challenge.isSession)
        value += ", cnonce=\"" + clientNonce + '"';
    if (!challenge.opaque.isEmpty())
        value += ", opaque=" + quoted(challenge.opaque);
    return value;
}

QByteArray HttpAuthenticator::credentials(const QByteArray &uri, const QByteArray &method)
{
    if (!m_challenge || m_isRefused)
        return {};
    if (m_challenge->scheme == Scheme::Basic)
        return basicCredentials(m_login);
    return digestCredentials(m_login, *m_challenge, uri, ++m_count, newClientNonce(), method);
}

bool HttpAuthenticator::takeChallenges(const QList<AuthChallenge> &challenges, const QByteArray &sent)
{
    if (challenges.isEmpty() || m_isRefused)
        return false;
    const AuthChallenge best =
        *std::max_element(challenges.cbegin(), challenges.cend(),
                          [](const AuthChallenge &a, const AuthChallenge &b) { return a.scheme < b.scheme; });
    if (m_challenge) {
        // Whoever has asked for Digest once does not get the password in the clear later on.
        if (best.scheme < m_challenge->scheme)
            return false;
        const bool isDigest = m_challenge->scheme != Scheme::Basic;
        if (!sent.contains(m_challenge->nonce) || (sent.isEmpty() && !isDigest))
            return true; // another request has brought the answer meanwhile
        const bool isOther = best.scheme > m_challenge->scheme || (isDigest && best.realm != m_challenge->realm);
        if (!best.isStale && !isOther) {
            m_isRefused = !m_isAccepted;
            return false;
        }
    }
    m_challenge = best;
    m_count = 0;
    return true;
}

} // namespace sluice::core
