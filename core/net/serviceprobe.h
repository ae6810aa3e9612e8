// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>
#include <QTimer>

#include <functional>

namespace sluice::core {

/// What listens where a proxy was to be.
enum class ServiceKind {
    Closed, ///< no connection
    Silent, ///< takes connections and says nothing, or closes them
    Http,
    Socks5,
    Tls,
    Smtp,
    Ftp,
    Ssh,
    Other, ///< says something unknown
};

struct Service
{
    ServiceKind kind = ServiceKind::Closed;
    QString banner; ///< the first line it said, printable and short; may be empty

    bool operator==(const Service &) const = default;
};

/// What the first bytes of a service tell of it; Silent of none.
[[nodiscard]] Service serviceOf(QByteArrayView firstBytes);

/// Finds out what listens at a port: waits for a greeting, offers SOCKS5, then something that no HTTP server
/// understands, and last TLS on a second connection. Asks nothing of anybody behind it.
class ServiceProbe final : public QObject
{
public:
    using Done = std::function<void(const Service &)>;

    ServiceProbe(const QString &host, quint16 port, QObject *parent = nullptr);
    ~ServiceProbe() override;

    /// `done` is called once, within `timeoutMs`, unless this is deleted before; it may delete this with deleteLater().
    void start(int timeoutMs, Done done);

private:
    enum class Stage { Connecting, Listening, Offering, Provoking, Tls };

    void onConnected();
    void onReadyRead();
    void onPause();
    void onPlainEnded();
    void tryTls();
    void onTlsError(QAbstractSocket::SocketError error);
    void finish(const Service &service);

    QString m_host;
    quint16 m_port;
    QTcpSocket m_plain;
    QSslSocket m_tls;
    QTimer m_pause; ///< how long each stage waits for a word
    QTimer m_deadline;
    Stage m_stage = Stage::Connecting;
    QByteArray m_said;
    Done m_done;
};

} // namespace sluice::core
