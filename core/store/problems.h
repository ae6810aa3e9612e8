// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <optional>

/// The values that tell what went wrong in a crawl: URLs that failed or were skipped, pages that came with errors, and
/// sitemaps that could not be read.
namespace sluice::core {

enum class ProblemKind : quint8 {
    Failed = 0,
    Skipped = 1,
    RowError = 2, ///< the page came, but a rule failed on it or it could not be read as a whole
    Sitemap = 3,  ///< a sitemap that was not read, or not as a whole
};
[[nodiscard]] QString problemKindName(ProblemKind kind); ///< "failed", "skipped", "row error", "sitemap"

/// How many problems share a kind and a reason.
struct ProblemCount
{
    ProblemKind kind = ProblemKind::Failed;
    QString reason; ///< as StatusCount names it: "http-404", "robots", …; "row-error" and "sitemap" for these kinds
    qint64 count = 0;

    bool operator==(const ProblemCount &) const = default;
};

/// Which problems of a crawl to show, and in which order.
struct ProblemQuery
{
    std::optional<ProblemKind> kind; ///< none = all
    QString reason;                  ///< of that kind; empty = all
    QString filter;                  ///< text that any cell contains, case-insensitive; empty = all
    QString sortColumn;              ///< one of problemColumns(); empty = as the URLs were found, sitemaps first
    bool isDescending = false;

    bool operator==(const ProblemQuery &) const = default;
};

/// Answers a ProblemQuery.
struct ProblemList
{
    /// The problems that match: a URL's id, or a negative number for a sitemap.
    QList<RowId> ids;
    /// All problems of the crawl, whatever the query: by kind, the most frequent reason first.
    QList<ProblemCount> counts;

    bool operator==(const ProblemList &) const = default;
    [[nodiscard]] qint64 total() const;
};

/// The cells of a problem, in order: state, reason, detail, url, depth, found_on, attempts, status.
[[nodiscard]] const QStringList &problemColumns();

} // namespace sluice::core
