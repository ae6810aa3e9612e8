// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace {

constexpr int slowMs = 300;

Answer page(const QByteArray &body, int delayMs = 0)
{
    Answer answer;
    answer.body = body;
    answer.delayMs = delayMs;
    return answer;
}

Answer redirectTo(const QByteArray &location, int delayMs)
{
    return {302, {}, {{"Location"_ba, location}}, delayMs, {}};
}

/// Two seeds: the quick one links to the host that the slow one will redirect to.
void serveTwoSeeds(CrawlBench &bench)
{
    bench.spec.seeds = {u"http://quick.test/"_s, u"http://slow.test/"_s};
    bench.fetcher.add("http://quick.test/",
                      page("<a href='http://www.slow.test/a'>a</a><a href='http://third.test/'>t</a>"));
    bench.fetcher.add("http://slow.test/", redirectTo("http://www.slow.test/", slowMs));
    bench.fetcher.add("http://www.slow.test/", page(""));
    bench.fetcher.add("http://www.slow.test/a", page("<a href=/b>b</a>"));
    bench.fetcher.add("http://www.slow.test/b", page(""));
}

} // namespace

/// What was out of scope is judged again once a seed's redirect has widened the scope.
class ScopeWideningTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void fetchesWhatARedirectBringsIntoScope();
    void refusesForGoodWhereNothingWidens();
    void keepsTheDepthLimit();
    void judgesAgainAfterAStop();
    void lowersTheDepthOfWhatIsSetAside();
    void countsASeedThatFails();
};

void ScopeWideningTest::fetchesWhatARedirectBringsIntoScope()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().value(u"http://www.slow.test/a"_s, -1), 1);
    QCOMPARE(bench.depths().value(u"http://www.slow.test/b"_s, -1), 2);
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"scope"_s, 1}}));
    QCOMPARE(bench.crawler->progress().skipped, 1);
    QCOMPARE(bench.fetcher.asked("http://third.test/"), 0);
}

void ScopeWideningTest::refusesForGoodWhereNothingWidens()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    bench.fetcher.add("http://slow.test/", page("", slowMs));
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"scope"_s, 2}}));
    QCOMPARE(bench.fetcher.asked("http://www.slow.test/a"), 0);
}

void ScopeWideningTest::keepsTheDepthLimit()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    bench.spec.maximumDepth = 0;
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"scope"_s, 1}, {u"depth"_s, 1}}));
    QCOMPARE(bench.fetcher.asked("http://www.slow.test/a"), 0);
}

void ScopeWideningTest::judgesAgainAfterAStop()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    bench.start();
    QTRY_COMPARE(bench.statusCounts(u"skipped"_s).value(u"scope"_s), 2);
    bench.crawler->interrupt();
    bench.reopen();
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().value(u"http://www.slow.test/b"_s, -1), 2);
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"scope"_s, 1}}));
}

void ScopeWideningTest::lowersTheDepthOfWhatIsSetAside()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    // a is found at depth 2 first, then at 1.
    bench.spec.seeds.append(u"http://later.test/"_s);
    bench.fetcher.add("http://quick.test/", page("<a href=/deep>d</a>"));
    bench.fetcher.add("http://quick.test/deep", page("<a href='http://www.slow.test/a'>a</a>"));
    bench.fetcher.add("http://later.test/", page("<a href='http://www.slow.test/a'>a</a>", slowMs / 2));
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().value(u"http://www.slow.test/a"_s, -1), 1);
}

void ScopeWideningTest::countsASeedThatFails()
{
    CrawlBench bench;
    serveTwoSeeds(bench);
    bench.spec.seeds.append(u"http://broken.test/"_s);
    bench.fetcher.add("http://broken.test/", {0, {}, {}, slowMs, FetchFault::ConnectionRefused});
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.asked("http://www.slow.test/a"), 1);
    QCOMPARE(bench.crawler->progress().seedsFailed, 1);
}

QTEST_GUILESS_MAIN(ScopeWideningTest)
#include "tst_scopewidening.moc"
