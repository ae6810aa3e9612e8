// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/fakeclock.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// What a crawl sends a host, counted at the gate, against a real server.
class PoliteFetcherTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void secondLookIsARequestOfItsOwn();
    void secondLookWaitsBehindAFullHost();
    void secondLookGoesAtOnceWithoutADelay();
    void cancelEndsWhatWaitsForASecondLook();
    void oneOwnersRequestIsCancelledAlone();
    void crawlDelayCountsFromRobots();
    void robotsAreCutAtTheirLimit_data();
    void robotsAreCutAtTheirLimit();

private:
    static constexpr int delayMs = 60'000; ///< no real timer comes into it
    void fetch(const QByteArray &path);
    [[nodiscard]] HostStatus host() const { return m_gate->host(origin()).value_or(HostStatus()); }
    [[nodiscard]] QByteArray origin() const { return m_server->url({}); }
    /// The gate's word, as when another request has ended.
    void knock() { Q_EMIT m_gate->released(origin()); }

    FakeClock m_clock;
    CrawlPlan m_plan;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_network;
    std::unique_ptr<HostGate> m_gate;
    std::unique_ptr<PoliteFetcher> m_fetcher;
    std::optional<FetchResult> m_result;
};

void PoliteFetcherTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_plan = CrawlPlan();
    m_plan.spec.isAdaptive = false;
    m_plan.spec.delayMs = delayMs;
    m_plan.spec.perHost = 1;
    m_plan.userAgents = {"Sluice-Test/1"};
    m_network = std::make_unique<NetworkFetcher>(NetworkSettings{});
    m_gate = std::make_unique<HostGate>(m_clock);
    m_fetcher = std::make_unique<PoliteFetcher>(m_plan, *m_network, *m_gate, m_clock);
    m_result.reset();
}

void PoliteFetcherTest::cleanup()
{
    m_fetcher.reset();
    m_gate.reset();
    m_network.reset();
    m_server.reset();
}

void PoliteFetcherTest::fetch(const QByteArray &path)
{
    m_fetcher->fetch(m_fetcher->requestFor(WebUrl::parse(m_server->url(path)).value()),
                     [this](FetchResult result) { m_result = std::move(result); });
}

void PoliteFetcherTest::secondLookIsARequestOfItsOwn()
{
    fetch("/chunked");
    QVERIFY(turnUntil([this] { return host().requests == 1 || m_result; }));
    QVERIFY2(!m_result, "it has to be looked at again");
    QCOMPARE(host().inFlight, 0);
    QCOMPARE(m_fetcher->inFlight(), 0);
    QCOMPARE(m_fetcher->waitMs(origin()), delayMs);
    m_clock.advance(delayMs - 1);
    knock();
    QCOMPARE(host().inFlight, 0);
    m_clock.advance(1);
    QVERIFY2(m_fetcher->waitMs(origin()) > 0, "what waits goes before anything new");
    knock();
    QCOMPARE(host().inFlight, 1);
    QCOMPARE(m_fetcher->waitMs(origin()), -1);
    QCOMPARE(m_server->count("/chunked"), 1);
    QVERIFY(turnUntil([this] { return m_result.has_value(); }));
    QVERIFY(*m_result);
    QCOMPARE(m_result->value().body, honestPage());
    QCOMPARE(m_server->count("/chunked"), 2);
    QCOMPARE(host().requests, 2);
    QCOMPARE(host().inFlight, 0);
    QCOMPARE(m_fetcher->waitMs(origin()), delayMs);
}

void PoliteFetcherTest::secondLookWaitsBehindAFullHost()
{
    m_plan.spec.delayMs = 0;
    fetch("/chunked");
    m_gate->begin(origin()); // another crawl's, over this one's limit of one
    QVERIFY(turnUntil([this] { return host().requests == 1 || m_result; }));
    QVERIFY(!m_result);
    QCOMPARE(host().inFlight, 1);
    m_gate->abandon(origin());
    QVERIFY(turnUntil([this] { return m_result.has_value(); }));
    QVERIFY(*m_result);
    QCOMPARE(host().requests, 2);
    QCOMPARE(host().inFlight, 0);
}

void PoliteFetcherTest::secondLookGoesAtOnceWithoutADelay()
{
    m_plan.spec.delayMs = 0;
    fetch("/chunked");
    QVERIFY(turnUntil([this] { return m_result.has_value(); }));
    QVERIFY(*m_result);
    QCOMPARE(host().requests, 2);
    QCOMPARE(m_server->count("/chunked"), 2);
    QCOMPARE(host().inFlight, 0);
}

void PoliteFetcherTest::cancelEndsWhatWaitsForASecondLook()
{
    fetch("/chunked");
    QVERIFY(turnUntil([this] { return host().requests == 1 || m_result; }));
    QVERIFY(!m_result);
    m_fetcher->cancelAll();
    QVERIFY(turnUntil([this] { return m_result.has_value(); }));
    QCOMPARE(faultName(m_result->error().kind), u"cancelled"_s);
    m_clock.advance(delayMs);
    knock();
    QCOMPARE(host().inFlight, 0);
    QCOMPARE(m_fetcher->waitMs(origin()), 0);
    QCOMPARE(m_server->count("/chunked"), 1);
}

void PoliteFetcherTest::oneOwnersRequestIsCancelledAlone()
{
    m_plan.spec.delayMs = 0;
    QObject owners[3];
    std::optional<FetchResult> results[3];
    m_server->hold("/ok");
    for (int i = 0; i < 3; ++i)
        m_fetcher->fetch(
            m_fetcher->requestFor(WebUrl::parse(m_server->url("/ok")).value()),
            [&results, i](FetchResult result) { results[i] = std::move(result); }, PoliteFetcher::Way::Http,
            &owners[i]);
    QVERIFY(turnUntil([this] { return m_server->heldCount("/ok") == 1; }));
    m_fetcher->cancel(&owners[1]); // waits for its turn
    QVERIFY(turnUntil([&] { return results[1].has_value(); }));
    QCOMPARE(faultName(results[1]->error().kind), u"cancelled"_s);
    QCOMPARE(host().inFlight, 1);
    m_fetcher->cancel(&owners[0]); // on its way: its place goes to the third
    QVERIFY(turnUntil([&] { return results[0].has_value() && m_server->heldCount("/ok") == 2; }));
    QCOMPARE(faultName(results[0]->error().kind), u"cancelled"_s);
    QVERIFY(!results[2]);
    QCOMPARE(host().inFlight, 1);
    m_server->unhold("/ok");
    QVERIFY(turnUntil([&] { return results[2].has_value(); }));
    QVERIFY(*results[2]);
    QCOMPARE(m_server->count("/ok"), 2);
    QCOMPARE(host().inFlight, 0);
}

void PoliteFetcherTest::crawlDelayCountsFromRobots()
{
    m_plan.spec.delayMs = 0;
    m_plan.spec.robotsToken = u"sluice"_s;
    m_server->add("/robots.txt", httpAnswer(200, "User-agent: *\nCrawl-delay: 7\nDisallow:\n", "text/plain"));
    m_server->hold("/robots.txt");
    RobotsCache robots(m_plan, *m_fetcher, *m_gate, m_clock);
    robots.request(origin());
    QVERIFY(turnUntil([this] { return m_server->heldCount("/robots.txt") == 1; }));
    m_clock.advance(2'000);
    m_server->release("/robots.txt");
    QVERIFY(turnUntil([&] { return robots.isKnown(origin()); }));
    // One delay from start to start, as between pages, and not one more.
    QCOMPARE(m_fetcher->waitMs(origin()), 5'000);
    m_clock.advance(5'000);
    QCOMPARE(m_fetcher->waitMs(origin()), 0);
}

void PoliteFetcherTest::robotsAreCutAtTheirLimit_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray comment = '#' + QByteArray(99, 'x') + '\n';
    // The limit falls into the path of the second rule, which must go as a whole.
    QByteArray text = "User-agent: *\nDisallow: /early\n" + comment.repeated(512'000 / comment.size());
    text.truncate(512'000 - 16);
    text.append("\nDisallow: /abcdef\nDisallow: /late\n" + comment.repeated(360'000));
    const QByteArray start = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    const QByteArray gzip = gzipped(text);
    QTest::newRow("with a length over every cap") << httpAnswer(200, text, "text/plain");
    QTest::newRow("chunked") << start + "Transfer-Encoding: chunked\r\n\r\n" + chunked(text.first(1'000'000));
    QTest::newRow("gzip") << httpAnswer(200, gzip, "text/plain", "Content-Encoding: gzip\r\n");
    // What does not compress is over the limit even so.
    QByteArray noise = text.first(512'000);
    for (quint32 i = 0, seed = 1; i < 900'000; ++i) {
        seed = seed * 1'664'525 + 1'013'904'223;
        noise.append(char(seed >> 24));
    }
    QTest::newRow("gzip over the limit") << httpAnswer(200, gzipped(noise), "text/plain", "Content-Encoding: gzip\r\n");
}

void PoliteFetcherTest::robotsAreCutAtTheirLimit()
{
    QFETCH(QByteArray, answer);
    m_plan.spec.delayMs = 0;
    m_plan.spec.robotsToken = u"sluice"_s;
    m_server->add("/robots.txt", answer);
    RobotsCache robots(m_plan, *m_fetcher, *m_gate, m_clock);
    robots.request(origin());
    QVERIFY(turnUntil([&] { return robots.isKnown(origin()); }));
    QVERIFY2(!robots.isUnreachable(origin()), qPrintable(robots.unreachableReason(origin())));
    const auto isAllowed = [&](const QByteArray &path) {
        return robots.check(WebUrl::parse(m_server->url(path)).value()).isAllowed;
    };
    QVERIFY(!isAllowed("/early"));
    QVERIFY(isAllowed("/abcdef"));
    QVERIFY(isAllowed("/abc"));
    QVERIFY(isAllowed("/late"));
    QCOMPARE(robots.records().first().robotsStatus, 200);
    QVERIFY(robots.records().first().robots.size() <= 512'001);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::PoliteFetcherTest)
#include "tst_politefetcher.moc"
