// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/bytebudget.h"

#include <QByteArray>

namespace sluice::core {

/// How decoding one content encoding ended.
enum class DecodeEnd {
    Whole,
    Unknown, ///< no such encoding
    Broken,
    Cut,    ///< the input ended before the end marker
    Full,   ///< over the cap
    NoRoom, ///< the budget refused
};

/// Where decoders write. Grows in steps of at most 1 MiB and takes each step from the ticket before allocating it;
/// gives everything back unless finish() is called.
class DecodedBytes final
{
public:
    explicit DecodedBytes(qint64 cap, ByteTicket *ticket)
        : m_cap(cap)
        , m_ticket(ticket)
    {}
    ~DecodedBytes();
    DecodedBytes(const DecodedBytes &) = delete;
    DecodedBytes &operator=(const DecodedBytes &) = delete;

    /// Makes sure that at least one byte can be written at next(): Whole, Full or NoRoom.
    [[nodiscard]] DecodeEnd makeRoom();
    [[nodiscard]] char *next() { return m_bytes.data() + m_used; }
    [[nodiscard]] qsizetype room() const { return m_bytes.size() - m_used; }
    void advance(qsizetype written) { m_used += written; }
    /// The one byte past the cap has been written.
    [[nodiscard]] bool isOverCap() const { return m_used > m_cap; }
    /// Forgets what was written, keeping the memory.
    void restart() { m_used = 0; }

    /// The bytes; their share stays with the ticket.
    [[nodiscard]] QByteArray finish();

private:
    qint64 m_cap;
    ByteTicket *m_ticket;
    QByteArray m_bytes; ///< its size is what is allocated
    qsizetype m_used = 0;
    bool m_isFinished = false;
};

/// RFC 1952, several members; what follows the last one and is none is ignored, as browsers do.
[[nodiscard]] DecodeEnd decodeGzip(const QByteArray &input, DecodedBytes &output);
/// RFC 1950 as RFC 9110 wants it, or the bare RFC 1951 stream that some servers send.
[[nodiscard]] DecodeEnd decodeDeflate(const QByteArray &input, DecodedBytes &output);
/// RFC 7932.
[[nodiscard]] DecodeEnd decodeBrotli(const QByteArray &input, DecodedBytes &output);
/// RFC 8878, several frames; windows over 8 MiB are refused (RFC 9659).
[[nodiscard]] DecodeEnd decodeZstd(const QByteArray &input, DecodedBytes &output);

} // namespace sluice::core
