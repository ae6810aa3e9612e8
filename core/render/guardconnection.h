// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/render/guardhead.h"
#include "core/render/guardproxy.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace sluice::core {

/// One connection of the engine to its GuardProxy: one request, or one tunnel.
class GuardConnection final : public QObject
{
    Q_OBJECT

public:
    /// Takes `client` over; becomes a child of the proxy.
    GuardConnection(GuardProxy &proxy, QTcpSocket *client);
    ~GuardConnection() override;

    [[nodiscard]] std::optional<quint32> page() const { return m_page; }
    /// "host:port"
    [[nodiscard]] QByteArray server() const;
    /// A tunnel through which nothing has gone for a while.
    [[nodiscard]] bool isIdleTunnel() const;
    void end();

Q_SIGNALS:
    void ended();

private:
    /// What one side may be ahead of the other.
    static constexpr qint64 bufferBytes = 256 << 10;
    enum class Stage { Head, Waiting, Connecting, ProxyHead, Answer, Passing, Ended };

    void readClient();
    void readHead();
    void judge();
    void begin();
    void goDirect();
    void goThroughProxy();
    void tryNext();
    void takeConnected();
    void readServer();
    void readProxyHead();
    void readAnswerHead();
    [[nodiscard]] std::optional<QByteArray> takeHead();
    void openTunnel();
    void pass(QTcpSocket &from, QTcpSocket &to);
    void takeServerError(QAbstractSocket::SocketError error);
    void takeServerEnd();
    void refuse(int status, const QByteArray &further = {});
    void fail(FetchFault kind, const QString &detail);
    void failForProxy(const QString &detail);
    void flushAndEnd();

    GuardProxy &m_proxy;
    QTcpSocket *m_client; ///< child, as the next one
    QTcpSocket *m_server;
    Stage m_stage = Stage::Head;
    std::optional<quint32> m_page;
    GuardRequest m_request;
    QList<QHostAddress> m_addresses; ///< still to be tried
    QTimer m_limit;                  ///< for the head, then for connecting
    QElapsedTimer m_moved;
    bool m_hasSlot = false;
};

} // namespace sluice::core
