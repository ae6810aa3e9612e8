// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/frontierreader.h"

#include "core/store/idlist.h"
#include "core/store/recordqueries.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Rows read in one transaction: some 10 ms.
constexpr int urlsPerChunk = 10'000;
constexpr int imagesPerRead = 5'000;
constexpr auto freshRowsSql = "WHERE r.id IN (SELECT id FROM rows WHERE detail = ?1 UNION "
                              "SELECT n.id FROM rows n LEFT JOIN urls d ON d.id = n.detail "
                              "WHERE n.url = ?1 AND (n.detail IS NULL OR d.state <> 0)) ORDER BY r.id";

} // namespace

FrontierReader::FrontierReader(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_firstUrl(*m_database, "SELECT first_url FROM crawls WHERE id = ?1")
    , m_urls(*m_database, "SELECT id, url, state, reason, detail, depth, attempts, parent, found_on, is_seed, "
                          "EXISTS (SELECT 1 FROM rows r WHERE r.detail = urls.id) FROM urls WHERE id > ?1 AND crawl = "
                          "?2 ORDER BY id LIMIT ?3")
    , m_outlinks(*m_database, "SELECT targets FROM outlinks WHERE url = ?1")
    , m_text(*m_database, "SELECT url FROM urls WHERE id = ?1")
    , m_foundOn(*m_database, "SELECT coalesce((SELECT f.url FROM urls f WHERE f.id = u.parent), u.found_on, '') "
                             "FROM urls u WHERE u.id = ?1")
    , m_seedTargets(*m_database, "SELECT p.final_url FROM urls u JOIN pages p ON p.url = u.id "
                                 "WHERE u.crawl = ?1 AND u.is_seed = 1 AND u.state = 1 AND p.final_url NOT NULL "
                                 "ORDER BY u.id")
    , m_detail(*m_database, "SELECT coalesce(detail, 0) FROM rows WHERE id = ?1")
{}

Result<CrawlRecord, StoreFailure> FrontierReader::crawl(CrawlId id)
{
    const std::lock_guard lock(m_mutex);
    return readCrawl(*m_database, id);
}

Result<void, StoreFailure> FrontierReader::visitUrls(CrawlId id, const std::function<void(const UrlRecord &)> &visit)
{
    UrlId after;
    {
        const std::lock_guard lock(m_mutex);
        if (m_firstUrl.bind(id.value).step())
            after = UrlId{m_firstUrl.integer(0) - 1};
        m_firstUrl.reset();
    }
    for (;;) {
        QList<UrlRecord> urls;
        {
            const std::lock_guard lock(m_mutex);
            urls = nextUrls(id, after);
            if (auto result = m_database->takeResult(); !result)
                return result;
        }
        for (const UrlRecord &url : urls)
            visit(url);
        if (urls.size() < urlsPerChunk)
            return {};
        after = urls.last().id;
    }
}

QList<UrlRecord> FrontierReader::nextUrls(CrawlId id, UrlId after)
{
    QList<UrlRecord> urls;
    urls.reserve(urlsPerChunk);
    m_urls.bind(after.value, id.value, urlsPerChunk);
    while (m_urls.step()) {
        UrlRecord &url = urls.emplaceBack();
        url.id = UrlId{m_urls.integer(0)};
        url.url = m_urls.bytes(1);
        url.state = UrlState(m_urls.integer(2) & 3);
        url.reason = SkipReason(m_urls.integer(3));
        if (!m_urls.isNull(4))
            url.detail = m_urls.text(4);
        url.depth = int(m_urls.integer(5));
        url.attempts = int(m_urls.integer(6));
        url.parent = UrlId{m_urls.integer(7)};
        if (!m_urls.isNull(8))
            url.foundOn = m_urls.bytes(8);
        url.isSeed = m_urls.integer(9) != 0;
        url.isDetail = m_urls.integer(10) != 0;
    }
    return urls;
}

Result<QList<UrlId>, StoreFailure> FrontierReader::outlinks(UrlId id)
{
    const std::lock_guard lock(m_mutex);
    QList<UrlId> targets;
    if (m_outlinks.bind(id.value).step())
        targets = unpackIds(m_outlinks.bytes(0));
    m_outlinks.reset();
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return targets;
}

Result<QByteArray, StoreFailure> FrontierReader::urlText(UrlId id)
{
    return textOf(m_text, id);
}

Result<QByteArray, StoreFailure> FrontierReader::foundOn(UrlId id)
{
    return textOf(m_foundOn, id);
}

Result<QByteArray, StoreFailure> FrontierReader::textOf(Statement &statement, UrlId id)
{
    const std::lock_guard lock(m_mutex);
    const bool isThere = statement.bind(id.value).step();
    const QByteArray text = isThere ? statement.bytes(0) : QByteArray();
    statement.reset();
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    if (!isThere)
        return failure(StoreFault::NotFound, u"There is no URL %1 in %2."_s.arg(id.value).arg(m_database->path()));
    return text;
}

Result<QList<FreshRow>, StoreFailure> FrontierReader::freshRows(UrlId url, const QStringList &fields,
                                                                const QStringList &columns)
{
    const std::lock_guard lock(m_mutex);
    if (!m_fresh || m_fresh->fields != fields || m_fresh->columns != columns) {
        const RowSelect select({fields.begin(), fields.end()}, columns);
        m_fresh.reset(new FreshQuery{fields, columns, select, {*m_database, select.sql(freshRowsSql).constData()}});
    }
    QList<FreshRow> rows;
    Statement &statement = m_fresh->statement.bind(url.value);
    while (statement.step())
        rows.append({RowId{statement.integer(0)}, {}, m_fresh->select.values(statement)});
    statement.reset();
    for (FreshRow &row : rows) {
        if (m_detail.bind(row.id.value).step())
            row.detail = UrlId{m_detail.integer(0)};
        m_detail.reset();
    }
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return rows;
}

Result<QList<QByteArray>, StoreFailure> FrontierReader::seedTargets(CrawlId id)
{
    const std::lock_guard lock(m_mutex);
    QList<QByteArray> targets;
    m_seedTargets.bind(id.value);
    while (m_seedTargets.step())
        targets.append(m_seedTargets.bytes(0));
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return targets;
}

Result<QList<HostRecord>, StoreFailure> FrontierReader::hosts()
{
    const std::lock_guard lock(m_mutex);
    return readHosts(*m_database);
}

Result<QList<ImageRecord>, StoreFailure> FrontierReader::images(CrawlId id, const QString &folder)
{
    QList<ImageRecord> images;
    for (;;) {
        const auto some = nextImages(id, folder, images.isEmpty() ? QByteArray() : images.last().url);
        if (!some || some->isEmpty())
            return some ? std::move(images) : some;
        images.append(*some);
    }
}

Result<QList<ImageRecord>, StoreFailure> FrontierReader::nextImages(CrawlId id, const QString &folder,
                                                                    const QByteArray &after)
{
    const std::lock_guard lock(m_mutex);
    Statement statement(*m_database,
                        "SELECT url, file, bytes FROM images WHERE crawl = ?1 AND folder = ?2 AND url > ?3 "
                        "ORDER BY url LIMIT ?4");
    statement.bind(id.value, folder, after, imagesPerRead);
    QList<ImageRecord> images;
    while (statement.step())
        images.append({statement.bytes(0), folder, statement.text(1), statement.integer(2)});
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return images;
}

} // namespace sluice::core
