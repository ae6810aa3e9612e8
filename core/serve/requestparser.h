// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/linebuffer.h"
#include "core/serve/requesthead.h"

namespace sluice::core {

/// Reads HTTP/1.1 requests (RFC 9112) out of bytes as they come. Knows no socket and no time. Bytes that follow a
/// whole request wait for the next one.
class RequestParser final
{
public:
    enum class State {
        Head,     ///< wants the request line or headers
        Body,     ///< wants the body
        Complete, ///< take() gives the request
        Refused,  ///< refusal() says why; nothing more is read
    };

    explicit RequestParser(ServeLimits limits);

    State feed(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// The complete request; reading then goes on with what follows it.
    [[nodiscard]] ServeRequest take();

    [[nodiscard]] const RequestRefusal &refusal() const { return m_refusal; }
    /// Whether any byte of the current request has come.
    [[nodiscard]] bool hasStarted() const { return m_state != State::Head || m_headBytes > 0 || m_buffer.size() > 0; }
    [[nodiscard]] bool isKeepAlive() const { return m_framing.isKeepAlive; }
    /// Whether the client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool isContinueWanted() const;
    /// The authority the request is for: that of an absolute-form target, else Host; empty where HTTP/1.0 sent none.
    [[nodiscard]] QByteArray authority() const;

private:
    enum class ChunkPart { Size, Data, DataEnd, Trailer };

    bool advance();
    bool readHeadLine();
    void acceptRequestLine(const QByteArray &line);
    void acceptHeaderLine(const QByteArray &line);
    void endHead();
    bool readBody();
    bool readChunked();
    bool readChunkLine();
    void acceptChunkSize(const QByteArray &line);
    bool takeLine(QByteArray &line);
    void refuse(RequestRefusal refusal);

    ServeLimits m_limits;
    LineBuffer m_buffer;
    State m_state = State::Head;
    RequestRefusal m_refusal;
    ServeRequest m_request;
    RequestLine m_line;
    RequestFraming m_framing;
    qint64 m_headBytes = 0; ///< of request line, headers, chunk lines and trailers
    ChunkPart m_chunkPart = ChunkPart::Size;
    qint64 m_chunkLeft = 0;
};

} // namespace sluice::core
