// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/progress.h"
#include "core/store/records.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>

namespace sluice::ui {

enum class JobState {
    Starting,
    Running,
    Pausing,
    Paused,
    Cancelling,
    Cancelled,
    Finished,
    Stopped,     ///< storage trouble; resumable
    Interrupted, ///< the program or the machine ended under it; resumable
};

/// A crawl as the Jobs table shows it: what the project remembers, overtaken by what the engine reports.
struct Job
{
    core::CrawlId id;
    QString name;
    JobState state = JobState::Interrupted;
    QString detail;      ///< why it is in this state, if there is something to say
    bool isLive = false; ///< the engine has it; else it is only in the project
    qint64 done = 0;
    qint64 failed = 0;
    qint64 skipped = 0;
    qint64 rows = 0;
    qint64 pending = 0;
    int inFlight = 0;
    qint64 bytes = 0;
    double pagesPerSecond = 0;
    std::optional<qint64> etaMs;
    qint64 elapsedMs = 0;
    int seedsFailed = 0;        ///< start URLs that gave no page
    QStringList uncheckedHosts; ///< whose certificates the crawl does not check
    bool isRobotsObeyed = true;

    bool operator==(const Job &) const = default;

    [[nodiscard]] bool canPause() const
    {
        return isLive && (state == JobState::Running || state == JobState::Starting);
    }
    [[nodiscard]] bool canResume() const;
    /// Whether it is through, but not with all it was given.
    [[nodiscard]] bool isIncomplete() const { return state == JobState::Finished && seedsFailed > 0; }
    [[nodiscard]] bool canCancel() const { return isLive && state != JobState::Cancelling; }
    /// How much of what is known is done, 0 … 1.
    [[nodiscard]] double fraction() const;
};

[[nodiscard]] Job jobOf(const core::CrawlRecord &record);
/// Takes over what the engine reports.
void update(Job &job, const core::CrawlProgress &progress);

/// Words and tones of states, and times as tables show them.
class JobText final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::JobText)

public:
    [[nodiscard]] static QString state(const Job &job);
    [[nodiscard]] static Tone tone(const Job &job);
    /// A sentence for each thing that the crawl does less carefully than is usual.
    [[nodiscard]] static QStringList cautions(const Job &job);
    /// How far the images of a crawl are, whose pages are through by then.
    [[nodiscard]] static QString images(const core::ImageTally &images);
    /// "3 s", "2 min 5 s", "1 h 12 min".
    [[nodiscard]] static QString duration(qint64 ms);
};

} // namespace sluice::ui
