// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/bytebudget.h"

#include <QMutexLocker>

#include <algorithm>

namespace sluice::core {

ByteBudget::ByteBudget(qint64 limit)
    : m_limit(limit)
{}

ByteBudget::~ByteBudget()
{
    Q_ASSERT_X(m_open.empty(), "ByteBudget", "a ticket outlives its budget");
}

std::shared_ptr<ByteTicket> ByteBudget::open()
{
    const QMutexLocker lock(&m_mutex);
    const quint64 serial = m_nextSerial++;
    m_open.insert(m_open.end(), serial);
    return std::make_shared<ByteTicket>(*this, serial);
}

void ByteBudget::onFreed(std::function<void()> callback)
{
    m_freed = std::move(callback);
}

bool ByteBudget::hasRoom()
{
    const QMutexLocker lock(&m_mutex);
    if (m_used < m_limit)
        return true;
    m_hasRefused = true;
    return false;
}

qint64 ByteBudget::used() const
{
    const QMutexLocker lock(&m_mutex);
    return m_used;
}

qint64 ByteBudget::peak() const
{
    const QMutexLocker lock(&m_mutex);
    return m_peak;
}

bool ByteBudget::tryTake(ByteTicket &ticket, qint64 bytes)
{
    if (bytes <= 0)
        return true;
    const QMutexLocker lock(&m_mutex);
    const bool isOldest = !m_open.empty() && *m_open.begin() == ticket.m_serial;
    if (!isOldest && m_used + bytes > m_limit) {
        m_hasRefused = true;
        ticket.m_wanted = ticket.m_held + bytes;
        return false;
    }
    m_used += bytes;
    ticket.m_held += bytes;
    m_peak = std::max(m_peak, m_used);
    return true;
}

void ByteBudget::give(ByteTicket &ticket, qint64 bytes)
{
    if (bytes <= 0)
        return;
    bool isWaitedFor = false;
    {
        const QMutexLocker lock(&m_mutex);
        const qint64 given = std::min(bytes, ticket.m_held);
        ticket.m_held -= given;
        m_used -= given;
        isWaitedFor = given > 0 && std::exchange(m_hasRefused, false);
    }
    if (isWaitedFor && m_freed)
        m_freed(); // outside the mutex: it may ask this budget again
}

void ByteBudget::close(ByteTicket &ticket)
{
    bool isWaitedFor = false;
    {
        const QMutexLocker lock(&m_mutex);
        const bool wasOldest = !m_open.empty() && *m_open.begin() == ticket.m_serial;
        m_open.erase(ticket.m_serial);
        m_used -= ticket.m_held;
        if (ticket.m_held > 0 || wasOldest)
            isWaitedFor = std::exchange(m_hasRefused, false);
        ticket.m_held = 0;
    }
    if (isWaitedFor && m_freed)
        m_freed();
}

bool ByteBudget::hasRoomAgain(const ByteTicket &ticket)
{
    const QMutexLocker lock(&m_mutex);
    const bool isOldest = !m_open.empty() && *m_open.begin() == ticket.m_serial;
    if (isOldest || m_used - ticket.m_held + ticket.m_wanted <= m_limit)
        return true;
    m_hasRefused = true;
    return false;
}

void ByteBudget::leave(ByteTicket &ticket)
{
    bool isWaitedFor = false;
    {
        const QMutexLocker lock(&m_mutex);
        const bool wasOldest = !m_open.empty() && *m_open.begin() == ticket.m_serial;
        m_open.erase(ticket.m_serial);
        isWaitedFor = wasOldest && std::exchange(m_hasRefused, false);
    }
    if (isWaitedFor && m_freed)
        m_freed();
}

void ByteBudget::join(ByteTicket &ticket)
{
    const QMutexLocker lock(&m_mutex);
    if (m_open.contains(ticket.m_serial))
        return;
    ticket.m_serial = m_nextSerial++;
    m_open.insert(ticket.m_serial);
}

ByteTicket::~ByteTicket()
{
    m_budget.close(*this);
}

void ByteTicket::shrinkTo(qint64 bytes)
{
    m_budget.give(*this, m_held - bytes);
}

} // namespace sluice::core
