// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/patternbudget.h"

#include <ctime>

namespace sluice::core {

namespace {

qint64 processorNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

PatternBudget::Use::Use(PatternBudget &budget)
    : m_budget(budget)
    , m_startNs(processorNs())
{
    m_wall.start();
}

PatternBudget::Use::~Use()
{
    m_budget.m_leftNs -= processorNs() - m_startNs;
}

bool PatternBudget::Use::isSpent() const
{
    // One search gets half of what is left, so that a bad pattern leaves something to the good ones behind it.
    const qint64 share = m_budget.m_leftNs / 2;
    // A thread has never used more time than has passed, and what has passed costs no call into the system.
    return m_wall.nsecsElapsed() > share && processorNs() - m_startNs > share;
}

} // namespace sluice::core
