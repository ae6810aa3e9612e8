// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchstatistics.h"

#include <algorithm>
#include <cmath>

namespace sluice::core {

namespace {

constexpr qint64 exactMs = 60'000;
constexpr qint64 parts = 1'000; ///< of a time beyond that, down to one of which it is known

qint64 rounded(qint64 ms)
{
    if (ms <= exactMs)
        return std::max<qint64>(0, ms);
    qint64 step = 1;
    while (ms / step > 10 * parts)
        step *= 10;
    return ms / step * step;
}

double perSecondOf(double count, qint64 elapsedMs)
{
    return elapsedMs > 0 ? count * 1'000 / double(elapsedMs) : 0;
}

} // namespace

void TimeHistogram::add(qint64 ms)
{
    ++m_counts[rounded(ms)];
    ++m_count;
}

qint64 TimeHistogram::percentile(double part) const
{
    if (m_count == 0)
        return -1;
    qint64 left = std::clamp<qint64>(qint64(std::ceil(part / 100 * double(m_count))), 1, m_count);
    for (const auto &[ms, count] : m_counts) {
        left -= count;
        if (left <= 0)
            return ms;
    }
    return m_counts.rbegin()->first;
}

void BatchStatistics::add(const BatchEntry &ended)
{
    if (ended.state == BatchState::Pending)
        return;
    ++m_states[size_t(ended.state)];
    if (ended.state == BatchState::Cancelled)
        return;
    ++m_statuses[size_t(std::clamp(ended.status / 100, 0, statusClasses - 1))];
    m_bytes += ended.bytes;
    const BatchTimes &times = ended.times;
    if (times.started < 0)
        return;
    if (times.parsed >= 0)
        m_total.add(times.parsed - times.started);
    if (times.connected >= 0)
        m_connect.add(times.connected - times.started);
    if (times.firstByte >= 0)
        m_firstByte.add(times.firstByte - times.started);
}

double BatchStatistics::perSecond(qint64 elapsedMs) const
{
    return perSecondOf(double(count(BatchState::Done) + count(BatchState::Failed)), elapsedMs);
}

double BatchStatistics::bytesPerSecond(qint64 elapsedMs) const
{
    return perSecondOf(double(m_bytes), elapsedMs);
}

} // namespace sluice::core
