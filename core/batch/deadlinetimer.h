// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace sluice::core {

/// Calls back when it is time to look at the clock again. A clock that is given may be one whose hands are turned, so it
/// is looked at every 20 ms while something is due; the machine's own is trusted.
class DeadlineTimer final
{
public:
    /// `clock` is borrowed; null: the machine's. `look` may come early: it compares with nowMs()
    /// and arms again.
    DeadlineTimer(const Clock *clock, std::function<void()> look);

    [[nodiscard]] qint64 nowMs() const;
    /// Calls `look` at this time of the clock at the latest; nullopt: no more.
    void arm(std::optional<qint64> dueMs);

private:
    SystemClock m_systemClock;
    const Clock *m_clock;
    bool m_isTurnable;
    QTimer m_timer;
};

} // namespace sluice::core
