// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/rowdifference.h"

#include <QJsonObject>
#include <QMutex>

namespace sluice::ui {

/// A row that the new rules would add, remove or change.
struct ChangedRow
{
    core::RowChange::Kind kind = core::RowChange::Kind::Changed;
    QString page; ///< its address
    int position = 0;
    QJsonObject before; ///< empty for a row that is added
    QJsonObject after;  ///< empty for a row that is removed
};

/// What went wrong on one page, or what the script said of it.
struct PageNote
{
    QString page;
    QString note;
};

/// What new rules make of the stored pages of a crawl, beside what it has.
struct ReplayResult
{
    core::ReplayProgress made;
    core::RowDifference difference;
    QStringList columns;      ///< of the new rules, then those that only old rows have
    QList<ChangedRow> rows;   ///< of each kind the first ones
    QList<PageNote> notes;    ///< the first ones
    qint64 noteCount = 0;     ///< pages with a note in all
    QList<PageNote> messages; ///< of the script: the first ones
    qint64 messageCount = 0;
};

enum class ReplayStop {
    Rules, ///< one of them cannot run
    NoBodies,
    Storage,
    Cancelled,
};
using ReplayStopped = core::Failure<ReplayStop>;

/// New rules over the stored pages of a crawl: run() makes the rows and compares them, replaceRows() puts them in the
/// place of the crawl's. Both block, one at a time; any thread may ask for the progress.
class ReplayRun final
{
public:
    /// Most rows of each kind, and most notes, that are kept to be shown; and their bytes, a kind.
    static constexpr qsizetype mostShown = 2'000;
    static constexpr qint64 mostBytes = qint64(8) << 20;

    enum class Stage { Checking, Making, Comparing, Replacing };
    struct Progress
    {
        Stage stage = Stage::Checking;
        qint64 pages = 0;
        qint64 pagesInAll = 0;
    };

    ReplayRun(QString projectPath, core::CrawlId crawl, core::CrawlSpec rules,
              std::shared_ptr<core::WorkerPool> workers);
    ~ReplayRun();

    [[nodiscard]] core::Result<ReplayResult, ReplayStopped> run(const core::CancelToken &cancel);
    /// After run(). Returns how many rows there are now; whatever stops it before leaves the old ones.
    [[nodiscard]] core::Result<qint64, core::ReplayFailure> replaceRows(core::Project &project,
                                                                        const core::CancelToken &cancel);
    [[nodiscard]] Progress progress() const;

private:
    [[nodiscard]] core::Result<void, ReplayStopped> compare(const core::BodyReader &reader,
                                                            const core::CancelToken &cancel, ReplayResult &result);
    [[nodiscard]] core::Result<void, ReplayStopped> collectNotes(const core::BodyReader &reader,
                                                                 const core::CancelToken &cancel, ReplayResult &result);
    void tell(Stage stage, qint64 pages, qint64 pagesInAll);

    QString m_projectPath;
    core::CrawlSpec m_rules;
    std::shared_ptr<core::WorkerPool> m_workers;
    core::CrawlId m_crawl;
    std::unique_ptr<core::Replay> m_replay;
    mutable QMutex m_mutex;
    Progress m_progress;
};

} // namespace sluice::ui
