// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QNetworkInterface>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Where a page's requests go: through the proxy if there is one, and never nearer than the page.
class RenderReachTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.isServing); }
    void init();
    void publicPageReachesNothingNear();
    void relayIsNoWayToThisMachine();
    void proxyGetsEverything();
    void proxyGetsItsCredentials();
    void wrongProxyPasswordIsSentOnce();
    void socksProxyGetsItsCredentials();

private:
    RenderBench m_bench;
};

void RenderReachTest::init()
{
    failOnAnyWarning();
    m_bench.options = {};
    m_bench.limits = {};
    m_bench.caPem.clear();
    m_bench.notes.clear();
    m_bench.asked.clear();
}

void RenderReachTest::publicPageReachesNothingNear()
{
    // The server plays the proxy, so that a page can have a public name and every request is seen.
    MisbehavingServer proxy;
    QVERIFY(proxy.start());
    proxy.setFallback([](ServedConnection &connection, const MisbehavingServer::Request &request) {
        const QByteArray near = "http://127.0.0.1:1/near";
        if (request.target.endsWith("/hop.js"))
            connection.write(httpAnswer(302, {}, "text/html", "Location: " + near + "\r\n"));
        else if (request.target.endsWith("/page"))
            connection.write(httpAnswer(
                200,
                "<body>read anyway<script>fetch('" + near +
                    "'); new Image().src = 'http://192.168.0.1/near'; "
                    "new WebSocket('ws://localhost:1/near'); navigator.sendBeacon('http://[::1]/near', 'x')</script>"
                    "<iframe src=http://router/near></iframe><script src=/hop.js></script><script "
                    "src=/far.js></script>"));
        else
            connection.write(httpAnswer(200, {}));
    });
    m_bench.options.areImagesBlocked = m_bench.options.areTrackersBlocked = false;
    FetchRequest request = requestFor("http://public.example/page");
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), {}, {}};
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QVERIFY((*result)->body.contains("read anyway"));
    QByteArrayList targets;
    for (const auto &each : proxy.requests())
        targets.append(each.target);
    const QByteArray all = targets.join('\n');
    QVERIFY2(all.contains("http://public.example/far.js") && all.contains("/hop.js"), all.constData());
    QVERIFY2(!all.contains("near"), all.constData());
    // What goes through a tunnel has no path.
    QVERIFY2(!all.contains("localhost:1"), all.constData());
}

/// WebRTC's way over TCP, which no interceptor sees.
void RenderReachTest::relayIsNoWayToThisMachine()
{
    QHostAddress outside;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback())
            outside = address;
    }
    if (outside.isNull())
        QSKIP("this machine has no address but loopback");
    QTcpServer relay;
    QVERIFY(relay.listen(QHostAddress::LocalHost));
    const QByteArray page =
        "<title>wait</title><body><script>const p = new RTCPeerConnection({iceServers: [{urls: 'turn:127.0.0.1:" +
        QByteArray::number(relay.serverPort()) +
        "?transport=tcp', username: 'a', credential: 'b'}]}); p.createDataChannel('x'); p.onicegatheringstatechange = "
        "() => document.body.className = p.iceGatheringState; p.createOffer().then(o => p.setLocalDescription(o))"
        "</script>";
    QTcpServer site;
    QVERIFY(site.listen(outside));
    connect(&site, &QTcpServer::newConnection, this, [&site, &page] {
        QTcpSocket *client = site.nextPendingConnection();
        connect(client, &QTcpSocket::readyRead, client, [client, &page] {
            if (client->readAll().endsWith("\r\n\r\n"))
                client->write(httpAnswer(200, page));
        });
    });
    m_bench.options.wait = RenderWait::Selector;
    m_bench.options.selector = u"body.complete"_s;
    m_bench.options.waitMs = 8'000;
    const QByteArray url = "http://" + outside.toString().toLatin1() + ':' + QByteArray::number(site.serverPort());
    const auto result = m_bench.get(requestFor(url + '/'));
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QVERIFY2((*result)->body.contains("class=\""), "WebRTC looked for its ways");
    QVERIFY(!relay.hasPendingConnections());
}

void RenderReachTest::proxyGetsEverything()
{
    QUdpSocket stun;
    QVERIFY(stun.bind(QHostAddress(QHostAddress::LocalHost)));
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    m_bench.addPage("/proxied",
                    "<script src=/p.js></script><script>const p = new RTCPeerConnection({iceServers: [{urls:"
                    "'stun:127.0.0.1:" +
                        QByteArray::number(stun.localPort()) +
                        "'}]}); p.createDataChannel('x'); p.onicegatheringstatechange = () => "
                        "document.title = p.iceGatheringState; p.createOffer().then(o => "
                        "p.setLocalDescription(o))</script>");
    m_bench.options.wait = RenderWait::Selector;
    m_bench.options.selector = u"title"_s;
    m_bench.options.waitMs = 5'000;
    FetchRequest request = m_bench.request("/proxied");
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), {}, {}};
    const int before = m_bench.server.connectionCount();
    const int scripts = m_bench.server.count("/p.js");
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QVERIFY2((*result)->body.contains("p.js") && (*result)->body.contains("<title>"), "WebRTC looked for its ways");
    QVERIFY(!stun.hasPendingDatagrams());
    // Every connection that the site saw was the proxy's.
    QVERIFY(proxy.forwarded() > 0);
    QCOMPARE(m_bench.server.connectionCount() - before, proxy.forwarded());
    QCOMPARE(m_bench.server.count("/p.js"), scripts + 1);
}

void RenderReachTest::proxyGetsItsCredentials()
{
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.requireCredentials("user:word");
    m_bench.addPage("/let-in", "<p>words");
    FetchRequest request = m_bench.request("/let-in");
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), u"user"_s, u"word"_s};
    auto result = m_bench.get(request);
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QVERIFY((*result)->body.contains("words"));
}

void RenderReachTest::wrongProxyPasswordIsSentOnce()
{
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.requireCredentials("user:word");
    FetchRequest request = m_bench.request("/let-in");
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), u"user"_s, u"wrong"_s};
    const auto result = m_bench.get(request);
    QVERIFY(result && !*result);
    QCOMPARE(int((*result).error().kind), int(FetchFault::Proxy));
    QCOMPARE(proxy.connections(), 1);
}

/// Which Chromium by itself cannot give.
void RenderReachTest::socksProxyGetsItsCredentials()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QByteArray seen;
    connect(&proxy, &QTcpServer::newConnection, this, [&proxy, &seen] {
        QTcpSocket *client = proxy.nextPendingConnection();
        connect(client, &QTcpSocket::readyRead, client, [client, &seen] {
            const QByteArray bytes = client->readAll(); // RFC 1928, RFC 1929
            seen += bytes;
            client->write(bytes.startsWith('\5') ? QByteArray("\5\2", 2) : QByteArray("\1\1", 2));
        });
    });
    FetchRequest request = m_bench.request("/let-in");
    request.proxy = {ProxyKind::Socks5, u"127.0.0.1"_s, proxy.serverPort(), u"user"_s, u"word"_s};
    const auto result = m_bench.get(request);
    QVERIFY(result && !*result);
    QCOMPARE(int((*result).error().kind), int(FetchFault::Proxy));
    QVERIFY2(seen.contains(QByteArray("\1\4user\4word")), seen.toHex());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderReachTest)
#include "tst_renderreach.moc"
