// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnelprobe.h"

#include "core/net/requesttemplates.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class TunnelProbeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void httpGoesThroughTheTunnel();
    void credentialsStayWithTheProxy();
    void refusedTunnel();
    void certificatesAreShown_data();
    void certificatesAreShown();
    void bodies_data();
    void bodies();
    void deadline();
    void destroyedUnderWay();

private:
    [[nodiscard]] FetchRequest request(const QByteArray &url) const;
    [[nodiscard]] static TunnelProbe::Outcome probe(const FetchRequest &request, const QByteArray &caPem = {});

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
};

void TunnelProbeTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
}

FetchRequest TunnelProbeTest::request(const QByteArray &url) const
{
    FetchRequest request = requestFor(url);
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
    return request;
}

TunnelProbe::Outcome TunnelProbeTest::probe(const FetchRequest &request, const QByteArray &caPem)
{
    TunnelProbe probe(request, RequestTemplates({.extraCaPem = caPem}).sslConfiguration());
    std::optional<TunnelProbe::Outcome> outcome;
    probe.start([&outcome](const TunnelProbe::Outcome &what) { outcome = what; });
    turnUntil([&outcome] { return outcome.has_value(); });
    return outcome.value_or(TunnelProbe::Outcome{tl::unexpected(FetchError{}), {}, {}});
}

void TunnelProbeTest::httpGoesThroughTheTunnel()
{
    TunnelProbe::Outcome outcome = probe(request(m_server->url("/ok")));
    QVERIFY(outcome.answer);
    QCOMPARE(outcome.answer->status, 200);
    QCOMPARE(outcome.answer->body, honestPage());
    QVERIFY(outcome.answer->timings.totalMs >= outcome.answer->timings.firstByteMs);
    QCOMPARE(m_proxy->tunnels(), 1);
    QCOMPARE(m_proxy->forwarded(), 0);
    QCOMPARE(m_server->requests().constLast().target, "/ok"_ba);
    outcome = probe(requestFor(m_server->url("/ok"))); // directly
    QVERIFY(outcome.answer);
    QCOMPARE(m_proxy->connections(), 1);
}

void TunnelProbeTest::credentialsStayWithTheProxy()
{
    m_proxy->requireCredentials("user:secret");
    FetchRequest asked = request(m_server->url("/ok"));
    const TunnelProbe::Outcome refused = probe(asked);
    QVERIFY(!refused.answer);
    QCOMPARE(faultName(refused.answer.error().kind), u"proxy"_s);
    QVERIFY(refused.answer.error().detail.contains("credentials"_L1));
    asked.proxy.user = u"user"_s;
    asked.proxy.password = u"secret"_s;
    QVERIFY(probe(asked).answer);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_server->requests()[0].header("Proxy-Authorization"), QByteArray());
}

void TunnelProbeTest::refusedTunnel()
{
    m_proxy->refuseWith(403);
    const TunnelProbe::Outcome outcome = probe(request(m_server->url("/ok")));
    QVERIFY(!outcome.answer);
    QCOMPARE(faultName(outcome.answer.error().kind), u"proxy"_s);
    QVERIFY(m_server->requests().isEmpty());
}

void TunnelProbeTest::certificatesAreShown_data()
{
    QTest::addColumn<bool>("isByStranger");
    QTest::addColumn<bool>("isThroughProxy");
    QTest::newRow("trusted, directly") << false << false;
    QTest::newRow("trusted, through a tunnel") << false << true;
    QTest::newRow("of a stranger, directly") << true << false;
    QTest::newRow("of a stranger, through a tunnel") << true << true;
}

void TunnelProbeTest::certificatesAreShown()
{
    QFETCH(bool, isByStranger);
    QFETCH(bool, isThroughProxy);
    Certificates certificates;
    Certificates::Wish wish;
    wish.isByStranger = isByStranger;
    const auto tls = certificates.make(wish);
    if (!tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    const FetchRequest asked = isThroughProxy ? request(server.url("/ok")) : requestFor(server.url("/ok"));
    const TunnelProbe::Outcome outcome = probe(asked, certificates.authorityPem());
    QCOMPARE(outcome.certificates.value(0), tls->localCertificate());
    QCOMPARE(outcome.distrust.isEmpty(), !isByStranger);
    QCOMPARE(outcome.answer.has_value(), !isByStranger);
    if (isByStranger)
        QCOMPARE(faultName(outcome.answer.error().kind), u"tls"_s);
    QCOMPARE(server.requests().size(), isByStranger ? 0 : 1);
    QCOMPARE(m_proxy->tunnels(), isThroughProxy ? 1 : 0);
}

void TunnelProbeTest::bodies_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isCutAtCap");
    QTest::addColumn<QString>("fault");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("at the cap") << ok + "Content-Length: 10\r\n\r\n0123456789" << false << QString();
    QTest::newRow("over the cap") << ok + "Content-Length: 11\r\n\r\n0123456789a" << false << u"body-too-large"_s;
    QTest::newRow("cut at the cap") << ok + "Content-Length: 11\r\n\r\n0123456789a" << true << QString();
    QTest::newRow("bad chunk") << ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n" << false << u"protocol"_s;
    QTest::newRow("no HTTP") << "220 mail.example\r\n\r\n"_ba << false << u"protocol"_s;
}

void TunnelProbeTest::bodies()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, isCutAtCap);
    QFETCH(QString, fault);
    m_server->add("/page", answer);
    FetchRequest asked = requestFor(m_server->url("/page"));
    asked.bodyCap = 10;
    asked.isCutAtCap = isCutAtCap;
    const TunnelProbe::Outcome outcome = probe(asked);
    QCOMPARE(outcome.answer ? QString() : faultName(outcome.answer.error().kind), fault);
    if (outcome.answer)
        QCOMPARE(outcome.answer->body, "0123456789"_ba);
}

void TunnelProbeTest::deadline()
{
    m_proxy->behave(ScriptedProxy::Mood::Hangs);
    FetchRequest asked = request(m_server->url("/ok"));
    asked.totalTimeoutMs = 300;
    const TunnelProbe::Outcome outcome = probe(asked);
    QVERIFY(!outcome.answer);
    QCOMPARE(faultName(outcome.answer.error().kind), u"connect-timeout"_s);
    QVERIFY(outcome.answer.error().timings.totalMs >= 250);
}

void TunnelProbeTest::destroyedUnderWay()
{
    m_proxy->behave(ScriptedProxy::Mood::Hangs);
    bool isCalled = false;
    auto probe = std::make_unique<TunnelProbe>(request(m_server->url("/ok")), QSslConfiguration());
    probe->start([&isCalled](const TunnelProbe::Outcome &) { isCalled = true; });
    QVERIFY(turnUntil([this] { return m_proxy->connections() == 1; }));
    probe.reset();
    QVERIFY(!isCalled);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::TunnelProbeTest)
#include "tst_tunnelprobe.moc"
