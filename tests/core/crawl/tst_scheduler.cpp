// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

constexpr int pageCount = 40;
constexpr int mapCount = 200;

ScriptedFetcher::Answer page(const QByteArray &body)
{
    ScriptedFetcher::Answer answer;
    answer.body = body;
    return answer;
}

QByteArray numbered(const QByteArray &stem, int number)
{
    return "http://site.test/" + stem + QByteArray::number(number);
}

bool isMap(const QByteArray &url)
{
    return url.contains("/map");
}

} // namespace

/// What is asked for when: a walk over many sitemaps beside many pages, and what stops it.
class SchedulerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void sitemapsAndPagesTakeTurns_data();
    void sitemapsAndPagesTakeTurns();
    void sitemapsCountAmongRequestsInFlight();
    void pausesHalfWayAndGoesOn();
    void cancelEndsTheWalk();
    void aWalkBrokenOffBeginsAnew();

private:
    /// A home page with `pageCount` links, and an index of `mapCount` sitemaps with a page each.
    static void fill(CrawlBench &bench);
    [[nodiscard]] static int mapsAsked(const CrawlBench &bench);
    [[nodiscard]] static int pagesFound(CrawlBench &bench);
};

void SchedulerTest::fill(CrawlBench &bench)
{
    bench.spec.isSitemapsUsed = true;
    QByteArray links;
    for (int i = 0; i < pageCount; ++i) {
        links += "<a href=/page" + QByteArray::number(i) + ">x</a>";
        bench.fetcher.add(numbered("page", i), page("x"));
    }
    bench.fetcher.add("http://site.test/", page(links));
    QByteArray maps;
    for (int i = 0; i < mapCount; ++i) {
        maps += "<sitemap><loc>" + numbered("map", i) + "</loc></sitemap>";
        bench.fetcher.add(numbered("map", i),
                          page("<urlset><url><loc>" + numbered("listed", i) + "</loc></url></urlset>"));
        bench.fetcher.add(numbered("listed", i), page("x"));
    }
    bench.fetcher.add("http://site.test/sitemap.xml", page("<sitemapindex>" + maps + "</sitemapindex>"));
}

int SchedulerTest::mapsAsked(const CrawlBench &bench)
{
    const QList<QByteArray> &order = bench.fetcher.order();
    return int(std::count_if(order.begin(), order.end(), isMap));
}

int SchedulerTest::pagesFound(CrawlBench &bench)
{
    return int(bench.depths().size());
}

void SchedulerTest::sitemapsAndPagesTakeTurns_data()
{
    QTest::addColumn<int>("concurrency");
    QTest::addColumn<int>("perHost");
    QTest::addColumn<int>("delayMs");
    QTest::newRow("one after the other") << 1 << 1 << 0;
    QTest::newRow("one at a time at the host") << 32 << 1 << 0;
    QTest::newRow("many at once") << 32 << 8 << 0;
    QTest::newRow("paced") << 32 << 8 << 2;
}

void SchedulerTest::sitemapsAndPagesTakeTurns()
{
    QFETCH(int, concurrency);
    QFETCH(int, perHost);
    QFETCH(int, delayMs);
    CrawlBench bench;
    fill(bench);
    bench.spec.concurrency = concurrency;
    bench.spec.perHost = perHost;
    bench.spec.delayMs = delayMs;
    QVERIFY(bench.run());
    QCOMPARE(mapsAsked(bench), mapCount);
    QCOMPARE(pagesFound(bench), 1 + pageCount + mapCount);
    // Both are there from the first sitemap on (reading the index takes its time, and pages are asked for meanwhile),
    // so until one kind is through, neither leaves the other far behind.
    const QList<QByteArray> &order = bench.fetcher.order();
    int maps = 0;
    int pages = 0;
    for (auto url = std::find_if(order.begin(), order.end(), isMap); url != order.end() && maps < mapCount; ++url) {
        ++(isMap(*url) ? maps : pages);
        QVERIFY2(std::abs(maps - pages) < 40,
                 qPrintable(u"%1 sitemaps and %2 pages have been asked for"_s.arg(maps).arg(pages)));
    }
}

void SchedulerTest::sitemapsCountAmongRequestsInFlight()
{
    CrawlBench bench;
    fill(bench);
    bench.spec.concurrency = 4;
    QVERIFY(bench.run());
    QVERIFY(bench.fetcher.mostInFlight() <= 4);
}

void SchedulerTest::pausesHalfWayAndGoesOn()
{
    CrawlBench bench;
    fill(bench);
    bench.spec.concurrency = 2;
    bench.start();
    QVERIFY(QTest::qWaitFor([&bench] { return mapsAsked(bench) >= 5; }, 30'000));
    bench.crawler->pause();
    const int askedWhenPaused = mapsAsked(bench);
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Paused);
    QCOMPARE(mapsAsked(bench), askedWhenPaused); // the walk stands
    QVERIFY(askedWhenPaused < mapCount);
    bench.crawler->unpause();
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QCOMPARE(mapsAsked(bench), mapCount);
    QCOMPARE(pagesFound(bench), 1 + pageCount + mapCount);
}

void SchedulerTest::cancelEndsTheWalk()
{
    CrawlBench bench;
    fill(bench);
    bench.spec.concurrency = 2;
    bench.start();
    QVERIFY(QTest::qWaitFor([&bench] { return mapsAsked(bench) >= 5; }, 30'000));
    bench.crawler->cancel();
    const qsizetype asked = bench.fetcher.order().size();
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Cancelled);
    QCOMPARE(bench.fetcher.order().size(), asked);
}

void SchedulerTest::aWalkBrokenOffBeginsAnew()
{
    CrawlBench bench;
    fill(bench);
    bench.spec.concurrency = 2;
    bench.start();
    QVERIFY(QTest::qWaitFor([&bench] { return mapsAsked(bench) >= 5; }, 30'000));
    bench.crawler->interrupt();
    bench.reopen();
    QVERIFY(bench.run());
    QCOMPARE(pagesFound(bench), 1 + pageCount + mapCount);
    QCOMPARE(bench.statusCounts(u"error"_s), (QMap<QString, qint64>()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::SchedulerTest)
#include "tst_scheduler.moc"
