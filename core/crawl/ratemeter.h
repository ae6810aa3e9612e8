// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>
#include <optional>
#include <utility>

namespace sluice::core {

/// Pages per second over the last seconds, and how long what is queued will take at that rate.
class RateMeter final
{
public:
    /// Notes the count of pages at a moment (ms, monotonic).
    void sample(qint64 nowMs, qint64 count);
    [[nodiscard]] double perSecond() const;
    /// ms for that many more; nothing while there is no rate.
    [[nodiscard]] std::optional<qint64> etaMs(qint64 remaining) const;

private:
    std::deque<std::pair<qint64, qint64>> m_samples;
};

} // namespace sluice::core
