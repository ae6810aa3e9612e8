// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectfile.h"
#include "core/store/schema.h"
#include "core/store/statement.h"
#include "tests/core/store/childprocess.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QFile>

#include <sys/stat.h>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Runs SQL on the file at `path`, which is made if it is not there.
void runSql(const QString &path, const char *sql)
{
    if (!QFile::exists(path))
        writeFile(path, {});
    const auto database = Database::open(path, Database::Access::ReadWrite);
    (*database)->execute(sql);
    if (const auto result = (*database)->takeResult(); !result)
        qFatal("%s", qPrintable(result.error().detail));
}

void makeProject(const QString &path)
{
    const FakeClock clock;
    const auto project = openProject(path, clock);
    if (!project->addCrawl(u"A crawl"_s, "{}", true))
        qFatal("no crawl");
}

/// Everything that the file's schema holds, and its version.
QStringList describe(const QString &path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly);
    Statement statement(**database, "SELECT name, sql FROM sqlite_schema ORDER BY name");
    QStringList lines;
    while (statement.step())
        lines.append(statement.text(0) + u'\n' + statement.text(1));
    lines.append(QString::number((*database)->number("PRAGMA user_version")));
    return lines;
}

QString faultOf(StoreFault fault)
{
    return QString::number(int(fault)) + u' ';
}

} // namespace

class TestProjectFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void pathsThatCannotBe_data();
    void pathsThatCannotBe();
    void pathsThatCan_data();
    void pathsThatCan();
    void filesThatAreNoProject_data();
    void filesThatAreNoProject();
    void missingTables_data();
    void missingTables();
    void olderFilesNeedTheirOwnTablesAlone();
    void filesOfAProject_data();
    void filesOfAProject();
    void databasesAreKnownByTheirHead();
    void damagedFiles_data();
    void damagedFiles();
    void openingOnlyWhatExists();
    void emptyFileBecomesAProject();
    void lockedInThisProcess();
    void refusedSecondOpeningLeavesTheFirstWhole();
    void lockedByAnotherProcess();
    void lockDiesWithItsProcess();
    void unwritableFolder();
    void readOnlyFolderCanStillBeRead();
    void migrationsRunInOrder();
    void failedMigrationChangesNothing();
    void firstVersionIsReadAndLifted();
    void schemaIsDocumented();
};

void TestProjectFile::pathsThatCannotBe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("fault");
    QTest::newRow("no name") << u""_s << int(StoreFault::NotFound);
    QTest::newRow("missing folder") << u"no/such/folder/test.sluice"_s << int(StoreFault::NotFound);
    QTest::newRow("a folder") << u"."_s << int(StoreFault::NotAProject);
    QTest::newRow("not UTF-8") << u"bad\uFFFDname.sluice"_s << int(StoreFault::NotFound);
    QTest::newRow("half a surrogate pair") << QString(QChar(0xD800)) + u".sluice"_s << int(StoreFault::NotFound);
    QTest::newRow("a NUL inside") << QString(u"a"_s + QChar(0) + u"b.sluice"_s) << int(StoreFault::NotFound);
    QTest::newRow("one of Qt's resources") << u":memory:"_s << int(StoreFault::NotFound);
    QTest::newRow("a device") << u"/dev/null"_s << int(StoreFault::NotAProject);
}

void TestProjectFile::pathsThatCannotBe()
{
    QFETCH(QString, name);
    QFETCH(int, fault);
    const ProjectFolder folder;
    const FakeClock clock;
    const QString path = name.isEmpty() || name.startsWith(u'/') || name.startsWith(u':') ? name : folder.path(name);
    const auto project = Project::open(path, Project::Mode::OpenOrCreate, clock);
    QVERIFY(!project);
    QCOMPARE(int(project.error().kind), fault);
    QVERIFY(!project.error().detail.isEmpty());
    QVERIFY(!ProjectReader::open(path));
    QVERIFY(folder.files().isEmpty());
}

void TestProjectFile::pathsThatCan_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"with space.sluice", "100%.sluice", "what?.sluice", "a#b.sluice", "file:x.sluice",
                             ":memory:", "-wal", "quote'\".sluice", "no-extension", "%41.sluice", "a&mode=ro"})
        QTest::newRow(name) << QString::fromLatin1(name);
    QTest::newRow("letters beyond ASCII") << u"überprüft 網站 😀.sluice"_s;
    QTest::newRow("line break") << u"a\nb.sluice"_s;
}

void TestProjectFile::pathsThatCan()
{
    QFETCH(QString, name);
    const ProjectFolder folder;
    makeProject(folder.path(name));
    QCOMPARE(folder.files(), QStringList{name});
    QCOMPARE(openReader(folder.path(name))->crawls()->size(), 1);
    QCOMPARE(folder.files(), QStringList{name});
}

void TestProjectFile::filesThatAreNoProject_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("fault");
    QTest::newRow("text") << QByteArray("url,title\n") << QString() << int(StoreFault::NotAProject);
    QTest::newRow("junk of a page's size") << QByteArray(8'192, '\x5a') << QString() << int(StoreFault::NotAProject);
    QTest::newRow("only SQLite's first bytes")
        << QByteArray("SQLite format 3\0", 16) << QString() << int(StoreFault::NotAProject);
    QTest::newRow("another program's database")
        << QByteArray() << u"CREATE TABLE moz_places (id)"_s << int(StoreFault::NotAProject);
    QTest::newRow("another program's with its mark")
        << QByteArray() << u"PRAGMA application_id = 7; CREATE TABLE rows (id)"_s << int(StoreFault::NotAProject);
    QTest::newRow("a newer version")
        << QByteArray() << u"PRAGMA application_id = 1399616873; PRAGMA user_version = 999; CREATE TABLE t (id)"_s
        << int(StoreFault::Newer);
    QTest::newRow("our mark and no version")
        << QByteArray() << u"PRAGMA application_id = 1399616873; CREATE TABLE t (id)"_s << int(StoreFault::Corrupt);
    QTest::newRow("our mark and none of our tables")
        << QByteArray() << u"PRAGMA application_id = 1399616873; PRAGMA user_version = 1; CREATE TABLE t (id)"_s
        << int(StoreFault::Corrupt);
}

void TestProjectFile::filesThatAreNoProject()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sql);
    QFETCH(int, fault);
    const ProjectFolder folder;
    if (sql.isEmpty())
        writeFile(folder.path(), bytes);
    else
        runSql(folder.path(), sql.toUtf8().constData());
    const FakeClock clock;
    const auto project = Project::open(folder.path(), Project::Mode::OpenOrCreate, clock);
    QVERIFY(!project);
    QCOMPARE(int(project.error().kind), fault);
    QVERIFY2(project.error().detail.contains(folder.path()), qPrintable(project.error().detail));

    const auto reader = ProjectReader::open(folder.path());
    if (StoreFault(fault) == StoreFault::Corrupt)
        QVERIFY(!reader || !(*reader)->crawls());
    else
        QCOMPARE(int(reader.error().kind), fault);
    QVERIFY(QFile::exists(folder.path())); // refused, not removed
}

void TestProjectFile::missingTables_data()
{
    QTest::addColumn<QString>("table");
    for (const QString &table : tablesMadeBy(projectSchemaSql()))
        QTest::newRow(qPrintable(table)) << table;
}

void TestProjectFile::missingTables()
{
    QFETCH(QString, table);
    const ProjectFolder folder;
    makeProject(folder.path());
    runSql(folder.path(),
           ("PRAGMA foreign_keys = OFF; DROP VIEW default_rows; DROP TABLE " + table.toUtf8()).constData());
    const FakeClock clock;
    const auto project = Project::open(folder.path(), Project::Mode::OpenExisting, clock);
    const auto reader = ProjectReader::open(folder.path());
    QVERIFY(!project);
    QVERIFY(!reader);
    for (const StoreFailure &failure : {project.error(), reader.error()}) {
        QCOMPARE(failure.kind, StoreFault::Corrupt);
        QVERIFY2(failure.detail.contains(folder.path()), qPrintable(failure.detail));
        QVERIFY2(failure.detail.contains(u'"' + table + u'"'), qPrintable(failure.detail));
    }
}

void TestProjectFile::olderFilesNeedTheirOwnTablesAlone()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    runSql(folder.path(), "DROP TABLE IF EXISTS sitemap_failures; PRAGMA user_version = 1");
    QCOMPARE(openReader(folder.path())->crawls()->size(), 1);
    runSql(folder.path(), "DROP VIEW default_rows; DROP TABLE columns");
    const FakeClock clock;
    QCOMPARE(ProjectReader::open(folder.path()).error().kind, StoreFault::Corrupt);
    QCOMPARE(Project::open(folder.path(), Project::Mode::OpenExisting, clock).error().kind, StoreFault::Corrupt);
    QCOMPARE(describe(folder.path()).last(), u"1"_s); // refused before it was migrated
}

void TestProjectFile::filesOfAProject_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("belongs");
    for (const char *name : {"test.sluice", "test.sluice-wal", "test.sluice-shm", "test.sluice-journal",
                             "./test.sluice-wal", "alias.sluice", "alias.sluice-wal", "hard.sluice"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char *name : {"rows.csv", "test.sluice.csv", "test.sluice-wal2", "-wal"})
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void TestProjectFile::filesOfAProject()
{
    QFETCH(QString, name);
    QFETCH(bool, belongs);
    const ProjectFolder folder;
    QCOMPARE(isProjectFile(folder.path(name), folder.path()), belongs && !name.contains("alias"_L1) && name[0] != u'h');
    makeProject(folder.path());
    QVERIFY(QFile::link(folder.path(), folder.path(u"alias.sluice"_s)));
    QCOMPARE(::link(QFile::encodeName(folder.path()).constData(),
                    QFile::encodeName(folder.path(u"hard.sluice"_s)).constData()),
             0);
    QCOMPARE(isProjectFile(folder.path(name), folder.path(u"alias.sluice"_s)), belongs);
    QCOMPARE(isProjectFile(folder.path(name), folder.path()), belongs && name != "alias.sluice-wal"_L1);
    QVERIFY(!isProjectFile(folder.path(name), {}));
}

void TestProjectFile::databasesAreKnownByTheirHead()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    writeFile(folder.path(u"text"_s), "SQLite format");
    QVERIFY(isDatabase(folder.path()));
    for (const QString &path : {folder.path(u"text"_s), folder.path(u"absent"_s), folder.folder(), u"/dev/zero"_s})
        QVERIFY2(!isDatabase(path), qPrintable(path));
}

void TestProjectFile::damagedFiles_data()
{
    QTest::addColumn<qint64>("keep");
    QTest::addColumn<qint64>("overwriteAt");
    QTest::newRow("cut in half") << qint64(20'000) << qint64(-1);
    QTest::newRow("cut after the first page") << qint64(4'096) << qint64(-1);
    QTest::newRow("zeros over the second page") << qint64(-1) << qint64(4'096);
    QTest::newRow("zeros over a later page") << qint64(-1) << qint64(3 * 4'096);
}

void TestProjectFile::damagedFiles()
{
    QFETCH(qint64, keep);
    QFETCH(qint64, overwriteAt);
    const ProjectFolder folder;
    makeProject(folder.path());
    {
        QFile file(folder.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (keep >= 0)
            QVERIFY(file.resize(keep));
        if (overwriteAt >= 0) {
            QVERIFY(file.seek(overwriteAt));
            QCOMPARE(file.write(QByteArray(4'096, '\0')), 4'096);
        }
    }
    const FakeClock clock;
    const auto project = Project::open(folder.path(), Project::Mode::OpenExisting, clock);
    QVERIFY(!project);
    QCOMPARE(project.error().kind, StoreFault::Corrupt);
    QVERIFY2(project.error().detail.contains(folder.path()), qPrintable(project.error().detail));
}

void TestProjectFile::openingOnlyWhatExists()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QCOMPARE(Project::open(folder.path(), Project::Mode::OpenExisting, clock).error().kind, StoreFault::NotFound);
    QCOMPARE(ProjectReader::open(folder.path()).error().kind, StoreFault::NotFound);
    QVERIFY(folder.files().isEmpty());
    writeFile(folder.path(), {});
    QCOMPARE(Project::open(folder.path(), Project::Mode::OpenExisting, clock).error().kind, StoreFault::NotAProject);
    QCOMPARE(ProjectReader::open(folder.path()).error().kind, StoreFault::NotAProject);
}

void TestProjectFile::emptyFileBecomesAProject()
{
    const ProjectFolder folder;
    writeFile(folder.path(), {});
    makeProject(folder.path());
    QCOMPARE(openReader(folder.path())->crawls()->size(), 1);
}

void TestProjectFile::lockedInThisProcess()
{
    const ProjectFolder folder;
    const FakeClock clock;
    auto project = openProject(folder.path(), clock);
    QVERIFY(QFile::link(folder.path(), folder.path(u"alias.sluice"_s)));
    for (const QString &name : {u"test.sluice"_s, u"alias.sluice"_s}) {
        const auto second = Project::open(folder.path(name), Project::Mode::OpenOrCreate, clock);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, StoreFault::Locked);
    }
    project.reset();
    openProject(folder.path(), clock);
}

void TestProjectFile::refusedSecondOpeningLeavesTheFirstWhole()
{
    // Closing any descriptor of the file would drop the locks that SQLite holds in this process; another process could
    // then take the log away under the writer.
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    QVERIFY(!Project::open(folder.path(), Project::Mode::OpenOrCreate, clock));
    QCOMPARE(runChild(u"read"_s, folder.path()), u"1"_s); // the other process closes the file again
    QVERIFY(QFile::exists(folder.path() + u"-wal"_s));
    project->setCrawlState(crawl, CrawlState::Finished, 1);
    QVERIFY(project->drain());
    QCOMPARE(openReader(folder.path())->crawl(crawl)->state, CrawlState::Finished);
}

void TestProjectFile::lockedByAnotherProcess()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QProcess holder;
    startChild(holder, u"hold"_s, folder.path());
    QVERIFY(holder.waitForReadyRead());
    const auto project = Project::open(folder.path(), Project::Mode::OpenOrCreate, clock);
    QVERIFY(!project);
    QCOMPARE(project.error().kind, StoreFault::Locked);
    QVERIFY(ProjectReader::open(folder.path())); // reading is free
    holder.closeWriteChannel();
    QVERIFY(holder.waitForFinished());
    QVERIFY(Project::open(folder.path(), Project::Mode::OpenExisting, clock));
}

void TestProjectFile::lockDiesWithItsProcess()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QProcess holder;
    startChild(holder, u"hold"_s, folder.path());
    QVERIFY(holder.waitForReadyRead());
    holder.kill();
    QVERIFY(holder.waitForFinished());
    QVERIFY(Project::open(folder.path(), Project::Mode::OpenExisting, clock));
}

void TestProjectFile::unwritableFolder()
{
    const ProjectFolder folder;
    QCOMPARE(::chmod(QFile::encodeName(folder.folder()).constData(), 0555), 0);
    const QString answer = runChild(u"write"_s, folder.path(), true);
    QVERIFY2(answer.startsWith(faultOf(StoreFault::ReadOnly)), qPrintable(answer));
    QVERIFY(answer.contains(folder.path()));
    QVERIFY(folder.files().isEmpty());
    ::chmod(QFile::encodeName(folder.folder()).constData(), 0755);
}

void TestProjectFile::readOnlyFolderCanStillBeRead()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    ::chmod(QFile::encodeName(folder.path()).constData(), 0444);
    ::chmod(QFile::encodeName(folder.folder()).constData(), 0555);
    const QString read = runChild(u"read"_s, folder.path(), true);
    const QString written = runChild(u"write"_s, folder.path(), true);
    ::chmod(QFile::encodeName(folder.folder()).constData(), 0755);
    QCOMPARE(read, u"1"_s);
    QVERIFY2(written.startsWith(faultOf(StoreFault::ReadOnly)), qPrintable(written));
}

void TestProjectFile::migrationsRunInOrder()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    const auto database = Database::open(folder.path(), Database::Access::ReadWrite);
    const int next = schemaVersion + 1;
    const QList<Migration> steps = {{next, "ALTER TABLE later ADD COLUMN country TEXT"},
                                    {schemaVersion, "CREATE TABLE later (address TEXT)"}};
    QVERIFY(migrate(**database, next + 1, steps));
    QCOMPARE((*database)->number("PRAGMA user_version"), next + 1);
    QCOMPARE((*database)->number("SELECT count(country) FROM later"), 0);
    QVERIFY((*database)->takeResult());
    QVERIFY(migrate(**database, next + 1, steps)); // nothing left to do
    QCOMPARE(migrate(**database, next, steps).error().kind, StoreFault::Newer);
    QCOMPARE(migrate(**database, next + 2, steps).error().kind, StoreFault::Corrupt); // no step leads there
}

void TestProjectFile::failedMigrationChangesNothing()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    const auto database = Database::open(folder.path(), Database::Access::ReadWrite);
    const Migration step{schemaVersion, "CREATE TABLE later (address TEXT); CREATE TABLE crawls (id)"};
    QVERIFY(!migrate(**database, schemaVersion + 1, {step}));
    QCOMPARE((*database)->number("PRAGMA user_version"), schemaVersion);
    QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_schema WHERE name = 'later'"), 0);
    QCOMPARE((*database)->number("SELECT count(*) FROM crawls"), 1);
}

void TestProjectFile::firstVersionIsReadAndLifted()
{
    const ProjectFolder folder;
    makeProject(folder.path());
    runSql(folder.path(),
           "DROP TABLE proxy_sources; DROP TABLE proxy_hosts; DROP TABLE proxy_checks; DROP TABLE proxies; "
           "DROP TABLE images; DROP TABLE sitemap_failures; DROP TABLE details; DROP INDEX rows_by_key; DROP INDEX "
           "rows_by_detail; "
           "ALTER TABLE rows DROP COLUMN key; ALTER TABLE rows DROP COLUMN detail; PRAGMA user_version = 1");
    {
        const auto reader = ProjectReader::open(folder.path());
        QVERIFY(reader);
        QVERIFY((*reader)->status());
        QCOMPARE((*reader)->proxies(0).value(), QList<ProxyRecord>());
        QCOMPARE((*reader)->proxyHosts().value(), QList<ProxyHostRecord>());
        QCOMPARE((*reader)->proxySources().value(), QList<ProxySourceRecord>());
        QVERIFY((*reader)->visitRows(CrawlId{1}, {u"url"_s, u"error"_s}, [](const RowValues &) { return true; }));
    }
    const FakeClock clock;
    const auto project = Project::open(folder.path(), Project::Mode::OpenExisting, clock);
    QVERIFY2(project, project ? "" : qPrintable(project.error().detail));
    const auto crawl = (*project)->addCrawl(u"c"_s, "{}", true);
    QVERIFY(crawl);
    (*project)->addSitemapFailure(*crawl, "http://h/b.xml", u"first"_s);
    (*project)->addSitemapFailure(*crawl, "http://h/b.xml", u"last"_s);
    (*project)->addSitemapFailure(*crawl, "http://h/a.xml", u"broken"_s);
    QVERIFY((*project)->drain());
    const auto reader = ProjectReader::open(folder.path());
    QVERIFY(reader);
    const auto status = (*reader)->status();
    QVERIFY(status);
    QStringList errors;
    for (const StatusCount &each : *status) {
        if (each.crawl == *crawl && each.kind == "error"_L1)
            errors.append(each.name + u'=' + QString::number(each.count));
    }
    QCOMPARE(errors, (QStringList{u"sitemap http://h/a.xml: broken=1"_s, u"sitemap http://h/b.xml: last=1"_s}));
    QVERIFY((*project)->removeCrawl(*crawl));
}

void TestProjectFile::schemaIsDocumented()
{
    const ProjectFolder folder;
    makeProject(folder.path(u"made.sluice"_s));
    runSql(folder.path(), projectSchemaSql().constData());
    QCOMPARE(describe(folder.path()), describe(folder.path(u"made.sluice"_s)));
    QVERIFY(describe(folder.path()).size() >= 9);
    // Every table says what it is for.
    const QList<QByteArray> lines = projectSchemaSql().split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].startsWith("CREATE TABLE") || lines[i].startsWith("CREATE VIEW"))
            QVERIFY2(lines[i - 1].startsWith("-- "), lines[i].constData());
    }
    // A printed schema is a project already.
    makeProject(folder.path());
}

QTEST_GUILESS_MAIN(TestProjectFile)
#include "tst_projectfile.moc"
