// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/pooledfetcher.h"
#include "tests/core/proxy/byproxy.h"
#include "tests/core/proxy/pooling.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

FetchRequest pooledRequest(const QByteArray &url = "http://shop.example/a")
{
    FetchRequest request;
    request.url = WebUrl::parse(url).value();
    request.proxy.kind = ProxyKind::Pool;
    return request;
}

QString proxyHost(int id)
{
    return u"proxy%1.example"_s.arg(id);
}

} // namespace

class TestPooledFetcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachRequestHasAProxy();
    void otherRequestsPass();
    void goesOnThroughTheNext_data();
    void goesOnThroughTheNext();
    void stopsAfterSoManyProxies();
    void oneForbiddenPageBansNobody();
    void whoeverIsBehindAGoodAnswerIsBlamed();
    void anOriginThatIsDownBlamesNobody();
    void everyFurtherRequestWaitsItsTurn();
    void stickySettings();
    void conditionsHold();
    void tlsNeedsATunnel();
    void heldUntilAProxyComes();
    void notOneDirectRequest();
    void directWhereProxiesAreOptional();
    void neverDirectBeforeThePoolIsSet();
    void dryIsToldOnce();
    void failsWhereOthersAreAnswered();
    void failsWhereNobodyListens();
    void deadPoolLosesNoPage();
    void aLoneProxyThatIsGoneIsFoundOut();
    void cancelEndsAll();
    void contextsThatDieAreForgotten();
    void ticketsStepAside();

private:
    using Behaviour = ByProxy::Behaviour;

    void makeFetcher(const PooledSettings &settings = {});
    [[nodiscard]] FetchResult fetched(FetchRequest request = pooledRequest());

    std::unique_ptr<FakeClock> m_clock;
    std::shared_ptr<ProxyPool> m_pool;
    std::unique_ptr<ByProxy> m_inner;
    std::unique_ptr<PooledFetcher> m_fetcher;
};

void TestPooledFetcher::init()
{
    failOnAnyWarning();
    m_fetcher.reset();
    m_clock = std::make_unique<FakeClock>();
    m_pool = std::make_shared<ProxyPool>(*m_clock);
    m_pool->set(livingOnes(4), {});
    m_inner = std::make_unique<ByProxy>();
    makeFetcher();
}

void TestPooledFetcher::makeFetcher(const PooledSettings &settings)
{
    m_fetcher = std::make_unique<PooledFetcher>(settings, m_pool, *m_inner, *m_clock);
}

FetchResult TestPooledFetcher::fetched(FetchRequest request)
{
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(std::move(request), &context, [&result](FetchResult r) { result = std::move(r); });
    if (result)
        qFatal("the result came within the call");
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30'000))
        qFatal("no result came");
    return *result;
}

void TestPooledFetcher::eachRequestHasAProxy()
{
    for (int i = 0; i < 5; ++i) {
        const FetchResult result = fetched();
        QVERIFY(result);
        QCOMPARE(result->body, "<p>page"_ba);
        QVERIFY(result->note.isEmpty());
    }
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy1"_s, u"proxy2"_s, u"proxy3"_s, u"proxy4"_s, u"proxy1"_s}));
    QCOMPARE(m_inner->asked.first().proxy.kind, ProxyKind::Http);
    QCOMPARE(m_pool->takeChanges().ledger.size(), 4);
}

void TestPooledFetcher::otherRequestsPass()
{
    FetchRequest request = pooledRequest();
    request.proxy = {ProxyKind::Socks5, u"own.example"_s, 1080, {}, {}};
    QVERIFY(fetched(request));
    request.proxy = {};
    QVERIFY(fetched(request));
    QCOMPARE(m_inner->proxies(), (QStringList{u"own"_s, u"direct"_s}));
    QVERIFY(m_pool->takeChanges().ledger.isEmpty());
}

void TestPooledFetcher::goesOnThroughTheNext_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("isBanned");
    const int none = -1;
    QTest::newRow("captcha") << 403 << QByteArray("g-recaptcha") << none << true;
    QTest::newRow("forbidden") << 403 << QByteArray("no") << none << true;
    QTest::newRow("too many") << 429 << QByteArray("slower") << none << true;
    QTest::newRow("empty") << 200 << QByteArray() << none << true;
    QTest::newRow("gateway") << 502 << QByteArray("bad gateway") << none << false;
    QTest::newRow("gone") << 0 << QByteArray() << int(FetchFault::Proxy) << false;
    QTest::newRow("hangs") << 0 << QByteArray() << int(FetchFault::Timeout) << false;
    QTest::newRow("cuts") << 0 << QByteArray() << int(FetchFault::ConnectionLost) << false;
    QTest::newRow("speaks rubbish") << 0 << QByteArray() << int(FetchFault::Protocol) << false;
    QTest::newRow("puts its certificate in") << 0 << QByteArray() << int(FetchFault::Tls) << false;
}

void TestPooledFetcher::goesOnThroughTheNext()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, fault);
    QFETCH(bool, isBanned);
    Behaviour bad{status, body, {}, false};
    if (fault >= 0)
        bad.fault = FetchFault(fault);
    m_inner->behaviours.insert(proxyHost(1), bad);
    const QSignalSpy noted(m_fetcher.get(), &PooledFetcher::noted);
    const FetchResult result = fetched();
    QVERIFY(result);
    QCOMPARE(result->status, 200);
    QCOMPARE(result->body, "<p>page"_ba);
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy1"_s, u"proxy2"_s}));
    QCOMPARE(noted.size(), 1);
    QList<ProxyHostRecord> lines = m_pool->takeChanges().ledger;
    std::ranges::sort(lines, {}, &ProxyHostRecord::proxy);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.first().host, u"shop.example"_s);
    QCOMPARE(lines.first().bannedUntilUtcMs > 0, isBanned);
    QCOMPARE(lines.first().errors, isBanned ? 0 : 1);
    QCOMPARE(lines.last().requests, 1);
    QCOMPARE(lines.last().bans, 0);
}

void TestPooledFetcher::stopsAfterSoManyProxies()
{
    for (int id = 1; id <= 4; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{403, QByteArray::number(id), {}, false});
    FetchResult result = fetched();
    QVERIFY(result);
    QCOMPARE(result->status, 403);
    QCOMPARE(result->body, "3"_ba); // what the last one brought
    QCOMPARE(result->note, u"asked through 3 proxies"_s);
    QCOMPARE(m_inner->asked.size(), 3);

    for (int id = 1; id <= 4; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{0, {}, FetchFault::Timeout, false});
    makeFetcher({.attempts = 1});
    result = fetched();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, FetchFault::Timeout);
    QVERIFY2(result.error().detail.endsWith("(asked through one proxy)"_L1), qPrintable(result.error().detail));
    QCOMPARE(m_inner->asked.size(), 4);
}

void TestPooledFetcher::oneForbiddenPageBansNobody()
{
    for (int id = 1; id <= 4; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{403, "no", {}, false});
    QVERIFY(fetched());
    for (const ProxyHostRecord &line : m_pool->takeChanges().ledger)
        QCOMPARE(line.bannedUntilUtcMs, 0);
}

void TestPooledFetcher::whoeverIsBehindAGoodAnswerIsBlamed()
{
    m_inner->behaviours.insert(proxyHost(1), Behaviour{403, "no", {}, false});
    m_inner->behaviours.insert(proxyHost(2), Behaviour{502, "no", {}, false});
    QVERIFY(fetched());
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy1"_s, u"proxy2"_s, u"proxy3"_s}));
    for (const ProxyHostRecord &line : m_pool->takeChanges().ledger) {
        QCOMPARE(line.bannedUntilUtcMs > 0, line.proxy == 1);
        QCOMPARE(line.errors, line.proxy == 2 ? 1 : 0);
    }
}

void TestPooledFetcher::anOriginThatIsDownBlamesNobody()
{
    for (int id = 1; id <= 4; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{0, {}, FetchFault::ConnectionRefused, false});
    for (int i = 0; i < 10; ++i)
        QVERIFY(!fetched());
    QCOMPARE(m_pool->alive(), 4);
}

void TestPooledFetcher::everyFurtherRequestWaitsItsTurn()
{
    for (int id = 1; id <= 2; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{429, "slower", {}, false});
    QList<int> statuses;
    std::function<void()> waiting;
    FetchRequest request = pooledRequest();
    request.awaitTurn = [&](const FetchResponse &first, std::function<void()> go) {
        statuses.append(first.status);
        waiting = std::move(go);
    };
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(request, &context, [&result](FetchResult r) { result = std::move(r); });
    QTRY_VERIFY(waiting);
    QCOMPARE(m_inner->asked.size(), 1);
    std::exchange(waiting, nullptr)();
    QTRY_VERIFY(waiting);
    QCOMPARE(m_inner->asked.size(), 2);
    QVERIFY(!result);
    std::exchange(waiting, nullptr)();
    QTRY_VERIFY(result);
    QCOMPARE(statuses, (QList<int>{0, 0})); // what a proxy brought slows nobody down
    QVERIFY(*result);
}

void TestPooledFetcher::stickySettings()
{
    makeFetcher({.policy = ProxyPolicy::Sticky});
    for (int i = 0; i < 3; ++i) {
        QVERIFY(fetched(pooledRequest("http://shop.example/")));
        QVERIFY(fetched(pooledRequest("http://news.example/")));
    }
    const QStringList byHost = m_inner->proxies();
    QCOMPARE(QSet<QString>(byHost.begin(), byHost.end()).size(), 2);
    QCOMPARE(byHost.at(0), byHost.at(4));
    m_inner->asked.clear();
    makeFetcher({.policy = ProxyPolicy::Sticky, .session = u"crawl 1"_s});
    for (const char *url : {"http://a.example/", "http://b.example/", "http://c.example/"})
        QVERIFY(fetched(pooledRequest(url)));
    const QStringList bySession = m_inner->proxies();
    QCOMPARE(QSet<QString>(bySession.begin(), bySession.end()).size(), 1);
}

void TestPooledFetcher::conditionsHold()
{
    QList<ProxyRecord> proxies = livingOnes(4);
    proxies[2].countryCode = u"DE"_s;
    m_pool->set(proxies, {});
    makeFetcher({.conditions = {{u"country"_s, u"de"_s}}});
    for (int i = 0; i < 3; ++i)
        QVERIFY(fetched());
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy3"_s, u"proxy3"_s, u"proxy3"_s}));
}

void TestPooledFetcher::tlsNeedsATunnel()
{
    m_pool->set({living(1, ProxyType::Http), living(2, ProxyType::Socks5)}, {});
    for (int i = 0; i < 2; ++i)
        QVERIFY(fetched(pooledRequest("https://shop.example/")));
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy2"_s, u"proxy2"_s}));
}

void TestPooledFetcher::heldUntilAProxyComes()
{
    const QSignalSpy noted(m_fetcher.get(), &PooledFetcher::noted);
    m_pool->set({}, {});
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(pooledRequest(), &context, [&result](FetchResult r) { result = std::move(r); });
    QCOMPARE(m_fetcher->heldCount(), 1);
    QCOMPARE(noted.size(), 1);
    m_clock->advance(119'999);
    m_pool->set(livingOnes(1), {});
    QTRY_VERIFY(result);
    QVERIFY(*result);
    QCOMPARE(m_inner->proxies(), QStringList{u"proxy1"_s});
}

void TestPooledFetcher::notOneDirectRequest()
{
    for (int id = 1; id <= 4; ++id)
        m_inner->behaviours.insert(proxyHost(id), Behaviour{0, {}, FetchFault::Proxy, false});
    makeFetcher({.attempts = 20, .waitMs = 0});
    for (int i = 0; i < 12; ++i)
        QVERIFY(!fetched());
    QCOMPARE(m_pool->alive(), 0);
    QVERIFY(!m_inner->proxies().contains(u"direct"_s));
    makeFetcher({.waitMs = 0});
    const FetchResult result = fetched();
    QCOMPARE(result.error().kind, FetchFault::Proxy);
    QVERIFY2(result.error().detail.contains("none of 4 proxies is alive"_L1), qPrintable(result.error().detail));
    m_fetcher = std::make_unique<PooledFetcher>(PooledSettings{.waitMs = 0}, nullptr, *m_inner, *m_clock);
    QCOMPARE(fetched().error().kind, FetchFault::Proxy);
    QVERIFY(!m_inner->proxies().contains(u"direct"_s));
}

void TestPooledFetcher::directWhereProxiesAreOptional()
{
    m_pool->set(livingOnes(1), {});
    m_inner->behaviours.insert(proxyHost(1), Behaviour{0, {}, FetchFault::Proxy, false});
    makeFetcher({.isRequired = false});
    QVERIFY(fetched());
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy1"_s, u"direct"_s}));
}

void TestPooledFetcher::neverDirectBeforeThePoolIsSet()
{
    m_pool->unset(); // as before a project is read, and after it was closed
    makeFetcher({.isRequired = false});
    int results = 0;
    QObject context;
    const auto fetch = [this, &context, &results] {
        m_fetcher->fetch(pooledRequest(), &context, [&results](const FetchResult &) { ++results; });
    };
    fetch();
    QCOMPARE(m_fetcher->heldCount(), 1);
    QVERIFY(m_inner->proxies().isEmpty());
    m_pool->set(livingOnes(1), {});
    QTRY_COMPARE(results, 1);
    QCOMPARE(m_inner->proxies(), QStringList{u"proxy1"_s});
    m_pool->unset();
    fetch();
    QCOMPARE(m_fetcher->heldCount(), 1);
    m_pool->set({}, {});
    QTRY_COMPARE(results, 2);
    QCOMPARE(m_inner->proxies(), (QStringList{u"proxy1"_s, u"direct"_s}));
}

void TestPooledFetcher::dryIsToldOnce()
{
    m_pool->set({}, {});
    const QSignalSpy dry(m_fetcher.get(), &PooledFetcher::dry);
    int results = 0;
    QObject context;
    for (int i = 0; i < 3; ++i)
        m_fetcher->fetch(pooledRequest(), &context, [&results](const FetchResult &) { ++results; });
    m_clock->advance(120'000);
    QTRY_COMPARE(dry.size(), 1);
    QCOMPARE(dry.first().first().toString(), u"there is no proxy, and none came within 120 s"_s);
    QCOMPARE(results, 0);
    QCOMPARE(m_fetcher->heldCount(), 3);
    m_fetcher->cancelAll(&context);
    QTRY_COMPARE(results, 3);
    QCOMPARE(dry.size(), 1);
}

void TestPooledFetcher::failsWhereOthersAreAnswered()
{
    const QSignalSpy dry(m_fetcher.get(), &PooledFetcher::dry);
    for (int id = 1; id <= 4; ++id)
        m_pool->report(id, u"shop.example"_s, ProxyUse::Banned, u"captcha"_s);
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(pooledRequest(), &context, [&result](FetchResult r) { result = std::move(r); });
    m_clock->advance(119'000);
    QVERIFY(fetched(pooledRequest("http://news.example/")));
    m_clock->advance(1'000);
    QTRY_VERIFY(result);
    QCOMPARE(result->error().kind, FetchFault::Proxy);
    QVERIFY2(result->error().detail.contains("banned by shop.example"_L1), qPrintable(result->error().detail));
    QCOMPARE(dry.size(), 0);
}

void TestPooledFetcher::failsWhereNobodyListens()
{
    m_pool->set({}, {});
    makeFetcher({.waitMs = 0});
    QCOMPARE(fetched().error().kind, FetchFault::Proxy);
}

void TestPooledFetcher::deadPoolLosesNoPage()
{
    m_pool->set(livingOnes(1), {});
    for (int i = 1; i < ProxyPool::errorsForDead; ++i)
        m_pool->report(1, u"shop.example"_s, ProxyUse::NetworkError);
    m_inner->behaviours.insert(proxyHost(1), Behaviour{0, {}, FetchFault::Proxy, false});
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(pooledRequest(), &context, [&result](FetchResult r) { result = std::move(r); });
    QTRY_COMPARE(m_fetcher->heldCount(), 1); // its proxy has just died
    QVERIFY(!result);
    m_inner->behaviours.clear();
    ProxyRecord checked = living(1);
    checked.lastCheckedUtcMs = 9;
    m_pool->update(checked);
    QTRY_VERIFY(result);
    QVERIFY(*result);
}

void TestPooledFetcher::aLoneProxyThatIsGoneIsFoundOut()
{
    m_pool->set(livingOnes(1), {});
    m_inner->behaviours.insert(proxyHost(1), Behaviour{0, {}, FetchFault::Proxy, false});
    const FetchResult result = fetched();
    QVERIFY(!result);
    QCOMPARE(m_inner->asked.size(), 3);
    QVERIFY2(result.error().detail.endsWith("(asked 3 times through one proxy)"_L1), qPrintable(result.error().detail));
    std::optional<FetchResult> second;
    QObject context;
    m_fetcher->fetch(pooledRequest(), &context, [&second](FetchResult r) { second = std::move(r); });
    QTRY_COMPARE(m_fetcher->heldCount(), 1); // the fifth error in a row: what is left waits
    QVERIFY(!second);
    QCOMPARE(m_pool->alive(), 0);
    m_inner->behaviours.insert(proxyHost(1), Behaviour{0, {}, FetchFault::Timeout, false});
    m_pool->set({living(2)}, {});
    m_inner->behaviours.insert(proxyHost(2), Behaviour{0, {}, FetchFault::Timeout, false});
    QTRY_VERIFY(second); // a page that hangs is not asked for again through the same one
    QCOMPARE(second->error().kind, FetchFault::Timeout);
}

void TestPooledFetcher::cancelEndsAll()
{
    m_inner->behaviours.insert(proxyHost(1), Behaviour{200, {}, {}, true});
    QList<FetchFault> faults;
    QObject context;
    QObject other;
    const auto take = [&faults](const FetchResult &result) { faults.append(result.error().kind); };
    m_fetcher->fetch(pooledRequest(), &context, take);
    m_pool->set(livingOnes(1), {});
    m_fetcher->fetch(pooledRequest(), &other, take);
    m_pool->set({}, {});
    m_fetcher->fetch(pooledRequest(), &context, take); // is held
    m_fetcher->cancelAll(&context);
    m_fetcher->cancelAll(&context);
    QVERIFY(faults.isEmpty()); // not within the call
    QTRY_COMPARE(faults, (QList<FetchFault>{FetchFault::Cancelled, FetchFault::Cancelled}));
    m_fetcher->cancelAll(&other);
    QTRY_COMPARE(faults.size(), 3);
    QVERIFY(m_pool->takeChanges().ledger.isEmpty()); // says nothing of the proxies
}

void TestPooledFetcher::contextsThatDieAreForgotten()
{
    m_inner->behaviours.insert(proxyHost(1), Behaviour{200, {}, {}, true});
    auto context = std::make_unique<QObject>();
    bool isCalled = false;
    m_fetcher->fetch(pooledRequest(), context.get(), [&isCalled](const FetchResult &) { isCalled = true; });
    m_pool->set({}, {});
    m_fetcher->fetch(pooledRequest(), context.get(), [&isCalled](const FetchResult &) { isCalled = true; });
    context.reset();
    QTRY_COMPARE(m_fetcher->heldCount(), 0);
    QCoreApplication::processEvents();
    QVERIFY(!isCalled);
    m_fetcher.reset();
}

void TestPooledFetcher::ticketsStepAside()
{
    // The oldest ticket may take what it likes: so a held one must not be it.
    ByteBudget budget(10);
    FetchRequest request = pooledRequest();
    request.ticket = budget.open();
    m_pool->set({}, {});
    QObject context;
    m_fetcher->fetch(request, &context, [](const FetchResult &) {});
    const auto later = budget.open();
    QVERIFY(later->tryTake(100));
    m_fetcher.reset(); // its tickets go before their budget
}

QTEST_GUILESS_MAIN(TestPooledFetcher)
#include "tst_pooledfetcher.moc"
