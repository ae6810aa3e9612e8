// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rowselect.h"

#include <functional>

namespace sluice::core {

/// Goes over a crawl's rows in the order they came, in chunks, so that no read transaction stays open for long.
class RowScan final
{
public:
    /// Begins after row `after`. `select` is borrowed.
    RowScan(Database &database, const RowSelect &select, CrawlId crawl, RowId after);

    /// Hands the next rows to `take`: at most 2,000, 4 MiB or 0.2 s of them. False at the end, and after a failure,
    /// which stays with the database.
    bool readChunk(const std::function<void(RowId, const Statement &)> &take);

private:
    Database &m_database;
    const RowSelect &m_select;
    CrawlId m_crawl;
    RowId m_after;
    Statement m_statement;
};

} // namespace sluice::core
