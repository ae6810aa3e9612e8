// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/ratemeter.h"

namespace sluice::core {

namespace {

constexpr qint64 windowMs = 5'000;
constexpr qint64 leastGapMs = 100;

} // namespace

void RateMeter::sample(qint64 nowMs, qint64 count)
{
    if (!m_samples.empty() && nowMs - m_samples.back().first < leastGapMs)
        return;
    m_samples.emplace_back(nowMs, count);
    while (m_samples.size() > 2 && nowMs - m_samples.front().first > windowMs)
        m_samples.pop_front();
}

double RateMeter::perSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const auto &[firstMs, firstCount] = m_samples.front();
    const auto &[lastMs, lastCount] = m_samples.back();
    return double(lastCount - firstCount) * 1000.0 / double(lastMs - firstMs);
}

std::optional<qint64> RateMeter::etaMs(qint64 remaining) const
{
    const double rate = perSecond();
    if (rate <= 0)
        return {};
    return qint64(double(remaining) * 1000.0 / rate);
}

} // namespace sluice::core
