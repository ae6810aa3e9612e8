// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace sluice::core {

/// Where time comes from. Logic takes a Clock so that tests can turn the hands; sockets and timers use real time.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Monotonic time in ms since an arbitrary moment; never goes back.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;

    /// Wall-clock time, UTC.
    [[nodiscard]] virtual QDateTime utcNow() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 monotonicMs() const override;
    [[nodiscard]] QDateTime utcNow() const override;
};

} // namespace sluice::core
