// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace sluice::test {

/// A clock whose hands the test turns.
class FakeClock final : public core::Clock
{
public:
    [[nodiscard]] qint64 monotonicMs() const override { return m_ms; }
    [[nodiscard]] QDateTime utcNow() const override { return m_start.addMSecs(m_ms); }
    void advance(qint64 ms) { m_ms += ms; }

private:
    qint64 m_ms = 1'000;
    QDateTime m_start{QDate(2026, 1, 1), QTime(12, 0), Qt::UTC};
};

} // namespace sluice::test
