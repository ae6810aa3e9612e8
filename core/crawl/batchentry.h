// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/url/weburl.h"

#include <QList>
#include <QMetaType>
#include <QString>

/// What a batch fetch tells of itself.
namespace sluice::core {

/// A batch of this process, counted from 1.
using BatchId = Id<struct BatchTag>;

enum class BatchState : quint8 {
    Pending,   ///< not through, or left as it was when the call returned
    Done,      ///< the last answer after redirects was 2xx
    Failed,    ///< any other status after the retries, no whole answer, or robots.txt forbids asking
    Cancelled, ///< by its user, by the deadline, by an interrupt
};
[[nodiscard]] QString batchStateName(BatchState state); ///< "pending", "done", "failed", "cancelled"

/// When a request got how far, in ms from the batch's start; -1 = it never did. Of a URL that was tried again, or that
/// redirects, `started` is the first request's, connected, firstByte and bodyEnd are the last one's.
struct BatchTimes
{
    qint64 queued = 0;
    qint64 started = -1;
    qint64 connected = -1; ///< as started, where the connection was open already
    qint64 firstByte = -1; ///< the end of the headers
    qint64 bodyEnd = -1;
    qint64 parsed = -1; ///< or cancelled, or failed: its end

    bool operator==(const BatchTimes &) const = default;
};

/// One URL of a batch, in the list's order; URLs that --follow brings count on.
struct BatchEntry
{
    qint64 index = 0; ///< from 0
    WebUrl url;
    BatchState state = BatchState::Pending;
    int status = 0;         ///< of the last answer; 0 = none came
    qint64 bytes = 0;       ///< of the body: decoded if it is done, else as sent
    int milliseconds = 0;   ///< of the last try, all redirects
    QString error;          ///< to show; empty when done
    QString note;           ///< what the parser had to leave out, or why a page was not rendered; mostly nothing
    bool isSkipped = false; ///< failed without being asked for: robots.txt forbids it
    BatchTimes times;

    bool operator==(const BatchEntry &) const = default;
};

struct BatchProgress
{
    BatchId batch;
    qint64 total = 0;
    qint64 done = 0;
    qint64 failed = 0;
    qint64 skipped = 0; ///< of the failed: never asked for
    qint64 cancelled = 0;
    qint64 pending = 0;  ///< those on their way among them
    qint64 inFlight = 0; ///< requests, not entries
    qint64 rows = 0;     ///< that went into the project
    qint64 elapsedMs = 0;
    bool isHeld = false;
    bool isPastDeadline = false;
    bool isCancelled = false; ///< as a whole
    bool hasEnded = false;    ///< this is the last news
    QString trouble;          ///< of the project: what could not be written

    bool operator==(const BatchProgress &) const = default;
};

/// What happened since the last news.
struct BatchNews
{
    QList<BatchEntry> results; ///< in the mode's order; each entry once in the batch's life
    QList<BatchEntry>
        changes; ///< of entries without a result yet, for whoever draws them; only where that was asked for
    BatchProgress progress;

    bool operator==(const BatchNews &) const = default;
};

} // namespace sluice::core

Q_DECLARE_METATYPE(sluice::core::BatchId)
Q_DECLARE_METATYPE(sluice::core::BatchNews)
