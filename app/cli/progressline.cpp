// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressline.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 lineEveryMs = 5'000;
/// Shorter waits come and go with every request.
constexpr qint64 shownWaitMs = 1'000;

QString stateText(const core::CrawlProgress &progress)
{
    switch (progress.state) {
    case core::RunState::Pausing:
    case core::RunState::Paused:
        return progress.detail.isEmpty() ? u"paused, "_s : u"paused (%1), "_s.arg(progress.detail);
    case core::RunState::Running:
        return progress.detail.isEmpty() ? QString() : progress.detail + u", "_s;
    case core::RunState::Starting:
    case core::RunState::Cancelling:
    case core::RunState::Cancelled:
    case core::RunState::Finished:
    case core::RunState::Stopped:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

QString durationText(qint64 ms)
{
    const qint64 seconds = (ms + 500) / 1'000;
    const QString tail = QString::number(seconds % 60).rightJustified(2, u'0');
    if (seconds < 3'600)
        return u"%1:%2"_s.arg(QString::number(seconds / 60), tail);
    return u"%1:%2:%3"_s.arg(QString::number(seconds / 3'600),
                             QString::number(seconds / 60 % 60).rightJustified(2, u'0'), tail);
}

QString waitText(const core::HostWait &wait, const QDateTime &now)
{
    const QDateTime until = QDateTime::fromMSecsSinceEpoch(wait.untilUtcMs).toLocalTime();
    const QString format = until.date() == now.toLocalTime().date() ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s;
    const QString host = QString::fromUtf8(wait.origin.mid(wait.origin.indexOf("://") + 3));
    const QString reason = wait.isBlocked ? u"Retry-After"_s : u"delay between requests"_s;
    return u"waiting for %1 until %2 (%3)"_s.arg(host, until.toString(format), reason);
}

QString progressText(const core::CrawlProgress &progress)
{
    if (progress.images && !progress.hasEnded())
        return u"images: %1 of %2 saved, %3 failed"_s.arg(QString::number(progress.images->saved),
                                                          QString::number(progress.images->named),
                                                          QString::number(progress.images->failed));
    const QString wait = progress.wait ? waitText(*progress.wait, QDateTime::currentDateTime()) + u", "_s : QString();
    const QString text = wait + stateText(progress) +
                         u"%1 done, %2 failed, %3 skipped, %4 queued, %5 in flight, %6 pages/s"_s.arg(
                             QString::number(progress.done), QString::number(progress.failed),
                             QString::number(progress.skipped), QString::number(progress.pending),
                             QString::number(progress.inFlight), QString::number(progress.pagesPerSecond, 'f', 1));
    return progress.etaMs ? text + u", ETA "_s + durationText(*progress.etaMs) : text;
}

ProgressLine::ProgressLine(Console &console)
    : m_console(console)
    , m_isTerminal(console.isErrorTerminal())
{
    m_sinceLast.start();
}

void ProgressLine::show(const core::CrawlProgress &progress)
{
    const QDateTime now = QDateTime::currentDateTime();
    core::CrawlProgress shown = progress;
    if (shown.wait && shown.wait->untilUtcMs < now.toMSecsSinceEpoch() + shownWaitMs)
        shown.wait.reset();
    if (m_isTerminal) {
        m_console.showStatus(progressText(shown));
        m_isShown = true;
    } else if (!(shown.wait && tellBlock(*shown.wait, now)) && m_sinceLast.elapsed() >= lineEveryMs) {
        m_console.writeError(progressText(shown).toUtf8() + '\n');
        m_sinceLast.restart();
    }
}

/// Whether the line for this wait has been written, now or before.
bool ProgressLine::tellBlock(const core::HostWait &wait, const QDateTime &now)
{
    if (!wait.isBlocked)
        return false;
    if (wait == m_told)
        return true;
    if (wait.untilUtcMs < now.toMSecsSinceEpoch() + lineEveryMs)
        return false;
    m_told = wait;
    m_console.writeError(waitText(wait, now).toUtf8() + '\n');
    return true;
}

void ProgressLine::clear()
{
    if (m_isShown)
        m_console.clearStatus();
    m_isShown = false;
}

} // namespace sluice::app
