// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hostlookups.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/suites.h"

#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>

#include <dlfcn.h>
#include <netdb.h>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

/// The system's resolver as this program sees it: names under "test" are this machine, and those that begin with
/// "held" are answered when told.
class Resolver final
{
public:
    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_isHolding = true;
    }
    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_isHolding = false;
        m_released.notify_all();
    }
    int asked(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        return m_asked[name];
    }
    void arrive(const std::string &name)
    {
        std::unique_lock lock(m_mutex);
        ++m_asked[name];
        if (name.starts_with("held"))
            m_released.wait(lock, [this] { return !m_isHolding; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_released;
    std::map<std::string, int> m_asked;
    bool m_isHolding = false;
};

Resolver &resolver()
{
    static Resolver only;
    return only;
}

} // namespace

/// Stands before the C library's, for Qt too.
extern "C" int getaddrinfo(const char *name, const char *service, const addrinfo *hints, addrinfo **found)
{
    using Function = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (!name || !std::string_view(name).ends_with(".test"))
        return real(name, service, hints, found);
    resolver().arrive(name);
    return std::strstr(name, "missing") ? EAI_NONAME : real("127.0.0.1", service, hints, found);
}

namespace sluice::test {

/// Slow resolvers and what they must not be taken for.
class HostLookupsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void addressesNeedNone_data();
    void addressesNeedNone();
    void slowNameIsNoSlowHost();
    void nameThatDoesNotComeEndsAtTheDeadline();
    void queueForTheResolverHasNoClock();
    void nameIsLookedUpOnce();
    void missingNames_data();
    void missingNames();
    void cancelledMeanwhile();
    void fetcherMayGoMeanwhile(); ///< the last: what it leaves behind is counted for ever

private:
    using Answer = std::optional<FetchResult>;
    void begin(FetchRequest request, Answer &answer);
    /// Lets `ms` pass, by a host that says nothing.
    void letPass(int ms);

    QObject m_context;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void HostLookupsTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
    resolver().hold();
}

void HostLookupsTest::cleanup()
{
    resolver().release();
    if (m_fetcher)
        QVERIFY(turnUntil([] { return !HostLookups::isAnyPending(); }));
    m_fetcher.reset();
    m_server.reset();
}

void HostLookupsTest::begin(FetchRequest request, Answer &answer)
{
    m_fetcher->fetch(std::move(request), &m_context, [&answer](FetchResult result) { answer = std::move(result); });
}

void HostLookupsTest::letPass(int ms)
{
    FetchRequest silent = requestFor(m_server->url("/never-answers"));
    silent.totalTimeoutMs = ms;
    QVERIFY(fetchAndWait(*m_fetcher, silent));
}

void HostLookupsTest::addressesNeedNone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isNeeded");
    QTest::newRow("IPv4") << u"127.0.0.1"_s << false;
    QTest::newRow("IPv6") << u"::1"_s << false;
    QTest::newRow("no name") << QString() << false;
    QTest::newRow("a name") << u"localhost"_s << true;
    QTest::newRow("a name of digits") << u"1.2.3.4.test"_s << true;
}

void HostLookupsTest::addressesNeedNone()
{
    QFETCH(QString, name);
    QTEST(HostLookups().isNeeded(name), "isNeeded");
}

void HostLookupsTest::slowNameIsNoSlowHost()
{
    FetchRequest request = requestFor(m_server->url("/ok", "held-slow.test"));
    request.connectTimeoutMs = 100;
    Answer answer;
    begin(request, answer);
    letPass(400);
    QVERIFY2(!answer, "the name is still looked up");
    QVERIFY(HostLookups::isAnyPending());
    resolver().release();
    QVERIFY(turnUntil([&answer] { return answer.has_value(); }));
    QVERIFY2(*answer, answer->has_value() ? "" : qPrintable(answer->error().detail));
    QCOMPARE(answer->value().status, 200);
    QVERIFY2(answer->value().timings.totalMs >= 400, "the whole time counts the look-up");
    QVERIFY2(answer->value().timings.firstByteMs < 400, "the host's latency does not");
    QVERIFY(!HostLookups::isAnyPending());
}

void HostLookupsTest::nameThatDoesNotComeEndsAtTheDeadline()
{
    FetchRequest request = requestFor(m_server->url("/ok", "held-dead.test"));
    request.connectTimeoutMs = 50;
    request.totalTimeoutMs = 300;
    const auto answer = fetchAndWait(*m_fetcher, request);
    QVERIFY(answer && !*answer);
    QCOMPARE(faultName(answer->error().kind), u"timeout"_s);
    QVERIFY2(answer->error().detail.contains(u"held-dead.test was not looked up"_s),
             qPrintable(answer->error().detail));
    QVERIFY(answer->error().timings.totalMs >= 300);
}

void HostLookupsTest::queueForTheResolverHasNoClock()
{
    constexpr int names = HostLookups::maximumAtOnce + 10;
    std::vector<Answer> answers(names);
    for (int i = 0; i < names; ++i)
        begin(requestFor(m_server->url("/ok", "held-" + QByteArray::number(i) + ".test")), answers[size_t(i)]);
    FetchRequest healthy = requestFor(m_server->url("/ok", "healthy.test"));
    healthy.connectTimeoutMs = 100;
    healthy.totalTimeoutMs = 300;
    Answer answer;
    begin(healthy, answer);
    letPass(500);
    QVERIFY(!answer);
    QCOMPARE(resolver().asked("healthy.test"), 0);
    resolver().release();
    QVERIFY(turnUntil([&] {
        return answer && std::all_of(answers.begin(), answers.end(), [](const Answer &a) { return a.has_value(); });
    }));
    QVERIFY2(*answer, answer->has_value() ? "" : qPrintable(answer->error().detail));
    for (const Answer &each : answers)
        QVERIFY(each->has_value());
}

void HostLookupsTest::nameIsLookedUpOnce()
{
    std::vector<Answer> answers(12);
    for (Answer &answer : answers)
        begin(requestFor(m_server->url("/ok", "held-once.test")), answer);
    QVERIFY(turnUntil([] { return resolver().asked("held-once.test") > 0; }));
    resolver().release();
    for (Answer &answer : answers) {
        QVERIFY(turnUntil([&answer] { return answer.has_value(); }));
        QVERIFY(answer->has_value());
    }
    const auto later = fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok", "held-once.test")));
    QVERIFY(later && *later);
    QVERIFY(m_server->connectionCount() > 1);
    QCOMPARE(resolver().asked("held-once.test"), 1); // so the connections took it from Qt's cache
}

void HostLookupsTest::missingNames_data()
{
    QTest::addColumn<bool>("isProxy");
    QTest::addColumn<QString>("fault");
    QTest::newRow("of the host") << false << u"host-not-found"_s;
    QTest::newRow("of the proxy") << true << u"proxy"_s;
}

void HostLookupsTest::missingNames()
{
    QFETCH(bool, isProxy);
    FetchRequest request = requestFor(isProxy ? m_server->url("/ok") : m_server->url("/ok", "missing.test"));
    if (isProxy)
        request.proxy = {ProxyKind::Socks5, u"missing.test"_s, 1080, {}, {}};
    const auto answer = fetchAndWait(*m_fetcher, request);
    QVERIFY(answer && !*answer);
    QTEST(faultName(answer->error().kind), "fault");
    QVERIFY(answer->error().detail.contains(u"missing.test"_s));
}

void HostLookupsTest::cancelledMeanwhile()
{
    Answer answer;
    begin(requestFor(m_server->url("/ok", "held-cancelled.test")), answer);
    QVERIFY(turnUntil([] { return resolver().asked("held-cancelled.test") == 1; }));
    m_fetcher->cancelAll(&m_context);
    QVERIFY(turnUntil([&answer] { return answer.has_value(); }));
    QCOMPARE(faultName(answer->error().kind), u"cancelled"_s);
    QCOMPARE(m_fetcher->inFlight(), 0);
    resolver().release();
    QVERIFY(turnUntil([] { return !HostLookups::isAnyPending(); }));
    QCOMPARE(m_server->connectionCount(), 0);
}

void HostLookupsTest::fetcherMayGoMeanwhile()
{
    Answer answer;
    begin(requestFor(m_server->url("/ok", "held-orphan.test")), answer);
    QVERIFY(turnUntil([] { return resolver().asked("held-orphan.test") == 1; }));
    m_fetcher.reset();
    QVERIFY2(HostLookups::isAnyPending(), "a program that ends must know");
    QVERIFY(!answer);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HostLookupsTest)
#include "tst_hostlookups.moc"
