// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QtGlobal>

#include <optional>

namespace sluice::core {

/// How long a crawl has run in all, over pauses and further runs.
class ActiveTime final
{
public:
    explicit ActiveTime(const Clock &clock)
        : m_clock(clock)
    {}

    /// Takes over what earlier runs took.
    void restore(qint64 ms) { m_beforeMs = ms; }
    /// Does nothing while it runs.
    void start() { m_sinceMs = m_sinceMs.value_or(m_clock.monotonicMs()); }
    void stop()
    {
        m_beforeMs = ms();
        m_sinceMs.reset();
    }
    [[nodiscard]] bool isRunning() const { return m_sinceMs.has_value(); }
    [[nodiscard]] qint64 ms() const { return m_beforeMs + (m_sinceMs ? m_clock.monotonicMs() - *m_sinceMs : 0); }

private:
    const Clock &m_clock;
    qint64 m_beforeMs = 0;
    std::optional<qint64> m_sinceMs;
};

} // namespace sluice::core
