// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cells.h"
#include "core/store/statement.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <thread>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestProjectReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void defaultRowHasAllItsCells();
    void failedPageHasNoStatus();
    void viewForOtherToolsAgrees();
    void fieldColumnsComeInOrderOfAppearance();
    void fieldCellsKeepTheirTypes_data();
    void fieldCellsKeepTheirTypes();
    void fieldOfAKnownNameIsTheField();
    void columnsWithoutRows();
    void columnsAreChosenAndOrdered();
    void unknownCrawlIsNotFound();
    void visitingCanStop();
    void statusCountsEverything();
    void readsWhileACrawlWrites();
    void rowsOfAnotherCrawlAreNotGiven();
};

void TestProjectReader::defaultRowHasAllItsCells()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->reserveUrlIds(3);
    UrlRecord listed = foundUrl(UrlId{3}, {}, 0);
    listed.foundOn = "https://shop.example/sitemap.xml";
    project->addUrls(crawl, {seed(UrlId{1}), foundUrl(UrlId{2}, UrlId{1}), listed});
    Outcome outcome = donePage(crawl, UrlId{2}, "Größe \\\"XL\\\"");
    outcome.depth = 1;
    project->commit(outcome);
    project->commit(donePage(crawl, UrlId{3}));
    QVERIFY(project->drain());

    const auto reader = openReader(folder.path());
    QCOMPARE(*reader->columns(crawl), defaultColumns());
    const auto ids = reader->rowIds(crawl, {}, {});
    const auto rows = reader->rows(crawl, *ids, defaultColumns());
    const RowValues expected = {
        QString::fromLatin1(urlNumber(2)),
        QString::fromLatin1(urlNumber(2)),
        qint64(200),
        qint64(1),
        u"Größe \"XL\""_s,
        u"Heading"_s,
        QVariant(),
        u""_s,
        u"text/html"_s,
        u"utf-8"_s,
        qint64(1'000),
        qint64(12),
        qint64(3),
        QString::fromLatin1(urlNumber(1)),
        u"2026-01-01T12:00:00.000Z"_s,
        QVariant(),
    };
    QCOMPARE(rows->at(0), expected);
    QCOMPARE(rows->at(1)[13], QVariant(u"https://shop.example/sitemap.xml"_s));
}

void TestProjectReader::failedPageHasNoStatus()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->reserveUrlIds(2);
    project->addUrls(crawl, {seed(UrlId{1}), seed(UrlId{2})});
    project->commit(failedPage(crawl, UrlId{1}, u"timeout"_s));
    project->commit(failedPage(crawl, UrlId{2}, u"http-404"_s, 404));
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    const auto rows = reader->rows(crawl, *reader->rowIds(crawl, {}, {}),
                                   {u"status"_s, u"final_url"_s, u"title"_s, u"found_on"_s, u"error"_s});
    QCOMPARE(rows->at(0), (RowValues{{}, {}, {}, {}, u"It failed: timeout"_s}));
    QCOMPARE(rows->at(1), (RowValues{qint64(404), {}, {}, {}, u"It failed: http-404"_s}));
}

void TestProjectReader::viewForOtherToolsAgrees()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->reserveUrlIds(3);
    project->addUrls(crawl, {seed(UrlId{1}), foundUrl(UrlId{2}, UrlId{1}), foundUrl(UrlId{3}, UrlId{2}, 2)});
    project->commit(donePage(crawl, UrlId{1}, "One"));
    Outcome second = donePage(crawl, UrlId{2}, "Two");
    second.page->fetchedAtUtcMs += 1'007;
    project->commit(second);
    project->commit(failedPage(crawl, UrlId{3}, u"connection-lost"_s));
    QVERIFY(project->drain());

    const auto reader = openReader(folder.path());
    const auto rows = reader->rows(crawl, *reader->rowIds(crawl, {}, {}), defaultColumns());
    const auto database = Database::open(folder.path(), Database::Access::ReadOnly);
    (*database)->execute("PRAGMA trusted_schema = ON"); // the default of other tools
    Statement view(**database,
                   ("SELECT " + defaultColumns().join(u',').toUtf8() + " FROM default_rows ORDER BY row").constData());
    int compared = 0;
    for (const RowValues &values : *rows) {
        QVERIFY(view.step());
        for (int i = 0; i < values.size(); ++i, ++compared)
            QCOMPARE(view.text(i), shownText(values[i]));
    }
    QCOMPARE(compared, 3 * 16);
}

void TestProjectReader::fieldColumnsComeInOrderOfAppearance()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const QStringList expected = {u"name"_s, u"price"_s, u"alt"_s, u"sku"_s, u"url"_s, u"found_on"_s, u"error"_s};
    {
        const auto project = openProject(folder.path(), clock);
        const CrawlId crawl = *project->addCrawl(u"Fields"_s, "{}", false);
        project->reserveUrlIds(2);
        project->addUrls(crawl, {seed(UrlId{1}), seed(UrlId{2})});
        Outcome outcome = donePage(crawl, UrlId{1});
        outcome.rows = {R"({"name":"b","price":1})", R"({"alt":"x","name":"a"})"};
        project->commit(outcome);
        QVERIFY(project->drain());
    }
    const auto project = openProject(folder.path(), clock); // what was learnt before is known after
    Outcome outcome = donePage(CrawlId{1}, UrlId{2});
    outcome.rows = {R"({"sku":1,"price":2})"};
    project->commit(outcome);
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    QCOMPARE(*reader->columns(CrawlId{1}), expected);
    const auto rows = reader->rows(CrawlId{1}, *reader->rowIds(CrawlId{1}, {}, {}), expected);
    const QVariant url = QString::fromLatin1(urlNumber(1));
    QCOMPARE(rows->at(0), (RowValues{u"b"_s, qint64(1), {}, {}, url, {}, {}}));
    QCOMPARE(rows->at(1), (RowValues{u"a"_s, {}, u"x"_s, {}, url, {}, {}}));
}

void TestProjectReader::fieldCellsKeepTheirTypes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QVariant>("cell");
    QTest::newRow("text") << QByteArray(R"("a\nb")") << QVariant(u"a\nb"_s);
    QTest::newRow("text that looks like a number") << QByteArray(R"("007")") << QVariant(u"007"_s);
    QTest::newRow("whole number") << QByteArray("-12") << QVariant(qint64(-12));
    QTest::newRow("whole number beyond 2^53") << QByteArray("9007199254740993") << QVariant(qint64(9007199254740993));
    QTest::newRow("fraction") << QByteArray("1.5") << QVariant(1.5);
    QTest::newRow("true") << QByteArray("true") << QVariant(true);
    QTest::newRow("null is none") << QByteArray("null") << QVariant();
    QTest::newRow("list as JSON") << QByteArray("[1, \"a\"]") << QVariant(u"[1,\"a\"]"_s);
    QTest::newRow("object as JSON") << QByteArray("{\"k\": 1}") << QVariant(u"{\"k\":1}"_s);
}

void TestProjectReader::fieldCellsKeepTheirTypes()
{
    QFETCH(QByteArray, json);
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Fields"_s, "{}", false);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    Outcome outcome = donePage(crawl, UrlId{1});
    outcome.rows = {"{\"f\":" + json + "}"};
    project->commit(outcome);
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    QTEST(reader->rows(crawl, *reader->rowIds(crawl, {}, {}), {u"f"_s})->at(0).at(0), "cell");
}

void TestProjectReader::fieldOfAKnownNameIsTheField()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Fields"_s, "{}", false);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    Outcome outcome = donePage(crawl, UrlId{1});
    outcome.rows = {R"({"url":"of the field"})"};
    project->commit(outcome);
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    QCOMPARE(*reader->columns(crawl), (QStringList{u"url"_s, u"found_on"_s, u"error"_s}));
    QCOMPARE(reader->rows(crawl, *reader->rowIds(crawl, {}, {}), {u"url"_s})->at(0).at(0), QVariant(u"of the field"_s));
}

void TestProjectReader::columnsWithoutRows()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    QVERIFY(project->addCrawl(u"Fields"_s, "{}", false));
    const auto reader = openReader(folder.path());
    QCOMPARE(*reader->columns(CrawlId{1}), (QStringList{u"url"_s, u"found_on"_s, u"error"_s}));
    QCOMPARE(*reader->rowCount(CrawlId{1}), 0);
    QVERIFY(reader->rowIds(CrawlId{1}, {}, {})->isEmpty());
}

void TestProjectReader::columnsAreChosenAndOrdered()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    project->commit(donePage(crawl, UrlId{1}, "T"));
    QVERIFY(project->drain());
    QList<RowValues> seen;
    QVERIFY(
        openReader(folder.path())->visitRows(crawl, {u"status"_s, u"no_such"_s, u"title"_s}, [&](const RowValues &row) {
            seen.append(row);
            return true;
        }));
    QCOMPARE(seen, (QList<RowValues>{{qint64(200), {}, u"T"_s}}));
}

void TestProjectReader::unknownCrawlIsNotFound()
{
    const ProjectFolder folder;
    const FakeClock clock;
    openProject(folder.path(), clock);
    const auto reader = openReader(folder.path());
    QVERIFY(reader->crawls()->isEmpty());
    QVERIFY(reader->status()->isEmpty());
    QCOMPARE(reader->crawl(CrawlId{1}).error().kind, StoreFault::NotFound);
    QCOMPARE(reader->columns(CrawlId{1}).error().kind, StoreFault::NotFound);
    QCOMPARE(reader->rowCount(CrawlId{1}).error().kind, StoreFault::NotFound);
    QCOMPARE(reader->rows(CrawlId{1}, {}, {}).error().kind, StoreFault::NotFound);
}

void TestProjectReader::visitingCanStop()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    Outcome outcome = donePage(crawl, UrlId{1});
    outcome.rows = {defaultRow("a"), defaultRow("b"), defaultRow("c")};
    project->commit(outcome);
    QVERIFY(project->drain());
    int seen = 0;
    const auto result =
        openReader(folder.path())->visitRows(crawl, {u"title"_s}, [&seen](const RowValues &) { return ++seen < 2; });
    QCOMPARE(result.error().kind, StoreFault::Cancelled);
    QCOMPARE(seen, 2);
}

void TestProjectReader::statusCountsEverything()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    project->reserveUrlIds(8);
    QList<UrlRecord> urls;
    for (int i = 1; i <= 4; ++i)
        urls.append(seed(UrlId{i}));
    urls.append(seed(UrlId{5}, "http://user:pw@other.example:8080/x"));
    UrlRecord skipped = foundUrl(UrlId{6}, UrlId{1});
    skipped.state = UrlState::Skipped;
    skipped.reason = SkipReason::Robots;
    urls.append(skipped);
    skipped.id = UrlId{7};
    skipped.reason = SkipReason::Scope;
    urls.append(skipped);
    project->addUrls(crawl, urls);
    project->commit(donePage(crawl, UrlId{1}));
    project->commit(failedPage(crawl, UrlId{2}, u"http-404"_s, 404));
    project->commit(failedPage(crawl, UrlId{3}, u"http-404"_s, 404));
    project->commit(failedPage(crawl, UrlId{5}, u"timeout"_s));
    QVERIFY(project->drain());
    const QList<StatusCount> expected = {
        {crawl, u"state"_s, u"pending"_s, 1},
        {crawl, u"state"_s, u"done"_s, 1},
        {crawl, u"state"_s, u"failed"_s, 3},
        {crawl, u"state"_s, u"skipped"_s, 2},
        {crawl, u"skipped"_s, u"scope"_s, 1},
        {crawl, u"skipped"_s, u"robots"_s, 1},
        {crawl, u"error"_s, u"http-404"_s, 2},
        {crawl, u"error"_s, u"timeout"_s, 1},
        {crawl, u"host"_s, u"other.example:8080"_s, 1},
        {crawl, u"host"_s, u"shop.example"_s, 3},
    };
    QCOMPARE(*openReader(folder.path())->status(), expected);
}

void TestProjectReader::readsWhileACrawlWrites()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    constexpr int count = 3'000;
    project->reserveUrlIds(count);
    QList<UrlRecord> urls;
    for (int i = 1; i <= count; ++i)
        urls.append(seed(UrlId{i}));
    project->addUrls(crawl, urls);
    QVERIFY(project->drain());

    std::atomic_bool isWriting = true;
    std::thread feeder([&] {
        for (int i = 1; i <= count; ++i)
            project->commit(donePage(crawl, UrlId{i}));
        (void)project->drain();
        isWriting = false;
    });
    const auto reader = openReader(folder.path());
    bool isSound = true;
    int looks = 0;
    QList<RowId> seen;
    while (isWriting || looks == 0) {
        const auto record = reader->crawl(crawl);
        const auto more = reader->rowIdsAfter(crawl, {}, seen.isEmpty() ? RowId{} : seen.last(), {});
        isSound = isSound && record && more && record->done == record->rows &&
                  record->done + record->pending == count && seen.size() + more->size() >= record->rows &&
                  project->urlText(UrlId{count}).has_value();
        if (!isSound)
            break;
        seen += *more;
        ++looks;
    }
    feeder.join();
    QVERIFY(isSound);
    seen += *reader->rowIdsAfter(crawl, {}, seen.isEmpty() ? RowId{} : seen.last(), {});
    QCOMPARE(seen.size(), count);
}

void TestProjectReader::rowsOfAnotherCrawlAreNotGiven()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId one = *project->addCrawl(u"One"_s, "{}", true);
    const CrawlId two = *project->addCrawl(u"Two"_s, "{}", true);
    project->addUrls(one, {seed(project->reserveUrlIds(1))});
    project->commit(donePage(one, UrlId{1}));
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    const auto ids = reader->rowIds(one, {}, {});
    QVERIFY(reader->rows(two, *ids, {u"title"_s})->at(0).isEmpty());
}

QTEST_GUILESS_MAIN(TestProjectReader)
#include "tst_projectreader.moc"
