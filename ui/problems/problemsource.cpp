// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemsource.h"

#include "ui/paging/rowtext.h"

#include <algorithm>

namespace sluice::ui {

using core::CancelToken;
using core::CrawlId;
using core::ProblemList;
using core::ProblemQuery;
using core::ProblemReader;
using core::RowId;
using core::RowValues;

namespace {

/// Taking rows out one run at a time is worth it up to here.
constexpr qsizetype mostRuns = 20;

/// The cells of these columns; of a problem that was solved meanwhile, empty ones.
RowValues chosen(const RowValues &row, const QList<int> &columns)
{
    RowValues cells;
    for (const int column : columns)
        cells.append(row.value(column));
    return cells;
}

QList<QPair<int, int>> runsOf(const QList<RowId> &known, const QList<RowId> &gone)
{
    QList<QPair<int, int>> runs;
    if (gone.isEmpty())
        return runs;
    for (int row = int(known.size()) - 1; row >= 0; --row) {
        if (!std::ranges::binary_search(gone, known.at(row)))
            continue;
        if (!runs.isEmpty() && runs.last().first == row + 1)
            runs.last() = {row, runs.last().second + 1};
        else
            runs.append({row, 1});
    }
    return runs;
}

} // namespace

ProblemNews compareProblems(const QList<RowId> &known, ProblemList now)
{
    QList<RowId> before = known;
    std::ranges::sort(before);
    QList<RowId> after = now.ids;
    std::ranges::sort(after); // sitemaps have negative numbers
    ProblemNews news;
    std::ranges::set_difference(after, before, std::back_inserter(news.added));
    QList<RowId> gone;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    news.gone = runsOf(known, gone);
    news.isWhole = known.isEmpty() || news.gone.size() > mostRuns;
    news.list = std::move(now);
    return news;
}

ProblemSource::Answer<ProblemReader *> ProblemSource::reader()
{
    if (!m_reader) {
        auto opened = ProblemReader::open(m_path);
        if (!opened)
            return tl::unexpected(opened.error());
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

ProblemSource::Answer<ProblemList> ProblemSource::list(CrawlId crawl, const ProblemQuery &query,
                                                       const CancelToken &cancel)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return (*source)->list(crawl, query, cancel);
}

ProblemSource::Answer<ProblemNews> ProblemSource::news(CrawlId crawl, ProblemQuery query, const QList<RowId> &known,
                                                       const CancelToken &cancel)
{
    query.sortColumn.clear();
    auto now = list(crawl, query, cancel);
    if (!now)
        return tl::unexpected(now.error());
    return compareProblems(known, std::move(*now));
}

ProblemSource::Answer<QList<RowValues>> ProblemSource::rows(CrawlId crawl, const QList<RowId> &ids)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return (*source)->rows(crawl, ids);
}

ProblemSource::Answer<QString> ProblemSource::tsv(CrawlId crawl, const QList<RowId> &ids, const QList<int> &columns,
                                                  bool isWithHeader, const CancelToken &cancel)
{
    QStringList header;
    for (const int column : columns)
        header.append(core::problemColumns().at(column));
    const auto read = [&](const QList<RowId> &some) -> Answer<QList<RowValues>> {
        auto found = rows(crawl, some);
        if (found)
            std::ranges::transform(*found, found->begin(), [&](const RowValues &row) { return chosen(row, columns); });
        return found;
    };
    return rowsAsText(ids, read, isWithHeader ? header : QStringList(), cancel);
}

} // namespace sluice::ui
