// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/crawl/progress.h"

#include <QElapsedTimer>

namespace sluice::app {

/// "12:34", "1:02:03": a time in ms, rounded to seconds.
[[nodiscard]] QString durationText(qint64 ms);
/// "120 done, 3 failed, 4 skipped, 56 queued, 7 in flight, 85.0 pages/s, ETA 0:12"
[[nodiscard]] QString progressText(const core::CrawlProgress &progress);

/// How a crawl stands, on standard error: one line that is written over on a terminal, else a line every few seconds.
class ProgressLine final
{
public:
    explicit ProgressLine(Console &console);

    void show(const core::CrawlProgress &progress);
    /// Takes the line off a terminal, so that a message can follow.
    void clear();

private:
    Console &m_console;
    const bool m_isTerminal;
    bool m_isShown = false;
    QElapsedTimer m_sinceLast;
};

} // namespace sluice::app
