// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "core/net/requesttemplates.h"
#include "core/net/tunnelprobe.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

using Mood = ScriptedProxy::Mood;

/// What comes through proxies, or from them, is bounded, and says why it is no answer.
class ProxyAnswersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void brokenAnswers_data();
    void brokenAnswers();
    void endlessHeads_data();
    void endlessHeads();
    void endlessHeadThroughATunnel();
    void endlessHeadForAProbe();
    void drippingHead();
    void connectionsAreKept_data();
    void connectionsAreKept();
    void aKeptConnectionMayBeGone();
    void loginsAreNoCompany();

private:
    [[nodiscard]] FetchRequest throughProxy(const QByteArray &url) const;

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void ProxyAnswersTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void ProxyAnswersTest::cleanup()
{
    m_fetcher.reset();
    m_proxy.reset();
    m_server.reset();
}

FetchRequest ProxyAnswersTest::throughProxy(const QByteArray &url) const
{
    FetchRequest request = requestFor(url);
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
    return request;
}

void ProxyAnswersTest::brokenAnswers_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("plain");  // kind and a part of the detail, for an http URL
    QTest::addColumn<QString>("tunnel"); // for an https URL
    const auto row = [](const char *name, const QByteArray &words, const QString &plain, const QString &tunnel) {
        QTest::newRow(name) << words << plain << tunnel;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QString lost = u"connection-lost: closed"_s;
    const QString none = u"proxy: closed"_s;
    row("closes at once", {}, lost, none);
    row("closes in the first line", "HTTP/1.1 2", lost, none);
    row("closes in a header", ok + "Content-Le", lost, none);
    row("closes after the headers", ok + "Content-Length: 9\r\n\r\n", lost, u"connection-lost: closed"_s);
    row("closes in the body", ok + "Content-Length: 9\r\n\r\nabc", lost, u"proxy: says more"_s);
    row("a million empty lines", QByteArray("\r\n").repeated(1'000'000), u"protocol: begins no answer"_s,
        u"proxy: begins no answer"_s);
    row("a first line and a million empty ones", ok + QByteArray("\r\n").repeated(1'000'000), u"protocol: no headers"_s,
        u"proxy: says more"_s);
    row("too many headers", ok + QByteArray("a: b\r\n").repeated(2'000) + "\r\n", u"protocol: headers"_s,
        u"proxy: headers"_s);
    row("hints without end", QByteArray("HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n").repeated(20'000),
        u"protocol: do not end"_s, u"proxy: do not end"_s);
    row("another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", u"protocol: begins no answer"_s,
        u"proxy: begins no answer"_s);
    row("NUL in a header's name", QByteArray("HTTP/1.1 200 OK\r\nA\0b: c\r\nContent-Length: 5\r\n\r\nabc", 49), lost,
        u"proxy: says more"_s);
    row("wants credentials and gives no scheme", "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n",
        u"proxy: wants credentials"_s, u"proxy: wants credentials"_s);
    row("wants credentials in a scheme of its own",
        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Odd realm=\"x\", Digest\r\nContent-Length: 0\r\n\r\n",
        u"proxy: wants credentials"_s, u"proxy: wants credentials"_s);
    row("refuses", "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n", u""_s, u"proxy: status 502"_s);
}

void ProxyAnswersTest::brokenAnswers()
{
    QFETCH(QByteArray, words);
    QFETCH(QString, plain);
    QFETCH(QString, tunnel);
    m_proxy->behave(Mood::Says, words);
    for (const auto &[url, expected] :
         {std::pair("http://127.0.0.1:1/"_ba, plain), std::pair("https://127.0.0.1:1/"_ba, tunnel)}) {
        FetchRequest request = throughProxy(url);
        request.proxy.user = u"user"_s;
        request.proxy.password = u"canary"_s;
        const auto result = fetchAndWait(*m_fetcher, request);
        QVERIFY(result);
        QCOMPARE(result->has_value(), expected.isEmpty());
        if (expected.isEmpty())
            continue;
        const QString told = faultName(result->error().kind) + u": "_s + result->error().detail;
        QVERIFY2(told.startsWith(expected.section(u": "_s, 0, 0)), qPrintable(told));
        QVERIFY2(told.contains(expected.section(u": "_s, 1)), qPrintable(told));
        QVERIFY2(!told.contains("canary"_L1), qPrintable(told));
    }
}

void ProxyAnswersTest::endlessHeads_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("kind");
    QTest::newRow("of the answer") << "http://127.0.0.1:1/"_ba << u"protocol"_s;
    QTest::newRow("of the answer to CONNECT") << "https://127.0.0.1:1/"_ba << u"proxy"_s;
}

void ProxyAnswersTest::endlessHeads()
{
    QFETCH(QByteArray, url);
    m_proxy->behave(Mood::Floods);
    const auto result = fetchAndWait(*m_fetcher, throughProxy(url)); // long before its deadline
    QVERIFY(result && !*result);
    QTEST(faultName(result->error().kind), "kind");
    QVERIFY2(result->error().detail.contains("headers do not end"_L1), qPrintable(result->error().detail));
}

void ProxyAnswersTest::endlessHeadThroughATunnel()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    server.add("/flood", [](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write("HTTP/1.1 200 OK\r\n");
        connection.flood(QByteArray("X-Endless: 0123456789abcdef\r\n").repeated(1'000));
    });
    NetworkFetcher fetcher({256, true, certificates.authorityPem()});
    const auto result = fetchAndWait(fetcher, throughProxy(server.url("/flood")));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"protocol"_s);
    QVERIFY2(result->error().detail.contains("headers do not end"_L1), qPrintable(result->error().detail));
}

void ProxyAnswersTest::endlessHeadForAProbe()
{
    m_proxy->behave(Mood::Floods);
    TunnelProbe probe(throughProxy("http://127.0.0.1:1/"), RequestTemplates({}).sslConfiguration());
    std::optional<TunnelProbe::Outcome> outcome;
    probe.start([&outcome](const TunnelProbe::Outcome &what) { outcome = what; });
    QVERIFY(turnUntil([&outcome] { return outcome.has_value(); }));
    QVERIFY(!outcome->answer);
    QCOMPARE(faultName(outcome->answer.error().kind), u"proxy"_s);
    QVERIFY2(outcome->answer.error().detail.contains("do not end"_L1), qPrintable(outcome->answer.error().detail));
}

void ProxyAnswersTest::drippingHead()
{
    m_proxy->behave(Mood::Drips);
    for (const QByteArray &url : {"http://127.0.0.1:1/"_ba, "https://127.0.0.1:1/"_ba}) {
        FetchRequest request = throughProxy(url);
        request.totalTimeoutMs = 400;
        const auto result = fetchAndWait(*m_fetcher, request);
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"timeout"_s);
    }
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void ProxyAnswersTest::connectionsAreKept_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("to the proxy") << false;
    QTest::newRow("through a tunnel") << true;
}

void ProxyAnswersTest::connectionsAreKept()
{
    QFETCH(bool, isSecure);
    Certificates certificates;
    const auto tls = certificates.make({});
    if (isSecure && !tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(isSecure ? server.start(*tls) : server.start());
    NetworkFetcher fetcher({256, true, certificates.authorityPem()});
    m_proxy->requireCredentials("user:secret");
    for (const char *path : {"/ok", "/chunked", "/404", "/ok"}) {
        FetchRequest request = throughProxy(server.url(path));
        request.proxy.user = u"user"_s;
        request.proxy.password = u"secret"_s;
        const auto result = fetchAndWait(fetcher, request);
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    }
    QCOMPARE(m_proxy->challenges(), 1);
    QCOMPARE(m_proxy->connections(), isSecure ? 2 : 1); // a refused tunnel is left
    QCOMPARE(m_proxy->tunnels(), isSecure ? 1 : 0);
    QCOMPARE(server.requests().last().header("Connection"), "Keep-Alive"_ba);
}

void ProxyAnswersTest::aKeptConnectionMayBeGone()
{
    QVERIFY(fetchAndWait(*m_fetcher, throughProxy(m_server->url("/ok"))));
    m_proxy->behave(Mood::Says, {}); // closes when it is asked
    const auto lost = fetchAndWait(*m_fetcher, throughProxy(m_server->url("/ok")));
    QVERIFY(lost && !*lost);
    QCOMPARE(faultName(lost->error().kind), u"connection-lost"_s);
    QCOMPARE(m_proxy->connections(), 2); // asked again on a new one, and not once more
    m_proxy->behave(Mood::Works);
    const auto result = fetchAndWait(*m_fetcher, throughProxy(m_server->url("/ok")));
    QVERIFY(result && *result);
    QCOMPARE(result->value().body, honestPage());
}

void ProxyAnswersTest::loginsAreNoCompany()
{
    // Two users of one proxy never share a connection.
    m_proxy->requireCredentials("user:secret");
    FetchRequest request = throughProxy(m_server->url("/ok"));
    request.proxy.user = u"user"_s;
    request.proxy.password = u"secret"_s;
    QVERIFY(fetchAndWait(*m_fetcher, request).value());
    const int before = m_proxy->connections();
    request.proxy.user = u"other"_s;
    const auto refused = fetchAndWait(*m_fetcher, request);
    QVERIFY(refused && !*refused);
    QVERIFY(m_proxy->connections() > before);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyAnswersTest)
#include "tst_proxyanswers.moc"
