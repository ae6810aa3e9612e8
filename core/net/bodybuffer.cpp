// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/bodybuffer.h"

#include <QIODevice>

#include <algorithm>

namespace sluice::core {

namespace {

constexpr qint64 largestAnnounced = 8 << 20; ///< allocated on a server's word alone

} // namespace

void BodyBuffer::expect(qint64 length)
{
    m_bytes.reserve(std::min({length, m_cap, largestAnnounced}));
}

BodyBuffer::Took BodyBuffer::readFrom(QIODevice &device)
{
    while (true) {
        const qint64 available = device.bytesAvailable();
        if (available <= 0)
            return Took::All;
        const qint64 room = m_cap - size();
        if (available > room && (!m_isCutting || room <= 0))
            return Took::TooLarge;
        const qint64 part = std::min(available, room);
        if (!takeUpTo(size() + part))
            return Took::Refused;
        const qsizetype before = m_bytes.size();
        m_bytes.resize(before + part);
        const qint64 got = device.read(m_bytes.data() + before, part);
        m_bytes.resize(before + std::max<qint64>(got, 0));
        if (got <= 0)
            return Took::All;
    }
}

bool BodyBuffer::takeUpTo(qint64 bytes)
{
    if (bytes <= m_taken)
        return true;
    if (m_ticket && !m_ticket->tryTake(bytes - m_taken))
        return false;
    m_taken = bytes;
    return true;
}

void BodyBuffer::drop()
{
    m_bytes = QByteArray();
    if (m_ticket)
        m_ticket->give(m_taken);
    m_taken = 0;
}

QByteArray BodyBuffer::finish()
{
    if (m_ticket)
        m_ticket->give(m_taken - size());
    m_taken = 0;
    if (m_bytes.capacity() > m_bytes.size() + m_bytes.size() / 4)
        m_bytes.squeeze();
    return std::exchange(m_bytes, {});
}

} // namespace sluice::core
