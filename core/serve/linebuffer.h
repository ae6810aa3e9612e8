// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sluice::core {

/// Bytes as they come from a socket, handed out by line or by count. A line that trickles in byte by byte is scanned
/// once.
class LineBuffer final
{
public:
    enum class Take {
        Line,    ///< one whole line was taken, without its CRLF
        Nothing, ///< no line end yet
        TooLong, ///< no line end within the limit
        BadEnd,  ///< a line feed without carriage return, or a carriage return alone (RFC 9112, section 2.2)
    };

    void append(QByteArrayView bytes);
    /// Takes the next line into `line`; `limit` counts its bytes with the CRLF.
    [[nodiscard]] Take takeLine(QByteArray &line, qint64 limit);
    /// Takes at most `maximum` bytes.
    [[nodiscard]] QByteArray takeBytes(qint64 maximum);
    [[nodiscard]] qint64 size() const { return m_bytes.size() - m_start; }
    void clear();

private:
    QByteArray m_bytes;
    qsizetype m_start = 0;   ///< what stands before was taken
    qsizetype m_scanned = 0; ///< no line feed stands before
};

} // namespace sluice::core
