// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpServer>

namespace sluice::test {

/// A forward proxy on loopback that answers every request by itself with one page, so that no name has to be resolved;
/// strangers get a 407 where it wants credentials.
class AnsweringProxy final
{
public:
    /// `credentials` are "user:password"; empty: everybody is welcome.
    explicit AnsweringProxy(QByteArray credentials);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Requests that were answered with the page.
    [[nodiscard]] int welcomed() const { return m_welcomed; }

private:
    void accept();
    [[nodiscard]] QByteArray answer(const QByteArray &head);

    QTcpServer m_server;
    QByteArray m_credentials;
    int m_welcomed = 0;
};

} // namespace sluice::test
