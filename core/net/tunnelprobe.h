// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/answerreader.h"
#include "core/net/loneconnection.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QTimer>

#include <functional>

namespace sluice::core {

/// One GET over a connection of its own: through the request's proxy as a tunnel (CONNECT, SOCKS5) whatever the URL's
/// scheme, or directly. Tells the certificates that were shown, which lanes do not. Over TLS the request is sent only
/// if they are trusted. Second looks are not taken: what is read strictly needs none.
class TunnelProbe final : public QObject
{
public:
    struct Outcome
    {
        Result<FetchResponse, FetchError> answer;
        QList<QSslCertificate> certificates; ///< shown by the server or whoever answers for it, its own first
        QString distrust;                    ///< why they are not trusted; empty = they are, or there are none
    };
    using Done = std::function<void(const Outcome &)>;

    TunnelProbe(const FetchRequest &request, const QSslConfiguration &ssl, QObject *parent = nullptr);
    ~TunnelProbe() override;

    /// `done` is called once, later, unless this is deleted before; it may delete this with deleteLater().
    void start(Done done);

private:
    void onConnected();
    void onSslErrors(const QList<QSslError> &errors);
    void onReadyRead();
    void onClosed();
    void onFailed(QAbstractSocket::SocketError error, const QString &reason);
    void onDeadline();
    void overCap();
    void finishAnswer();
    void succeed(bool isCut);
    void fail(FetchFault kind, const QString &why);
    void finish();
    [[nodiscard]] int elapsedMs() const { return int(m_time.elapsed()); }

    FetchRequest m_request;
    LoneConnection m_connection;
    AnswerReader m_reader;
    QByteArray m_body;
    QTimer m_deadline;
    QElapsedTimer m_time;
    FetchTimings m_timings;
    Outcome m_outcome;
    Done m_done;
    bool m_isSent = false;
};

} // namespace sluice::core
