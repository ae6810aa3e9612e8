// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bodyreader.h"

#include "core/store/projectfile.h"
#include "core/store/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Bytes read at once, compressed; at least one page.
constexpr qint64 bytesPerRead = qint64(16) << 20;
/// More than any body that a crawl takes in (its cap is 1 GiB at most).
constexpr qint64 largestBody = qint64(1) << 30;

QByteArray contentTypeOf(const QByteArray &headers)
{
    const QJsonArray all = QJsonDocument::fromJson(headers).array();
    for (const QJsonValue &header : all) {
        if (header[0].toString().compare("Content-Type"_L1, Qt::CaseInsensitive) == 0)
            return header[1].toString().toLatin1();
    }
    return {};
}

/// URLs looked at in one transaction: a crawl may keep none of a million bodies.
constexpr qint64 urlsPerChunk = 50'000;

KeptPage keptPageIn(const Statement &row)
{
    KeptPage page;
    page.id = UrlId{row.integer(0)};
    page.url = row.bytes(1);
    page.finalUrl = row.bytes(2);
    page.contentType = row.bytes(3);
    page.headers = row.bytes(4);
    page.status = int(row.integer(5));
    page.bytes = row.integer(6);
    return page;
}

/// Columns: id, address, final URL, seed, done, body kept, bytes, and then headers and body where they are wanted.
StoredPage pageIn(const Statement &row, bool isWhole)
{
    StoredPage page;
    page.url = UrlId{row.integer(0)};
    page.address = row.bytes(1);
    page.finalUrl = row.isNull(2) ? page.address : row.bytes(2);
    page.isSeed = row.integer(3) != 0;
    page.isDone = row.integer(4) != 0;
    page.bytes = row.integer(6);
    page.hasBody = page.isDone && (row.integer(5) != 0 || page.bytes == 0);
    if (isWhole) {
        page.contentType = contentTypeOf(row.bytes(7));
        page.zstd = row.bytes(8);
    }
    return page;
}

} // namespace

Result<std::unique_ptr<BodyReader>, StoreFailure> BodyReader::open(const QString &path)
{
    auto database = openForReading(path);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<BodyReader>(new BodyReader(std::move(*database)));
}

BodyReader::BodyReader(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{}

BodyReader::~BodyReader() = default;

template <typename Value>
Result<Value, StoreFailure> BodyReader::taken(Value value) const
{
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return value;
}

/// So that a late crawl of a large project does not look at the pages of all the others.
qint64 BodyReader::firstId(CrawlId crawl, UrlId after) const
{
    Statement statement(*m_database, "SELECT first_url FROM crawls WHERE id = ?1");
    const qint64 first = statement.bind(crawl.value).step() ? statement.integer(0) : 0;
    return std::max(after.value + 1, first);
}

Result<qint64, StoreFailure> BodyReader::pageCount(CrawlId crawl) const
{
    Statement statement(*m_database, "SELECT done + failed FROM crawls WHERE id = ?1");
    const qint64 count = statement.bind(crawl.value).step() ? statement.integer(0) : 0;
    return taken(count);
}

bool BodyReader::isAnyKept() const
{
    return m_database->number("SELECT count(*) FROM (SELECT 1 FROM bodies LIMIT 1)") > 0;
}

Result<bool, StoreFailure> BodyReader::hasBodies(CrawlId crawl) const
{
    if (!isAnyKept())
        return taken(false);
    Statement statement(*m_database, "SELECT 1 FROM pages p JOIN urls u ON u.id = p.url "
                                     "WHERE p.url >= ?2 AND u.crawl = ?1 AND p.body_hash NOT NULL LIMIT 1");
    const bool isAny = statement.bind(crawl.value, firstId(crawl, {})).step();
    statement.reset();
    return taken(isAny);
}

Result<QList<StoredPage>, StoreFailure> BodyReader::pagesAfter(CrawlId crawl, UrlId after, int most) const
{
    QList<StoredPage> pages;
    qint64 bytes = 0;
    Statement statement(*m_database,
                        "SELECT u.id, u.url, p.final_url, u.is_seed, p.error_kind IS NULL, b.hash NOT NULL, "
                        "coalesce(b.bytes, p.bytes), p.headers, b.zstd FROM pages p JOIN urls u ON u.id = p.url "
                        "LEFT JOIN bodies b ON b.hash = p.body_hash "
                        "WHERE p.url >= ?1 AND u.crawl = ?2 ORDER BY p.url LIMIT ?3");
    statement.bind(firstId(crawl, after), crawl.value, most);
    while (bytes < bytesPerRead && statement.step()) {
        pages.append(pageIn(statement, true));
        bytes += pages.last().zstd.size();
    }
    statement.reset();
    return taken(std::move(pages));
}

Result<QList<StoredPage>, StoreFailure> BodyReader::addressesAfter(CrawlId crawl, UrlId after, int most) const
{
    QList<StoredPage> pages;
    Statement statement(*m_database,
                        "SELECT u.id, u.url, p.final_url, u.is_seed, p.error_kind IS NULL, p.body_hash NOT NULL, "
                        "p.bytes FROM pages p JOIN urls u ON u.id = p.url "
                        "WHERE p.url >= ?1 AND u.crawl = ?2 ORDER BY p.url LIMIT ?3");
    statement.bind(firstId(crawl, after), crawl.value, most);
    while (statement.step())
        pages.append(pageIn(statement, false));
    statement.reset();
    return taken(std::move(pages));
}

Result<QList<KeptPage>, StoreFailure> BodyReader::keptPages(CrawlId crawl, UrlId after, int limit) const
{
    QList<KeptPage> pages;
    const qint64 end = isAnyKept() ? m_database->number("SELECT max(url) FROM pages") + 1 : 0;
    Statement statement(*m_database, "SELECT u.id, u.url, p.final_url, p.content_type, p.headers, p.status, p.bytes "
                                     "FROM pages p JOIN urls u ON u.id = p.url "
                                     "WHERE p.url >= ?1 AND p.url < ?2 AND u.crawl = ?3 AND p.body_hash NOT NULL "
                                     "ORDER BY p.url LIMIT ?4");
    for (qint64 from = firstId(crawl, after); from < end && pages.size() < limit; from += urlsPerChunk) {
        statement.bind(from, from + urlsPerChunk, crawl.value, limit - pages.size());
        while (statement.step())
            pages.append(keptPageIn(statement));
        statement.reset();
    }
    return taken(std::move(pages));
}

Result<BodyRecord, StoreFailure> BodyReader::body(UrlId page) const
{
    Statement statement(*m_database,
                        "SELECT b.hash, b.zstd, b.bytes FROM pages p JOIN bodies b ON b.hash = p.body_hash "
                        "WHERE p.url = ?1");
    const bool isThere = statement.bind(page.value).step();
    BodyRecord body;
    if (isThere)
        body = {statement.bytes(0), statement.bytes(1), statement.integer(2)};
    statement.reset();
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    if (!isThere)
        return failure(StoreFault::NotFound, u"No body is kept of this page in %1."_s.arg(m_database->path()));
    return body;
}

Result<QList<StoredRow>, StoreFailure> BodyReader::rowsAfter(CrawlId crawl, UrlId after, int most) const
{
    QList<StoredRow> rows;
    qint64 bytes = 0;
    Statement statement(*m_database, "SELECT url, position, data FROM rows WHERE url >= ?1 AND +crawl = ?2 "
                                     "ORDER BY url, position");
    statement.bind(firstId(crawl, after), crawl.value);
    while (statement.step()) {
        const UrlId url{statement.integer(0)};
        const bool isEnough = rows.size() >= most || bytes >= bytesPerRead;
        if (isEnough && rows.last().url != url)
            break;
        rows.append({url, int(statement.integer(1)), statement.bytes(2)});
        bytes += rows.last().data.size();
    }
    statement.reset();
    return taken(std::move(rows));
}

Result<QByteArray, StoreFailure> unpackedBody(const StoredPage &page)
{
    const auto damaged = [&page] {
        return failure(StoreFault::Corrupt,
                       u"%1: its body is damaged in the project"_s.arg(QString::fromUtf8(page.address)));
    };
    if (page.bytes == 0)
        return QByteArray();
    if (page.bytes < 0 || page.bytes > largestBody)
        return damaged();
    QByteArray body(page.bytes, Qt::Uninitialized);
    const size_t size =
        ZSTD_decompress(body.data(), size_t(body.size()), page.zstd.constData(), size_t(page.zstd.size()));
    if (ZSTD_isError(size) || qsizetype(size) != body.size())
        return damaged();
    return body;
}

} // namespace sluice::core
