// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/frames.h"

#include <QCborValue>
#include <QtEndian>

namespace sluice::core {

QByteArray framed(const QCborArray &content)
{
    const QByteArray payload = QCborValue(content).toCbor();
    QByteArray frame(frameHeadBytes, Qt::Uninitialized);
    qToLittleEndian(quint32(payload.size()), frame.data());
    return frame + payload;
}

std::optional<QCborArray> framedArray(const QByteArray &payload)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(payload, &error);
    if (error.error != QCborError::NoError || !value.isArray())
        return {};
    return value.toArray();
}

quint32 frameLength(const char *head)
{
    return qFromLittleEndian<quint32>(head);
}

std::optional<QByteArray> FrameBuffer::take()
{
    const qsizetype available = m_bytes.size() - m_start - frameHeadBytes;
    if (available < 0)
        return {};
    const qsizetype length = frameLength(m_bytes.constData() + m_start);
    if (available < length)
        return {};
    const QByteArray payload = m_bytes.mid(m_start + frameHeadBytes, length);
    m_start += frameHeadBytes + length;
    if (m_start == m_bytes.size() || m_start > (1 << 20)) {
        m_bytes.remove(0, m_start);
        m_start = 0;
    }
    return payload;
}

bool FrameBuffer::isBeyond(qint64 limit) const
{
    return m_bytes.size() - m_start >= frameHeadBytes && frameLength(m_bytes.constData() + m_start) > limit;
}

} // namespace sluice::core
