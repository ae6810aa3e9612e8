// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replaytexts.h"

#include <QLocale>

#include <algorithm>
#include <climits>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::RowChange;

namespace {

/// A rate over less than this is a guess.
constexpr qint64 rateAfterMs = 500;
constexpr qint64 minuteSeconds = 60;

QString number(qint64 value)
{
    return QLocale().toString(value);
}

int plural(qint64 count)
{
    return int(std::min<qint64>(count, INT_MAX));
}

} // namespace

QString ReplayTexts::kind(RowChange::Kind kind)
{
    switch (kind) {
    case RowChange::Kind::Added:
        return tr("Added");
    case RowChange::Kind::Removed:
        return tr("Removed");
    case RowChange::Kind::Changed:
        return tr("Changed");
    }
    Q_UNREACHABLE();
}

Tone ReplayTexts::tone(RowChange::Kind kind)
{
    switch (kind) {
    case RowChange::Kind::Added:
        return Tone::Success;
    case RowChange::Kind::Removed:
        return Tone::Danger;
    case RowChange::Kind::Changed:
        return Tone::Warning;
    }
    Q_UNREACHABLE();
}

QString ReplayTexts::counts(const core::RowDifference &difference)
{
    return tr("%1 changed, %2 added, %3 removed, %4 as they were")
        .arg(number(difference.changed), number(difference.added), number(difference.removed), number(difference.same));
}

QString ReplayTexts::part(const ReplayResult &result)
{
    const core::RowDifference &difference = result.difference;
    const std::pair<RowChange::Kind, qint64> all[] = {{RowChange::Kind::Changed, difference.changed},
                                                      {RowChange::Kind::Added, difference.added},
                                                      {RowChange::Kind::Removed, difference.removed}};
    QStringList parts;
    for (const auto &[kind, count] : all) {
        const qint64 shown = std::ranges::count(result.rows, kind, &ChangedRow::kind);
        if (shown == count)
            continue;
        const QString words = kind == RowChange::Kind::Changed ? tr("the first %1 of %2 changed rows")
                              : kind == RowChange::Kind::Added ? tr("the first %1 of %2 added rows")
                                                               : tr("the first %1 of %2 removed rows");
        parts.append(words.arg(number(shown), number(count)));
    }
    if (parts.isEmpty())
        return {};
    return tr("Shown here: %1. Replacing takes all of them.").arg(parts.join(tr(", ")));
}

QString ReplayTexts::progress(const ReplayRun::Progress &progress, qint64 elapsedMs)
{
    if (progress.pagesInAll == 0 || progress.stage == ReplayRun::Stage::Comparing)
        return {};
    QString text = tr("%1 of %2 pages").arg(number(progress.pages), number(progress.pagesInAll));
    if (progress.pages == 0 || elapsedMs < rateAfterMs)
        return text;
    const double rate = double(progress.pages) * 1'000 / double(elapsedMs);
    text += tr(", %1 pages/s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0));
    const auto seconds = qint64(double(progress.pagesInAll - progress.pages) / rate) + 1;
    if (progress.pages == progress.pagesInAll)
        return text;
    if (seconds < 2 * minuteSeconds)
        return text + tr(", %1 s left").arg(seconds);
    return text + tr(", %1 min left").arg(number(seconds / minuteSeconds));
}

QString ReplayTexts::heading(ReplayRun::Stage stage)
{
    switch (stage) {
    case ReplayRun::Stage::Checking:
        return tr("Trying the rules…");
    case ReplayRun::Stage::Making:
        return tr("Applying the rules to the stored pages…");
    case ReplayRun::Stage::Comparing:
        return tr("Comparing the rows…");
    case ReplayRun::Stage::Replacing:
        return tr("Replacing the rows…");
    }
    Q_UNREACHABLE();
}

QString ReplayTexts::heading(ReplayStop stop)
{
    switch (stop) {
    case ReplayStop::Rules:
        return tr("The rules cannot run");
    case ReplayStop::NoBodies:
        return tr("No pages are stored");
    case ReplayStop::Storage:
        return tr("The project cannot be read");
    case ReplayStop::Cancelled:
        return tr("Cancelled");
    }
    Q_UNREACHABLE();
}

QString ReplayTexts::sentence(const ReplayStopped &stopped)
{
    switch (stopped.kind) {
    case ReplayStop::Rules:
    case ReplayStop::Storage:
        return stopped.detail;
    case ReplayStop::NoBodies:
        return tr("This crawl kept no pages to apply rules to. Tick “Keep the pages themselves” on the Output page of "
                  "New crawl, and crawl again.");
    case ReplayStop::Cancelled:
        return tr("The rows stay as they were.");
    }
    Q_UNREACHABLE();
}

QString ReplayTexts::equal(qint64 rows)
{
    return tr("These rules give the same %Ln row(s). Replacing them keeps the rules for when the crawl goes on.",
              nullptr, plural(rows));
}

QString ReplayTexts::replaced(qint64 rows, bool goesOn)
{
    return goesOn
               ? tr("The crawl has %Ln row(s) now, and goes on with these rules.", nullptr, plural(rows))
               : tr("The crawl has %Ln row(s) now, and keeps these rules for when it goes on.", nullptr, plural(rows));
}

QString ReplayTexts::crawlRuns()
{
    return tr(
        "The crawl is running and brings further pages. To replace its rows, it is stopped for a moment; the rules "
        "are applied to all pages stored by then, and it goes on with them.");
}

QString ReplayTexts::outdated()
{
    return tr("The crawl has brought further pages meanwhile. Apply the rules again to take them in.");
}

} // namespace sluice::ui
