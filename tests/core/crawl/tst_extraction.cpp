// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/rulewatch.h"
#include "core/store/problemreader.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace {

Answer page(const QByteArray &body, int delayMs = 0, const QByteArray &type = "text/html")
{
    Answer answer;
    answer.body = body;
    answer.delayMs = delayMs;
    answer.headers = {{"Content-Type"_ba, type}};
    return answer;
}

/// Two list pages that lead to four detail pages; one of them is gone, one stands on both.
void serveShop(CrawlBench &bench)
{
    bench.spec.rowRule = u"li"_s;
    bench.spec.nextRule = u"a[rel=next]"_s;
    bench.spec.detailRule = u"a"_s;
    bench.spec.fields = {{u"name"_s, u"a"_s}, {u"price"_s, u"i"_s, ColumnType::Price}};
    bench.spec.detailFields = {{u"text"_s, u"p"_s}};
    bench.fetcher.add("http://site.test/",
                      page("<ul><li><a href=/1>One</a><i>1,50</i><li><a href=/2>Two</a><i>2</i></ul>"
                           "<a rel=next href='/?page=2'>on</a><a href=/about>about</a>"));
    bench.fetcher.add(
        "http://site.test/?page=2",
        page("<ul><li><a href=/1>One</a><i>1,50</i><li><a href=/gone>Gone</a><i>x</i><li>No link</ul>", 20));
    bench.fetcher.add("http://site.test/1", page("<p>First</p><ul><li>no row</ul>", 40));
    bench.fetcher.add("http://site.test/2", page("<p>Second</p>"));
    bench.fetcher.add("http://site.test/about", page("about"));
}

QStringList rows(CrawlBench &bench, const QStringList &columns)
{
    QStringList found;
    bench.forEachRow(columns, [&found](const RowValues &row) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells.append(cell.toString());
        found.append(cells.join(u'|'));
    });
    found.sort();
    return found;
}

} // namespace

/// Crawls with rules: rows, next pages, detail pages, keys, what fails.
class ExtractionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void mergesDetailsIntoRows();
    void goesOnAfterAStop();
    void dropsRowsThatAreAlike();
    void streamsEachRowOnce();
    void aPageIsARowWithoutARowRule();
    void ordinaryLinksAreFollowedWithoutALead();
    void numberedPagesAreSeeds();
    void aLyingPageIsARowError();
    void aBadRowMarksItselfAlone_data();
    void aBadRowMarksItselfAlone();
    void warnsOfRulesThatFindNothing();
    void watchesTheFirstPages();
};

void ExtractionTest::mergesDetailsIntoRows()
{
    CrawlBench bench;
    serveShop(bench);
    QVERIFY(bench.run());
    const QStringList found = rows(bench, {u"name"_s, u"price"_s, u"text"_s});
    QCOMPARE(found, (QStringList{u"Gone||"_s, u"One|1.5|First"_s, u"One|1.5|First"_s, u"Two|2|Second"_s, u"||"_s}));
    // The list page has an error in one of its rows, the page that is gone is the error of the other.
    const QStringList errors = rows(bench, {u"name"_s, u"error"_s});
    QCOMPARE(errors, (QStringList{u"Gone|price: 'x' is not a number"_s, u"One|"_s, u"One|"_s, u"Two|"_s, u"|"_s}));
    QCOMPARE(bench.fetcher.asked("http://site.test/1"), 1);
    QCOMPARE(bench.fetcher.asked("http://site.test/about"), 0);
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"done"_s), 4);
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"failed"_s), 1);
}

void ExtractionTest::goesOnAfterAStop()
{
    CrawlBench bench;
    serveShop(bench);
    bench.fetcher.add("http://site.test/1", page("<p>First</p>", 2'000));
    bench.start();
    QTRY_VERIFY(bench.statusCounts(u"state"_s).value(u"done"_s) >= 3);
    bench.crawler->interrupt();
    bench.reopen();
    bench.fetcher.add("http://site.test/1", page("<p>First</p><ul><li>no row</ul>"));
    QVERIFY(bench.run());
    QCOMPARE(rows(bench, {u"name"_s, u"text"_s}),
             (QStringList{u"Gone|"_s, u"One|First"_s, u"One|First"_s, u"Two|Second"_s, u"|"_s}));
}

void ExtractionTest::dropsRowsThatAreAlike()
{
    CrawlBench bench;
    serveShop(bench);
    bench.spec.keyFields = {u"name"_s};
    QVERIFY(bench.run());
    QCOMPARE(rows(bench, {u"name"_s}), (QStringList{u""_s, u"Gone"_s, u"One"_s, u"Two"_s}));
}

void ExtractionTest::streamsEachRowOnce()
{
    CrawlBench bench;
    serveShop(bench);
    bench.isStreaming = true;
    QStringList streamed;
    bench.start();
    QObject::connect(bench.crawler.get(), &Crawler::rowsCommitted, bench.crawler.get(),
                     [&streamed](const QList<StreamedRow> &rows) {
                         for (const StreamedRow &row : rows)
                             streamed.append(row.values[0].toString() + u'|' + row.values[2].toString());
                     });
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QTRY_COMPARE(streamed.size(), 5);
    streamed.sort();
    QCOMPARE(streamed, (QStringList{u"Gone|"_s, u"One|First"_s, u"One|First"_s, u"Two|Second"_s, u"|"_s}));
}

void ExtractionTest::aPageIsARowWithoutARowRule()
{
    CrawlBench bench;
    bench.spec.fields = {{u"heading"_s, u"h1"_s}};
    bench.fetcher.add("http://site.test/", page("<h1>Home</h1><a href=/a>a</a><a href=/gone>g</a>"));
    bench.fetcher.add("http://site.test/a", page("none"));
    QVERIFY(bench.run());
    QCOMPARE(
        rows(bench, {u"url"_s, u"heading"_s, u"error"_s}),
        (QStringList{u"http://site.test/a||"_s, u"http://site.test/gone||HTTP 404"_s, u"http://site.test/|Home|"_s}));
}

void ExtractionTest::ordinaryLinksAreFollowedWithoutALead()
{
    CrawlBench bench;
    bench.spec.rowRule = u"li"_s;
    bench.spec.fields = {{u"item"_s, u":scope"_s}};
    bench.fetcher.add("http://site.test/", page("<a href=/a>a</a>"));
    bench.fetcher.add("http://site.test/a", page("<ul><li>x<li>y</ul>"));
    QVERIFY(bench.run());
    QCOMPARE(rows(bench, {u"item"_s}), (QStringList{u"x"_s, u"y"_s}));
}

void ExtractionTest::numberedPagesAreSeeds()
{
    CrawlBench bench;
    bench.spec.fields = {{u"heading"_s, u"h1"_s}};
    bench.spec.numberedPages = {u"/list?page={page}"_s, 1, 3, 1};
    bench.fetcher.add("http://site.test/", page("<h1>0</h1>"));
    for (int i = 1; i <= 3; ++i)
        bench.fetcher.add("http://site.test/list?page=" + QByteArray::number(i),
                          page("<h1>" + QByteArray::number(i) + "</h1>"));
    QVERIFY(bench.run());
    QCOMPARE(rows(bench, {u"heading"_s}), (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s}));
}

void ExtractionTest::aLyingPageIsARowError()
{
    CrawlBench bench;
    bench.spec.fields = {{u"price"_s, u"i"_s, ColumnType::Price}};
    bench.fetcher.add("http://site.test/", page("<i>soon</i><a href=/image>i</a><a href=/utf16>u</a>"));
    bench.fetcher.add("http://site.test/image", page("\x89PNG\r\n", 0, "image/png"));
    bench.fetcher.add("http://site.test/utf16", page("<i>3 \xff</i>", 0, "text/html; charset=utf-8"));
    QVERIFY(bench.run());
    const QStringList found = rows(bench, {u"url"_s, u"error"_s});
    QCOMPARE(found.size(), 3);
    QVERIFY2(found[0].contains(u"neither HTML nor text"_s), qPrintable(found[0]));
    QVERIFY2(found[1].contains(u"not all"_s), qPrintable(found[1]));
    QVERIFY2(found[2].contains(u"price"_s), qPrintable(found[2]));
}

void ExtractionTest::aBadRowMarksItselfAlone_data()
{
    QTest::addColumn<QByteArray>("tail");
    QTest::addColumn<QString>("ofPage");
    QTest::newRow("two bad rows") << ""_ba << u""_s;
    QTest::newRow("on a bad page") << "\xff"_ba << u"the page is not all UTF-8, as it says; some characters are lost"_s;
}

void ExtractionTest::aBadRowMarksItselfAlone()
{
    QFETCH(QByteArray, tail);
    QFETCH(QString, ofPage);
    CrawlBench bench;
    bench.isStreaming = true;
    bench.spec.rowRule = u"li"_s;
    bench.spec.fields = {{u"n"_s, u"b"_s}, {u"price"_s, u"i"_s, ColumnType::Price}};
    QByteArray list;
    for (int row = 1; row <= 12; ++row)
        list += "<li><b>" + QByteArray::number(row) + "</b><i>" + (row == 9 || row == 12 ? "soon" : "1") + "</i>";
    bench.fetcher.add("http://site.test/", page(list + "</ul>" + tail, 0, "text/html; charset=utf-8"));
    QStringList streamed;
    bench.start();
    QObject::connect(bench.crawler.get(), &Crawler::rowsCommitted, bench.crawler.get(),
                     [&streamed](const QList<StreamedRow> &rows) {
                         for (const StreamedRow &row : rows)
                             streamed.append(row.values[4].toString());
                     });
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    const QString own = u"price: 'soon' is not a number"_s;
    QStringList expected(12, ofPage);
    expected[8] = expected[11] = ofPage.isEmpty() ? own : own + u"; "_s + ofPage;
    QStringList errors;
    bench.forEachRow({u"error"_s}, [&errors](const RowValues &row) { errors.append(row[0].toString()); });
    QCOMPARE(errors, expected);
    QTRY_COMPARE(streamed, expected);
    // The page as a whole tells of all of them, and where they are.
    const QString whole = u"price (row 9): 'soon' is not a number; price (row 12): 'soon' is not a number"_s;
    QStringList told;
    const auto problems = ProblemReader::open(bench.path());
    QVERIFY((*problems)->visit(bench.crawl, [&told](const RowValues &row) {
        told.append(row[2].toString());
        return true;
    }));
    QCOMPARE(told, QStringList{ofPage.isEmpty() ? whole : whole + u"; "_s + ofPage});
}

void ExtractionTest::warnsOfRulesThatFindNothing()
{
    CrawlBench bench;
    serveShop(bench);
    bench.spec.fields.append({u"colour"_s, u".colour"_s});
    bench.start();
    const QSignalSpy warned(bench.crawler.get(), &Crawler::warned);
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QCOMPARE(warned.size(), 1);
    QVERIFY(warned[0][1].toString().contains(u"colour"_s));
}

void ExtractionTest::watchesTheFirstPages()
{
    RuleWatch watch({u"a"_s, u"b"_s});
    for (int page = 1; page < RuleWatch::pagesWatched; ++page)
        QCOMPARE(watch.takePage({page == 3 ? 1 : 0, 0}), QStringList());
    QCOMPARE(watch.takePage({0, 0}), QStringList{u"b"_s});
    QCOMPARE(watch.takePage({0, 0}), QStringList());
    QCOMPARE(watch.finish(), QStringList());
    RuleWatch unused({u"a"_s});
    QCOMPARE(unused.finish(), QStringList());
}

QTEST_GUILESS_MAIN(ExtractionTest)
#include "tst_extraction.moc"
