// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"

#include <array>
#include <map>

namespace sluice::core {

/// How often each time came, in whole ms, and what part of them was no longer: exact to the ms up to 60 s, and beyond to
/// a thousandth of the time. Costs what there are different times, of times up to an hour at most some 65,000.
class TimeHistogram final
{
public:
    void add(qint64 ms);
    [[nodiscard]] qint64 count() const { return m_count; }
    /// The nearest-rank percentile, `part` from 0 to 100; -1 where nothing was added.
    [[nodiscard]] qint64 percentile(double part) const;

    bool operator==(const TimeHistogram &) const = default;

private:
    std::map<qint64, qint64> m_counts;
    qint64 m_count = 0;
};

/// Figures of a batch's ended requests, kept up to date one by one.
class BatchStatistics final
{
public:
    /// Answers by the first digit of their status; 0: none came.
    static constexpr int statusClasses = 6;

    /// An entry that is through, each once; pending ones are not counted.
    void add(const BatchEntry &ended);

    [[nodiscard]] qint64 count(BatchState state) const { return m_states[size_t(state)]; }
    [[nodiscard]] qint64 statusCount(int statusClass) const { return m_statuses[size_t(statusClass)]; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// Of done and failed ones, since the batch's start; 0 at its very start.
    [[nodiscard]] double perSecond(qint64 elapsedMs) const;
    [[nodiscard]] double bytesPerSecond(qint64 elapsedMs) const;

    /// Of requests that were sent: until they were through, until a connection stood, until the headers had come.
    [[nodiscard]] const TimeHistogram &total() const { return m_total; }
    [[nodiscard]] const TimeHistogram &connect() const { return m_connect; }
    [[nodiscard]] const TimeHistogram &firstByte() const { return m_firstByte; }

    bool operator==(const BatchStatistics &) const = default;

private:
    std::array<qint64, 4> m_states{}; ///< by BatchState
    std::array<qint64, statusClasses> m_statuses{};
    qint64 m_bytes = 0;
    TimeHistogram m_total;
    TimeHistogram m_connect;
    TimeHistogram m_firstByte;
};

} // namespace sluice::core
