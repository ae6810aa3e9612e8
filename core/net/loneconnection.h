// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/answerreader.h"
#include "core/net/proxylogins.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace sluice::core {

/// A connection for one request over HTTP/1.1, past QNetworkAccessManager: direct or through the request's proxy, over TLS
/// where the URL wants it. What comes back is raw, and only what is taken is read on.
///
/// A request that is not safe is written once, on a new connection.
///
/// Tunnels through HTTP proxies (CONNECT) are made here and not by Qt, which gathers a proxy's answer without bounds.
class LoneConnection final : public QObject
{
    Q_OBJECT

public:
    /// With `shared`, borrowed, a waiting connection is used where there is one, and this one may be kept for others.
    LoneConnection(const FetchRequest &request, const QSslConfiguration &ssl, SharedLinks *shared = nullptr,
                   QObject *parent = nullptr);
    ~LoneConnection() override;

    /// Has http URLs go through an HTTP proxy's tunnel (CONNECT) too; before begin().
    void tunnelThrough(const ProxyAddress &proxy);
    /// Connects, and sends the request as soon as it can.
    void begin();
    /// Ends without a further signal.
    void abort();
    /// As abort(), but keeps the connection for another request: the answer was whole.
    void release();

    [[nodiscard]] qint64 bytesAvailable() const;
    [[nodiscard]] QByteArray readAll();
    [[nodiscard]] QList<QSslCertificate> peerCertificateChain() const;

Q_SIGNALS:
    void connecting(); ///< a new connection is being made
    void requestSent();
    void readyRead(); ///< there is more of the answer
    void closed();    ///< after requestSent(): there will be no more
    /// No answer, or no more of it. Before requestSent() the error says whose fault it is, the proxy's or the host's.
    void failed(QAbstractSocket::SocketError error, const QString &reason);
    void sslErrors(const QList<QSslError> &errors);

private:
    enum class Stage { Idle, Connecting, Tunnel, Securing, Sent, Ended };

    void connectAnew();
    void adopt(std::unique_ptr<QSslSocket> socket);
    void dropSocket();
    void onConnected();
    void onReadyRead();
    void onClosed();
    void onError(QAbstractSocket::SocketError error);
    void askForTunnel();
    void readTunnelAnswer();
    void takeTunnelAnswer();
    void secure();
    void send();
    void fail(QAbstractSocket::SocketError error, const QString &reason);
    [[nodiscard]] bool hasTunnel() const;
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] const ProxyAddress &proxy() const;
    [[nodiscard]] QString hostName() const;
    [[nodiscard]] IdleConnections::Key key() const;

    FetchRequest m_request;
    const QSslConfiguration m_ssl;
    SharedLinks *m_shared;
    ProxyLogins m_ownLogins; ///< where nothing is shared
    ProxyLogins &m_logins;
    ProxyAddress m_tunnel; ///< instead of the request's proxy
    std::unique_ptr<QSslSocket> m_socket;
    Stage m_stage = Stage::Idle;
    bool m_isReused = false; ///< it served another request before
    bool m_hasRead = false;  ///< something of the answer came
    AnswerReader m_tunnelAnswer;
    QByteArray m_sentLogin; ///< with CONNECT
    int m_tunnelAnswers = 0;
};

} // namespace sluice::core
