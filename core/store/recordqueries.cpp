// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recordqueries.h"

#include "core/store/statement.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

Result<QList<CrawlRecord>, StoreFailure> readCrawls(Database &database, CrawlId one)
{
    Statement statement(database, "SELECT id, name, spec, state, has_default_row, started_at, finished_at, active_ms, "
                                  "done, failed, skipped, pending, row_count, bytes FROM crawls "
                                  "WHERE ?1 = 0 OR id = ?1 ORDER BY id");
    statement.bind(one.value);
    QList<CrawlRecord> crawls;
    while (statement.step()) {
        CrawlRecord crawl;
        crawl.id = CrawlId{statement.integer(0)};
        crawl.name = statement.text(1);
        crawl.spec = statement.bytes(2);
        crawl.state = CrawlState(statement.integer(3));
        crawl.hasDefaultRow = statement.integer(4) != 0;
        crawl.startedAtUtcMs = statement.integer(5);
        crawl.finishedAtUtcMs = statement.integer(6);
        crawl.activeMs = statement.integer(7);
        crawl.done = statement.integer(8);
        crawl.failed = statement.integer(9);
        crawl.skipped = statement.integer(10);
        crawl.pending = statement.integer(11);
        crawl.rows = statement.integer(12);
        crawl.bytes = statement.integer(13);
        crawls.append(crawl);
    }
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    return crawls;
}

Result<CrawlRecord, StoreFailure> readCrawl(Database &database, CrawlId id)
{
    QList<CrawlRecord> found;
    if (id.isValid()) {
        auto crawls = readCrawls(database, id);
        if (!crawls)
            return tl::unexpected(crawls.error());
        found = *crawls;
    }
    if (found.isEmpty())
        return failure(StoreFault::NotFound, u"There is no crawl %1 in %2."_s.arg(id.value).arg(database.path()));
    return found.first();
}

Result<QList<HostRecord>, StoreFailure> readHosts(Database &database)
{
    Statement statement(database, "SELECT origin, delay_ms, blocked_until, robots, robots_status, robots_fetched_at, "
                                  "requests, errors FROM hosts ORDER BY origin");
    QList<HostRecord> hosts;
    while (statement.step()) {
        HostRecord host;
        host.origin = statement.bytes(0);
        host.delayMs = int(statement.integer(1));
        host.blockedUntilUtcMs = statement.integer(2);
        host.robots = statement.bytes(3);
        host.robotsStatus = int(statement.integer(4));
        host.robotsFetchedAtUtcMs = statement.integer(5);
        host.requests = statement.integer(6);
        host.errors = statement.integer(7);
        hosts.append(host);
    }
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    return hosts;
}

} // namespace sluice::core
