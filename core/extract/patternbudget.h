// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <chrono>

namespace sluice::core {

/// The time that users' patterns have together, for one page or one URL: the processor's, so that a busy machine does not
/// make patterns fail. Each search gets at most half of what is left. One thread at a time.
class PatternBudget final
{
public:
    explicit PatternBudget(std::chrono::milliseconds most = std::chrono::milliseconds(1'000))
        : m_leftNs(std::chrono::nanoseconds(most).count())
    {}

    /// Counts the time until it goes against the budget.
    class Use final
    {
    public:
        explicit Use(PatternBudget &budget);
        ~Use();
        Use(const Use &) = delete;
        Use &operator=(const Use &) = delete;

        [[nodiscard]] bool isSpent() const;

    private:
        PatternBudget &m_budget;
        qint64 m_startNs;
        QElapsedTimer m_wall;
    };

private:
    qint64 m_leftNs;
};

} // namespace sluice::core
