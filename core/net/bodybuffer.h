// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/bytebudget.h"

#include <QByteArray>

#include <memory>

class QIODevice;

namespace sluice::core {

/// A body as it comes in: bounded by a cap, each byte taken from a ticket before it is read. Gives everything back
/// unless finish() is called.
class BodyBuffer final
{
public:
    enum class Took {
        All,      ///< nothing is left in the device now
        Refused,  ///< the budget has no room; ask again
        TooLarge, ///< over the cap; where it cuts, what fits has been taken
    };

    /// `ticket` may be null.
    BodyBuffer(qint64 cap, std::shared_ptr<ByteTicket> ticket, bool isCutting = false)
        : m_cap(cap)
        , m_ticket(std::move(ticket))
        , m_isCutting(isCutting)
    {}
    ~BodyBuffer() { drop(); }
    BodyBuffer(const BodyBuffer &) = delete;
    BodyBuffer &operator=(const BodyBuffer &) = delete;

    /// Announces the length, so that memory is allocated once.
    void expect(qint64 length);
    /// Reads what `device` has.
    [[nodiscard]] Took readFrom(QIODevice &device);
    /// Makes sure that `bytes` in all have been taken, ahead of reading them; false when the budget has no room.
    [[nodiscard]] bool takeUpTo(qint64 bytes);
    /// Forgets the bytes and gives back their share.
    void drop();
    /// The bytes; their share stays with the ticket.
    [[nodiscard]] QByteArray finish();

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] qint64 size() const { return m_bytes.size(); }
    [[nodiscard]] qint64 cap() const { return m_cap; }

private:
    qint64 m_cap;
    std::shared_ptr<ByteTicket> m_ticket;
    bool m_isCutting;
    QByteArray m_bytes;
    qint64 m_taken = 0; ///< from the ticket, at least size()
};

} // namespace sluice::core
