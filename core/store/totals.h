// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"

#include <QHash>
#include <QSet>

#include <array>

namespace sluice::core {

/// Keeps the counts and columns of crawls in step with what a transaction writes. Lives on the writer's thread.
class Totals final
{
public:
    explicit Totals(Database &database);

    /// Whether the project has this crawl; what comes late for a removed one is dropped.
    [[nodiscard]] bool has(CrawlId crawl);

    void entered(CrawlId crawl, UrlState state) { ++m_changes[crawl].states[size_t(state)]; }
    void moved(CrawlId crawl, UrlState from, UrlState to);
    void countRows(CrawlId crawl, qint64 more) { m_changes[crawl].rows += more; }
    void countBytes(CrawlId crawl, qint64 more) { m_changes[crawl].bytes += more; }
    /// Adds the keys of a row that the crawl has not had yet to its columns.
    void learnColumns(CrawlId crawl, const QByteArray &row);

    /// Writes the counts; the last step of a transaction.
    void write();
    /// Forgets what was not written or may have changed: after a rollback, and when a crawl went.
    void forget();

private:
    struct Changes
    {
        std::array<qint64, 4> states{};
        qint64 rows = 0;
        qint64 bytes = 0;
    };
    struct Crawl
    {
        bool isKnown = false;
        bool hasDefaultRow = true;
        QSet<QByteArray> columns;
    };
    const Crawl &find(CrawlId crawl);

    QHash<CrawlId, Changes> m_changes;
    QHash<CrawlId, Crawl> m_crawls;
    Statement m_findCrawl;
    Statement m_findColumns;
    Statement m_addColumn;
    Statement m_update;
};

} // namespace sluice::core
