// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborArray>

#include <optional>

namespace sluice::core {

/// What passes between the application and its helper programs: frames of four bytes of length, least significant
/// first, and that many bytes of CBOR (RFC 8949).
inline constexpr qsizetype frameHeadBytes = 4;

/// `content` as a frame, head included.
[[nodiscard]] QByteArray framed(const QCborArray &content);
/// The array in a frame's payload; nothing where it is none.
[[nodiscard]] std::optional<QCborArray> framedArray(const QByteArray &payload);
/// The length that a frame head announces.
[[nodiscard]] quint32 frameLength(const char *head);

/// Collects bytes as they come and gives whole frames' payloads.
class FrameBuffer final
{
public:
    void append(const QByteArray &bytes) { m_bytes.append(bytes); }
    /// The next payload, if it is there.
    [[nodiscard]] std::optional<QByteArray> take();
    /// Whether the frame that comes next is longer than `limit`.
    [[nodiscard]] bool isBeyond(qint64 limit) const;

private:
    QByteArray m_bytes;
    qsizetype m_start = 0; ///< what lies before it was taken
};

} // namespace sluice::core
