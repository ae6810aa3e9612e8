// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectfile.h"

#include "core/base/outputfile.h"
#include "core/store/projectlock.h"
#include "core/store/schema.h"
#include "core/store/statement.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 applicationId = 0x536C7569; // "Slui", as in schema.cpp
constexpr QByteArrayView sqliteMagic("SQLite format 3\0", 16);
/// A whole check of a file up to this size takes less than 0.1 s.
constexpr qint64 cheapCheckBytes = qint64(8) << 20;

/// How the writer works: a log beside the file that is on disk with every commit, folded in every 16 MiB.
constexpr char writerSettings[] = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096; "
                                  "PRAGMA cache_size = -16384; PRAGMA secure_delete = OFF";

const QList<Migration> &projectMigrations()
{
    static const QList<Migration> migrations = {
        {1, "CREATE TABLE sitemap_failures (crawl INTEGER NOT NULL REFERENCES crawls (id), url TEXT NOT NULL, "
            "error TEXT NOT NULL, PRIMARY KEY (crawl, url)) WITHOUT ROWID"},
        {2, "ALTER TABLE rows ADD COLUMN key BLOB;"
            "ALTER TABLE rows ADD COLUMN detail INTEGER REFERENCES urls (id);"
            "CREATE INDEX rows_by_key ON rows (crawl, key) WHERE key NOT NULL;"
            "CREATE INDEX rows_by_detail ON rows (detail) WHERE detail NOT NULL;"
            "CREATE TABLE details (url INTEGER PRIMARY KEY REFERENCES urls (id), data TEXT NOT NULL)"},
        {3,
         "CREATE TABLE images (crawl INTEGER NOT NULL REFERENCES crawls (id), folder TEXT NOT NULL, url TEXT NOT NULL, "
         "file TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (crawl, folder, url)) WITHOUT ROWID"},
        {4, "CREATE TABLE proxies (id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL, user TEXT NOT NULL, "
            "host TEXT NOT NULL, port INTEGER NOT NULL, source TEXT NOT NULL, country TEXT NOT NULL, "
            "country_code TEXT NOT NULL, listed_anonymity INTEGER NOT NULL, is_near INTEGER NOT NULL, "
            "state INTEGER NOT NULL, reason TEXT NOT NULL, anonymity INTEGER NOT NULL, connect_ms INTEGER NOT NULL, "
            "first_byte_ms INTEGER NOT NULL, total_ms INTEGER NOT NULL, exit_address TEXT NOT NULL, "
            "is_intercepting INTEGER NOT NULL, last_checked INTEGER NOT NULL, next_check INTEGER NOT NULL, "
            "dead_in_a_row INTEGER NOT NULL, checks INTEGER NOT NULL, successes INTEGER NOT NULL, "
            "latency_median_ms INTEGER NOT NULL, latency_95_ms INTEGER NOT NULL, UNIQUE (type, user, host, port));"
            "CREATE TABLE proxy_checks (id INTEGER PRIMARY KEY, proxy INTEGER NOT NULL REFERENCES proxies (id), "
            "checked_at INTEGER NOT NULL, is_alive INTEGER NOT NULL, anonymity INTEGER NOT NULL, "
            "connect_ms INTEGER NOT NULL, first_byte_ms INTEGER NOT NULL, total_ms INTEGER NOT NULL, "
            "exit_address TEXT NOT NULL, is_intercepting INTEGER NOT NULL, reason TEXT NOT NULL);"
            "CREATE INDEX proxy_checks_by_proxy ON proxy_checks (proxy, id);"
            "CREATE TABLE proxy_hosts (proxy INTEGER NOT NULL REFERENCES proxies (id), host TEXT NOT NULL, "
            "requests INTEGER NOT NULL, errors INTEGER NOT NULL, banned_until INTEGER NOT NULL, "
            "bans INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (proxy, host)) WITHOUT ROWID;"
            "CREATE TABLE proxy_sources (id INTEGER PRIMARY KEY AUTOINCREMENT, location TEXT NOT NULL UNIQUE, "
            "user_agent TEXT NOT NULL, every_minutes INTEGER NOT NULL, last_scraped INTEGER NOT NULL, "
            "found INTEGER NOT NULL, refused INTEGER NOT NULL, layout TEXT NOT NULL, trouble TEXT NOT NULL)"}};
    return migrations;
}

tl::unexpected<StoreFailure> notAProject(const QString &path)
{
    return failure(StoreFault::NotAProject, u"%1 is not a Sluice project."_s.arg(path));
}

tl::unexpected<StoreFailure> damaged(const QString &path, const QString &what)
{
    return failure(StoreFault::Corrupt, u"%1 is damaged: %2. Restore it from a backup."_s.arg(path, what));
}

Result<void, StoreFailure> createTables(Database &database)
{
    // Made with a rollback journal, so that the main file says whose it is from the first commit on.
    const QByteArray schema = projectSchemaSql();
    return database.transaction([&] { database.execute(schema.constData()); });
}

Result<void, StoreFailure> switchToLog(Database &database)
{
    Statement statement(database, "PRAGMA journal_mode = WAL");
    const bool isLogged = statement.step() && statement.text(0) == "wal"_L1;
    statement.reset();
    database.execute(writerSettings);
    if (!isLogged && !database.hasFailed())
        return failure(StoreFault::ReadOnly,
                       u"%1 cannot be written: its folder allows no further file."_s.arg(database.path()));
    return database.takeResult();
}

Result<void, StoreFailure> checkWhole(Database &database, qint64 size)
{
    if (size > cheapCheckBytes)
        return {};
    Statement statement(database, "PRAGMA quick_check(1)");
    const QString verdict = statement.step() ? statement.text(0) : QString();
    statement.reset();
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    if (verdict != "ok"_L1)
        return damaged(database.path(), verdict);
    return {};
}

QStringList tablesOfVersion(qint64 version)
{
    QStringList tables = tablesMadeBy(projectSchemaSql());
    for (const Migration &migration : projectMigrations()) {
        for (const QString &later : migration.from >= version ? tablesMadeBy(migration.sql) : QStringList())
            tables.removeOne(later);
    }
    return tables;
}

/// A file that lacks a table of its version would be half readable: empty here, a failure there.
Result<void, StoreFailure> checkTables(Database &database)
{
    const qint64 version = database.number("PRAGMA user_version");
    QStringList missing = tablesOfVersion(version);
    Statement statement(database, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    while (statement.step())
        missing.removeOne(statement.text(0));
    statement.reset();
    if (auto result = database.takeResult(); !result)
        return result;
    if (version <= schemaVersion && !missing.isEmpty())
        return damaged(database.path(), u"its table \"%1\" is missing"_s.arg(missing.first()));
    return {};
}

/// NotAProject from SQLite means here that page 1 is ours and another is not: the file is damaged.
Result<void, StoreFailure> checkIdentity(Database &database)
{
    const qint64 id = database.number("PRAGMA application_id");
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    if (id != applicationId)
        return notAProject(database.path());
    return {};
}

Result<std::unique_ptr<Database>, StoreFailure> openChecked(const QString &path, Database::Access access)
{
    auto database = Database::open(path, access);
    if (!database)
        return database;
    if (const auto result = checkIdentity(**database); !result)
        return tl::unexpected(result.error());
    if ((*database)->number("PRAGMA user_version") > schemaVersion)
        return failure(StoreFault::Newer,
                       u"%1 was written by a newer version of Sluice. Update Sluice to open it."_s.arg(path));
    if (const auto result = checkTables(**database); !result)
        return tl::unexpected(result.error());
    (*database)->execute("PRAGMA cache_size = -8192");
    if (const auto result = (*database)->takeResult(); !result)
        return tl::unexpected(result.error());
    return database;
}

} // namespace

Result<QString, StoreFailure> checkedProjectPath(const QString &path, bool mustExist)
{
    if (path.isEmpty() || path.contains(QChar::Null) || path.contains(QChar::ReplacementCharacter) ||
        QFile::decodeName(QFile::encodeName(path)) != path)
        return failure(StoreFault::NotFound, u"\"%1\" is not a file name in UTF-8."_s.arg(path));
    const QFileInfo file(path);
    const QString absolute = file.absoluteFilePath();
    if (!absolute.startsWith(u'/')) // Qt takes a leading colon for its own resources
        return failure(StoreFault::NotFound, u"\"%1\" cannot be a file name; write ./%1 instead."_s.arg(path));
    if (file.isDir())
        return failure(StoreFault::NotAProject, u"%1 is a folder, not a project file."_s.arg(absolute));
    struct stat status = {};
    if (::stat(QFile::encodeName(absolute).constData(), &status) == 0) {
        if (!S_ISREG(status.st_mode))
            return notAProject(absolute);
        return absolute;
    }
    if (!QFileInfo(file.absolutePath()).isDir())
        return failure(StoreFault::NotFound, u"The folder %1 does not exist."_s.arg(file.absolutePath()));
    if (mustExist)
        return failure(StoreFault::NotFound, u"%1 does not exist."_s.arg(absolute));
    return absolute;
}

bool isProjectFile(const QString &path, const QString &project)
{
    // SQLite names its files after the end of a symbolic link.
    for (const QString &name : {project, QFileInfo(project).canonicalFilePath()}) {
        if (name.isEmpty())
            continue;
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s}) {
            if (isSameFile(path, name + suffix))
                return true;
        }
    }
    return false;
}

bool isDatabase(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
           file.read(sqliteMagic.size()) == sqliteMagic.toByteArray();
}

Result<std::unique_ptr<Database>, StoreFailure> openForWriting(const QString &path, ProjectLock &lock, bool mayCreate)
{
    const qint64 size = lock.size();
    if (size > 0 ? !lock.head(100).startsWith(sqliteMagic) : !mayCreate)
        return notAProject(path);
    auto opened = Database::open(path, Database::Access::ReadWrite);
    if (!opened)
        return opened;
    Database &database = **opened;

    // A first opening that died half-way leaves an empty file or one that SQLite rolls back to empty.
    const bool isNew = mayCreate && database.number("SELECT count(*) FROM sqlite_schema") == 0 &&
                       database.number("PRAGMA application_id") == 0;
    if (const auto result = database.takeResult(); !result)
        return tl::unexpected(result.error());
    Result<void, StoreFailure> result = isNew ? createTables(database) : checkIdentity(database);
    if (result && !isNew)
        result = checkTables(database);
    if (result)
        result = migrate(database, schemaVersion, projectMigrations());
    if (result)
        result = switchToLog(database);
    if (result && !isNew)
        result = checkWhole(database, size);
    if (!result)
        return tl::unexpected(result.error());
    lock.keep();
    return opened;
}

Result<std::unique_ptr<Database>, StoreFailure> openForReading(const QString &name)
{
    const auto checked = checkedProjectPath(name, true);
    if (!checked)
        return tl::unexpected(checked.error());
    const QString &path = *checked;
    auto opened = openChecked(path, Database::Access::ReadOnly);
    const bool isBarred =
        !opened && (opened.error().kind == StoreFault::ReadOnly || opened.error().kind == StoreFault::NotFound);
    // Where nothing may be written beside the file, it can still be read as it is, if no log waits to be folded in.
    if (isBarred && QFileInfo(path + u"-wal"_s).size() == 0)
        return openChecked(path, Database::Access::Immutable);
    return opened;
}

Result<void, StoreFailure> migrate(Database &database, int target, const QList<Migration> &migrations)
{
    const qint64 version = database.number("PRAGMA user_version");
    if (auto result = database.takeResult(); !result)
        return result;
    if (version > target)
        return failure(StoreFault::Newer,
                       u"%1 was written by a newer version of Sluice (format %2, this one knows %3). "
                       "Update Sluice to open it."_s.arg(database.path())
                           .arg(version)
                           .arg(target));
    for (qint64 from = version; from < target; ++from) {
        const auto step = std::find_if(migrations.begin(), migrations.end(),
                                       [from](const Migration &migration) { return migration.from == from; });
        if (step == migrations.end())
            return damaged(database.path(), u"it says to have format %1"_s.arg(from));
        auto result = database.transaction([&] {
            database.execute(step->sql.constData());
            database.execute(("PRAGMA user_version = " + QByteArray::number(from + 1)).constData());
        });
        if (!result)
            return result;
    }
    return {};
}

} // namespace sluice::core
