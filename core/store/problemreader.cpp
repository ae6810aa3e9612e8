// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/problemreader.h"

#include "core/store/problemlister.h"
#include "core/store/projectfile.h"
#include "core/store/recordqueries.h"

#include <QCryptographicHash>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int sitemapsPerChunk = 5'000;

struct Sitemap
{
    RowId id;
    RowValues values;
};

/// The table has no numbers: one made of the URL is the same for every reader, and whatever else comes and goes.
RowId sitemapId(const QByteArray &url)
{
    const QByteArray digest = QCryptographicHash::hash(url, QCryptographicHash::Md5);
    constexpr quint64 positive = quint64(std::numeric_limits<qint64>::max());
    return RowId{-qint64(std::max<quint64>(1, qFromBigEndian<quint64>(digest.constData()) & positive))};
}

} // namespace

class ProblemReader::Internals final
{
public:
    explicit Internals(std::unique_ptr<Database> opened)
        : database(std::move(opened))
    {}

    /// A scan over the crawl's URLs; NotFound where there is no such crawl.
    Result<std::unique_ptr<ProblemScan>, StoreFailure> scan(CrawlId id, bool hasFoundOn);
    /// The sitemap failures of a crawl, by URL.
    Result<QList<Sitemap>, StoreFailure> sitemaps(CrawlId id);

    std::unique_ptr<Database> database;
};

Result<std::unique_ptr<ProblemScan>, StoreFailure> ProblemReader::Internals::scan(CrawlId id, bool hasFoundOn)
{
    if (const auto crawl = readCrawl(*database, id); !crawl)
        return tl::unexpected(crawl.error());
    Statement statement(*database, "SELECT first_url FROM crawls WHERE id = ?1");
    const UrlId first{statement.bind(id.value).step() ? statement.integer(0) : 0};
    statement.reset();
    return std::make_unique<ProblemScan>(*database, id, first, hasFoundOn);
}

Result<QList<Sitemap>, StoreFailure> ProblemReader::Internals::sitemaps(CrawlId id)
{
    QList<Sitemap> found;
    // None in a file that an older version wrote and nobody has written to since.
    if (database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'sitemap_failures'") > 0) {
        Statement statement(*database, "SELECT url, error FROM sitemap_failures WHERE crawl = ?1 ORDER BY url "
                                       "LIMIT ?2 OFFSET ?3");
        for (int count = sitemapsPerChunk; count == sitemapsPerChunk;) {
            count = 0;
            statement.bind(id.value, sitemapsPerChunk, found.size());
            for (; statement.step(); ++count) {
                const QVariant none;
                found.append({sitemapId(statement.bytes(0)),
                              {problemKindName(ProblemKind::Sitemap), u"sitemap"_s, statement.text(1),
                               statement.text(0), none, none, none, none}});
            }
        }
    }
    if (const auto result = database->takeResult(); !result)
        return tl::unexpected(result.error());
    return found;
}

Result<std::unique_ptr<ProblemReader>, StoreFailure> ProblemReader::open(const QString &path)
{
    auto database = openForReading(path);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<ProblemReader>(new ProblemReader(std::make_unique<Internals>(std::move(*database))));
}

ProblemReader::ProblemReader(std::unique_ptr<Internals> internals)
    : m_internals(std::move(internals))
{}

ProblemReader::~ProblemReader() = default;

Result<ProblemList, StoreFailure> ProblemReader::list(CrawlId id, const ProblemQuery &query, const CancelToken &cancel)
{
    const CancelWatch watch(*m_internals->database, cancel);
    ProblemLister lister(query);
    const auto scan = m_internals->scan(id, lister.needsFoundOn());
    if (!scan)
        return tl::unexpected(scan.error());
    const auto sitemaps = m_internals->sitemaps(id);
    if (!sitemaps)
        return tl::unexpected(sitemaps.error());
    for (const Sitemap &sitemap : *sitemaps)
        lister.takeSitemap(sitemap.id, sitemap.values);
    const auto take = [&lister](RowId row, const ProblemRow &problem) { lister.take(row, problem); };
    while (!cancel.isCancelled() && (*scan)->readChunk(take)) {
    }
    if (cancel.isCancelled())
        m_internals->database->fail({StoreFault::Cancelled, u"Cancelled."_s});
    if (const auto result = m_internals->database->takeResult(); !result)
        return tl::unexpected(result.error());
    return lister.finish(cancel);
}

Result<QList<RowValues>, StoreFailure> ProblemReader::rows(CrawlId id, const QList<RowId> &ids)
{
    QHash<RowId, RowValues> sitemaps;
    if (std::any_of(ids.begin(), ids.end(), [](RowId row) { return row.value < 0; })) {
        const auto found = m_internals->sitemaps(id);
        if (!found)
            return tl::unexpected(found.error());
        for (const Sitemap &sitemap : *found)
            sitemaps.insert(sitemap.id, sitemap.values);
    }
    Statement statement(*m_internals->database, problemSql(true, "WHERE u.id = ?1 AND u.crawl = ?2").constData());
    QList<RowValues> rows;
    rows.reserve(ids.size());
    for (const RowId row : ids) {
        if (row.value < 0) {
            rows.append(sitemaps.value(row));
            continue;
        }
        const bool isThere = statement.bind(row.value, id.value).step();
        const auto problem = isThere ? ProblemRow::of(statement) : std::nullopt;
        rows.append(problem ? problem->values() : RowValues());
    }
    statement.reset();
    if (const auto result = m_internals->database->takeResult(); !result)
        return tl::unexpected(result.error());
    return rows;
}

Result<qint64, StoreFailure> ProblemReader::estimate(CrawlId id)
{
    const auto crawl = readCrawl(*m_internals->database, id);
    if (!crawl)
        return tl::unexpected(crawl.error());
    return crawl->failed + crawl->skipped;
}

Result<void, StoreFailure> ProblemReader::visit(CrawlId id, const std::function<bool(const RowValues &)> &visit)
{
    const auto scan = m_internals->scan(id, true);
    if (!scan)
        return tl::unexpected(scan.error());
    const auto sitemaps = m_internals->sitemaps(id);
    if (!sitemaps)
        return tl::unexpected(sitemaps.error());
    QList<RowValues> chunk;
    for (const Sitemap &sitemap : *sitemaps)
        chunk.append(sitemap.values);
    for (bool isMore = true; isMore;) {
        isMore = (*scan)->readChunk([&chunk](RowId, const ProblemRow &row) { chunk.append(row.values()); });
        if (auto result = m_internals->database->takeResult(); !result)
            return result;
        for (const RowValues &values : std::as_const(chunk)) {
            if (!visit(values))
                return failure(StoreFault::Cancelled, u"Cancelled."_s);
        }
        chunk.clear();
    }
    return {};
}

} // namespace sluice::core
