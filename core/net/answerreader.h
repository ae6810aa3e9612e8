// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/answerchecks.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// Reads the raw bytes of one answer over HTTP/1.1 strictly (RFC 9112), without its interim answers (RFC 9110, 15.2:
/// 100, 102, 103), and undoes the chunked coding.
class AnswerReader final
{
public:
    /// Why nothing more can be read.
    enum class Fault { None, Broken, Cut };

    AnswerReader() = default;
    /// Of the answer to a request with `method`: that to HEAD ends with its head (RFC 9112, 6.3).
    explicit AnswerReader(QByteArrayView method)
        : m_isHeadAsked(method == "HEAD")
    {}

    /// Takes further bytes; what of them belongs to the body is added to `body`.
    void feed(QByteArrayView bytes, QByteArray &body);
    /// The connection has ended.
    void end();

    /// Of the final answer; 0 until its head is there and found right.
    [[nodiscard]] int status() const { return m_status; }
    /// Of the final answer, each name once (see joined()).
    [[nodiscard]] const Headers &headers() const { return m_headers; }
    /// The answer is whole or broken.
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    /// The whole answer came, and the connection may serve another request (RFC 9112, 9.3).
    [[nodiscard]] bool isReusable() const;
    [[nodiscard]] Fault fault() const { return m_fault; }
    [[nodiscard]] const QString &reason() const { return m_reason; }

private:
    enum class State { Head, Counted, ChunkSize, ChunkData, ChunkEnd, ToTheEnd, Done };

    [[nodiscard]] bool step(QByteArray &body);
    [[nodiscard]] bool readHead();
    [[nodiscard]] bool takeHead(int status, QByteArrayView head);
    [[nodiscard]] bool readSize();
    [[nodiscard]] bool readData(QByteArray &body);
    [[nodiscard]] bool readChunkEnd();
    bool failOtherwise(const QByteArray &head);
    bool fail(Fault fault, const QString &reason);

    State m_state = State::Head;
    QByteArray m_pending;
    qsizetype m_searched = 0;     ///< of the head, for its end
    qsizetype m_interimBytes = 0; ///< of the heads passed over
    qint64 m_left = 0;            ///< of the chunk or the counted body
    int m_status = 0;
    bool m_isHeadAsked = false;
    bool m_isKeptAlive = false;
    bool m_isChunked = false;
    Headers m_headers;
    Fault m_fault = Fault::None;
    QString m_reason;
};

} // namespace sluice::core
