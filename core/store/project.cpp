// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"

#include "core/store/frontierreader.h"
#include "core/store/projectfile.h"
#include "core/store/projectlock.h"
#include "core/store/projectreader.h"
#include "core/store/storewriter.h"

#include <atomic>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// URLs in one command, so that a long list does not become one long transaction.
constexpr qsizetype urlsPerCommand = 1'000;

/// Removes the crawl ?1 from every table that knows it; what no page shares any more goes too.
void removeCrawlRows(Database &database, CrawlId id)
{
    const char *steps[] = {
        "DELETE FROM rows WHERE crawl = ?1",
        "DELETE FROM details WHERE url IN (SELECT id FROM urls WHERE crawl = ?1)",
        "DELETE FROM outlinks WHERE url IN (SELECT id FROM urls WHERE crawl = ?1)",
        "DELETE FROM pages WHERE url IN (SELECT id FROM urls WHERE crawl = ?1)",
        "DELETE FROM urls WHERE crawl = ?1",
        "DELETE FROM columns WHERE crawl = ?1",
        "DELETE FROM sitemap_failures WHERE crawl = ?1",
        "DELETE FROM images WHERE crawl = ?1",
        "DELETE FROM crawls WHERE id = ?1",
    };
    for (const char *sql : steps)
        Statement(database, sql).bind(id.value).run();
    database.execute("DELETE FROM bodies WHERE hash NOT IN (SELECT body_hash FROM pages WHERE body_hash NOT NULL)");
}

} // namespace

/// Members go in the reverse order: the writer checkpoints first, the reading connection closes the file, and only
/// then does the lock let go.
class Project::Internals final
{
public:
    Internals(const Clock &systemClock, std::unique_ptr<ProjectLock> held)
        : clock(systemClock)
        , lock(std::move(held))
    {}

    const Clock &clock;
    std::unique_ptr<ProjectLock> lock;
    std::unique_ptr<FrontierReader> reader;
    std::unique_ptr<StoreWriter> writer;
    std::atomic<qint64> nextUrl = 1;
};

Result<std::unique_ptr<Project>, StoreFailure> Project::open(const QString &path, Mode mode, const Clock &clock)
{
    const bool mayCreate = mode == Mode::OpenOrCreate;
    const auto absolute = checkedProjectPath(path, !mayCreate);
    if (!absolute)
        return tl::unexpected(absolute.error());
    auto lock = ProjectLock::take(*absolute, mayCreate);
    if (!lock)
        return tl::unexpected(lock.error());
    auto writing = openForWriting(*absolute, **lock, mayCreate);
    if (!writing)
        return tl::unexpected(writing.error());
    const qint64 lastUrl = (*writing)->number("SELECT min(max(id), 1 << 60) FROM urls");
    auto reading = openForReading(*absolute);
    if (!reading)
        return tl::unexpected(reading.error());

    std::unique_ptr<Project> project(new Project(*absolute, std::make_unique<Internals>(clock, std::move(*lock))));
    Project *self = project.get();
    Internals &internals = *project->m_internals;
    internals.nextUrl = lastUrl + 1;
    internals.reader = std::make_unique<FrontierReader>(std::move(*reading));
    internals.writer = std::make_unique<StoreWriter>(
        std::move(*writing),
        StoreWriter::Listener{[self](const StoreWriter::Outcomes &outcomes) { Q_EMIT self->committed(outcomes); },
                              [self](const StoreFailure &failure) { Q_EMIT self->trouble(failure); }});
    if (const auto &prepared = internals.writer->prepared(); !prepared)
        return failure(StoreFault::Corrupt, prepared.error().detail);
    return project;
}

Project::Project(QString path, std::unique_ptr<Internals> internals)
    : m_path(std::move(path))
    , m_internals(std::move(internals))
{
    qRegisterMetaType<StoreFailure>();
    qRegisterMetaType<QList<QPair<CrawlId, UrlId>>>();
}

Project::~Project()
{
    // The writer may still tell of its last groups; that must happen while this is a whole object.
    m_internals.reset();
}

StoreWriter &Project::writer() const
{
    return *m_internals->writer;
}

qint64 Project::nowUtcMs() const
{
    return m_internals->clock.utcNow().toMSecsSinceEpoch();
}

Result<CrawlId, StoreFailure> Project::addCrawl(const QString &name, const QByteArray &spec, bool hasDefaultRow,
                                                const QStringList &columns)
{
    const qint64 now = m_internals->clock.utcNow().toMSecsSinceEpoch();
    const qint64 firstUrl = m_internals->nextUrl;
    const auto id = m_internals->writer->call([=](Database &database) {
        Statement(database, "INSERT INTO crawls (name, spec, has_default_row, started_at, first_url) "
                            "VALUES (?1, ?2, ?3, ?4, ?5)")
            .bind(name, spec, int(hasDefaultRow), now, firstUrl)
            .run();
        const qint64 crawl = database.number("SELECT last_insert_rowid()");
        Statement column(database, "INSERT INTO columns (crawl, position, name) VALUES (?1, ?2, ?3)");
        for (qsizetype i = 0; i < columns.size(); ++i)
            column.bind(crawl, i, columns[i]).run();
        return crawl;
    });
    if (!id)
        return tl::unexpected(id.error());
    return CrawlId{*id};
}

Result<void, StoreFailure> Project::removeCrawl(CrawlId id)
{
    const auto removed = m_internals->writer->call([id](Database &database) {
        removeCrawlRows(database, id);
        return 0;
    });
    if (!removed)
        return tl::unexpected(removed.error());
    return {};
}

Result<qint64, StoreFailure> Project::replaceRows(const RowReplacement &replacement)
{
    return m_internals->writer->call(
        [&replacement](Database &database) { return replaceCrawlRows(database, replacement); });
}

Result<qint64, StoreFailure> Project::addPredictions(const RowPredictions &predictions)
{
    return m_internals->writer->call(
        [&predictions](Database &database) { return writePredictions(database, predictions); });
}

Result<CrawlRecord, StoreFailure> Project::crawl(CrawlId id) const
{
    return m_internals->reader->crawl(id);
}

Result<void, StoreFailure> Project::visitUrls(CrawlId id, const std::function<void(const UrlRecord &)> &visit) const
{
    return m_internals->reader->visitUrls(id, visit);
}

Result<QList<UrlId>, StoreFailure> Project::outlinks(UrlId id) const
{
    return m_internals->reader->outlinks(id);
}

Result<QByteArray, StoreFailure> Project::urlText(UrlId id) const
{
    return m_internals->reader->urlText(id);
}

Result<QByteArray, StoreFailure> Project::foundOn(UrlId id) const
{
    return m_internals->reader->foundOn(id);
}

Result<QList<FreshRow>, StoreFailure> Project::freshRows(UrlId url, const QStringList &fields,
                                                         const QStringList &columns) const
{
    return m_internals->reader->freshRows(url, fields, columns);
}

Result<void, StoreFailure> Project::visitRows(CrawlId id, const QStringList &columns,
                                              const std::function<bool(const RowValues &)> &visit) const
{
    const auto rows = ProjectReader::open(m_path);
    return rows ? (*rows)->visitRows(id, columns, visit) : tl::unexpected(rows.error());
}

Result<QList<QByteArray>, StoreFailure> Project::seedTargets(CrawlId id) const
{
    return m_internals->reader->seedTargets(id);
}

Result<QList<HostRecord>, StoreFailure> Project::hosts() const
{
    return m_internals->reader->hosts();
}

Result<QList<ImageRecord>, StoreFailure> Project::images(CrawlId id, const QString &folder) const
{
    return m_internals->reader->images(id, folder);
}

UrlId Project::reserveUrlIds(qint64 count)
{
    return UrlId{m_internals->nextUrl.fetch_add(count)};
}

void Project::commit(Outcome outcome)
{
    m_internals->writer->post(std::move(outcome));
}

void Project::addUrls(CrawlId id, QList<UrlRecord> urls)
{
    for (qsizetype from = 0; from < urls.size(); from += urlsPerCommand)
        m_internals->writer->post(AddUrlsCommand{id, urls.mid(from, urlsPerCommand)});
}

void Project::changeUrls(CrawlId id, QList<UrlChange> changes)
{
    m_internals->writer->post(ChangeUrlsCommand{id, std::move(changes)});
}

void Project::saveHosts(QList<HostRecord> hosts)
{
    m_internals->writer->post(SaveHostsCommand{std::move(hosts)});
}

void Project::addSitemapFailure(CrawlId id, const QByteArray &url, const QString &error)
{
    m_internals->writer->post(SitemapFailureCommand{id, url, error});
}

void Project::dropSitemapFailures(CrawlId id)
{
    m_internals->writer->post(DropSitemapFailuresCommand{id});
}

void Project::addImage(CrawlId id, ImageRecord image)
{
    m_internals->writer->post(ImageCommand{id, std::move(image)});
}

void Project::setCrawlState(CrawlId id, CrawlState state, qint64 activeMs)
{
    m_internals->writer->post(SetStateCommand{id, state, activeMs, m_internals->clock.utcNow().toMSecsSinceEpoch()});
}

void Project::flush()
{
    m_internals->writer->flush();
}

void Project::retry()
{
    m_internals->writer->retry();
}

Result<void, StoreFailure> Project::drain()
{
    return m_internals->writer->drain();
}

} // namespace sluice::core
