// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/sitemapwalk.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

FetchResult answer(int status, const QByteArray &body = {}, const Headers &headers = {})
{
    FetchResponse response;
    response.status = status;
    response.headers = headers;
    response.body = body;
    return response;
}

} // namespace

/// Answers each URL with its list of answers, one after the other, the last one over and over.
class ListedFetcher final : public QObject, public Fetcher
{
public:
    void add(const QByteArray &url, const QList<FetchResult> &answers) { m_answers.insert(url, answers); }
    [[nodiscard]] int asked(const QByteArray &url) const { return m_asked.value(url); }
    [[nodiscard]] int askedInAll() const { return m_askedInAll; }

    void fetch(FetchRequest request, QObject *context, Done done) override
    {
        const QByteArray url = request.url.text();
        const QList<FetchResult> answers = m_answers.value(url);
        const int number = m_asked[url]++;
        ++m_askedInAll;
        const FetchResult next =
            answers.isEmpty() ? answer(404) : answers[std::min<qsizetype>(number, answers.size() - 1)];
        QMetaObject::invokeMethod(
            context, [done, next] { done(next); }, Qt::QueuedConnection);
    }
    void cancelAll(QObject *) override {}

private:
    QHash<QByteArray, QList<FetchResult>> m_answers;
    QHash<QByteArray, int> m_asked;
    int m_askedInAll = 0;
};

namespace {

constexpr char robotsFile[] = "http://site.test/robots.txt";
constexpr char map[] = "http://site.test/map.xml"; // as robots.txt lists it
constexpr char guess[] = "http://site.test/sitemap.xml";

FetchResult lost(FetchFault fault)
{
    return tl::unexpected(FetchError{fault, u"%1: %2"_s.arg(QLatin1StringView(map), faultName(fault)), 0, {}, {}});
}

QByteArray urlset(const QByteArray &url)
{
    return "<urlset><url><loc>" + url + "</loc></url></urlset>";
}

/// A site whose robots.txt lists `map`.
void listMap(ListedFetcher &fetcher)
{
    fetcher.add(robotsFile, {answer(200, "User-agent: *\nDisallow:\nSitemap: /map.xml\n")});
}

QByteArray indexOf(int count)
{
    QByteArray entries;
    for (int i = 0; i < count; ++i)
        entries += "<sitemap><loc>http://site.test/" + QByteArray::number(i) + ".xml</loc></sitemap>";
    return "<sitemapindex>" + entries + "</sitemapindex>";
}

} // namespace

/// Reading sitemaps: tries after failures, limits, and that nothing is left out without a word.
class SitemapWalkTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void triesAgain_data();
    void triesAgain();
    void leavesOutNothingUnsaid_data();
    void leavesOutNothingUnsaid();
    void readsAThousandAndSaysSo();
    void aGuessNeedNotBeThere_data();
    void aGuessNeedNotBeThere();
    void readsThoseGiven_data();
    void readsThoseGiven();
    void readsTwoAtATime();
    void countsRedirectsApartFromIndexes();
    void asksNoRobotsThatItDoesNotObey();
    void failuresReachTheProjectAndTheUser();
    void failuresGoWithTheirCause_data();
    void failuresGoWithTheirCause();

private:
    struct Walked
    {
        QStringList found;
        QStringList failures; ///< "path: reason"
        int mostInFlight = 0;
        bool hasEnded = false;
    };
    [[nodiscard]] static CrawlPlan plan();
    [[nodiscard]] static Walked walk(ListedFetcher &fetcher, const CrawlPlan &plan = SitemapWalkTest::plan());
};

CrawlPlan SitemapWalkTest::plan()
{
    CrawlPlan plan;
    plan.spec.isSitemapsUsed = true;
    plan.spec.isAdaptive = false;
    plan.spec.isRobotsObeyed = false;
    plan.userAgents = {"Sluice-Test/1"};
    plan.retry = {2, 1, 1};
    plan.seeds = {WebUrl::parse("http://site.test/").value()};
    return plan;
}

SitemapWalkTest::Walked SitemapWalkTest::walk(ListedFetcher &fetcher, const CrawlPlan &plan)
{
    const SystemClock clock;
    HostGate gate(clock);
    PoliteFetcher polite(plan, fetcher, gate, clock);
    RobotsCache robots(plan, polite, gate, clock);
    core::ThreadPool pool;
    SitemapWalk sitemaps(plan, polite, robots, pool);
    Walked walked;
    QObject::connect(&sitemaps, &SitemapWalk::found, &sitemaps, [&walked](const QList<WebUrl> &urls, const WebUrl &) {
        for (const WebUrl &url : urls)
            walked.found.append(url.toString());
    });
    QObject::connect(&sitemaps, &SitemapWalk::failed, &sitemaps,
                     [&walked](const WebUrl &sitemap, const QString &reason) {
                         walked.failures.append(sitemap.toString().mid(16) + u": "_s + reason);
                     });
    // In place of the scheduler: whatever may be asked for is.
    const auto turn = [&polite](const QByteArray &origin) { return polite.waitMs(origin); };
    const auto goOn = [&] {
        while (sitemaps.startNext(turn, clock.monotonicMs()))
            walked.mostInFlight = std::max(walked.mostInFlight, sitemaps.inFlight());
    };
    QObject::connect(&sitemaps, &SitemapWalk::advanced, &sitemaps, goOn);
    QObject::connect(&gate, &HostGate::released, &sitemaps, [&](const QByteArray &origin) {
        sitemaps.hostReleased(origin);
        goOn();
    });
    sitemaps.start();
    walked.hasEnded = QTest::qWaitFor([&sitemaps] { return !sitemaps.isBusy(); }, 60'000);
    pool.clear();
    return walked;
}

void SitemapWalkTest::triesAgain_data()
{
    QTest::addColumn<QList<FetchResult>>("answers");
    QTest::addColumn<int>("asked");
    QTest::addColumn<QString>("failure");
    const FetchResult good = answer(200, urlset("http://site.test/page"));
    const auto add = [](const char *name, const QList<FetchResult> &answers, int asked, const QString &failure = {}) {
        QTest::newRow(name) << answers << asked << failure;
    };
    add("good at once", {good}, 1);
    add("busy once", {answer(503), good}, 2);
    add("too many requests twice", {answer(429), answer(429), good}, 3);
    add("request timeout", {answer(408), good}, 2);
    add("connection lost", {lost(FetchFault::ConnectionLost), good}, 2);
    add("no connection", {lost(FetchFault::ConnectTimeout), good}, 2);
    add("busy to the end", {answer(503)}, 3, u"/map.xml: answered 503"_s);
    add("lost to the end", {lost(FetchFault::Timeout)}, 3, u"/map.xml: %1: timeout"_s.arg(QLatin1StringView(map)));
    add("not there", {answer(404), good}, 1, u"/map.xml: answered 404"_s);
    add("too large", {lost(FetchFault::BodyTooLarge), good}, 1,
        u"/map.xml: %1: body-too-large"_s.arg(QLatin1StringView(map)));
}

void SitemapWalkTest::triesAgain()
{
    QFETCH(QList<FetchResult>, answers);
    QFETCH(QString, failure);
    ListedFetcher fetcher;
    listMap(fetcher);
    fetcher.add(map, answers);
    const Walked walked = walk(fetcher);
    QVERIFY(walked.hasEnded);
    QTEST(fetcher.asked(map), "asked");
    QCOMPARE(walked.failures.join(u'\n'), failure);
    QCOMPARE(walked.found, failure.isEmpty() ? QStringList{u"http://site.test/page"_s} : QStringList());
}

void SitemapWalkTest::leavesOutNothingUnsaid_data()
{
    QTest::addColumn<QList<FetchResult>>("answers");
    QTest::addColumn<QString>("failure");
    const auto add = [](const char *name, const FetchResult &first, const char *failure) {
        QTest::newRow(name) << QList<FetchResult>{first} << QString::fromLatin1(failure);
    };
    const QByteArray itself = "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>";
    add("a redirect that leads nowhere", answer(301), "/map.xml: answered 301 and named no other address");
    add("a redirect to itself", answer(302, {}, {{"Location", map}}),
        "/map.xml: answered 302 and named no other address");
    add("a redirect to what is not there", answer(302, {}, {{"Location", "/gone.xml"}}), "/gone.xml: answered 404");
    add("indexes without end", answer(200, itself),
        "/3.xml: an index too many steps from where it began; what it lists is left out");
    add("a redirect that comes back", answer(302, {}, {{"Location", "/back.xml"}}),
        "/back.xml: redirects in a loop at http://site.test/map.xml");
    add("redirects without end", answer(302, {}, {{"Location", "/hop1.xml"}}), "/hop3.xml: more than 3 redirect");
    add("not XML", answer(200, "\x01\x02"), "/map.xml: ");
    add("a page", answer(200, "<!DOCTYPE html><html></html>"), "/map.xml: ");
}

void SitemapWalkTest::leavesOutNothingUnsaid()
{
    QFETCH(QList<FetchResult>, answers);
    QFETCH(QString, failure);
    ListedFetcher fetcher;
    listMap(fetcher);
    fetcher.add(map, answers);
    for (int i = 1; i < 9; ++i) {
        const QByteArray next = QByteArray::number(i + 1);
        fetcher.add("http://site.test/" + QByteArray::number(i) + ".xml",
                    {answer(200, "<sitemapindex><sitemap><loc>/" + next + ".xml</loc></sitemap></sitemapindex>")});
        fetcher.add("http://site.test/hop" + QByteArray::number(i) + ".xml",
                    {answer(301, {}, {{"Location", "/hop" + next + ".xml"}})});
    }
    fetcher.add("http://site.test/back.xml", {answer(301, {}, {{"Location", map}})});
    CrawlPlan threeRedirects = plan();
    threeRedirects.spec.maximumRedirects = 3;
    const Walked walked = walk(fetcher, threeRedirects);
    QVERIFY(walked.hasEnded);
    QCOMPARE(walked.failures.size(), 1);
    QVERIFY2(walked.failures.first().startsWith(failure), qPrintable(walked.failures.first()));
}

void SitemapWalkTest::readsAThousandAndSaysSo()
{
    ListedFetcher fetcher;
    listMap(fetcher);
    fetcher.add(map, {answer(200, indexOf(1'100))});
    for (int i = 0; i < 1'100; ++i)
        fetcher.add("http://site.test/" + QByteArray::number(i) + ".xml",
                    {answer(200, urlset("http://site.test/page" + QByteArray::number(i)))});
    const Walked walked = walk(fetcher);
    QVERIFY(walked.hasEnded);
    QCOMPARE(fetcher.askedInAll() - fetcher.asked("http://site.test/robots.txt"), 1'000);
    QCOMPARE(walked.found.size(), 999);
    QCOMPARE(walked.failures, QStringList{u"/999.xml: 1,000 sitemaps have been read; this one and any further one are "
                                          "left out"_s});
}

void SitemapWalkTest::aGuessNeedNotBeThere_data()
{
    QTest::addColumn<QList<FetchResult>>("answers");
    QTest::addColumn<QString>("failure");
    const auto add = [](const char *name, const FetchResult &first, const QString &failure = {}) {
        QTest::newRow(name) << QList<FetchResult>{first} << failure;
    };
    const QString url = QString::fromLatin1(guess);
    add("there", answer(200, urlset("http://site.test/page")));
    add("not there", answer(404));
    add("gone", answer(410));
    add("moved to where nothing is", answer(301, {}, {{"Location", "/absent.xml"}}));
    add("a page that stands for all", answer(200, "<!DOCTYPE html><html><body>App</body></html>"));
    add("a page without a doctype", answer(200, "<html><body>App</body></html>"));
    add("words", answer(200, "not found"));
    add("nothing", answer(200));
    add("moved to a page", answer(302, {}, {{"Location", "/page"}}));
    add("one that breaks off", answer(200, "<?xml version='1.0'?><urlset><url><loc>http://site.test/pa"),
        u"/sitemap.xml: line 1: Premature end of document."_s);
    add("forbidden", answer(403), u"/sitemap.xml: answered 403"_s);
    add("broken", answer(500), u"/sitemap.xml: answered 500"_s);
    add("no answer", lost(FetchFault::Timeout), u"/sitemap.xml: %1: timeout"_s.arg(QLatin1StringView(map)));
}

void SitemapWalkTest::aGuessNeedNotBeThere()
{
    QFETCH(QList<FetchResult>, answers);
    QFETCH(QString, failure);
    ListedFetcher fetcher;
    fetcher.add(guess, answers);
    fetcher.add("http://site.test/page", {answer(200, "<!DOCTYPE html><html><body>App</body></html>")});
    const Walked walked = walk(fetcher);
    QVERIFY(walked.hasEnded);
    QVERIFY(fetcher.asked(guess) > 0);
    QCOMPARE(walked.failures.join(u'\n'), failure);
}

void SitemapWalkTest::readsThoseGiven_data()
{
    QTest::addColumn<bool>("isSitemapsUsed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("alone") << false << QStringList{u"http://site.test/given"_s};
    QTest::newRow("beside those listed") << true
                                         << QStringList{u"http://site.test/given"_s, u"http://site.test/listed"_s};
}

void SitemapWalkTest::readsThoseGiven()
{
    QFETCH(bool, isSitemapsUsed);
    ListedFetcher fetcher;
    listMap(fetcher);
    fetcher.add(map, {answer(200, urlset("http://site.test/listed"))});
    fetcher.add("http://cdn.test/pages.xml", {answer(200, urlset("http://site.test/given"))});
    CrawlPlan given = plan();
    given.spec.isSitemapsUsed = isSitemapsUsed;
    given.sitemaps = {WebUrl::parse("http://cdn.test/pages.xml").value(),
                      WebUrl::parse("http://cdn.test/absent.xml").value()};
    Walked walked = walk(fetcher, given);
    QVERIFY(walked.hasEnded);
    walked.found.sort();
    QTEST(walked.found, "found");
    QCOMPARE(fetcher.asked(map), isSitemapsUsed ? 1 : 0);
    // Whoever names a sitemap means it to be there.
    QCOMPARE(walked.failures.size(), 1);
    QVERIFY2(walked.failures.first().endsWith(u"absent.xml: answered 404"_s), qPrintable(walked.failures.first()));
}

/// Those that wait to be parsed count, too: their bodies are in memory.
void SitemapWalkTest::readsTwoAtATime()
{
    ListedFetcher fetcher;
    listMap(fetcher);
    fetcher.add(map, {answer(200, indexOf(20))});
    for (int i = 0; i < 20; ++i)
        fetcher.add("http://site.test/" + QByteArray::number(i) + ".xml",
                    {answer(200, urlset("http://site.test/page" + QByteArray::number(i)))});
    CrawlPlan wide = plan();
    wide.spec.concurrency = 100;
    wide.spec.perHost = 100;
    const Walked walked = walk(fetcher, wide);
    QVERIFY(walked.hasEnded);
    QCOMPARE(walked.found.size(), 20);
    QCOMPARE(walked.mostInFlight, 2);
}

void SitemapWalkTest::countsRedirectsApartFromIndexes()
{
    ListedFetcher fetcher;
    listMap(fetcher);
    const auto moved = [](const QByteArray &to) { return QList<FetchResult>{answer(301, {}, {{"Location", to}})}; };
    fetcher.add(map, moved("/b.xml"));
    fetcher.add("http://site.test/b.xml", moved("/index.xml"));
    fetcher.add("http://site.test/index.xml", {answer(200, indexOf(1))});
    fetcher.add("http://site.test/0.xml", moved("/c.xml"));
    fetcher.add("http://site.test/c.xml", moved("/d.xml"));
    fetcher.add("http://site.test/d.xml", {answer(200, urlset("http://site.test/page"))});
    const Walked walked = walk(fetcher);
    QVERIFY(walked.hasEnded);
    QCOMPARE(walked.failures, QStringList());
    QCOMPARE(walked.found, QStringList{u"http://site.test/page"_s});
}

void SitemapWalkTest::asksNoRobotsThatItDoesNotObey()
{
    ListedFetcher fetcher;
    fetcher.add(map, {answer(200, urlset("http://site.test/page"))});
    CrawlPlan given = plan();
    given.spec.isSitemapsUsed = false;
    given.sitemaps = {WebUrl::parse(QByteArray(map)).value()};
    const Walked walked = walk(fetcher, given);
    QVERIFY(walked.hasEnded);
    QCOMPARE(walked.found, QStringList{u"http://site.test/page"_s});
    QCOMPARE(fetcher.asked(robotsFile), 0);
    given.spec.isRobotsObeyed = true;
    QVERIFY(walk(fetcher, given).hasEnded);
    QCOMPARE(fetcher.asked(robotsFile), 1);
}

void SitemapWalkTest::failuresGoWithTheirCause_data()
{
    QTest::addColumn<bool>("isLimitReached");
    QTest::addColumn<int>("failures");
    QTest::newRow("the walk begins anew") << false << 0;
    QTest::newRow("there is no walk") << true << 1;
}

void SitemapWalkTest::failuresGoWithTheirCause()
{
    QFETCH(bool, isLimitReached);
    CrawlBench bench;
    bench.spec.isSitemapsUsed = true;
    ScriptedFetcher::Answer page;
    page.body = "x";
    bench.fetcher.add("http://site.test/", page);
    bench.fetcher.add("http://site.test/page", page);
    bench.fetcher.add(guess, {500, {}, {}, 0, {}});
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"error"_s).size(), 1);
    bench.reopen();
    page.body = urlset("http://site.test/page");
    bench.fetcher.add(guess, page);
    if (isLimitReached)
        bench.spec.maximumPages = 1;
    QVERIFY(bench.run());
    QTEST(int(bench.statusCounts(u"error"_s).size()), "failures");
}

void SitemapWalkTest::failuresReachTheProjectAndTheUser()
{
    CrawlBench bench;
    bench.spec.isSitemapsUsed = true;
    const auto add = [&bench](const QByteArray &url, int status, const QByteArray &body) {
        ScriptedFetcher::Answer scripted;
        scripted.status = status;
        scripted.body = body;
        bench.fetcher.add(url, scripted);
    };
    add("http://site.test/", 200, "x");
    add(guess, 200,
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>");
    add("http://site.test/a.xml", 500, {});
    bench.start();
    QSignalSpy warned(bench.crawler.get(), &Crawler::warned);
    QSignalSpy logged(bench.crawler.get(), &Crawler::logged);
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    const QMap<QString, qint64> expected = {{u"sitemap http://site.test/a.xml: answered 500"_s, 1},
                                            {u"sitemap http://site.test/b.xml: answered 404"_s, 1}};
    QCOMPARE(bench.statusCounts(u"error"_s), expected);
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"failed"_s), 0); // no page of the crawl
    QCOMPARE(warned.count(), 2);
    for (const QList<QVariant> &each : warned) {
        QVERIFY(expected.contains(each.at(1).toString()));
        QVERIFY(logged.contains(each));
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::SitemapWalkTest)
#include "tst_sitemapwalk.moc"
