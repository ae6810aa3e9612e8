// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/crawl/progress.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace sluice::app {

/// "12:34", "1:02:03": a time in ms, rounded to seconds.
[[nodiscard]] QString durationText(qint64 ms);
/// "waiting for shop.example until 14:32:05 (Retry-After)", with the day where that is not today's, in local time.
[[nodiscard]] QString waitText(const core::HostWait &wait, const QDateTime &now);
/// "120 done, 3 failed, 4 skipped, 56 queued, 7 in flight, 85.0 pages/s, ETA 0:12", after what it waits for
[[nodiscard]] QString progressText(const core::CrawlProgress &progress);

/// How a crawl stands, on standard error: one line that is written over on a terminal, else a line every few seconds.
/// There a host that blocks the crawl for longer is told once, and nothing more until the crawl goes on.
class ProgressLine final
{
public:
    explicit ProgressLine(Console &console);

    void show(const core::CrawlProgress &progress);
    /// Takes the line off a terminal, so that a message can follow.
    void clear();

private:
    [[nodiscard]] bool tellBlock(const core::HostWait &wait, const QDateTime &now);

    Console &m_console;
    const bool m_isTerminal;
    bool m_isShown = false;
    QElapsedTimer m_sinceLast;
    core::HostWait m_told;
};

} // namespace sluice::app
