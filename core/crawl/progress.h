// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace sluice::core {

enum class RunState {
    Starting,
    Running,
    Pausing, ///< waits for what is in flight
    Paused,
    Cancelling,
    Cancelled,
    Finished, ///< frontier empty or a limit reached
    Stopped,  ///< storage trouble, or no proxy for a crawl that needs one; detail says which; resumable
};

/// The host that a crawl waits for while nothing is in flight.
struct HostWait
{
    QByteArray origin; ///< scheme://host[:port]
    qint64 untilUtcMs = 0;
    bool isBlocked = false; ///< by Retry-After; else by the delay between two requests

    bool operator==(const HostWait &) const = default;
};

/// The images of a crawl that has ended.
struct ImageTally
{
    int named = 0; ///< by its rows, each once
    int saved = 0; ///< or there already
    int failed = 0;

    bool operator==(const ImageTally &) const = default;
};

/// How a running crawl stands; sent at most ten times a second.
struct CrawlProgress
{
    CrawlId crawl;
    RunState state = RunState::Starting;
    QString detail; ///< why it is paused or stopped, what it waits for, what limit ended it
    qint64 done = 0;
    qint64 failed = 0;
    qint64 skipped = 0;
    qint64 rows = 0;
    qint64 pending = 0; ///< queued, not in flight
    int inFlight = 0;
    qint64 bytes = 0;
    double pagesPerSecond = 0; ///< over the last seconds
    std::optional<qint64> etaMs;
    qint64 elapsedMs = 0;               ///< running time, earlier runs included
    int seedsFailed = 0;                ///< seeds that gave no page (failed or skipped)
    qint64 budgetBytes = 0;             ///< of bodies between network and disk
    std::optional<ImageTally> images{}; ///< set once they are being downloaded, and from then on
    bool isWithoutProxy = false;        ///< it is Stopped for want of a living proxy
    std::optional<HostWait> wait; ///< set while every queued host must be left alone; the one whose turn comes first

    bool operator==(const CrawlProgress &) const = default;
    [[nodiscard]] bool hasEnded() const
    {
        return state == RunState::Cancelled || state == RunState::Finished || state == RunState::Stopped;
    }
};

/// One committed row as it is streamed: cells in the order of `columns`.
struct StreamedRow
{
    CrawlId crawl;
    RowValues values;
};

} // namespace sluice::core

Q_DECLARE_METATYPE(sluice::core::CrawlProgress)
Q_DECLARE_METATYPE(QList<sluice::core::StreamedRow>)
