// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice;
using test::CrawlBench;
using Answer = test::ScriptedFetcher::Answer;

/// What is said of a host's robots.txt while a crawl runs, and of the same host when the project is opened again.
class RobotsWordsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void liveAndReopenedAreTheSame_data();
    void liveAndReopenedAreTheSame();
    void anUnreadableFileIsAskedForAgain();

private:
    static Answer broken() { return {200, "no gzip at all", {{"Content-Encoding", "gzip"}}, 0, {}}; }
};

void RobotsWordsTest::liveAndReopenedAreTheSame_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<bool>("isObeyed");
    QTest::addColumn<QString>("words");
    const Answer rules{200, "User-agent: *\nDisallow: /no\nAllow: /no/but\n", {}, 0, {}};
    QTest::newRow("rules") << rules << true << u"2 rule(s)"_s;
    QTest::newRow("an empty file") << Answer{200, {}, {}, 0, {}} << true << u"0 rule(s)"_s;
    QTest::newRow("no file") << Answer{404, {}, {}, 0, {}} << true << u"none"_s;
    QTest::newRow("trouble") << Answer{503, {}, {}, 0, {}} << true << u"answered 503"_s;
    QTest::newRow("unreadable") << broken() << true << u"unreachable"_s;
    QTest::newRow("not asked for") << rules << false << QString();
}

void RobotsWordsTest::liveAndReopenedAreTheSame()
{
    QFETCH(Answer, answer);
    QFETCH(bool, isObeyed);
    CrawlBench bench;
    bench.spec.isRobotsObeyed = isObeyed;
    bench.fetcher.add("http://site.test/robots.txt", answer);
    bench.fetcher.add("http://site.test/", Answer{});
    QVERIFY(bench.run());
    const auto live = bench.gate.host("http://site.test");
    QVERIFY(live);
    QTEST(live->robots, "words");
    QVERIFY(bench.project->drain().has_value());
    const auto reader = core::ProjectReader::open(bench.path());
    QVERIFY(reader.has_value());
    const auto hosts = (*reader)->hosts();
    QVERIFY(hosts.has_value());
    QCOMPARE(hosts->size(), 1);
    QTEST(core::RobotsCache::words(hosts->first()), "words");
}

void RobotsWordsTest::anUnreadableFileIsAskedForAgain()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.fetcher.add("http://site.test/robots.txt", broken());
    bench.fetcher.add("http://site.test/", Answer{});
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.asked("http://site.test/"), 0);
    bench.reopen();
    QVERIFY(bench.run());
    // Not taken for an empty file, which would have allowed everything.
    QCOMPARE(bench.fetcher.asked("http://site.test/robots.txt"), 2);
    QCOMPARE(bench.fetcher.asked("http://site.test/"), 0);
}

QTEST_GUILESS_MAIN(RobotsWordsTest)
#include "tst_robotswords.moc"
