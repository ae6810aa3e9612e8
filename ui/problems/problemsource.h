// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/problemreader.h"

#include <QPair>

namespace sluice::ui {

/// What has come to the list of problems since, and what has gone from it.
struct ProblemNews
{
    core::ProblemList list;      ///< as it is now, unsorted
    QList<core::RowId> added;    ///< not known before, as they were found
    QList<QPair<int, int>> gone; ///< runs of rows that are in it no more: first and count, the last run first
    bool isWhole = false;        ///< so much has changed that the list is best taken as a whole

    bool operator==(const ProblemNews &) const = default;
};

/// Compares the ids a table shows, in any order, with those that there are now.
[[nodiscard]] ProblemNews compareProblems(const QList<core::RowId> &known, core::ProblemList now);

/// Answers what the Problems screen asks a project file. Lives on a thread of its own; opens the file at the first
/// question.
class ProblemSource final
{
public:
    template <typename T>
    using Answer = core::Result<T, core::StoreFailure>;

    explicit ProblemSource(QString path)
        : m_path(std::move(path))
    {}

    [[nodiscard]] Answer<core::ProblemList> list(core::CrawlId crawl, const core::ProblemQuery &query,
                                                 const core::CancelToken &cancel);
    /// What is new against the ids `known`; the query's sorting is left out.
    [[nodiscard]] Answer<ProblemNews> news(core::CrawlId crawl, core::ProblemQuery query,
                                           const QList<core::RowId> &known, const core::CancelToken &cancel);
    [[nodiscard]] Answer<QList<core::RowValues>> rows(core::CrawlId crawl, const QList<core::RowId> &ids);
    /// These cells of the rows as tab-separated text, below a line of names where `isWithHeader`.
    [[nodiscard]] Answer<QString> tsv(core::CrawlId crawl, const QList<core::RowId> &ids, const QList<int> &columns,
                                      bool isWithHeader, const core::CancelToken &cancel);

private:
    [[nodiscard]] Answer<core::ProblemReader *> reader();

    QString m_path;
    std::unique_ptr<core::ProblemReader> m_reader;
};

} // namespace sluice::ui
