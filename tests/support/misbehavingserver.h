// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/servedconnection.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <functional>
#include <memory>

class QTcpServer;

namespace sluice::test {

/// A scripted HTTP/1.1 server on loopback that does wrong whatever it is told to. Lives on the test's thread; answers
/// come from its event loop. Starts with the paths of addMisbehaviour() (see there).
class MisbehavingServer final : public QObject
{
    Q_OBJECT

public:
    /// A request as it came, with the content that its Content-Length tells.
    struct Request
    {
        QByteArray method;
        QByteArray target; ///< as in the request line; absolute when sent to a proxy
        QByteArray path;   ///< without query
        QByteArray query;
        QList<QPair<QByteArray, QByteArray>> headers;
        QByteArray content;
        int connection = 0; ///< counts from 1

        /// Value of the first header of that name, case-insensitive.
        [[nodiscard]] QByteArray header(QByteArrayView name) const;
    };
    using Handler = std::function<void(ServedConnection &, const Request &)>;

    explicit MisbehavingServer(QObject *parent = nullptr);
    ~MisbehavingServer() override;

    /// Listens on a free port of 127.0.0.1; over TLS where `tls` is given. False if it cannot.
    [[nodiscard]] bool start();
    [[nodiscard]] bool start(const QSslConfiguration &tls);
    /// Stops listening and drops all connections.
    void stop();
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT" + path; `host` may be another name of this machine.
    [[nodiscard]] QByteArray url(const QByteArray &path, const QByteArray &host = "127.0.0.1") const;

    /// Answers `path` with these bytes, as they are, and leaves the connection open.
    void add(const QByteArray &path, const QByteArray &rawAnswer);
    /// Lets `handler` answer `path`. The connection lives until it is closed.
    void add(const QByteArray &path, Handler handler);
    /// What answers paths that have no answer of their own (404 by default).
    void setFallback(Handler handler);

    /// Requests to `path` wait from now on, until release() tells to answer.
    void hold(const QByteArray &path);
    [[nodiscard]] int heldCount(const QByteArray &path) const;
    /// Answers the first `count` waiting requests to `path` (all by default); later ones wait again.
    void release(const QByteArray &path, int count = -1);
    /// Requests to `path` no longer wait; those that did are answered.
    void unhold(const QByteArray &path);

    /// All requests so far, in order.
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] int count(const QByteArray &path) const;
    [[nodiscard]] int connectionCount() const { return m_connections; } ///< accepted so far
    [[nodiscard]] int openConnections() const { return m_open; }
    [[nodiscard]] int peakConnections() const { return m_peak; } ///< most open at once

Q_SIGNALS:
    void requested(const QByteArray &path);

private:
    friend class ServedConnection;
    struct Waiting
    {
        QPointer<ServedConnection> connection;
        Request request;
    };
    void accept(QTcpSocket *socket);
    void serve(ServedConnection &connection, const Request &request);
    void answer(ServedConnection &connection, const Request &request);

    std::unique_ptr<QTcpServer> m_server;
    bool m_isTls = false;
    QHash<QByteArray, Handler> m_handlers;
    Handler m_fallback;
    QHash<QByteArray, QList<Waiting>> m_held;
    QList<Request> m_requests;
    int m_connections = 0;
    int m_open = 0;
    int m_peak = 0;
};

/// A well-formed answer with a Content-Length.
[[nodiscard]] QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &contentType = "text/html",
                                    const QByteArray &furtherHeaders = {});
/// `body` in the chunked transfer coding, `chunkBytes` a chunk, with its end marker.
[[nodiscard]] QByteArray chunked(const QByteArray &body, int chunkBytes = 1'000);

} // namespace sluice::test
