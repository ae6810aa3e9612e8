// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowCount = 5'000;

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestExporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void defaultRowsAsCsv();
    void defaultRowsAsJsonLines();
    void everyRowComesOnceAndTellsHowFar();
    void allColumnsUnlessChosen();
    void byteOrderMarkAndDelimiter();
    void crawlWithoutRowsHasAHeader();
    void standardOutput();
    void aPipeIsWrittenAsItStands();
    void cancellingLeavesTheOldFile();
    void fullDiskLeavesTheOldFile();
    void newFileHasTheUsualRights();
    void linksAreFollowed();
    void badTargets_data();
    void badTargets();
    void badSources_data();
    void badSources();
    void readsBesideARunningCrawl();

private:
    ExportRequest request(CrawlId crawl, const QString &name = u"out.csv"_s) const;

    ProjectFolder m_folder;
    FakeClock m_clock;
    std::unique_ptr<Project> m_project;
    CrawlId m_default;
    CrawlId m_fields;
    CrawlId m_empty;
};

void TestExporter::initTestCase()
{
    m_project = openProject(m_folder.path(), m_clock);
    m_default = *m_project->addCrawl(u"Default"_s, "{}", true);
    m_fields = *m_project->addCrawl(u"Fields"_s, "{}", false);
    m_empty = *m_project->addCrawl(u"Empty"_s, "{}", true);
    m_project->reserveUrlIds(3);
    m_project->addUrls(m_default, {seed(UrlId{1}), foundUrl(UrlId{2}, UrlId{1})});
    m_project->addUrls(m_fields, {seed(UrlId{3})});
    m_project->commit(donePage(m_default, UrlId{1}, "=HYPERLINK(\\\"http://x\\\")"));
    Outcome failed = failedPage(m_default, UrlId{2}, u"timeout"_s);
    failed.depth = 1;
    m_project->commit(failed);
    Outcome many = donePage(m_fields, UrlId{3});
    many.rows = {R"({"name":"first, \"quoted\"","price":-1.5})", R"({"sku":"-7","price":"-x","ok":true})"};
    for (int i = 2; i < rowCount; ++i)
        many.rows.append("{\"name\":\"row " + QByteArray::number(i) + "\"}");
    m_project->commit(many);
    QVERIFY(m_project->drain());
}

ExportRequest TestExporter::request(CrawlId crawl, const QString &name) const
{
    ExportRequest request;
    request.projectPath = m_folder.path();
    request.crawl = crawl;
    request.path = m_folder.path(name);
    return request;
}

void TestExporter::defaultRowsAsCsv()
{
    const auto summary = exportRows(request(m_default), {});
    QVERIFY(summary);
    const QByteArray expected = "url,final_url,status,depth,title,h1,description,canonical,content_type,charset,bytes,"
                                "milliseconds,links,found_on,fetched_at,error\r\n" +
                                urlNumber(1) + ',' + urlNumber(1) +
                                ",200,0,\"'=HYPERLINK(\"\"http://x\"\")\",Heading,,,text/html,utf-8,1000,12,3,,"
                                "2026-01-01T12:00:00.000Z,\r\n" +
                                urlNumber(2) + ",,,1,,,,,,,0,12,3," + urlNumber(1) +
                                ",2026-01-01T12:00:00.000Z,It failed: timeout\r\n";
    QCOMPARE(readFile(m_folder.path(u"out.csv"_s)), expected);
    QCOMPARE(*summary, (ExportSummary{2, expected.size()}));
}

void TestExporter::defaultRowsAsJsonLines()
{
    ExportRequest lines = request(m_default, u"out.jsonl"_s);
    lines.format = ExportFormat::JsonLines;
    lines.columns = QStringList{u"status"_s, u"title"_s};
    QVERIFY(exportRows(lines, {}));
    QCOMPARE(
        readFile(lines.path),
        QByteArray("{\"status\":200,\"title\":\"=HYPERLINK(\\\"http://x\\\")\"}\n{\"status\":null,\"title\":null}\n"));
}

void TestExporter::everyRowComesOnceAndTellsHowFar()
{
    QList<QPair<qint64, qint64>> told;
    const auto summary = exportRows(request(m_fields), {}, [&told](qint64 written, qint64 all) {
        told.append({written, all});
    });
    QVERIFY(summary);
    QCOMPARE(summary->rows, rowCount);
    QCOMPARE(told.last(), (QPair<qint64, qint64>{rowCount, rowCount}));
    QVERIFY(told.size() >= 5);
    const auto records = parseCsv(readFile(m_folder.path(u"out.csv"_s)));
    QCOMPARE(records->size(), rowCount + 1);
    for (int i = 2; i < rowCount; ++i)
        QCOMPARE(records->at(i + 1).first(), u"row %1"_s.arg(i));
}

void TestExporter::allColumnsUnlessChosen()
{
    QVERIFY(exportRows(request(m_fields), {}));
    auto records = parseCsv(readFile(m_folder.path(u"out.csv"_s)));
    const QString url = QString::fromLatin1(urlNumber(3));
    QCOMPARE(records->at(0),
             (QStringList{u"name"_s, u"price"_s, u"sku"_s, u"ok"_s, u"url"_s, u"found_on"_s, u"error"_s}));
    QCOMPARE(records->at(1), (QStringList{u"first, \"quoted\""_s, u"-1.5"_s, u""_s, u""_s, url, u""_s, u""_s}));
    QCOMPARE(records->at(2), (QStringList{u""_s, u"'-x"_s, u"-7"_s, u"true"_s, url, u""_s, u""_s}));

    ExportRequest chosen = request(m_fields);
    chosen.columns = QStringList{u"sku"_s, u"name"_s};
    chosen.csv.isFormulaGuarded = false;
    QVERIFY(exportRows(chosen, {}));
    records = parseCsv(readFile(chosen.path));
    QCOMPARE(records->at(0), (QStringList{u"sku"_s, u"name"_s}));
    QCOMPARE(records->at(2), (QStringList{u"-7"_s, u""_s}));
}

void TestExporter::byteOrderMarkAndDelimiter()
{
    ExportRequest marked = request(m_default);
    marked.columns = QStringList{u"status"_s, u"depth"_s};
    marked.csv = {';', true, true};
    QVERIFY(exportRows(marked, {}));
    QCOMPARE(readFile(marked.path), QByteArray("\xEF\xBB\xBFstatus;depth\r\n200;0\r\n;1\r\n"));
}

void TestExporter::crawlWithoutRowsHasAHeader()
{
    const auto summary = exportRows(request(m_empty), {});
    QCOMPARE(summary->rows, 0);
    QCOMPARE(readFile(m_folder.path(u"out.csv"_s)).count("\r\n"), 1);
    ExportRequest lines = request(m_empty, u"out.jsonl"_s);
    lines.format = ExportFormat::JsonLines;
    QCOMPARE(*exportRows(lines, {}), ExportSummary{});
    QVERIFY(QFile::exists(lines.path));
}

void TestExporter::standardOutput()
{
    const QByteArray name = QFile::encodeName(m_folder.path(u"stdout.txt"_s));
    std::fflush(stdout);
    const int kept = ::dup(STDOUT_FILENO);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ExportRequest out = request(m_default);
    out.path = u"-"_s;
    out.columns = QStringList{u"status"_s, u"depth"_s};
    const auto summary = exportRows(out, {});
    std::fflush(stdout);
    ::dup2(kept, STDOUT_FILENO);
    ::close(kept);
    ::close(file);
    QVERIFY(summary);
    QCOMPARE(readFile(QFile::decodeName(name)), QByteArray("status,depth\r\n200,0\r\n,1\r\n"));
    QVERIFY(!QFile::exists(u"-"_s));
}

void TestExporter::aPipeIsWrittenAsItStands()
{
    ExportRequest out = request(m_default);
    out.path = u"/dev/null"_s;
    QVERIFY(exportRows(out, {}));
    struct stat status = {};
    QCOMPARE(::stat("/dev/null", &status), 0);
    QVERIFY(S_ISCHR(status.st_mode)); // written to, never replaced
    out.path = u"/dev/full"_s;
    const auto full = exportRows(out, {});
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ExportFault::Target);
}

void TestExporter::cancellingLeavesTheOldFile()
{
    const ExportRequest out = request(m_fields, u"old.csv"_s);
    writeFile(out.path, "old");
    const QStringList before = m_folder.files();
    CancelSource source;
    const auto result = exportRows(out, source.token(), [&source](qint64, qint64) { source.cancel(); });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ExportFault::Cancelled);
    QCOMPARE(readFile(out.path), QByteArray("old"));
    QCOMPARE(m_folder.files(), before); // and no temporary one stays
}

void TestExporter::fullDiskLeavesTheOldFile()
{
    const ExportRequest out = request(m_fields, u"old.csv"_s);
    writeFile(out.path, "old");
    const QStringList before = m_folder.files();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{16'384, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto result = exportRows(out, {});
    ::setrlimit(RLIMIT_FSIZE, &limit);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ExportFault::Target);
    QVERIFY2(result.error().detail.contains(out.path), qPrintable(result.error().detail));
    QCOMPARE(readFile(out.path), QByteArray("old"));
    QCOMPARE(m_folder.files(), before);
}

void TestExporter::newFileHasTheUsualRights()
{
    const mode_t mask = ::umask(022);
    const ExportRequest out = request(m_default, u"rights.csv"_s);
    QVERIFY(exportRows(out, {}));
    ::umask(mask);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(out.path).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0644);
}

void TestExporter::linksAreFollowed()
{
    const ExportRequest out = request(m_default, u"link.csv"_s);
    writeFile(m_folder.path(u"target.csv"_s), "old");
    QVERIFY(QFile::link(m_folder.path(u"target.csv"_s), out.path));
    QVERIFY(exportRows(out, {}));
    QVERIFY(QFileInfo(out.path).isSymLink());
    QVERIFY(readFile(m_folder.path(u"target.csv"_s)).startsWith("url,"));
}

void TestExporter::badTargets_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("no name") << u""_s;
    QTest::newRow("missing folder") << u"/no/such/folder/out.csv"_s;
    QTest::newRow("a folder") << m_folder.folder();
    QTest::newRow("the project itself") << m_folder.path();
    QTest::newRow("the project by another spelling") << m_folder.folder() + u"/./test.sluice"_s;
    QTest::newRow("the project's log") << m_folder.path() + u"-wal"_s;
    QTest::newRow("the project's index of the log") << m_folder.path() + u"-shm"_s;
    QTest::newRow("a journal to come") << m_folder.path() + u"-journal"_s;
    QTest::newRow("a NUL inside") << QString(u"/tmp/a"_s + QChar(0) + u"b"_s);
}

void TestExporter::badTargets()
{
    QFETCH(QString, path);
    ExportRequest out = request(m_default);
    out.path = path;
    const auto result = exportRows(out, {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ExportFault::Target);
    QVERIFY2(result.error().detail.contains(path), qPrintable(result.error().detail));
    QVERIFY(m_project->crawl(m_default)->rows == 2);
}

void TestExporter::badSources_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<qint64>("crawl");
    QTest::newRow("no such project") << u"/no/such.sluice"_s << qint64(1);
    QTest::newRow("no such crawl") << m_folder.path() << qint64(99);
    QTest::newRow("no project file") << u"/etc/passwd"_s << qint64(1);
}

void TestExporter::badSources()
{
    QFETCH(QString, project);
    QFETCH(qint64, crawl);
    ExportRequest out = request(CrawlId{crawl}, u"never.csv"_s);
    out.projectPath = project;
    const auto result = exportRows(out, {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ExportFault::Source);
    QVERIFY(!QFile::exists(out.path));
}

void TestExporter::readsBesideARunningCrawl()
{
    // Rows that come while the export runs do not disturb it.
    const CrawlId crawl = *m_project->addCrawl(u"Running"_s, "{}", false);
    const UrlId first = m_project->reserveUrlIds(2);
    m_project->addUrls(crawl, {seed(first), seed(UrlId{first.value + 1})});
    Outcome outcome = donePage(crawl, first);
    outcome.rows = QList<QByteArray>(3'000, "{\"a\":1}");
    m_project->commit(outcome);
    QVERIFY(m_project->drain());
    bool isFirst = true;
    const auto summary = exportRows(request(crawl), {}, [&](qint64, qint64) {
        if (!std::exchange(isFirst, false))
            return;
        outcome.url = UrlId{first.value + 1};
        m_project->commit(outcome);
        (void)m_project->drain();
    });
    QVERIFY(summary);
    QVERIFY(summary->rows == 3'000 || summary->rows == 6'000);
    QCOMPARE(parseCsv(readFile(m_folder.path(u"out.csv"_s)))->size(), summary->rows + 1);
}

QTEST_GUILESS_MAIN(TestExporter)
#include "tst_exporter.moc"
