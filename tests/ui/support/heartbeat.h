// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QTimer>

#include <algorithm>

namespace sluice::test {

/// Beats every 5 ms in the window's thread and keeps the gaps between the beats.
class Heartbeat final : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
    }

    void start()
    {
        m_gaps.clear();
        m_since.start();
        m_timer.start();
    }
    /// The gap in ms that this part of all gaps stays below.
    [[nodiscard]] double percentile(double part)
    {
        std::ranges::sort(m_gaps);
        return double(m_gaps.at(qsizetype(double(m_gaps.size() - 1) * part))) / 1e6;
    }
    [[nodiscard]] qsizetype count() const { return m_gaps.size(); }
    [[nodiscard]] QString report()
    {
        return QStringLiteral("%1 beats of 5 ms: median %2 ms, 99th percentile %3 ms (limit 50), largest gap %4 ms "
                              "(limit 200)")
            .arg(count())
            .arg(percentile(0.5), 0, 'f', 1)
            .arg(percentile(0.99), 0, 'f', 1)
            .arg(percentile(1), 0, 'f', 1);
    }

private:
    void beat()
    {
        m_gaps.append(m_since.nsecsElapsed());
        m_since.start();
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    QList<qint64> m_gaps;
};

} // namespace sluice::test
