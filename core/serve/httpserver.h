// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QPair>
#include <QUrlQuery>

#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace sluice::core {

class SendBudget;

/// One request as a handler sees it.
struct ServeRequest
{
    QByteArray method; ///< "GET"
    QByteArray target; ///< as sent: path and query
    QByteArray path;   ///< percent-decoded path
    QUrlQuery query;
    QList<QPair<QByteArray, QByteArray>> headers; ///< in the order sent, names as sent
    QByteArray body;
    QHostAddress peer;

    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< case-insensitive; empty if absent
};

/// What a handler answers. Content-Length, Date and Connection are added.
struct ServeResponse
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("text/html; charset=utf-8");
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int delayMs = 0; ///< wait before answering
};

struct ServeLimits
{
    qint64 headerBytes = 64 * 1024;
    qint64 bodyBytes = 1 << 20;
    int timeoutMs = 30'000; ///< to send a whole request, and an idle connection's life
    int connections = 256;
    /// Of answers that clients have not read yet, all of them together; what is above is answered 503. An answer of
    /// some kilobytes is not counted, so that pages are served beside readers that take their time.
    qint64 unreadBytes = 64 << 20;
    /// Bound to loopback, requests whose Host names another machine are refused (DNS rebinding).
    bool isForeignHostRefused = true;
};

enum class ServeFault { AddressInUse, NotAllowed, Other };
using ServeFailure = Failure<ServeFault>;

/// A small HTTP/1.1 server (RFC 9112: keep-alive, Content-Length and chunked request bodies refused beyond the limits)
/// for what Sluice shows on loopback: the demo site, the proxy judge, the detection lab. Lives on one thread; handlers
/// run there and must not block.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<ServeResponse(const ServeRequest &)>;

    explicit HttpServer(Handler handler, ServeLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Starts listening; port 0 takes a free one. The default address is loopback.
    Result<void, ServeFailure> listen(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT"
    [[nodiscard]] QByteArray origin() const;
    [[nodiscard]] int connectionCount() const;
    /// What is held for clients that have not read it yet, as far as it is counted.
    [[nodiscard]] qint64 unreadBytes() const;

private:
    void acceptConnections();
    void acceptConnection(std::unique_ptr<QTcpSocket> socket);

    Handler m_handler;
    ServeLimits m_limits;
    std::unique_ptr<SendBudget> m_budget;
    std::unique_ptr<QTcpServer> m_server;
    bool m_isLoopbackOnly = true;
    int m_connections = 0; ///< those turned away are not counted
};

} // namespace sluice::core
