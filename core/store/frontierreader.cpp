// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/frontierreader.h"

#include "core/store/idlist.h"
#include "core/store/recordqueries.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Rows read in one transaction: some 10 ms.
constexpr int urlsPerChunk = 10'000;

} // namespace

FrontierReader::FrontierReader(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_firstUrl(*m_database, "SELECT first_url FROM crawls WHERE id = ?1")
    , m_urls(*m_database, "SELECT id, url, state, reason, detail, depth, attempts, parent, found_on, is_seed FROM urls "
                          "WHERE id > ?1 AND crawl = ?2 ORDER BY id LIMIT ?3")
    , m_outlinks(*m_database, "SELECT targets FROM outlinks WHERE url = ?1")
    , m_text(*m_database, "SELECT url FROM urls WHERE id = ?1")
    , m_foundOn(*m_database, "SELECT coalesce((SELECT f.url FROM urls f WHERE f.id = u.parent), u.found_on, '') "
                             "FROM urls u WHERE u.id = ?1")
    , m_seedTargets(*m_database, "SELECT p.final_url FROM urls u JOIN pages p ON p.url = u.id "
                                 "WHERE u.crawl = ?1 AND u.is_seed = 1 AND u.state = 1 AND p.final_url NOT NULL "
                                 "ORDER BY u.id")
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

} // namespace sluice::core
