// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace sluice::core {

/// What a chunked answer that Qt reported as whole really was.
enum class ChunkVerdict {
    Whole,
    Cut,     ///< there was more, or the server breaks it off again
    Broken,  ///< its framing is invalid
    Unclear, ///< another kind of answer this time, or none
};

/// Whether the body of a chunked answer over HTTP/1.1 may have been cut without notice, so that a second look is due.
/// A content encoding shows a cut by itself; HTML, XML and JSON show it by their end.
[[nodiscard]] bool mayBeCut(const QByteArray &body, QByteArrayView contentType, QByteArrayView contentEncoding);

/// Reads the raw bytes of an HTTP/1.1 answer strictly (RFC 9112, 7.1) and compares its body with the one seen before,
/// keeping neither.
class ChunkCheck final
{
public:
    explicit ChunkCheck(QByteArray seen)
        : m_seen(std::move(seen))
    {}

    /// Further bytes of the answer; a verdict as soon as there is one.
    [[nodiscard]] std::optional<ChunkVerdict> feed(QByteArrayView bytes);
    /// The connection has ended.
    [[nodiscard]] ChunkVerdict atEnd() const;

private:
    enum class State { Head, ChunkSize, ChunkData, ChunkEnd, Counted };
    /// One step: a verdict, or nothing, with `m_needsMore` set where bytes are missing.
    std::optional<ChunkVerdict> step();
    std::optional<ChunkVerdict> readHead();
    std::optional<ChunkVerdict> readSize();
    std::optional<ChunkVerdict> readData();
    std::optional<ChunkVerdict> readChunkEnd();
    std::optional<ChunkVerdict> compare(QByteArrayView part);

    QByteArray m_seen;
    qsizetype m_same = 0; ///< bytes of m_seen that have come again
    QByteArray m_pending;
    qsizetype m_searched = 0; ///< of the head, for its end
    qint64 m_left = 0;        ///< of the chunk or the counted body
    State m_state = State::Head;
    bool m_needsMore = false;
};

} // namespace sluice::core
