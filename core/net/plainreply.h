// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/answerreader.h"
#include "core/net/loneconnection.h"

#include <QNetworkReply>

namespace sluice::core {

/// A reply that does not come from QNetworkAccessManager but from a connection of its own. Qt 6.4 takes an interim
/// answer such as 103 Early Hints over HTTP/1.1 for the final one, and the answer that follows for that of the next
/// request; this passes interim answers over. Its body is raw, its chunks are checked, and an error means that the
/// answer is not whole, or only a proxy's that wants credentials: a status such as 404 is none.
///
/// All requests through proxies come here, as Qt gathers headers without bounds. A proxy that wants credentials gets those
/// of the request, Basic or Digest; it has not passed the refused request on, so one that is not safe is sent again as well.
class PlainReply final : public QNetworkReply
{
public:
    /// Asks from the event loop on. With `shared`, borrowed, connections are kept for further requests.
    PlainReply(const FetchRequest &request, const QSslConfiguration &ssl, SharedLinks *shared = nullptr);

    ~PlainReply() override;

    void abort() override;
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    void ignoreSslErrors() override; // the request tells

protected:
    qint64 readData(char *data, qint64 size) override;

private:
    void begin();
    void connectReply();
    void onReadyRead();
    void onClosed();
    void onFailed(QAbstractSocket::SocketError error, const QString &reason);
    [[nodiscard]] bool hasRoom() const;
    void takeHead();
    [[nodiscard]] bool isWorthAnotherLogin();
    void askAgain();
    void checkEnd();
    void finish(NetworkError error, const QString &reason);

    const FetchRequest m_request;
    const QSslConfiguration m_ssl;
    SharedLinks *m_shared;
    const bool m_isProxyPeer; ///< an HTTP proxy answers
    ProxyLogins m_ownLogins;  ///< where nothing is shared
    ProxyLogins &m_logins;
    QByteArray m_sentLogin; ///< to the proxy
    int m_answers = 0;      ///< to its wish for one
    std::unique_ptr<LoneConnection> m_connection;
    AnswerReader m_reader;
    QByteArray m_body; ///< not read yet
    bool m_isClosed = false;
};

} // namespace sluice::core
