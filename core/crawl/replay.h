// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagereplayer.h"
#include "core/store/project.h"

#include <QSet>

#include <functional>

namespace sluice::core {

class WorkerPool;

enum class ReplayFault {
    Storage,  ///< the project or the temporary file cannot be read or written
    NoBodies, ///< no body is kept of any page of the crawl
    Cancelled,
};
using ReplayFailure = Failure<ReplayFault>;

/// How far a replay is.
struct ReplayProgress
{
    qint64 pages = 0;
    qint64 pagesInAll = 0;
    qint64 rows = 0; ///< so far; those of detail pages and doubles still among them

    bool operator==(const ReplayProgress &) const = default;
};

/// What is to be said of pages: the first of it, and how much there is.
struct PageRemarks
{
    static constexpr qsizetype mostKept = 20;

    QList<QPair<QByteArray, QString>> first; ///< the page's address and the text
    qint64 count = 0;

    void add(const QByteArray &address, const QString &text);
    bool operator==(const PageRemarks &) const = default;
};

/// New field rules over the bodies that a crawl kept, without fetching: run() makes the rows and sets them aside,
/// replaceRows() puts them in the place of the crawl's. Every stored page counts, also one that the rules' own links
/// would not have led to. All calls block; one thread at a time, which may be any.
class Replay final
{
public:
    /// `job` is a valid spec of which only the rules count. `workers` run json: rules, scripts and plug-ins, and must
    /// live as long.
    Replay(CrawlId crawl, const CrawlSpec &job, WorkerPool &workers);

    /// Reads the project beside whoever writes it, parses on all cores, keeps little in memory.
    [[nodiscard]] Result<ReplayProgress, ReplayFailure>
    run(const QString &projectPath, const CancelToken &cancel,
        const std::function<void(const ReplayProgress &)> &progress = {});
    /// After run(). Returns how many rows there are now; cancelled or failed, the old ones stay. `progress` gets the
    /// number of pages that are done, on the store's thread.
    [[nodiscard]] Result<qint64, ReplayFailure> replaceRows(Project &project, const CancelToken &cancel,
                                                            const std::function<void(qint64)> &progress = {});

    /// After run(), goes back to the first page; nextPage() gives what each will be replaced with, by rising id. False at
    /// the end. Doubles by key are still among the rows, and details are apart.
    [[nodiscard]] Result<void, StoreFailure> rewind();
    [[nodiscard]] Result<bool, StoreFailure> nextPage(PageReplacement &page);

    [[nodiscard]] CrawlId crawl() const { return m_crawl; }
    /// After run(): what the script had to say.
    [[nodiscard]] const PageRemarks &messages() const { return m_messages; }
    /// What went wrong on the pages that nextPage() or replaceRows() has given since the beginning.
    [[nodiscard]] const PageRemarks &notes() const { return m_notes; }

private:
    [[nodiscard]] Result<AddressIndex, ReplayFailure> indexAddresses(const BodyReader &reader,
                                                                     const CancelToken &cancel) const;
    [[nodiscard]] Result<void, ReplayFailure> parseAll(const BodyReader &reader, const CancelToken &cancel,
                                                       const std::function<void(const ReplayProgress &)> &progress);
    [[nodiscard]] Result<void, ReplayFailure> take(const ReplayedPage &page);

    CrawlId m_crawl;
    CrawlSpec m_job;
    WorkerPool &m_workers;
    ReplaySpool m_spool;
    QSet<qint64> m_detailPages; ///< ids of the pages that some row names as its detail page
    ReplayProgress m_progress;
    PageRemarks m_messages;
    PageRemarks m_notes;
};

/// The spec of a crawl whose rows are those of another job: seeds, limits and requests stay, the rules are the job's.
[[nodiscard]] CrawlSpec withRulesOf(CrawlSpec spec, const CrawlSpec &job);

} // namespace sluice::core
