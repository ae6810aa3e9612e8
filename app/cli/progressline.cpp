// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressline.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 lineEveryMs = 5'000;

QString stateText(const core::CrawlProgress &progress)
{
    switch (progress.state) {
    case core::RunState::Pausing:
    case core::RunState::Paused:
        return progress.detail.isEmpty() ? u"paused, "_s : u"paused (%1), "_s.arg(progress.detail);
    case core::RunState::Starting:
    case core::RunState::Running:
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

QString progressText(const core::CrawlProgress &progress)
{
    const QString text =
        stateText(progress) + u"%1 done, %2 failed, %3 skipped, %4 queued, %5 in flight, %6 pages/s"_s.arg(
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
    if (m_isTerminal) {
        m_console.writeError("\r\x1b[K" + progressText(progress).left(m_console.errorWidth() - 1).toUtf8());
        m_isShown = true;
    } else if (m_sinceLast.elapsed() >= lineEveryMs) {
        m_console.writeError(progressText(progress).toUtf8() + '\n');
        m_sinceLast.restart();
    }
}

void ProgressLine::clear()
{
    if (m_isShown)
        m_console.writeError("\r\x1b[K");
    m_isShown = false;
}

} // namespace sluice::app
