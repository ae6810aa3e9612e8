// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"
#include "core/serve/requestparser.h"
#include "core/serve/sendbudget.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace sluice::core {

/// One client of an HttpServer: reads a request, has it answered, writes the answer, and so on until either side ends.
/// Requests that a client sends ahead wait in the socket. A client that reads or writes too slowly is cut off.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    /// Borrows `handler` and `budget`. `isLoopbackOnly` refuses requests whose Host names another machine.
    HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServer::Handler &handler, SendBudget &budget,
                   const ServeLimits &limits, bool isLoopbackOnly, QObject *parent);
    ~HttpConnection() override;

    /// Answers 503 and closes.
    void turnAway();

Q_SIGNALS:
    /// The client is gone; the connection can be deleted later.
    void ended();

private:
    enum class Phase {
        Reading,
        Answering, ///< the handler's delay runs
        Writing,
        Draining, ///< a refusal is out; what the client still sends is thrown away
        Closing,
    };

    void readSocket();
    void nextRequest();
    void answerRequest();
    void refuse(const RequestRefusal &refusal);
    void sendAnswer();
    void holdAnswer();
    void letGo();
    void write(const ServeResponse &response, bool isHead);
    void writePieces();
    void afterWrite();
    void tellEnd();
    void drain();
    void giveUp();
    void close();

    std::unique_ptr<QTcpSocket> m_socket;
    const HttpServer::Handler &m_handler;
    SendBudget &m_budget;
    ServeLimits m_limits;
    bool m_isLoopbackOnly = true;
    RequestParser m_parser;
    QTimer m_deadline; ///< for the request, the write or the draining, whichever is on
    QTimer m_delay;
    Phase m_phase = Phase::Reading;
    ServeResponse m_answer; ///< waits for its delay
    QByteArray m_content;   ///< leaves in pieces
    qsizetype m_sent = 0;   ///< bytes of it that the socket has got
    QByteArray m_counted;   ///< what of the budget this answer has taken; empty = nothing
    bool m_isHead = false;
    bool m_isKeepAlive = true;
    bool m_wasIdle = true;    ///< no byte of the next request had come
    bool m_isRefused = false; ///< the rest of the request is not read
    bool m_isInvited = false; ///< "100 Continue" was sent
};

} // namespace sluice::core
