// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job.h"

#include "core/crawl/jobfile.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A tooltip names so many hosts.
constexpr int mostNamed = 5;

JobState stateOf(core::CrawlState state)
{
    switch (state) {
    case core::CrawlState::Running: // nobody runs it: the machine died under it
    case core::CrawlState::Interrupted:
        return JobState::Interrupted;
    case core::CrawlState::Paused:
        return JobState::Paused;
    case core::CrawlState::Finished:
        return JobState::Finished;
    case core::CrawlState::Cancelled:
        return JobState::Cancelled;
    }
    return JobState::Interrupted;
}

JobState stateOf(core::RunState state)
{
    switch (state) {
    case core::RunState::Starting:
        return JobState::Starting;
    case core::RunState::Running:
        return JobState::Running;
    case core::RunState::Pausing:
        return JobState::Pausing;
    case core::RunState::Paused:
        return JobState::Paused;
    case core::RunState::Cancelling:
        return JobState::Cancelling;
    case core::RunState::Cancelled:
        return JobState::Cancelled;
    case core::RunState::Finished:
        return JobState::Finished;
    case core::RunState::Stopped:
        return JobState::Stopped;
    }
    return JobState::Stopped;
}

} // namespace

bool Job::canResume() const
{
    if (isLive)
        return state == JobState::Paused || state == JobState::Pausing;
    return state != JobState::Finished || pending > 0 || isIncomplete();
}

double Job::fraction() const
{
    const qint64 asked = done + failed;
    const qint64 known = asked + pending + inFlight;
    if (state == JobState::Finished && pending == 0)
        return 1.0;
    return known > 0 ? double(asked) / double(known) : 0.0;
}

Job jobOf(const core::CrawlRecord &record)
{
    Job job;
    job.id = record.id;
    job.name = record.name;
    job.state = stateOf(record.state);
    job.done = record.done;
    job.failed = record.failed;
    job.skipped = record.skipped;
    job.rows = record.rows;
    job.pending = record.pending;
    job.bytes = record.bytes;
    job.elapsedMs = record.activeMs;
    const auto spec = core::jobFromJson(record.spec);
    if (spec) {
        job.uncheckedHosts = spec->insecureHosts;
        job.isRobotsObeyed = spec->isRobotsObeyed;
    }
    return job;
}

void update(Job &job, const core::CrawlProgress &progress)
{
    job.state = stateOf(progress.state);
    job.detail = progress.detail;
    job.isLive = !progress.hasEnded();
    job.done = progress.done;
    job.failed = progress.failed;
    job.skipped = progress.skipped;
    job.rows = progress.rows;
    job.pending = progress.pending;
    job.inFlight = progress.inFlight;
    job.bytes = progress.bytes;
    job.pagesPerSecond = job.isLive ? progress.pagesPerSecond : 0;
    job.etaMs = job.isLive ? progress.etaMs : std::nullopt;
    job.elapsedMs = progress.elapsedMs;
    job.seedsFailed = progress.seedsFailed;
    if (progress.images && job.detail.isEmpty() && (job.isLive || progress.images->failed > 0))
        job.detail = JobText::images(*progress.images);
    if (job.isIncomplete() && job.detail.isEmpty())
        job.detail = JobText::tr("%n start URL(s) gave no page; the log says why.", nullptr, job.seedsFailed);
}

QString JobText::state(const Job &job)
{
    switch (job.state) {
    case JobState::Starting:
        return tr("Starting");
    case JobState::Running:
        return tr("Running");
    case JobState::Pausing:
        return tr("Pausing");
    case JobState::Paused:
        return tr("Paused");
    case JobState::Cancelling:
        return tr("Cancelling");
    case JobState::Cancelled:
        return tr("Cancelled");
    case JobState::Finished:
        return job.isIncomplete() ? tr("Finished in part") : tr("Finished");
    case JobState::Stopped:
        return tr("Stopped");
    case JobState::Interrupted:
        return tr("Interrupted");
    }
    return {};
}

Tone JobText::tone(const Job &job)
{
    switch (job.state) {
    case JobState::Starting:
    case JobState::Running:
        return Tone::Info;
    case JobState::Pausing:
    case JobState::Paused:
    case JobState::Interrupted:
        return Tone::Warning;
    case JobState::Cancelling:
    case JobState::Cancelled:
        return Tone::Muted;
    case JobState::Finished:
        return job.isIncomplete() ? Tone::Warning : Tone::Success;
    case JobState::Stopped:
        return Tone::Danger;
    }
    return Tone::Plain;
}

QStringList JobText::cautions(const Job &job)
{
    QStringList sentences;
    const int count = int(job.uncheckedHosts.size());
    const QString named = job.uncheckedHosts.mid(0, mostNamed).join(u", "_s);
    if (count > mostNamed)
        sentences.append(tr("TLS is not verified for %1 and %n more host(s).", nullptr, count - mostNamed).arg(named));
    else if (count > 0)
        sentences.append(tr("TLS is not verified for %1.").arg(named));
    if (!job.isRobotsObeyed)
        sentences.append(tr("robots.txt is not obeyed."));
    return sentences;
}

QString JobText::images(const core::ImageTally &images)
{
    const QLocale locale;
    return tr("Images: %1 of %2 saved, %3 failed.")
        .arg(locale.toString(images.saved), locale.toString(images.named), locale.toString(images.failed));
}

QString JobText::duration(qint64 ms)
{
    const QLocale locale;
    const qint64 seconds = std::max<qint64>(0, (ms + 500) / 1'000);
    if (seconds < 60)
        return tr("%1 s").arg(locale.toString(seconds));
    if (seconds < 3'600)
        return tr("%1 min %2 s").arg(locale.toString(seconds / 60), locale.toString(seconds % 60));
    return tr("%1 h %2 min").arg(locale.toString(seconds / 3'600), locale.toString(seconds / 60 % 60));
}

} // namespace sluice::ui
