// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"
#include "core/store/problems.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QFile>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int skippedCount = 4'000;

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestProblemExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void everyProblemIsARecord();
    void chosenColumnsInTheirOrder();
    void whatAPageWroteIsNoFormula();
    void cancellingLeavesTheOldFile();
    void aCrawlWithoutProblemsHasAHeader();
    void badSources();

private:
    [[nodiscard]] ExportRequest request(CrawlId crawl) const;

    ProjectFolder m_folder;
    FakeClock m_clock;
    std::unique_ptr<Project> m_project;
    CrawlId m_crawl;
    CrawlId m_empty;
};

void TestProblemExport::initTestCase()
{
    m_project = openProject(m_folder.path(), m_clock);
    m_crawl = *m_project->addCrawl(u"A crawl"_s, "{}", true);
    m_empty = *m_project->addCrawl(u"Empty"_s, "{}", true);
    m_project->reserveUrlIds(1 + skippedCount);
    QList<UrlRecord> urls = {seed(UrlId{1})};
    for (int i = 0; i < skippedCount; ++i) {
        UrlRecord url = foundUrl(UrlId{2 + i}, UrlId{1});
        url.state = UrlState::Skipped;
        url.reason = SkipReason::Robots;
        url.detail = u"=HYPERLINK(\"x\")"_s;
        urls.append(url);
    }
    m_project->addUrls(m_crawl, urls);
    m_project->commit(failedPage(m_crawl, UrlId{1}, u"http-500"_s, 500));
    QVERIFY(m_project->drain());
}

ExportRequest TestProblemExport::request(CrawlId crawl) const
{
    ExportRequest request;
    request.projectPath = m_folder.path();
    request.crawl = crawl;
    request.path = m_folder.path(u"problems.csv"_s);
    return request;
}

void TestProblemExport::everyProblemIsARecord()
{
    QList<qint64> told;
    const auto summary = exportProblems(request(m_crawl), {}, [&told](qint64 written, qint64 all) {
        QVERIFY(written <= all);
        told.append(written);
    });
    QVERIFY2(summary, qPrintable(summary ? QString() : summary.error().detail));
    QCOMPARE(summary->rows, 1 + skippedCount);
    QCOMPARE(told, QList<qint64>({1'000, 2'000, 3'000, 4'000, 4'001}));
    const QByteArray text = readFile(request(m_crawl).path);
    QCOMPARE(text.size(), summary->bytes);
    const auto records = parseCsv(text);
    QVERIFY(records);
    QCOMPARE(records->size(), 2 + skippedCount);
    QCOMPARE(records->first(), problemColumns());
    const QStringList failed = {
        u"failed"_s, u"http-500"_s, u"It failed: http-500"_s, QString::fromLatin1(urlNumber(1)), u"0"_s, {},
        u"1"_s,      u"500"_s};
    QCOMPARE(records->at(1), failed);
}

void TestProblemExport::chosenColumnsInTheirOrder()
{
    ExportRequest chosen = request(m_crawl);
    chosen.columns = {u"status"_s, u"reason"_s};
    QVERIFY(exportProblems(chosen, {}));
    QVERIFY(readFile(chosen.path).startsWith("status,reason\r\n500,http-500\r\n,robots\r\n"));
}

void TestProblemExport::whatAPageWroteIsNoFormula()
{
    ExportRequest chosen = request(m_crawl);
    chosen.columns = {u"detail"_s};
    QVERIFY(exportProblems(chosen, {}));
    QCOMPARE(parseCsv(readFile(chosen.path))->at(2), QStringList(u"'=HYPERLINK(\"x\")"_s));
}

void TestProblemExport::cancellingLeavesTheOldFile()
{
    const QStringList before = m_folder.files();
    const QByteArray old = readFile(request(m_crawl).path);
    QVERIFY(!old.isEmpty());
    CancelSource source;
    const auto summary =
        exportProblems(request(m_crawl), source.token(), [&source](qint64, qint64) { source.cancel(); });
    QCOMPARE(summary.error().kind, ExportFault::Cancelled);
    QCOMPARE(readFile(request(m_crawl).path), old);
    QCOMPARE(m_folder.files(), before);
}

void TestProblemExport::aCrawlWithoutProblemsHasAHeader()
{
    const auto summary = exportProblems(request(m_empty), {});
    QCOMPARE(summary->rows, 0);
    QCOMPARE(readFile(request(m_empty).path), problemColumns().join(u',').toUtf8() + "\r\n");
}

void TestProblemExport::badSources()
{
    QCOMPARE(exportProblems(request(CrawlId{99}), {}).error().kind, ExportFault::Source);
    ExportRequest none = request(m_crawl);
    none.projectPath = m_folder.path(u"none.sluice"_s);
    QCOMPARE(exportProblems(none, {}).error().kind, ExportFault::Source);
    ExportRequest itself = request(m_crawl);
    itself.path = m_folder.path();
    QCOMPARE(exportProblems(itself, {}).error().kind, ExportFault::Target);
}

QTEST_GUILESS_MAIN(TestProblemExport)
#include "tst_problemexport.moc"
