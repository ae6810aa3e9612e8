// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectreader.h"

#include "core/store/projectfile.h"
#include "core/store/proxyreader.h"
#include "core/store/recordqueries.h"
#include "core/store/rowscan.h"
#include "core/store/rowsorter.h"
#include "core/store/statuscounter.h"

#include <QStringMatcher>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Ids read in one transaction where nothing else is: some 20 ms.
constexpr int idsPerChunk = 100'000;

} // namespace

class ProjectReader::Internals final
{
public:
    explicit Internals(std::unique_ptr<Database> opened)
        : database(std::move(opened))
    {}

    /// The names that are keys of the crawl's JSON objects, in order of first appearance.
    Result<QStringList, StoreFailure> fields(const CrawlRecord &crawl) const;
    Result<QStringList, StoreFailure> shownColumns(CrawlId id) const;
    Result<RowSelect, StoreFailure> select(CrawlId id, const QStringList &columns) const;
    QList<RowId> allIds(CrawlId id, RowId after) const;
    /// Ids of the rows that the filter lets through. Where there is a sorter they go there, with the cell to sort by.
    Result<QList<RowId>, StoreFailure> matching(CrawlId id, const RowQuery &query, RowId after,
                                                const CancelToken &cancel, RowSorter *sorter) const;

    template <typename Values>
    Result<Values, StoreFailure> unlessFailed(const Values &values) const
    {
        if (const auto result = database->takeResult(); !result)
            return tl::unexpected(result.error());
        return values;
    }

    std::unique_ptr<Database> database;
};

Result<QStringList, StoreFailure> ProjectReader::Internals::fields(const CrawlRecord &crawl) const
{
    QStringList names;
    if (crawl.hasDefaultRow)
        names = {u"title"_s, u"h1"_s, u"description"_s, u"canonical"_s};
    Statement statement(*database, "SELECT name FROM columns WHERE crawl = ?1 ORDER BY position");
    statement.bind(crawl.id.value);
    while (statement.step())
        names.append(statement.text(0));
    if (const auto result = database->takeResult(); !result)
        return tl::unexpected(result.error());
    return names;
}

Result<QStringList, StoreFailure> ProjectReader::Internals::shownColumns(CrawlId id) const
{
    const auto crawl = readCrawl(*database, id);
    if (!crawl)
        return tl::unexpected(crawl.error());
    auto names = fields(*crawl);
    if (!names)
        return names;
    const QStringList known =
        crawl->hasDefaultRow ? defaultColumns() : QStringList{u"url"_s, u"found_on"_s, u"error"_s};
    QStringList shown = crawl->hasDefaultRow ? known : *names;
    for (const QString &name : crawl->hasDefaultRow ? *names : known) {
        if (!shown.contains(name))
            shown.append(name);
    }
    return shown;
}

Result<RowSelect, StoreFailure> ProjectReader::Internals::select(CrawlId id, const QStringList &columns) const
{
    const auto crawl = readCrawl(*database, id);
    if (!crawl)
        return tl::unexpected(crawl.error());
    const auto names = fields(*crawl);
    if (!names)
        return tl::unexpected(names.error());
    constexpr int firstWithDetails = 3;
    const bool hasDetails = database->number("PRAGMA user_version") >= firstWithDetails;
    return RowSelect(QSet<QString>(names->begin(), names->end()), columns, hasDetails);
}

QList<RowId> ProjectReader::Internals::allIds(CrawlId id, RowId after) const
{
    Statement statement(*database, "SELECT id FROM rows WHERE crawl = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
    QList<RowId> ids;
    for (int count = idsPerChunk; count == idsPerChunk;) {
        count = 0;
        statement.bind(id.value, after.value, idsPerChunk);
        for (; statement.step(); ++count)
            ids.append(RowId{statement.integer(0)});
        if (!ids.isEmpty())
            after = ids.last();
    }
    return ids;
}

Result<QList<RowId>, StoreFailure> ProjectReader::Internals::matching(CrawlId id, const RowQuery &query, RowId after,
                                                                      const CancelToken &cancel,
                                                                      RowSorter *sorter) const
{
    Result<QStringList, StoreFailure> columns;
    if (!query.filter.isEmpty())
        columns = shownColumns(id);
    if (!columns)
        return tl::unexpected(columns.error());
    if (sorter) {
        columns->removeAll(query.sortColumn);
        columns->append(query.sortColumn); // the last one is sorted by
    }
    const auto chosen = select(id, *columns);
    if (!chosen)
        return tl::unexpected(chosen.error());

    const QStringMatcher matcher(query.filter, Qt::CaseInsensitive);
    QList<RowId> ids;
    const auto take = [&](RowId row, const Statement &statement) {
        if (!query.filter.isEmpty() && !chosen->contains(statement, matcher))
            return;
        if (sorter)
            sorter->add(row, chosen->values(statement).last());
        else
            ids.append(row);
    };
    RowScan scan(*database, *chosen, id, after);
    while (!cancel.isCancelled() && scan.readChunk(take)) {
    }
    if (cancel.isCancelled())
        database->fail({StoreFault::Cancelled, u"Cancelled."_s});
    if (const auto result = database->takeResult(); !result)
        return tl::unexpected(result.error());
    return ids;
}

Result<std::unique_ptr<ProjectReader>, StoreFailure> ProjectReader::open(const QString &path)
{
    auto database = openForReading(path);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<ProjectReader>(new ProjectReader(std::make_unique<Internals>(std::move(*database))));
}

ProjectReader::ProjectReader(std::unique_ptr<Internals> internals)
    : m_internals(std::move(internals))
{}

ProjectReader::~ProjectReader() = default;

Result<QList<CrawlRecord>, StoreFailure> ProjectReader::crawls() const
{
    return readCrawls(*m_internals->database);
}

Result<CrawlRecord, StoreFailure> ProjectReader::crawl(CrawlId id) const
{
    return readCrawl(*m_internals->database, id);
}

Result<QList<StatusCount>, StoreFailure> ProjectReader::status() const
{
    return StatusCounter(*m_internals->database).count();
}

Result<QList<HostRecord>, StoreFailure> ProjectReader::hosts() const
{
    return readHosts(*m_internals->database);
}

Result<QStringList, StoreFailure> ProjectReader::columns(CrawlId id) const
{
    return m_internals->shownColumns(id);
}

Result<qint64, StoreFailure> ProjectReader::rowCount(CrawlId id) const
{
    const auto record = crawl(id);
    if (!record)
        return tl::unexpected(record.error());
    return record->rows;
}

Result<void, StoreFailure> ProjectReader::visitRows(CrawlId id, const QStringList &columns,
                                                    const std::function<bool(const RowValues &)> &visit) const
{
    const auto select = m_internals->select(id, columns);
    if (!select)
        return tl::unexpected(select.error());
    RowScan scan(*m_internals->database, *select, id, {});
    QList<RowValues> chunk;
    for (bool isMore = true; isMore;) {
        chunk.clear();
        isMore = scan.readChunk([&](RowId, const Statement &row) { chunk.append(select->values(row)); });
        if (auto result = m_internals->database->takeResult(); !result)
            return result;
        for (const RowValues &values : chunk) {
            if (!visit(values))
                return failure(StoreFault::Cancelled, u"Cancelled."_s);
        }
    }
    return {};
}

Result<QList<RowId>, StoreFailure> ProjectReader::rowIds(CrawlId id, const RowQuery &query,
                                                         const CancelToken &cancel) const
{
    if (query.sortColumn.isEmpty())
        return rowIdsAfter(id, query, {}, cancel);
    auto sorter = RowSorter::create();
    if (!sorter)
        return tl::unexpected(sorter.error());
    const CancelWatch watch(*m_internals->database, cancel);
    if (auto result = m_internals->matching(id, query, {}, cancel, sorter->get()); !result)
        return result;
    return (*sorter)->sorted(query.isDescending, cancel);
}

Result<QList<RowId>, StoreFailure> ProjectReader::rowIdsAfter(CrawlId id, const RowQuery &query, RowId after,
                                                              const CancelToken &cancel) const
{
    const CancelWatch watch(*m_internals->database, cancel);
    if (!query.filter.isEmpty())
        return m_internals->matching(id, query, after, cancel, nullptr);
    const QList<RowId> ids = m_internals->allIds(id, after);
    if (const auto result = m_internals->database->takeResult(); !result)
        return tl::unexpected(result.error());
    return ids;
}

Result<QList<RowValues>, StoreFailure> ProjectReader::rows(CrawlId id, const QList<RowId> &ids,
                                                           const QStringList &columns) const
{
    const auto select = m_internals->select(id, columns);
    if (!select)
        return tl::unexpected(select.error());
    Statement statement(*m_internals->database, select->sql("WHERE r.id = ?1 AND r.crawl = ?2").constData());
    QList<RowValues> rows;
    rows.reserve(ids.size());
    for (const RowId row : ids) {
        const bool isThere = statement.bind(row.value, id.value).step();
        rows.append(isThere ? select->values(statement) : RowValues());
    }
    statement.reset();
    if (const auto result = m_internals->database->takeResult(); !result)
        return tl::unexpected(result.error());
    return rows;
}

Result<QList<ProxyRecord>, StoreFailure> ProjectReader::proxies(qint64 nowUtcMs) const
{
    return m_internals->unlessFailed(readProxies(*m_internals->database, nowUtcMs));
}

Result<QList<ProxyHostRecord>, StoreFailure> ProjectReader::proxyHosts() const
{
    return m_internals->unlessFailed(readProxyHosts(*m_internals->database));
}

Result<QList<ProxySourceRecord>, StoreFailure> ProjectReader::proxySources() const
{
    return m_internals->unlessFailed(readProxySources(*m_internals->database));
}

} // namespace sluice::core
