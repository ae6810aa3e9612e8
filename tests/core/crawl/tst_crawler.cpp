// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace {

Answer redirectTo(const QByteArray &location, int status = 302)
{
    return {status, {}, {{"Location"_ba, location}}, 0, {}};
}

Answer page(const QByteArray &body)
{
    Answer answer;
    answer.body = body;
    return answer;
}

} // namespace

/// Crawler: scope, robots, redirects, limits, retries, pause, cancel and going on.
class CrawlerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void filesEveryKindOfLink();
    void obeysRobots();
    void skipsAllWhenRobotsIsUnreachable();
    void asksAnUnreachableHostAgainWhenItGoesOn();
    void takesUpAllOfAnUnreachableHost();
    void saysWhyASeedGaveNoPage();
    void interruptedRowsAreStreamed();
    void followsRedirects_data();
    void followsRedirects();
    void seedRedirectWidensTheScope();
    void stopsAtThePageLimit();
    void retriesAndCountsAttempts();
    void tellsWhichHostItWaitsFor_data();
    void tellsWhichHostItWaitsFor();
    void holdsConcurrency();
    void pausesAndGoesOn();
    void cancelledCrawlGoesOnWhereItStopped();
    void readsSitemaps();
    void sitemapLowersWhatWasTooDeep();
    void cancelEndsWhatWaitsForRobots();
    void goesOnWhenAnothersBytesComeBack();
    void secretHeadersStayWithTheSeedsHost();
    void streamsRowsWithWhereTheyWereFound();
};

void CrawlerTest::filesEveryKindOfLink()
{
    CrawlBench bench;
    bench.spec.exclude = {u"/private"_s};
    bench.fetcher.add("http://site.test/",
                      page("<a href=/a>a</a><a href='mailto:x@y'>m</a><a href='http://other.test/'>o</a>"
                           "<a href=/private/1>p</a><a href='http://u:p@site.test/c'>c</a>"
                           "<a href='http://['>bad</a><a href=/gone>g</a>"));
    bench.fetcher.add("http://site.test/a", page("<a href=/>home</a>"));
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"state"_s),
             (QMap<QString, qint64>{{u"done"_s, 2}, {u"failed"_s, 1}, {u"pending"_s, 0}, {u"skipped"_s, 5}}));
    QCOMPARE(bench.statusCounts(u"skipped"_s),
             (QMap<QString, qint64>{
                 {u"scheme"_s, 1}, {u"scope"_s, 1}, {u"excluded"_s, 1}, {u"credentials"_s, 1}, {u"invalid"_s, 1}}));
    QCOMPARE(bench.statusCounts(u"error"_s), (QMap<QString, qint64>{{u"http-404"_s, 1}}));
    QCOMPARE(bench.fetcher.asked("http://other.test/"), 0);
}

void CrawlerTest::obeysRobots()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.fetcher.add("http://site.test/robots.txt", page("User-agent: *\nDisallow: /no\n"));
    bench.fetcher.add("http://site.test/", page("<a href=/no/1>1</a><a href=/yes>2</a>"));
    bench.fetcher.add("http://site.test/yes", page(""));
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.asked("http://site.test/robots.txt"), 1);
    QCOMPARE(bench.fetcher.asked("http://site.test/no/1"), 0);
    QCOMPARE(bench.depths().keys(), (QList<QString>{u"http://site.test/"_s, u"http://site.test/yes"_s}));
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots"_s, 1}}));
}

void CrawlerTest::skipsAllWhenRobotsIsUnreachable()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.fetcher.add("http://site.test/robots.txt", {503, {}, {}, 0, {}});
    bench.fetcher.add("http://site.test/", page("x"));
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.asked("http://site.test/"), 0);
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots-unreachable"_s, 1}}));
    QCOMPARE(bench.crawler->progress().seedsFailed, 1);
}

void CrawlerTest::asksAnUnreachableHostAgainWhenItGoesOn()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.fetcher.add("http://site.test/robots.txt", {500, {}, {}, 0, {}});
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots-unreachable"_s, 1}}));
    bench.reopen();
    bench.fetcher.add("http://site.test/robots.txt", {404, {}, {}, 0, {}});
    bench.fetcher.add("http://site.test/", page("there"));
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>()));
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"done"_s), 1);
}

/// Pages of a host that was down for a while, found on the way: the counts come out as if it had never been.
void CrawlerTest::takesUpAllOfAnUnreachableHost()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.spec.scope = ScopeKind::Any;
    bench.fetcher.add("http://site.test/", page("<a href=http://other.test/1>1</a><a href=http://other.test/2>2</a>"));
    bench.fetcher.add("http://other.test/robots.txt", {503, {}, {}, 0, {}});
    bench.fetcher.add("http://other.test/1", page("x"));
    bench.fetcher.add("http://other.test/2", page("x"));
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots-unreachable"_s, 2}}));
    bench.reopen(); // still down
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots-unreachable"_s, 2}}));
    QCOMPARE(bench.crawler->progress().skipped, 2);
    bench.reopen();
    bench.fetcher.add("http://other.test/robots.txt", page("User-agent: *\nDisallow: /2\n"));
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"skipped"_s), (QMap<QString, qint64>{{u"robots"_s, 1}}));
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"done"_s), 2);
    QCOMPARE(bench.crawler->progress().skipped, 1);
    QCOMPARE(bench.crawler->progress().done, 2);
}

void CrawlerTest::saysWhyASeedGaveNoPage()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.spec.seeds = {u"http://site.test/no"_s, u"http://site.test/gone"_s};
    bench.fetcher.add("http://site.test/robots.txt", page("User-agent: *\nDisallow: /no\n"));
    bench.start();
    const QSignalSpy warned(bench.crawler.get(), &Crawler::warned);
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QStringList lines;
    for (const QList<QVariant> &each : warned)
        lines.append(each[1].toString());
    lines.sort();
    QCOMPARE(lines,
             (QStringList{u"http://site.test/gone: HTTP 404"_s, u"http://site.test/no: robots.txt disallows it"_s}));
}

/// What is committed while the crawl stops is told before it is gone.
void CrawlerTest::interruptedRowsAreStreamed()
{
    CrawlBench bench;
    bench.isStreaming = true;
    bench.spec.concurrency = 4;
    for (int i = 0; i < 200; ++i)
        bench.fetcher.add("http://site.test/" + (i == 0 ? QByteArray() : QByteArray::number(i)),
                          page("<a href=/" + QByteArray::number(i + 1) + ">x</a>"));
    bench.start();
    qsizetype streamed = 0;
    QObject::connect(bench.crawler.get(), &Crawler::rowsCommitted, bench.crawler.get(),
                     [&streamed](const QList<StreamedRow> &rows) { streamed += rows.size(); });
    QTRY_VERIFY(bench.crawler->progress().done > 20);
    bench.crawler->interrupt();
    bench.pool.clear();
    bench.crawler->settleStore();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
    const auto record = bench.project->crawl(bench.crawl);
    QCOMPARE(streamed, record->rows);
}

void CrawlerTest::followsRedirects_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("error");
    QTest::newRow("to a page in scope") << "/target"_ba << u""_s;
    QTest::newRow("permanently, to itself after a cookie") << "/once"_ba << u""_s;
    QTest::newRow("out of scope") << "http://other.test/"_ba << u"redirect-scope"_s;
    QTest::newRow("in a loop") << "/loop"_ba << u"redirect-loop"_s;
    QTest::newRow("to an address with a password") << "http://u:p@site.test/target"_ba << u"redirect-credentials"_s;
    QTest::newRow("to a file") << "file:///etc/passwd"_ba << u"redirect-invalid"_s;
    QTest::newRow("too often") << "/chain0"_ba << u"redirect-limit"_s;
}

void CrawlerTest::followsRedirects()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, error);
    CrawlBench bench;
    bench.spec.maximumRedirects = 5;
    bench.fetcher.add("http://site.test/", page("<a href=/start>s</a>"));
    bench.fetcher.add("http://site.test/start", redirectTo(target));
    bench.fetcher.add("http://site.test/target", page("<title>there</title>"));
    bench.fetcher.add("http://site.test/once", page("<title>there</title>"));
    bench.fetcher.add("http://site.test/loop", redirectTo("/loop", 301));
    for (int i = 0; i < 9; ++i)
        bench.fetcher.add("http://site.test/chain" + QByteArray::number(i),
                          redirectTo("/chain" + QByteArray::number(i + 1)));
    QVERIFY(bench.run());
    QMap<QString, qint64> errors;
    if (!error.isEmpty())
        errors.insert(error, 1);
    QCOMPARE(bench.statusCounts(u"error"_s), errors);
    QCOMPARE(bench.depths().size(), 2);
    bench.forEachRow({u"url"_s, u"final_url"_s, u"title"_s}, [&](const RowValues &row) {
        if (row[0] == u"http://site.test/start"_s && error.isEmpty()) {
            QCOMPARE(row[1].toString(), u"http://site.test"_s + QString::fromLatin1(target));
            QCOMPARE(row[2].toString(), u"there"_s);
        }
    });
}

void CrawlerTest::seedRedirectWidensTheScope()
{
    CrawlBench bench;
    bench.fetcher.add("http://site.test/", redirectTo("http://www.site.test/"));
    bench.fetcher.add("http://www.site.test/", page("<a href=/next>n</a>"));
    bench.fetcher.add("http://www.site.test/next", page("<a href=/last>n</a>"));
    bench.fetcher.add("http://www.site.test/last", page(""));
    bench.spec.maximumPages = 2;
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().size(), 2);
    // Going on in a new process still knows where the seed led.
    bench.spec.maximumPages.reset();
    bench.reopen();
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().size(), 3);
    QCOMPARE(bench.fetcher.asked("http://site.test/"), 1);
}

void CrawlerTest::stopsAtThePageLimit()
{
    CrawlBench bench;
    bench.spec.maximumPages = 7;
    QByteArray links;
    for (int i = 0; i < 50; ++i)
        links += "<a href=/p" + QByteArray::number(i) + ">x</a>";
    bench.fetcher.add("http://site.test/", page(links));
    for (int i = 0; i < 50; i += 2)
        bench.fetcher.add("http://site.test/p" + QByteArray::number(i), page("x"));
    QVERIFY(bench.run());
    const CrawlProgress progress = bench.crawler->progress();
    QCOMPARE(progress.done + progress.failed, 7);
    QCOMPARE(progress.state, RunState::Finished);
    QVERIFY(!progress.detail.isEmpty());
    QCOMPARE(bench.depths().size(), 7);
}

void CrawlerTest::retriesAndCountsAttempts()
{
    CrawlBench bench;
    bench.spec.retries = 1;
    Answer lost;
    lost.fault = FetchFault::ConnectionLost;
    bench.fetcher.add("http://site.test/", page("<a href=/lost>x</a><a href=/404>x</a>"));
    bench.fetcher.add("http://site.test/lost", lost);
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.asked("http://site.test/lost"), 2);
    QCOMPARE(bench.fetcher.asked("http://site.test/404"), 1);
    QCOMPARE(bench.statusCounts(u"error"_s), (QMap<QString, qint64>{{u"connection-lost"_s, 1}, {u"http-404"_s, 1}}));
}

void CrawlerTest::tellsWhichHostItWaitsFor_data()
{
    QTest::addColumn<bool>("isRobotsObeyed");
    QTest::addColumn<QByteArray>("robots");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isBlocked");
    QTest::newRow("Retry-After of a page") << false << QByteArray() << 429 << true;
    QTest::newRow("Retry-After of robots.txt") << true << QByteArray() << 200 << true;
    QTest::newRow("Crawl-delay") << true << "User-agent: *\nCrawl-delay: 300\n"_ba << 200 << false;
}

void CrawlerTest::tellsWhichHostItWaitsFor()
{
    QFETCH(bool, isRobotsObeyed);
    QFETCH(QByteArray, robots);
    QFETCH(int, status);
    QFETCH(bool, isBlocked);
    CrawlBench bench;
    bench.spec.isRobotsObeyed = isRobotsObeyed;
    bench.spec.retries = 1;
    const Headers later{{"Retry-After"_ba, "300"_ba}};
    bench.fetcher.add("http://site.test/", {status, {}, later, 0, {}});
    bench.fetcher.add("http://site.test/robots.txt", robots.isEmpty() ? Answer{503, {}, later, 0, {}} : page(robots));
    const qint64 before = bench.clock.utcNow().toMSecsSinceEpoch();
    bench.start();
    QVERIFY(!bench.crawler->progress().wait);
    QTRY_VERIFY(bench.crawler->progress().wait);
    const HostWait wait = *bench.crawler->progress().wait;
    QCOMPARE(wait.origin, "http://site.test"_ba);
    QCOMPARE(wait.isBlocked, isBlocked);
    QVERIFY(wait.untilUtcMs > before + 290'000);
    QVERIFY(wait.untilUtcMs <= bench.clock.utcNow().toMSecsSinceEpoch() + 300'000);
    bench.crawler->pause();
    QVERIFY(!bench.crawler->progress().wait);
}

void CrawlerTest::holdsConcurrency()
{
    CrawlBench bench;
    bench.spec.concurrency = 5;
    bench.spec.perHost = 5;
    QByteArray links;
    for (int i = 0; i < 40; ++i) {
        links += "<a href=/p" + QByteArray::number(i) + ">x</a>";
        Answer answer = page("x");
        answer.delayMs = 2;
        bench.fetcher.add("http://site.test/p" + QByteArray::number(i), answer);
    }
    bench.fetcher.add("http://site.test/", page(links));
    QVERIFY(bench.run());
    QCOMPARE(bench.fetcher.mostInFlight(), 5);
    QCOMPARE(bench.depths().size(), 41);
}

void CrawlerTest::pausesAndGoesOn()
{
    CrawlBench bench;
    bench.spec.concurrency = 1;
    bench.fetcher.add("http://site.test/", page("<a href=/a>x</a>"));
    bench.fetcher.add("http://site.test/a", page("x"));
    bench.start();
    bench.crawler->pause();
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Paused);
    QCOMPARE(bench.fetcher.asked("http://site.test/a"), 0);
    bench.crawler->unpause();
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Finished);
    QCOMPARE(bench.depths().size(), 2);
}

void CrawlerTest::cancelledCrawlGoesOnWhereItStopped()
{
    CrawlBench bench;
    Answer never = page("x");
    never.delayMs = 60'000;
    bench.fetcher.add("http://site.test/", page("<a href=/a>x</a><a href=/b>x</a>"));
    bench.fetcher.add("http://site.test/a", page("x"));
    bench.fetcher.add("http://site.test/b", never);
    bench.start();
    QTRY_COMPARE(bench.crawler->progress().done, 2);
    bench.crawler->cancel();
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Cancelled);
    bench.fetcher.add("http://site.test/b", page("x"));
    bench.reopen();
    QVERIFY(bench.run());
    QCOMPARE(bench.depths().size(), 3);
    QCOMPARE(bench.fetcher.asked("http://site.test/a"), 1);
    QCOMPARE(bench.fetcher.asked("http://site.test/b"), 2);
}

void CrawlerTest::readsSitemaps()
{
    CrawlBench bench;
    bench.spec.isRobotsObeyed = true;
    bench.spec.isSitemapsUsed = true;
    bench.fetcher.add("http://site.test/robots.txt", page("User-agent: *\nDisallow:\nSitemap: /map.xml\n"));
    bench.fetcher.add("http://site.test/map.xml",
                      page("<sitemapindex><sitemap><loc>http://site.test/one.xml</loc></sitemap></sitemapindex>"));
    bench.fetcher.add(
        "http://site.test/one.xml",
        page("<urlset><url><loc>http://site.test/lonely</loc></url><url><loc>http://other.test/</loc></url></urlset>"));
    bench.fetcher.add("http://site.test/", page("x"));
    bench.fetcher.add("http://site.test/lonely", page("x"));
    QVERIFY(bench.run());
    QCOMPARE(bench.depths(), (QMap<QString, int>{{u"http://site.test/"_s, 0}, {u"http://site.test/lonely"_s, 0}}));
    bench.forEachRow({u"url"_s, u"found_on"_s}, [](const RowValues &row) {
        QCOMPARE(row[1].toString(), row[0] == u"http://site.test/lonely"_s ? u"http://site.test/one.xml"_s : QString());
    });
}

void CrawlerTest::sitemapLowersWhatWasTooDeep()
{
    CrawlBench bench;
    bench.spec.isSitemapsUsed = true;
    bench.spec.maximumDepth = 0;
    Answer sitemap = page("<urlset><url><loc>http://site.test/a</loc></url></urlset>");
    sitemap.delayMs = 300;
    bench.fetcher.add("http://site.test/sitemap.xml", sitemap);
    bench.fetcher.add("http://site.test/", page("<a href=/a>a</a>"));
    bench.fetcher.add("http://site.test/a", page("x"));
    QVERIFY(bench.run());
    QCOMPARE(bench.depths(), (QMap<QString, int>{{u"http://site.test/"_s, 0}, {u"http://site.test/a"_s, 0}}));
}

void CrawlerTest::cancelEndsWhatWaitsForRobots()
{
    CrawlBench bench;
    bench.spec.scope = ScopeKind::Any;
    bench.spec.isRobotsObeyed = true;
    Answer never = page("x");
    never.delayMs = 60'000;
    bench.fetcher.add("http://site.test/", redirectTo("http://other.test/"));
    bench.fetcher.add("http://other.test/robots.txt", never);
    bench.start();
    QTRY_COMPARE(bench.fetcher.asked("http://other.test/robots.txt"), 1);
    bench.crawler->cancel();
    QTRY_COMPARE(bench.crawler->progress().state, RunState::Cancelled);
}

void CrawlerTest::goesOnWhenAnothersBytesComeBack()
{
    CrawlBench bench;
    bench.budget = std::make_shared<ByteBudget>(1'000);
    bench.budget->onFreed([&bench] { bench.crawler->budgetFreed(); });
    auto other = bench.budget->open(); // of another crawl in this process
    QVERIFY(other->tryTake(1'000));
    bench.fetcher.add("http://site.test/", page("x"));
    bench.start();
    QCOMPARE(bench.fetcher.asked("http://site.test/"), 0);
    other.reset();
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QCOMPARE(bench.depths().size(), 1);
}

void CrawlerTest::secretHeadersStayWithTheSeedsHost()
{
    CrawlBench bench;
    bench.spec.scope = ScopeKind::Any;
    bench.spec.headers = {{u"Authorization"_s, u"secret:token"_s}, {u"X-Plain"_s, u"1"_s}};
    SessionSecretStore secrets;
    QVERIFY(secrets.write(u"token"_s, "Bearer abc").has_value());
    const auto plan = makePlan(bench.spec, secrets);
    QVERIFY(plan.has_value());
    const auto own = plan->requestFor(*WebUrl::parse("http://site.test/x"));
    QCOMPARE(headerValue(own.headers, "Authorization"), "Bearer abc"_ba);
    for (const QByteArray &foreign : {"http://other.test/"_ba, "https://site.test/"_ba, "http://site.test:81/"_ba}) {
        const auto request = plan->requestFor(*WebUrl::parse(foreign));
        QCOMPARE(headerValue(request.headers, "Authorization"), QByteArray());
        QCOMPARE(headerValue(request.headers, "X-Plain"), "1"_ba);
    }
    const auto missing = makePlan(bench.spec, SessionSecretStore());
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, StartFault::Secret);
    QVERIFY(missing.error().detail.contains(u"token"_s));
}

void CrawlerTest::streamsRowsWithWhereTheyWereFound()
{
    CrawlBench bench;
    bench.isStreaming = true;
    Answer lost;
    lost.fault = FetchFault::ConnectionLost;
    bench.fetcher.add("http://site.test/", page("<a href=/a>x</a><a href=/gone>x</a><a href=/lost>x</a>"));
    bench.fetcher.add("http://site.test/a", page("<title>A</title>"));
    bench.fetcher.add("http://site.test/lost", lost);
    bench.start();
    QMap<QString, RowValues> rows;
    QObject context;
    QObject::connect(bench.crawler.get(), &Crawler::rowsCommitted, &context,
                     [&rows](const QList<StreamedRow> &committed) {
                         for (const StreamedRow &row : committed)
                             rows.insert(row.values[0].toString(), row.values);
                     });
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[u"http://site.test/a"_s].size(), defaultColumns().size());
    QCOMPARE(rows[u"http://site.test/a"_s][foundOnColumn].toString(), u"http://site.test/"_s);
    bench.forEachRow(defaultColumns(), [&rows](const RowValues &row) { QCOMPARE(rows[row[0].toString()], row); });
}

QTEST_GUILESS_MAIN(CrawlerTest)
#include "tst_crawler.moc"
