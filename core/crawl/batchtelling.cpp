// SPDX-License-Identifier: GPL-3.0-or-later
// What a batch tells of itself.
#include "core/crawl/batchrun.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

void BatchRun::Tally::add(const BatchEntry &entry)
{
    ++(entry.state == BatchState::Done ? done : entry.state == BatchState::Failed ? failed : cancelled);
    skipped += entry.isSkipped ? 1 : 0;
}

void BatchRun::tell()
{
    if (!m_hasEnded && !m_tell.isActive())
        m_tell.start();
}

void BatchRun::tellNow()
{
    m_tell.stop();
    m_news.progress = progress();
    Q_EMIT news(std::exchange(m_news, {}));
}

BatchProgress BatchRun::progress() const
{
    const Tally &tally = m_hasEnded ? m_told : m_live;
    BatchProgress progress;
    progress.batch = m_batch;
    progress.total = m_urls.size();
    progress.done = tally.done;
    progress.failed = tally.failed;
    progress.skipped = tally.skipped;
    progress.cancelled = tally.cancelled;
    progress.pending = m_urls.size() - tally.done - tally.failed - tally.cancelled;
    progress.inFlight = m_fetcher.inFlight();
    progress.rows = m_filing ? m_filing->rows() : 0;
    progress.elapsedMs = elapsedMs();
    progress.isHeld = m_isHeld;
    progress.isPastDeadline = m_isPastDeadline;
    progress.isCancelled = m_isCancelled;
    progress.hasEnded = m_hasEnded;
    progress.trouble = m_filing ? m_filing->trouble() : QString();
    return progress;
}

BatchEntry BatchRun::pendingEntry(qint64 entry) const
{
    BatchEntry pending;
    pending.index = entry;
    pending.url = m_urls.at(entry);
    pending.times.queued = m_found.value(entry).queuedMs;
    pending.times.started = m_started.value(entry, -1);
    return pending;
}

BatchEntry BatchRun::entryOf(qint64 entry, const Outcomes &outcome) const
{
    BatchEntry result = pendingEntry(entry);
    if (outcome) {
        result.state = BatchState::Done;
        result.note = outcome->note;
        takePage(result, *outcome);
        return result;
    }
    const auto &failed = outcome.error();
    const bool isCancelled = failed.kind == BatchFault::Cancelled || failed.kind == BatchFault::TimedOut ||
                             (failed.error && failed.error->isCancelled);
    result.state = isCancelled ? BatchState::Cancelled : BatchState::Failed;
    result.error = failed.kind == BatchFault::TimedOut ? lateText() : isCancelled ? tr("cancelled") : failed.detail;
    if (failed.error) {
        takePage(result, failed.error->page);
        result.isSkipped = failed.error->isSkipped;
    }
    if (isCancelled && result.times.started >= 0)
        result.times.parsed = elapsedMs();
    return result;
}

void BatchRun::takePage(BatchEntry &entry, const BatchPage &page) const
{
    entry.status = page.status;
    entry.bytes = page.bytes;
    entry.milliseconds = page.milliseconds;
    const auto since = [this](qint64 atMs) { return atMs < 0 ? atMs : atMs - m_startMs; };
    entry.times.started = since(page.times.started);
    entry.times.connected = since(page.times.connected);
    entry.times.firstByte = since(page.times.firstByte);
    entry.times.bodyEnd = since(page.times.bodyEnd);
    entry.times.parsed = since(page.times.parsed);
}

QString BatchRun::lateText() const
{
    return tr("cancelled: the time limit of %1 s has passed").arg(double(m_plan.spec.timeoutMs.value_or(0)) / 1000);
}

} // namespace sluice::core
