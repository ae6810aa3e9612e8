// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/deadlinetimer.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

constexpr qint64 glanceMs = 20;
constexpr qint64 longestMs = 24LL * 60 * 60 * 1000;

} // namespace

DeadlineTimer::DeadlineTimer(const Clock *clock, std::function<void()> look)
    : m_clock(clock ? clock : &m_systemClock)
    , m_isTurnable(clock != nullptr)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(look));
}

qint64 DeadlineTimer::nowMs() const
{
    return m_clock->monotonicMs();
}

void DeadlineTimer::arm(std::optional<qint64> dueMs)
{
    if (dueMs)
        m_timer.start(int(std::clamp<qint64>(*dueMs - nowMs(), 0, m_isTurnable ? glanceMs : longestMs)));
    else
        m_timer.stop();
}

} // namespace sluice::core
