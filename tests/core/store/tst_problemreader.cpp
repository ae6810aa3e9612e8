// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"
#include "core/store/problemreader.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int manySkipped = 120'000;

UrlRecord skipped(qint64 id, SkipReason reason, const QString &detail = {})
{
    UrlRecord record = foundUrl(UrlId{id}, UrlId{1}, 2);
    record.state = UrlState::Skipped;
    record.reason = reason;
    record.detail = detail;
    return record;
}

} // namespace

/// A small crawl with one problem of each sort, another crawl beside it, and one with 120,000 skipped URLs.
class TestProblemReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void cellsOfEachKind_data();
    void cellsOfEachKind();
    void countsAreThoseOfAllReasons();
    void queries_data();
    void queries();
    void whatIsNoProblemIsNotListed();
    void anotherCrawlsProblemsStayThere();
    void aProblemThatWasSolvedHasNoCells();
    void sitemapsKeepTheirNumbers();
    void unknownCrawlIsNotFound();
    void visitsAllInOrderAndStops();
    void readsAFileWithoutTheSitemapTable();
    void cancelledQueriesSayJustThat();
    void manyAreListedInOrder();
    void manyAreSorted();

private:
    [[nodiscard]] QStringList urls(const QList<RowId> &ids) const;

    ProjectFolder m_folder;
    FakeClock m_clock;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<ProblemReader> m_reader;
    CrawlId m_small;
    CrawlId m_other;
    CrawlId m_many;
};

void TestProblemReader::initTestCase()
{
    m_project = openProject(m_folder.path(), m_clock);
    m_small = *m_project->addCrawl(u"Small"_s, "{}", true);
    m_other = *m_project->addCrawl(u"Other"_s, "{}", true);
    m_many = *m_project->addCrawl(u"Many"_s, "{}", true);
    m_project->reserveUrlIds(20 + manySkipped);
    UrlRecord listed = skipped(5, SkipReason::Excluded);
    listed.parent = {};
    listed.foundOn = "https://shop.example/sitemap.xml";
    m_project->addUrls(m_small,
                       {seed(UrlId{1}), foundUrl(UrlId{2}, UrlId{1}), foundUrl(UrlId{3}, UrlId{1}),
                        skipped(4, SkipReason::Robots, u"Disallow: /catalogue"_s), listed,
                        skipped(6, SkipReason::Robots, u"Disallow: /Private"_s), foundUrl(UrlId{8}, UrlId{1})});
    m_project->addUrls(m_other, {seed(UrlId{7})});
    m_project->commit(donePage(m_small, UrlId{1}));
    Outcome lost = failedPage(m_small, UrlId{2}, u"connection-lost"_s);
    lost.depth = 1;
    lost.attempts = 3;
    m_project->commit(lost);
    Outcome noted = donePage(m_small, UrlId{3});
    noted.depth = 1;
    noted.page->error = u"price: no number in “free”"_s;
    m_project->commit(noted);
    m_project->commit(failedPage(m_other, UrlId{7}, u"http-404"_s, 404));
    m_project->addSitemapFailure(m_small, "https://shop.example/map.xml", u"404 Not Found"_s);
    QList<UrlRecord> records;
    for (int i = 0; i < manySkipped; ++i)
        records.append(skipped(20 + i, i % 4 ? SkipReason::Scope : SkipReason::Depth));
    m_project->addUrls(m_many, records);
    QVERIFY(m_project->drain());
    m_reader = *ProblemReader::open(m_folder.path());
}

QStringList TestProblemReader::urls(const QList<RowId> &ids) const
{
    QStringList urls;
    const auto rows = m_reader->rows(m_small, ids);
    for (const RowValues &row : *rows)
        urls.append(row.value(3).toString().section(u'/', -1));
    return urls;
}

void TestProblemReader::cellsOfEachKind_data()
{
    QTest::addColumn<ProblemKind>("kind");
    QTest::addColumn<RowValues>("cells");
    const QString parent = QString::fromLatin1(urlNumber(1));
    const auto address = [](int number) { return QString::fromLatin1(urlNumber(number)); };
    QTest::newRow("failed: the error, how often it was tried, no status as none came")
        << ProblemKind::Failed << RowValues{u"failed"_s,
                                            u"connection-lost"_s,
                                            u"It failed: connection-lost"_s,
                                            address(2),
                                            qint64(1),
                                            parent,
                                            qint64(3),
                                            QVariant()};
    QTest::newRow("skipped: the rule, and no status, as it was not asked")
        << ProblemKind::Skipped
        << RowValues{u"skipped"_s, u"robots"_s, u"Disallow: /catalogue"_s, address(4), qint64(2), parent,
                     qint64(0),    QVariant()};
    QTest::newRow("row error: what the rules said, and the status of the page")
        << ProblemKind::RowError
        << RowValues{u"row error"_s, u"row-error"_s, u"price: no number in “free”"_s, address(3), qint64(1), parent,
                     qint64(1),      qint64(200)};
    QTest::newRow("sitemap: it has no depth and no page it was found on")
        << ProblemKind::Sitemap
        << RowValues{u"sitemap"_s, u"sitemap"_s, u"404 Not Found"_s, u"https://shop.example/map.xml"_s,
                     QVariant(),   QVariant(),   QVariant(),         QVariant()};
}

void TestProblemReader::cellsOfEachKind()
{
    QFETCH(const ProblemKind, kind);
    QFETCH(const RowValues, cells);
    ProblemQuery query;
    query.kind = kind;
    const auto list = m_reader->list(m_small, query, {});
    QVERIFY(list && !list->ids.isEmpty());
    const auto rows = m_reader->rows(m_small, {list->ids.first()});
    QCOMPARE(rows->first(), cells);
    QCOMPARE(cells.size(), problemColumns().size());
}

void TestProblemReader::countsAreThoseOfAllReasons()
{
    ProblemQuery query;
    query.filter = u"no such text"_s;
    const auto list = m_reader->list(m_small, query, {});
    QVERIFY(list);
    QCOMPARE(list->ids, QList<RowId>());
    const QList<ProblemCount> expected = {{ProblemKind::Failed, u"connection-lost"_s, 1},
                                          {ProblemKind::Skipped, u"robots"_s, 2},
                                          {ProblemKind::Skipped, u"excluded"_s, 1},
                                          {ProblemKind::RowError, u"row-error"_s, 1},
                                          {ProblemKind::Sitemap, u"sitemap"_s, 1}};
    QCOMPARE(list->counts, expected);
    QCOMPARE(list->total(), 6);
}

void TestProblemReader::queries_data()
{
    QTest::addColumn<ProblemQuery>("query");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const ProblemQuery &query, const char *found) {
        QTest::newRow(name) << query << QString::fromLatin1(found);
    };
    const auto text = [](const QString &filter) { return ProblemQuery{{}, {}, filter, {}, false}; };
    const auto sorted = [](const QString &column, bool isDescending) {
        return ProblemQuery{{}, {}, {}, column, isDescending};
    };
    row("all, sitemaps first", {}, "map 2 3 4 5 6");
    row("a kind", {ProblemKind::Skipped, {}, {}, {}, false}, "4 5 6");
    row("a reason", {ProblemKind::Skipped, u"robots"_s, {}, {}, false}, "4 6");
    row("a reason of another kind", {ProblemKind::Failed, u"robots"_s, {}, {}, false}, "");
    row("a reason and a text", {ProblemKind::Skipped, u"robots"_s, u"private"_s, {}, false}, "6");
    row("text in the detail, case aside", text(u"NO NUMBER"_s), "3");
    row("text in the reason", text(u"excl"_s), "5");
    row("text in the state", text(u"row err"_s), "3");
    row("text in the address", text(u"items/2?"_s), "2");
    row("text in where it was found", text(u"sitemap.xml"_s), "5");
    row("text of a sitemap's failure", text(u"404"_s), "map");
    row("a status", text(u"200"_s), "3");
    row("words are not numbers", text(u"20 0"_s), "");
    row("by attempts", sorted(u"attempts"_s, true), "2 3 4 5 6 map");
    row("by reason, and by when they were found", sorted(u"reason"_s, false), "2 5 4 6 3 map");
    row("by where they were found, none last", sorted(u"found_on"_s, true), "5 2 3 4 6 map");
    row("by a column that is none", sorted(u"title"_s, true), "map 2 3 4 5 6");
}

void TestProblemReader::queries()
{
    QFETCH(const ProblemQuery, query);
    QFETCH(const QString, found);
    const auto list = m_reader->list(m_small, query, {});
    QVERIFY(list);
    QString names = urls(list->ids).join(u' ');
    QCOMPARE(names.replace(u"map.xml"_s, u"map"_s).remove(u"?view=full"_s), found);
}

void TestProblemReader::whatIsNoProblemIsNotListed()
{
    const auto list = m_reader->list(m_small, {}, {});
    QVERIFY(!list->ids.contains(RowId{1})); // done
    QVERIFY(!list->ids.contains(RowId{8})); // to be asked
}

void TestProblemReader::anotherCrawlsProblemsStayThere()
{
    const auto list = m_reader->list(m_other, {}, {});
    QCOMPARE(list->ids, QList<RowId>{RowId{7}});
    const auto rows = m_reader->rows(m_small, {RowId{7}});
    QCOMPARE(rows->first(), RowValues());
}

void TestProblemReader::aProblemThatWasSolvedHasNoCells()
{
    const auto rows = m_reader->rows(m_small, {RowId{8}, RowId{4}, RowId{1}, RowId{12'345'678}, RowId{-99}});
    QCOMPARE(rows->size(), 5);
    QCOMPARE(rows->at(0), RowValues());
    QCOMPARE(rows->at(1).at(1), QVariant(u"robots"_s));
    for (const int row : {2, 3, 4})
        QCOMPARE(rows->at(row), RowValues());
}

void TestProblemReader::sitemapsKeepTheirNumbers()
{
    const auto before = m_reader->list(m_other, {ProblemKind::Sitemap, {}, {}, {}, false}, {});
    QCOMPARE(before->ids.size(), 0);
    m_project->addSitemapFailure(m_other, "https://shop.example/m.xml", u"first"_s);
    QVERIFY(m_project->drain());
    const auto one = m_reader->list(m_other, {ProblemKind::Sitemap, {}, {}, {}, false}, {});
    QCOMPARE(one->ids.size(), 1);
    m_project->addSitemapFailure(m_other, "https://shop.example/a.xml", u"second"_s);
    m_project->addSitemapFailure(m_other, "https://shop.example/m.xml", u"changed"_s);
    QVERIFY(m_project->drain());
    const auto another = *ProblemReader::open(m_folder.path());
    const auto two = another->list(m_other, {ProblemKind::Sitemap, {}, {}, {}, false}, {});
    QCOMPARE(two->ids.size(), 2);
    QCOMPARE(two->ids.last(), one->ids.first());
    const auto rows = m_reader->rows(m_other, two->ids);
    QCOMPARE(rows->at(0).at(2), QVariant(u"second"_s));
    QCOMPARE(rows->at(1).at(2), QVariant(u"changed"_s));
}

void TestProblemReader::unknownCrawlIsNotFound()
{
    QCOMPARE(m_reader->list(CrawlId{99}, {}, {}).error().kind, StoreFault::NotFound);
    QCOMPARE(m_reader->estimate(CrawlId{99}).error().kind, StoreFault::NotFound);
    QCOMPARE(ProblemReader::open(m_folder.path(u"none.sluice"_s)).error().kind, StoreFault::NotFound);
}

void TestProblemReader::visitsAllInOrderAndStops()
{
    QStringList states;
    const auto all = m_reader->visit(m_small, [&states](const RowValues &row) {
        states.append(row.at(0).toString());
        return true;
    });
    QVERIFY(all);
    QCOMPARE(states,
             QStringList({u"sitemap"_s, u"failed"_s, u"row error"_s, u"skipped"_s, u"skipped"_s, u"skipped"_s}));
    int seen = 0;
    const auto some = m_reader->visit(m_small, [&seen](const RowValues &) { return ++seen < 2; });
    QCOMPARE(some.error().kind, StoreFault::Cancelled);
    QCOMPARE(seen, 2);
    QCOMPARE(*m_reader->estimate(m_small), 4);
}

void TestProblemReader::readsAFileWithoutTheSitemapTable()
{
    const ProjectFolder folder;
    CrawlId crawl;
    {
        const auto project = openProject(folder.path(), m_clock);
        crawl = *project->addCrawl(u"Old"_s, "{}", true);
        project->reserveUrlIds(1);
        project->addUrls(crawl, {seed(UrlId{1})});
        project->commit(failedPage(crawl, UrlId{1}, u"timeout"_s));
        QVERIFY(project->drain());
    }
    {
        const auto database = Database::open(folder.path(), Database::Access::ReadWrite);
        (*database)->execute("DROP TABLE sitemap_failures; PRAGMA user_version = 1");
        QVERIFY((*database)->takeResult());
    }
    const auto reader = ProblemReader::open(folder.path());
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().detail));
    QCOMPARE((*reader)->list(crawl, {}, {})->ids, QList<RowId>{RowId{1}});
}

void TestProblemReader::cancelledQueriesSayJustThat()
{
    CancelSource source;
    source.cancel();
    QCOMPARE(m_reader->list(m_many, {}, source.token()).error().kind, StoreFault::Cancelled);
    QVERIFY(m_reader->list(m_many, {}, {}));
}

void TestProblemReader::manyAreListedInOrder()
{
    QElapsedTimer timer;
    timer.start();
    const auto list = m_reader->list(m_many, {ProblemKind::Skipped, u"depth"_s, {}, {}, false}, {});
    qInfo("%d skipped URLs were looked at in %lld ms", manySkipped, timer.elapsed());
    QCOMPARE(list->ids.size(), manySkipped / 4);
    QVERIFY(std::ranges::is_sorted(list->ids));
    const QList<ProblemCount> expected = {{ProblemKind::Skipped, u"scope"_s, manySkipped / 4 * 3},
                                          {ProblemKind::Skipped, u"depth"_s, manySkipped / 4}};
    QCOMPARE(list->counts, expected);
}

void TestProblemReader::manyAreSorted()
{
    const auto list = m_reader->list(m_many, {{}, {}, {}, u"reason"_s, true}, {});
    QCOMPARE(list->ids.size(), manySkipped);
    QCOMPARE(list->ids.first(), RowId{21});
    QCOMPARE(list->ids.last(), RowId{20 + manySkipped - 4});
}

QTEST_GUILESS_MAIN(TestProblemReader)
#include "tst_problemreader.moc"
