// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hostgate.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

const QByteArray site = "http://a.test";

} // namespace

class HostGateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_gate.reset(); }
    void placesPerHost();
    void delayBetweenStarts();
    void learns_data();
    void learns();
    void oneOverloadCountsOnce();
    void withoutAdaptionOnlyTheSetDelayHolds();
    void theSetDelayIsTheLeast();
    void retryAfterBlocks();
    void retryAfterNeverShortensABlock();
    void recoversByHalves();
    void aSilentHostIsLeftAlone();
    void anUnpacedCrawlWaitsForNobody();
    void abandonTeachesNothing();
    void restores();
    void listsHosts();

private:
    /// One request from start to `answer`, the clock turned by its latency.
    void ask(int status, int latencyMs, std::optional<qint64> retryAfter = {});

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<HostGate> m_gate;
    HostLimits m_limits;
};

void HostGateTest::init()
{
    failOnAnyWarning();
    m_clock = std::make_unique<FakeClock>();
    m_gate = std::make_unique<HostGate>(*m_clock);
    m_limits = {};
}

void HostGateTest::ask(int status, int latencyMs, std::optional<qint64> retryAfter)
{
    m_gate->begin(site);
    m_clock->advance(latencyMs);
    m_gate->end(site, {status, latencyMs, retryAfter}, m_limits);
}

void HostGateTest::placesPerHost()
{
    m_limits.perHost = 2;
    QSignalSpy released(m_gate.get(), &HostGate::released);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    m_gate->begin(site);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    m_gate->begin(site);
    QCOMPARE(m_gate->waitMs(site, m_limits), -1);
    QCOMPARE(m_gate->waitMs("http://b.test", m_limits), 0);
    HostLimits wider = m_limits;
    wider.perHost = 3;
    QCOMPARE(m_gate->waitMs(site, wider), 0); // each crawl has its own limits, all share the count
    m_gate->end(site, {200, 1, {}}, m_limits);
    QCOMPARE(released.size(), 1);
    QCOMPARE(released.first().first().toByteArray(), site);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
}

void HostGateTest::delayBetweenStarts()
{
    m_limits.delayMs = 500;
    QCOMPARE(m_gate->waitMs(site, m_limits), 0); // the first need not wait
    m_gate->begin(site);
    QCOMPARE(m_gate->waitMs(site, m_limits), 500);
    m_clock->advance(200);
    QCOMPARE(m_gate->waitMs(site, m_limits), 300);
    m_clock->advance(300);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    m_clock->advance(10'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
}

void HostGateTest::learns_data()
{
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<int>("latencyMs");
    QTest::addColumn<int>("perHost");
    QTest::addColumn<int>("delayMs");
    QTest::newRow("a fast site is not slowed") << QList<int>{200, 200, 200} << 5 << 8 << 0;
    QTest::newRow("below 10 ms counts as none") << QList<int>{200} << 79 << 8 << 0;
    QTest::newRow("10 ms counts") << QList<int>{200} << 80 << 8 << 10;
    QTest::newRow("latency over parallelism") << QList<int>{200} << 800 << 8 << 100;
    QTest::newRow("alone, it follows the latency") << QList<int>{200} << 800 << 1 << 800;
    QTest::newRow("no longer than a minute") << QList<int>{200} << 100'000 << 1 << 60'000;
    QTest::newRow("429 starts at a second") << QList<int>{429} << 5 << 8 << 1'000;
    QTest::newRow("503 starts at a second") << QList<int>{503} << 5 << 8 << 1'000;
    QTest::newRow("and doubles") << QList<int>{503, 429, 503} << 5 << 8 << 4'000;
    QTest::newRow("up to a minute") << QList<int>{503, 503, 503, 503, 503, 503, 503, 503, 503} << 5 << 8 << 60'000;
    QTest::newRow("500 teaches nothing") << QList<int>{503, 500} << 5 << 8 << 1'000;
    QTest::newRow("no answer teaches nothing") << QList<int>{503, 0} << 5 << 8 << 1'000;
    QTest::newRow("403 teaches nothing") << QList<int>{503, 403} << 5 << 8 << 1'000;
    QTest::newRow("a good answer halves") << QList<int>{503, 200} << 8 << 8 << 500;
    QTest::newRow("404 is a good answer") << QList<int>{503, 404} << 8 << 8 << 500;
    QTest::newRow("a redirect is a good answer") << QList<int>{503, 301} << 8 << 8 << 500;
}

void HostGateTest::learns()
{
    QFETCH(QList<int>, statuses);
    QFETCH(int, latencyMs);
    QFETCH(int, perHost);
    QFETCH(int, delayMs);
    m_limits.perHost = perHost;
    for (const int status : statuses)
        ask(status, latencyMs);
    QCOMPARE(m_gate->host(site)->delayMs, delayMs);
    m_gate->begin(site);
    m_limits.perHost = 100;
    QCOMPARE(m_gate->waitMs(site, m_limits), delayMs);
}

void HostGateTest::oneOverloadCountsOnce()
{
    for (int i = 0; i < 8; ++i)
        m_gate->begin(site);
    m_clock->advance(50);
    for (int i = 0; i < 8; ++i) {
        m_gate->end(site, {503, 50 + i, {}}, m_limits);
        m_clock->advance(1);
    }
    QCOMPARE(m_gate->host(site)->delayMs, 1'000);
    ask(503, 20); // asked after the first refusals: it counts
    QCOMPARE(m_gate->host(site)->delayMs, 2'000);
}

void HostGateTest::withoutAdaptionOnlyTheSetDelayHolds()
{
    m_limits.isAdaptive = false;
    ask(503, 5'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    m_limits.delayMs = 5;
    m_gate->begin(site);
    QCOMPARE(m_gate->waitMs(site, m_limits), 5);
    ask(503, 0, 30'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 30'000);
}

void HostGateTest::theSetDelayIsTheLeast()
{
    m_limits.delayMs = 2'000;
    ask(200, 5);
    QCOMPARE(m_gate->host(site)->delayMs, 2'000);
    ask(503, 5);
    ask(503, 5);
    ask(503, 5);
    QCOMPARE(m_gate->host(site)->delayMs, 4'000);
}

void HostGateTest::retryAfterBlocks()
{
    ask(429, 5, 120'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 120'000);
    QCOMPARE(m_gate->host(site)->blockedUntilUtcMs, m_clock->utcNow().toMSecsSinceEpoch() + 120'000);
    m_clock->advance(119'999);
    QCOMPARE(m_gate->waitMs(site, m_limits), 1);
    m_clock->advance(1);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
}

void HostGateTest::retryAfterNeverShortensABlock()
{
    ask(503, 0, 60'000);
    ask(503, 0, 5'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 60'000);
    ask(503, 0, 0);
    QCOMPARE(m_gate->waitMs(site, m_limits), 60'000);
}

void HostGateTest::recoversByHalves()
{
    ask(503, 2);
    QList<int> delays;
    for (int i = 0; i < 9; ++i) {
        ask(200, 2);
        delays.append(m_gate->host(site)->delayMs);
    }
    QCOMPARE(delays, (QList<int>{500, 250, 125, 62, 31, 15, 0, 0, 0}));
}

void HostGateTest::aSilentHostIsLeftAlone()
{
    for (int i = 0; i < 9; ++i)
        ask(0, 0);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    for (int i = 0; i < 5; ++i)
        ask(0, 0); // those that were on their way make it no longer
    QCOMPARE(m_gate->waitMs(site, m_limits), 1'000);
    for (const qint64 next : {2'000, 4'000, 8'000, 16'000, 32'000}) {
        m_clock->advance(m_gate->waitMs(site, m_limits));
        ask(0, 0);
        QCOMPARE(m_gate->waitMs(site, m_limits), next);
    }
    m_clock->advance(32'000);
    ask(0, 0); // it is down: what is left may fail
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    ask(200, 0);
    for (int i = 0; i < 10; ++i)
        ask(0, 0);
    QCOMPARE(m_gate->waitMs(site, m_limits), 1'000);
}

void HostGateTest::anUnpacedCrawlWaitsForNobody()
{
    m_limits.isAdaptive = false;
    for (int i = 0; i < 50; ++i)
        ask(0, 0);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
}

void HostGateTest::abandonTeachesNothing()
{
    ask(200, 100);
    const HostStatus before = *m_gate->host(site);
    QSignalSpy released(m_gate.get(), &HostGate::released);
    m_gate->begin(site);
    m_gate->abandon(site);
    QCOMPARE(released.size(), 1);
    QCOMPARE(*m_gate->host(site), before);
}

void HostGateTest::restores()
{
    HostStatus kept;
    kept.origin = site;
    kept.delayMs = 3'000;
    kept.inFlight = 5; // a crash left them behind
    kept.requests = 40;
    kept.blockedUntilUtcMs = m_clock->utcNow().toMSecsSinceEpoch() + 10'000;
    m_gate->begin(site);
    m_gate->restore({kept});
    QCOMPARE(m_gate->host(site)->inFlight, 1);
    QCOMPARE(m_gate->host(site)->requests, 40);
    QCOMPARE(m_gate->waitMs(site, m_limits), 10'000);
    m_clock->advance(10'000);
    QCOMPARE(m_gate->waitMs(site, m_limits), 0);
    m_gate->begin(site);
    QCOMPARE(m_gate->waitMs(site, m_limits), 3'000);
    m_gate->end(site, {200, 8, {}}, m_limits);
    QCOMPARE(m_gate->host(site)->delayMs, 1'500);
}

void HostGateTest::listsHosts()
{
    QVERIFY(m_gate->hosts().isEmpty());
    QVERIFY(!m_gate->host(site));
    m_gate->begin("http://b.test");
    m_gate->setRobots(site, u"12 rules"_s);
    ask(200, 100);
    ask(500, 200);
    ask(0, 0);
    const QList<HostStatus> hosts = m_gate->hosts();
    QCOMPARE(hosts.size(), 2);
    QCOMPARE(hosts[0].origin, site);
    QCOMPARE(hosts[0].robots, u"12 rules"_s);
    QCOMPARE(hosts[0].requests, 3);
    QCOMPARE(hosts[0].errors, 2);
    QCOMPARE(hosts[0].latencyMs, 130); // three tenths of the newest
    QCOMPARE(hosts[0].inFlight, 0);
    QCOMPARE(hosts[1].inFlight, 1);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HostGateTest)
#include "tst_hostgate.moc"
