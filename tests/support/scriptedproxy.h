// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

namespace sluice::test {

/// A small forward proxy on loopback: absolute-form requests and CONNECT. Counts what passes; can ask for credentials,
/// refuse everything, give the client away or be no proxy at all.
class ScriptedProxy final : public QObject
{
    Q_OBJECT

public:
    /// What it does instead of its work.
    enum class Mood {
        Works,
        Hangs,  ///< takes connections and says nothing
        Greets, ///< says its words at once
        Says,   ///< says its words when asked, and closes; none: just closes
        Resets, ///< ends with RST when asked
        Drips,  ///< an answer, a byte at a time
        Floods, ///< headers without end
    };

    explicit ScriptedProxy(QObject *parent = nullptr);

    [[nodiscard]] bool start();
    void stop() { m_server.close(); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void behave(Mood mood, const QByteArray &words = {});
    /// Wants Basic credentials "user:password" from now on.
    void requireCredentials(const QByteArray &userAndPassword) { m_credentials = userAndPassword; }
    /// Wants them by Digest (RFC 7616, MD5) instead; `isNeverContent`: and calls every answer out of date.
    void requireDigest(const QByteArray &userAndPassword, bool isNeverContent = false);
    /// Answers everything with this status.
    void refuseWith(int status) { m_refusal = status; }
    /// Adds a line "Name: value" to requests that are forwarded.
    void addHeader(const QByteArray &line) { m_added += line + "\r\n"; }
    /// Asks from this address.
    void askFrom(const QHostAddress &address) { m_exit = address; }
    /// Leads every tunnel to this port of this machine.
    void misleadTunnels(quint16 port) { m_misled = port; }

    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int forwarded() const { return m_forwarded; }
    [[nodiscard]] int tunnels() const { return m_tunnels; }
    [[nodiscard]] int challenges() const { return m_challenges; } ///< answers with status 407
    /// The values of Proxy-Authorization that came, in order.
    [[nodiscard]] const QByteArrayList &logins() const { return m_logins; }

private:
    void accept();
    void misbehave(QTcpSocket *client);
    void onHead(QTcpSocket *client);
    void connectOn(QTcpSocket *client, const QByteArray &head, const QByteArray &content);
    [[nodiscard]] bool isLetIn(const QByteArray &head);
    [[nodiscard]] QByteArray challenge();
    [[nodiscard]] QByteArray forwardedHead(const QByteArray &head, const QByteArray &target) const;

    QTcpServer m_server;
    Mood m_mood = Mood::Works;
    QByteArray m_words;
    QByteArray m_credentials;
    bool m_isDigest = false;
    bool m_isNeverContent = false;
    QByteArray m_nonce;
    QByteArrayList m_logins;
    int m_challenges = 0;
    QByteArray m_added;
    QHostAddress m_exit;
    quint16 m_misled = 0;
    int m_refusal = 0;
    int m_connections = 0;
    int m_forwarded = 0;
    int m_tunnels = 0;
};

} // namespace sluice::test
