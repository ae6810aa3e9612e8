// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>

#include <functional>
#include <memory>
#include <set>

namespace sluice::core {

class ByteTicket;

/// A bound on the bytes of all bodies between network and disk, encoded and decoded together. Nobody ever waits on it:
/// whoever is refused puts the work aside and is told by the freed callback when to ask again. The oldest open ticket is
/// never refused, so that one page can always finish; hence the bound can be passed by one body. Thread-safe.
class ByteBudget final
{
public:
    explicit ByteBudget(qint64 limit = qint64(256) << 20);
    ~ByteBudget();

    /// Opens a ticket for one page, at its lease. Must not outlive the budget.
    [[nodiscard]] std::shared_ptr<ByteTicket> open();

    /// Called on the thread that freed, after bytes came back or the oldest ticket changed while somebody had been
    /// refused. Set once, before use.
    void onFreed(std::function<void()> callback);

    /// Whether what this ticket was last refused would be granted now; if not, onFreed() is armed for it again. For
    /// work that gave back what it had after it was refused.
    [[nodiscard]] bool hasRoomAgain(const ByteTicket &ticket);

    /// Whether work that will need bytes may begin; if not, onFreed() is armed for it.
    [[nodiscard]] bool hasRoom();

    [[nodiscard]] qint64 used() const;
    [[nodiscard]] qint64 peak() const;
    [[nodiscard]] qint64 limit() const { return m_limit; }

private:
    friend class ByteTicket;
    bool tryTake(ByteTicket &ticket, qint64 bytes);
    void give(ByteTicket &ticket, qint64 bytes);
    void close(ByteTicket &ticket);
    void leave(ByteTicket &ticket);
    void join(ByteTicket &ticket);

    mutable QMutex m_mutex;
    const qint64 m_limit;
    qint64 m_used = 0;
    qint64 m_peak = 0;
    quint64 m_nextSerial = 1;
    std::set<quint64> m_open;
    bool m_hasRefused = false;
    std::function<void()> m_freed;
};

/// One page's share of the budget; gives everything back when it dies.
class ByteTicket final
{
public:
    ByteTicket(ByteBudget &budget, quint64 serial)
        : m_budget(budget)
        , m_serial(serial)
    {}
    ~ByteTicket();
    ByteTicket(const ByteTicket &) = delete;
    ByteTicket &operator=(const ByteTicket &) = delete;

    /// Adds `bytes` to this page's share; false when the budget has no room now.
    [[nodiscard]] bool tryTake(qint64 bytes) { return m_budget.tryTake(*this, bytes); }
    /// Gives back `bytes` of this page's share.
    void give(qint64 bytes) { m_budget.give(*this, bytes); }
    /// Gives back all but `bytes`.
    void shrinkTo(qint64 bytes);
    [[nodiscard]] qint64 held() const { return m_held; }
    /// Steps out of the line of age while the page waits for something else than bytes, so that the oldest ticket is
    /// always one that can go on.
    void leave() { m_budget.leave(*this); }
    /// Steps back in, as the youngest; nothing if it never left.
    void join() { m_budget.join(*this); }
    /// Its place in the line of age.
    [[nodiscard]] quint64 serial() const { return m_serial; }

private:
    friend class ByteBudget;
    ByteBudget &m_budget;
    quint64 m_serial;
    qint64 m_held = 0;
    qint64 m_wanted = 0; ///< what it would have held, had it not been refused
};

} // namespace sluice::core
