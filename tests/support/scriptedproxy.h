// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

namespace sluice::test {

/// A small forward proxy on loopback: absolute-form requests and CONNECT. Counts what passes; can ask for credentials
/// or refuse everything.
class ScriptedProxy final : public QObject
{
    Q_OBJECT

public:
    explicit ScriptedProxy(QObject *parent = nullptr);

    [[nodiscard]] bool start();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Wants Basic credentials "user:password" from now on.
    void requireCredentials(const QByteArray &userAndPassword) { m_credentials = userAndPassword; }
    /// Answers everything with this status.
    void refuseWith(int status) { m_refusal = status; }

    [[nodiscard]] int forwarded() const { return m_forwarded; }
    [[nodiscard]] int tunnels() const { return m_tunnels; }

private:
    void accept();
    void onHead(QTcpSocket *client);
    void connectOn(QTcpSocket *client, const QByteArray &head);

    QTcpServer m_server;
    QByteArray m_credentials;
    int m_refusal = 0;
    int m_forwarded = 0;
    int m_tunnels = 0;
};

} // namespace sluice::test
