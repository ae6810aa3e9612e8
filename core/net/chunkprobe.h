// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <functional>
#include <optional>

namespace sluice::core {

/// What a chunked answer without a byte really was.
enum class ChunkVerdict {
    Empty,   ///< an honest empty body
    Broken,  ///< its chunk header is no number, or missing
    Unclear, ///< another answer this time, or none
};

/// Judges the beginning of a raw HTTP/1.1 answer; nothing while more bytes are needed.
[[nodiscard]] std::optional<ChunkVerdict> judgeChunkedAnswer(QByteArrayView bytes, bool isClosed);

/// Qt 6.4 reports a chunked body that begins with a bad chunk header exactly like an empty one: no error, status 200,
/// no bytes, whether the connection stays open or not. This asks the same URL once more on a socket of its own and
/// looks at the chunk header itself. It is needed only for the rare chunked answer without a byte.
class ChunkProbe final : public QObject
{
public:
    ChunkProbe(const FetchRequest &request, const QSslConfiguration &ssl);
    ~ChunkProbe() override;

    /// `done` is called once, later; it may delete this.
    void start(std::function<void(ChunkVerdict)> done);

private:
    void connectSocket();
    void send();
    void onReadyRead();
    void onClosed();
    void decide(ChunkVerdict verdict);
    [[nodiscard]] bool isProxyPeer() const;
    [[nodiscard]] QByteArray requestBytes() const;

    FetchRequest m_request;
    QSslSocket m_socket;
    QByteArray m_bytes;
    std::function<void(ChunkVerdict)> m_done;
};

} // namespace sluice::core
