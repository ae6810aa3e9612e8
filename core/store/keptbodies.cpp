// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keptbodies.h"

#include "core/store/statement.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// URLs looked at in one transaction: a crawl may keep none of a million bodies.
constexpr qint64 urlsPerChunk = 50'000;

KeptPage pageOf(const Statement &statement)
{
    KeptPage page;
    page.id = UrlId{statement.integer(0)};
    page.url = statement.bytes(1);
    page.finalUrl = statement.bytes(2);
    page.contentType = statement.bytes(3);
    page.headers = statement.bytes(4);
    page.status = int(statement.integer(5));
    page.bytes = statement.integer(6);
    return page;
}

} // namespace

Result<QList<KeptPage>, StoreFailure> readKeptPages(Database &database, CrawlId crawl, UrlId after, int limit)
{
    QList<KeptPage> pages;
    const qint64 last = database.number("SELECT max(url) FROM pages");
    Statement beginning(database, "SELECT first_url FROM crawls WHERE id = ?1");
    beginning.bind(crawl.value);
    qint64 from = beginning.step() ? std::max(after.value, beginning.integer(0) - 1) : last;
    beginning.reset();
    if (database.number("SELECT count(*) FROM (SELECT 1 FROM bodies LIMIT 1)") == 0)
        from = last;
    Statement statement(database, "SELECT u.id, u.url, p.final_url, p.content_type, p.headers, p.status, p.bytes "
                                  "FROM pages p JOIN urls u ON u.id = p.url "
                                  "WHERE p.url > ?2 AND p.url <= ?3 AND u.crawl = ?1 AND p.body_hash NOT NULL "
                                  "ORDER BY p.url LIMIT ?4");
    for (; from < last && pages.size() < limit; from += urlsPerChunk) {
        statement.bind(crawl.value, from, from + urlsPerChunk, limit - pages.size());
        while (statement.step())
            pages.append(pageOf(statement));
        statement.reset();
    }
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    return pages;
}

Result<BodyRecord, StoreFailure> readBody(Database &database, UrlId page)
{
    Statement statement(database, "SELECT b.hash, b.zstd, b.bytes FROM pages p JOIN bodies b ON b.hash = p.body_hash "
                                  "WHERE p.url = ?1");
    statement.bind(page.value);
    const bool isThere = statement.step();
    BodyRecord body;
    if (isThere)
        body = {statement.bytes(0), statement.bytes(1), statement.integer(2)};
    statement.reset();
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    if (!isThere)
        return failure(StoreFault::NotFound, u"No body is kept of this page in %1."_s.arg(database.path()));
    return body;
}

} // namespace sluice::core
