// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/records.h"

#include <functional>
#include <optional>

namespace sluice::core {

class Database;

/// What one page gives from now on.
struct PageReplacement
{
    UrlId url;
    QList<QByteArray> rows;      ///< JSON objects, in page order
    QList<RowTie> ties;          ///< one a row, or none at all
    QByteArray details;          ///< as Outcome::details
    std::optional<QString> note; ///< what is to be said of a page that is done; nothing: as it was

    bool operator==(const PageReplacement &) const = default;
};

/// New rows for a whole crawl, and the job that makes them.
struct RowReplacement
{
    CrawlId crawl;
    QByteArray spec; ///< the job file's JSON
    bool hasDefaultRow = true;
    QStringList columns; ///< as for CrawlStore::addCrawl()
    /// Gives one page after the other, by rising id; false at the end.
    std::function<Result<bool, StoreFailure>(PageReplacement &)> next;
    CancelToken cancel; ///< then the rows stay as they were
};

/// Puts the new rows in the place of the crawl's. Inside somebody's transaction, which fails as NotFound where there is
/// no such crawl, as Cancelled, or as next() does. Returns how many rows there are.
qint64 replaceCrawlRows(Database &database, const RowReplacement &replacement);

} // namespace sluice::core
