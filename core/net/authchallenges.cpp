// SPDX-License-Identifier: GPL-3.0-or-later
// Reads WWW-Authenticate: a list of challenges, each with a list of parameters, both separated by commas.
#include "core/net/httplogin.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace sluice::core {

namespace {

/// A challenge as it is written.
struct WrittenChallenge
{
    QByteArray scheme;
    QList<Header> parameters; ///< names in lower case

    [[nodiscard]] QByteArray value(QByteArrayView name) const
    {
        const auto found = std::find_if(parameters.cbegin(), parameters.cend(),
                                        [name](const Header &each) { return each.name == name; });
        return found == parameters.cend() ? QByteArray() : found->value;
    }
};

class ChallengeScanner final
{
public:
    explicit ChallengeScanner(const QByteArray &text)
        : m_text(text)
    {}

    [[nodiscard]] QList<WrittenChallenge> scan()
    {
        QList<WrittenChallenge> found;
        while (skip(" \t,\r\n")) {
            const QByteArray word = token();
            if (word.isEmpty()) {
                ++m_at; // rubbish
                continue;
            }
            const qsizetype after = m_at;
            if (skip(" \t") && m_text.at(m_at) == '=' && !found.isEmpty()) {
                ++m_at;
                found.last().parameters.append({word.toLower(), value()});
                continue;
            }
            m_at = after;
            found.append({word.toLower(), {}});
        }
        return found;
    }

private:
    /// Passes over these characters; false at the end.
    bool skip(const char *characters)
    {
        while (m_at < m_text.size() && std::strchr(characters, m_text.at(m_at)))
            ++m_at;
        return m_at < m_text.size();
    }

    QByteArray token()
    {
        const qsizetype from = m_at;
        const auto isTokenCharacter = [](char c) {
            return std::isalnum(uchar(c)) != 0 || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~/", c) != nullptr);
        };
        while (m_at < m_text.size() && isTokenCharacter(m_text.at(m_at)))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }

    QByteArray value()
    {
        if (!skip(" \t") || m_text.at(m_at) != '"')
            return token();
        QByteArray unescaped;
        for (++m_at; m_at < m_text.size() && m_text.at(m_at) != '"'; ++m_at) {
            if (m_text.at(m_at) == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            unescaped += m_text.at(m_at);
        }
        ++m_at;
        return unescaped;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

std::optional<AuthChallenge> digestOf(const WrittenChallenge &written)
{
    AuthChallenge challenge;
    QByteArray algorithm = written.value("algorithm").toLower();
    challenge.isSession = algorithm.endsWith("-sess");
    if (challenge.isSession)
        algorithm.chop(5);
    if (algorithm.isEmpty() || algorithm == "md5")
        challenge.scheme = AuthChallenge::Scheme::DigestMd5;
    else if (algorithm == "sha-256")
        challenge.scheme = AuthChallenge::Scheme::DigestSha256;
    else
        return std::nullopt;
    const QByteArray qop = written.value("qop").toLower();
    for (const QByteArray &each : qop.split(','))
        challenge.hasQop = challenge.hasQop || each.trimmed() == "auth";
    challenge.realm = written.value("realm");
    challenge.nonce = written.value("nonce");
    challenge.opaque = written.value("opaque");
    challenge.isStale = written.value("stale").toLower() == "true";
    const bool isAnswerable = !challenge.nonce.isEmpty() && (qop.isEmpty() || challenge.hasQop);
    return isAnswerable ? std::optional(challenge) : std::nullopt;
}

} // namespace

QList<AuthChallenge> challengesIn(const QByteArray &value)
{
    QList<AuthChallenge> challenges;
    for (const WrittenChallenge &written : ChallengeScanner(value).scan()) {
        if (written.scheme == "basic") {
            AuthChallenge basic;
            basic.realm = written.value("realm");
            challenges.append(basic);
        } else if (written.scheme == "digest") {
            if (const auto digest = digestOf(written))
                challenges.append(*digest);
        }
    }
    return challenges;
}

} // namespace sluice::core
