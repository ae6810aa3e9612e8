// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchtexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

struct BatchTexts
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::BatchTexts)
};

QString modeText(core::BatchMode mode)
{
    switch (mode) {
    case core::BatchMode::AsCompleted:
        return BatchTexts::tr("as completed");
    case core::BatchMode::Gather:
        return BatchTexts::tr("gather");
    case core::BatchMode::Map:
        return BatchTexts::tr("map");
    case core::BatchMode::Wait:
        return BatchTexts::tr("wait");
    case core::BatchMode::Callback:
        return BatchTexts::tr("callback");
    }
    Q_UNREACHABLE();
}

QString endText(const core::BatchProgress &progress)
{
    if (!progress.trouble.isEmpty())
        return BatchTexts::tr("Stopped: %1").arg(progress.trouble);
    if (progress.isPastDeadline)
        return BatchTexts::tr("Stopped at the time limit after %1").arg(millisecondsText(progress.elapsedMs));
    if (progress.isCancelled)
        return BatchTexts::tr("Cancelled after %1").arg(millisecondsText(progress.elapsedMs));
    return BatchTexts::tr("Finished after %1").arg(millisecondsText(progress.elapsedMs));
}

QString runText(const core::BatchProgress &progress)
{
    const qint64 through = progress.done + progress.failed;
    QString text = progress.isHeld ? BatchTexts::tr("Held") : BatchTexts::tr("Running");
    if (progress.elapsedMs < 1 || through < 1)
        return text;
    const double perSecond = double(through) * 1'000 / double(progress.elapsedMs);
    text = BatchTexts::tr("%1 · %2/s").arg(text, QLocale().toString(perSecond, 'f', 1));
    if (progress.isHeld)
        return text;
    const qint64 leftMs = qint64(double(progress.pending) / perSecond * 1'000);
    return BatchTexts::tr("%1 · %2 left").arg(text, millisecondsText(leftMs));
}

} // namespace

QString batchStateText(core::BatchState state)
{
    switch (state) {
    case core::BatchState::Pending:
        return BatchTexts::tr("pending");
    case core::BatchState::Done:
        return BatchTexts::tr("done");
    case core::BatchState::Failed:
        return BatchTexts::tr("failed");
    case core::BatchState::Cancelled:
        return BatchTexts::tr("cancelled");
    }
    Q_UNREACHABLE();
}

Tone batchTone(core::BatchState state)
{
    switch (state) {
    case core::BatchState::Pending:
        return Tone::Muted;
    case core::BatchState::Done:
        return Tone::Success;
    case core::BatchState::Failed:
        return Tone::Danger;
    case core::BatchState::Cancelled:
        return Tone::Warning;
    }
    Q_UNREACHABLE();
}

QString millisecondsText(qint64 ms)
{
    const QLocale locale;
    if (ms < 10'000)
        return BatchTexts::tr("%1 ms").arg(locale.toString(ms));
    if (ms < 60'000)
        return BatchTexts::tr("%1 s").arg(locale.toString(double(ms) / 1'000, 'f', 1));
    const qint64 seconds = ms / 1'000;
    return BatchTexts::tr("%1 min %2 s").arg(locale.toString(seconds / 60)).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString bytesText(double bytes)
{
    return QLocale().formattedDataSize(qint64(bytes), 1);
}

QString batchTitle(const core::BatchSpec &spec)
{
    const int count = int(spec.crawl.seeds.size());
    return BatchTexts::tr("%1, %2").arg(BatchTexts::tr("%Ln address(es)", nullptr, count), modeText(spec.mode));
}

QString progressText(const core::BatchProgress &progress)
{
    const QString outcomes = outcomesText(progress);
    const QString how = progress.hasEnded ? endText(progress) : runText(progress);
    return outcomes.isEmpty() ? how : how + u" · "_s + outcomes;
}

QString outcomesText(const core::BatchProgress &progress)
{
    QStringList parts;
    const auto add = [&parts](const QString &text, qint64 count) {
        if (count > 0)
            parts.append(text.arg(QLocale().toString(count)));
    };
    add(BatchTexts::tr("%1 done"), progress.done);
    add(BatchTexts::tr("%1 failed"), progress.failed);
    add(BatchTexts::tr("%1 cancelled"), progress.cancelled);
    add(BatchTexts::tr("%1 pending"), progress.pending);
    add(BatchTexts::tr("%1 rows filed"), progress.rows);
    return parts.join(u" · "_s);
}

QString figuresText(const core::BatchStatistics &statistics, qint64 elapsedMs)
{
    const core::TimeHistogram &total = statistics.total();
    if (total.count() == 0)
        return {};
    return QStringList{BatchTexts::tr("%1/s").arg(QLocale().toString(statistics.perSecond(elapsedMs), 'f', 1)),
                       BatchTexts::tr("%1/s").arg(bytesText(statistics.bytesPerSecond(elapsedMs))),
                       BatchTexts::tr("p50 %1").arg(millisecondsText(total.percentile(50))),
                       BatchTexts::tr("p95 %1").arg(millisecondsText(total.percentile(95))),
                       BatchTexts::tr("p99 %1").arg(millisecondsText(total.percentile(99)))}
        .join(u" · "_s);
}

QString throughputText(const core::BatchStatistics &statistics, qint64 elapsedMs)
{
    const QString requests = QLocale().toString(statistics.perSecond(elapsedMs), 'f', 1);
    return QStringList{BatchTexts::tr("%1 requests/s").arg(requests),
                       BatchTexts::tr("%1/s").arg(bytesText(statistics.bytesPerSecond(elapsedMs))),
                       BatchTexts::tr("%1 in all").arg(bytesText(double(statistics.bytes())))}
        .join(u" · "_s);
}

QString statusesText(const core::BatchStatistics &statistics)
{
    const QLocale locale;
    QStringList parts;
    for (int digit = 1; digit < core::BatchStatistics::statusClasses; ++digit) {
        if (const qint64 count = statistics.statusCount(digit); count > 0)
            parts.append(BatchTexts::tr("%1xx %2").arg(digit).arg(locale.toString(count)));
    }
    if (const qint64 count = statistics.statusCount(0); count > 0)
        parts.append(BatchTexts::tr("no answer %1").arg(locale.toString(count)));
    return parts.isEmpty() ? BatchTexts::tr("none yet") : parts.join(u" · "_s);
}

QString requestText(const core::BatchEntry &entry)
{
    const core::BatchTimes &times = entry.times;
    QStringList lines = {entry.url.toString()};
    lines.append(entry.status > 0 ? BatchTexts::tr("%1, status %2").arg(batchStateText(entry.state)).arg(entry.status)
                                  : batchStateText(entry.state));
    const auto add = [&lines](const QString &phase, qint64 from, qint64 to) {
        if (from >= 0 && to >= from)
            lines.append(phase.arg(millisecondsText(to - from)));
    };
    add(BatchTexts::tr("Queued: %1"), times.queued, times.started);
    add(BatchTexts::tr("Connecting: %1"), times.started, times.connected);
    add(BatchTexts::tr("Until the first byte: %1"), times.connected, times.firstByte);
    add(BatchTexts::tr("Body: %1"), times.firstByte, times.bodyEnd);
    add(BatchTexts::tr("Parsing: %1"), times.bodyEnd, times.parsed);
    if (!entry.error.isEmpty())
        lines.append(entry.error);
    return lines.join(u'\n');
}

} // namespace sluice::ui
