// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/problems.h"

#include <functional>
#include <memory>

namespace sluice::core {

/// Reads what went wrong in a crawl, over a read-only connection of its own, also beside a running crawl. One thread at
/// a time. No read transaction lasts over a second: long reads go in chunks by id.
class ProblemReader final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ProblemReader>, StoreFailure> open(const QString &path);
    ~ProblemReader();

    /// The problems that match, and how many there are of each reason. Looks at every URL of the crawl; `cancel` is
    /// looked at meanwhile. NotFound where there is no such crawl.
    [[nodiscard]] Result<ProblemList, StoreFailure> list(CrawlId id, const ProblemQuery &query,
                                                         const CancelToken &cancel);
    /// The cells of these problems, in the order of `ids`; an empty RowValues where it is none any more.
    [[nodiscard]] Result<QList<RowValues>, StoreFailure> rows(CrawlId id, const QList<RowId> &ids);
    /// About how many there are: URLs failed and skipped, without looking at them.
    [[nodiscard]] Result<qint64, StoreFailure> estimate(CrawlId id);
    /// Calls `visit` with the cells of each problem, sitemaps first, until it returns false (then Cancelled).
    Result<void, StoreFailure> visit(CrawlId id, const std::function<bool(const RowValues &)> &visit);

private:
    class Internals;
    explicit ProblemReader(std::unique_ptr<Internals> internals);
    std::unique_ptr<Internals> m_internals;
};

} // namespace sluice::core
