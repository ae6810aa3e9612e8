// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowreplacer.h"

#include "core/store/pagewriter.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

void removeOldRows(Database &database, CrawlId crawl)
{
    const char *steps[] = {
        "DELETE FROM rows WHERE crawl = ?1",
        "DELETE FROM details WHERE url IN (SELECT d.url FROM details d JOIN urls u ON u.id = d.url WHERE u.crawl = ?1)",
        "DELETE FROM columns WHERE crawl = ?1",
    };
    for (const char *sql : steps)
        Statement(database, sql).bind(crawl.value).run();
}

void setJob(Database &database, const RowReplacement &replacement)
{
    Statement crawl(database, "UPDATE crawls SET spec = ?2, has_default_row = ?3, row_count = 0 WHERE id = ?1");
    crawl.bind(replacement.crawl.value, replacement.spec, int(replacement.hasDefaultRow)).run();
    if (crawl.changes() == 0)
        database.fail(
            {StoreFault::NotFound, u"%1: holds no crawl %2"_s.arg(database.path()).arg(replacement.crawl.value)});
    Statement column(database, "INSERT INTO columns (crawl, position, name) VALUES (?1, ?2, ?3)");
    for (qsizetype i = 0; i < replacement.columns.size(); ++i)
        column.bind(replacement.crawl.value, i, replacement.columns[i]).run();
}

Outcome outcomeOf(CrawlId crawl, PageReplacement page)
{
    Outcome outcome;
    outcome.crawl = crawl;
    outcome.url = page.url;
    outcome.rows = std::move(page.rows);
    outcome.ties = std::move(page.ties);
    outcome.details = std::move(page.details);
    return outcome;
}

} // namespace

qint64 replaceCrawlRows(Database &database, const RowReplacement &replacement)
{
    Totals totals(database);
    // Made before the old rows go, so that no row gets the id of one that somebody has seen.
    PageWriter writer(database, totals);
    Statement note(database, "UPDATE pages SET error = ?2 WHERE url = ?1 AND error_kind IS NULL AND error IS NOT ?2");
    removeOldRows(database, replacement.crawl);
    setJob(database, replacement);
    while (!database.hasFailed()) {
        PageReplacement page;
        const auto isMore = replacement.next(page);
        if (!isMore)
            database.fail(isMore.error());
        else if (replacement.cancel.isCancelled())
            database.fail({StoreFault::Cancelled, u"%1: the rows stay as they were"_s.arg(database.path())});
        if (!isMore || !*isMore)
            break;
        if (page.note)
            note.bind(page.url.value, OrNull(*page.note)).run();
        writer.replaceRows(outcomeOf(replacement.crawl, std::move(page)));
    }
    totals.write();
    Statement count(database, "SELECT row_count FROM crawls WHERE id = ?1");
    const bool isThere = count.bind(replacement.crawl.value).step();
    const qint64 rows = isThere ? count.integer(0) : 0;
    count.reset();
    return rows;
}

} // namespace sluice::core
