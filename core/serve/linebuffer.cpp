// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/linebuffer.h"

#include <algorithm>

namespace sluice::core {

void LineBuffer::append(QByteArrayView bytes)
{
    m_bytes.remove(0, m_start);
    m_scanned = std::max<qsizetype>(0, m_scanned - m_start);
    m_start = 0;
    m_bytes.append(bytes);
}

LineBuffer::Take LineBuffer::takeLine(QByteArray &line, qint64 limit)
{
    const qsizetype end = m_bytes.indexOf('\n', std::max(m_scanned, m_start));
    if (end < 0) {
        m_scanned = m_bytes.size();
        return size() > limit ? Take::TooLong : Take::Nothing;
    }
    if (end + 1 - m_start > limit)
        return Take::TooLong;
    line = m_bytes.mid(m_start, end - m_start);
    m_start = m_scanned = end + 1;
    if (!line.endsWith('\r'))
        return Take::BadEnd;
    line.chop(1);
    return line.contains('\r') ? Take::BadEnd : Take::Line;
}

QByteArray LineBuffer::takeBytes(qint64 maximum)
{
    const QByteArray taken = m_bytes.mid(m_start, maximum);
    m_start += taken.size();
    m_scanned = std::max(m_scanned, m_start);
    return taken;
}

void LineBuffer::clear()
{
    m_bytes.clear();
    m_start = m_scanned = 0;
}

} // namespace sluice::core
