// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "core/proxy/proxypool.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

#include <QSet>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace sluice::test {

namespace {

ProxyRecord living(qint64 id)
{
    ProxyRecord proxy;
    proxy.id = id;
    proxy.key = {ProxyType::Https, {}, u"proxy%1.example"_s.arg(id), 3128};
    proxy.state = ProxyState::Alive;
    return proxy;
}

ScriptedFetcher::Answer pageWithLinks(const QList<QByteArray> &links)
{
    ScriptedFetcher::Answer answer;
    for (const QByteArray &link : links)
        answer.body += "<a href=\"" + link + "\">x</a>";
    return answer;
}

ScriptedFetcher::Answer status(int code)
{
    ScriptedFetcher::Answer answer;
    answer.status = code;
    answer.body = "no";
    return answer;
}

} // namespace

/// Crawls through the pool, over a scripted site.
class TestPoolCrawl final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyRequestGoesThroughAProxy();
    void refusedPagesSayThroughHowMany();
    void leftForWantOfAProxyAndGoneOnWith();
    void directWhereProxiesAreOptional();
    void heldOnesCanBeCancelled();
    void plansNeverGoDirect();
    void passwordsOfIpv6ProxiesHaveOneName();

private:
    std::unique_ptr<CrawlBench> m_bench;
};

void TestPoolCrawl::init()
{
    failOnAnyWarning();
    m_bench = std::make_unique<CrawlBench>();
    m_bench->proxies = std::make_shared<ProxyPool>(m_bench->clock);
    m_bench->proxies->set({}, {});
    m_bench->spec.proxy = u"pool"_s;
    m_bench->fetcher.add("http://site.test/", pageWithLinks({"/a", "/b", "/c"}));
    for (const char *path : {"a", "b", "c"})
        m_bench->fetcher.add("http://site.test/"_ba + path, pageWithLinks({"/"}));
}

void TestPoolCrawl::everyRequestGoesThroughAProxy()
{
    m_bench->proxies->set({living(1), living(2)}, {});
    m_bench->spec.isRobotsObeyed = true;
    m_bench->spec.isSitemapsUsed = true;
    QVERIFY(m_bench->run());
    QCOMPARE(m_bench->crawler->progress().done, 4);
    QVERIFY(m_bench->fetcher.asked("http://site.test/robots.txt") > 0);
    QVERIFY(m_bench->fetcher.asked("http://site.test/sitemap.xml") > 0);
    QSet<QString> hosts;
    for (const ProxyAddress &proxy : m_bench->fetcher.proxies()) {
        QCOMPARE(proxy.kind, ProxyKind::Http);
        hosts.insert(proxy.host);
    }
    QCOMPARE(hosts, (QSet<QString>{u"proxy1.example"_s, u"proxy2.example"_s}));
}

void TestPoolCrawl::refusedPagesSayThroughHowMany()
{
    m_bench->proxies->set({living(1), living(2), living(3), living(4)}, {});
    m_bench->fetcher.add("http://site.test/b", status(403));
    m_bench->spec.poolAttempts = 2;
    QVERIFY(m_bench->run());
    QCOMPARE(m_bench->crawler->progress().done, 3);
    QCOMPARE(m_bench->crawler->progress().failed, 1);
    QCOMPARE(m_bench->fetcher.asked("http://site.test/b"), 2);
    QCOMPARE(m_bench->statusCounts(u"error"_s).keys(), QStringList{u"http-403"_s});
    QStringList errors;
    m_bench->forEachRow({u"error"_s}, [&errors](const RowValues &row) { errors.append(row[0].toString()); });
    QVERIFY2(errors.contains(u"HTTP 403 (asked through 2 proxies)"_s), qPrintable(errors.join(u'|')));
}

void TestPoolCrawl::leftForWantOfAProxyAndGoneOnWith()
{
    m_bench->spec.poolWaitMs = 0;
    QVERIFY(m_bench->run());
    CrawlProgress progress = m_bench->crawler->progress();
    QCOMPARE(progress.state, RunState::Stopped);
    QVERIFY(progress.isWithoutProxy);
    QVERIFY2(progress.detail.contains("there is no proxy"_L1), qPrintable(progress.detail));
    QVERIFY(m_bench->crawler->isLeft());
    QCOMPARE(progress.failed, 0);
    QVERIFY(m_bench->fetcher.order().isEmpty());
    m_bench->reopen();
    QCOMPARE(m_bench->project->crawl(m_bench->crawl)->state, CrawlState::Interrupted);

    m_bench->proxies->set({living(1)}, {});
    QVERIFY(m_bench->run());
    progress = m_bench->crawler->progress();
    QCOMPARE(progress.state, RunState::Finished);
    QVERIFY(!progress.isWithoutProxy);
    QCOMPARE(progress.done, 4);
}

void TestPoolCrawl::directWhereProxiesAreOptional()
{
    m_bench->spec.isProxyRequired = false;
    QVERIFY(m_bench->run());
    QCOMPARE(m_bench->crawler->progress().done, 4);
    for (const ProxyAddress &proxy : m_bench->fetcher.proxies())
        QCOMPARE(proxy.kind, ProxyKind::Direct);
}

void TestPoolCrawl::heldOnesCanBeCancelled()
{
    m_bench->start(); // its requests wait two minutes for a proxy
    QCoreApplication::processEvents();
    QVERIFY(m_bench->crawler->progress().detail.contains("proxy"_L1));
    m_bench->crawler->cancel();
    QVERIFY(m_bench->ended->count() > 0 || m_bench->ended->wait(30'000));
    QCOMPARE(m_bench->crawler->progress().state, RunState::Cancelled);
    QVERIFY(m_bench->fetcher.order().isEmpty());
}

void TestPoolCrawl::plansNeverGoDirect()
{
    const auto plan = makePlan(m_bench->spec, SessionSecretStore());
    QVERIFY(plan);
    QCOMPARE(plan->requestFor(plan->seeds.first()).proxy.kind, ProxyKind::Pool);
    // What sends requests itself refuses such a one.
    NetworkFetcher network({});
    std::optional<FetchResult> result;
    QObject context;
    network.fetch(plan->requestFor(plan->seeds.first()), &context, [&result](FetchResult r) { result = std::move(r); });
    QTRY_VERIFY(result);
    QCOMPARE(result->error().kind, FetchFault::Proxy);
}

void TestPoolCrawl::passwordsOfIpv6ProxiesHaveOneName()
{
    m_bench->spec.proxy = u"http://bob@[::1]:5"_s;
    SessionSecretStore secrets;
    QVERIFY(secrets.write(u"bob@[::1]:5"_s, "pw"));
    const auto plan = makePlan(m_bench->spec, secrets);
    QVERIFY(plan);
    QCOMPARE(plan->proxy, (ProxyAddress{ProxyKind::Http, u"::1"_s, 5, u"bob"_s, u"pw"_s}));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::TestPoolCrawl)
#include "tst_poolcrawl.moc"
