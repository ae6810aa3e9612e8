// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/proxyrecords.h"
#include "core/store/records.h"

#include <functional>
#include <memory>

namespace sluice::core {

/// Which rows of a crawl to show, and in which order.
struct RowQuery
{
    QString filter;     ///< text that any cell contains, case-insensitive; empty = all
    QString sortColumn; ///< empty = in the order they came
    bool isDescending = false;

    bool operator==(const RowQuery &) const = default;
};

/// A read-only connection to a project file, for use beside a running crawl, also from another process. One thread at
/// a time. No read transaction lasts over a second: long reads go in chunks by id.
class ProjectReader final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ProjectReader>, StoreFailure> open(const QString &path);
    ~ProjectReader();

    /// All crawls with their counts, by id.
    [[nodiscard]] Result<QList<CrawlRecord>, StoreFailure> crawls() const;
    [[nodiscard]] Result<CrawlRecord, StoreFailure> crawl(CrawlId id) const;
    [[nodiscard]] Result<QList<StatusCount>, StoreFailure> status() const;
    [[nodiscard]] Result<QList<HostRecord>, StoreFailure> hosts() const;

    /// All proxies by id, and their ledger; none in a project from before version 5. Bans are those at `nowUtcMs`.
    [[nodiscard]] Result<QList<ProxyRecord>, StoreFailure> proxies(qint64 nowUtcMs) const;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyHosts() const;
    [[nodiscard]] Result<QList<ProxySourceRecord>, StoreFailure> proxySources() const;

    /// The columns of a crawl's rows: the default ones, or the union of all field columns in order of first appearance
    /// and then url, found_on, error.
    [[nodiscard]] Result<QStringList, StoreFailure> columns(CrawlId id) const;
    [[nodiscard]] Result<qint64, StoreFailure> rowCount(CrawlId id) const;
    /// Calls `visit` for each row in the order they came, until it returns false (then Cancelled).
    Result<void, StoreFailure> visitRows(CrawlId id, const QStringList &columns,
                                         const std::function<bool(const RowValues &)> &visit) const;
    /// The ids of the rows that match, sorted; 8 bytes each. `cancel` is looked at while the query runs.
    [[nodiscard]] Result<QList<RowId>, StoreFailure> rowIds(CrawlId id, const RowQuery &query,
                                                            const CancelToken &cancel) const;
    /// Ids above `after` that match the filter, in the order they came: rows that arrived since.
    [[nodiscard]] Result<QList<RowId>, StoreFailure> rowIdsAfter(CrawlId id, const RowQuery &query, RowId after,
                                                                 const CancelToken &cancel) const;
    /// The cells of these rows, in the order of `ids`; an empty RowValues for a row that is gone.
    [[nodiscard]] Result<QList<RowValues>, StoreFailure> rows(CrawlId id, const QList<RowId> &ids,
                                                              const QStringList &columns) const;

private:
    class Internals;
    explicit ProjectReader(std::unique_ptr<Internals> internals);
    std::unique_ptr<Internals> m_internals;
};

} // namespace sluice::core
