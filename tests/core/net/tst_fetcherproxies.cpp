// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QNetworkProxy>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class FetcherProxiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void forwardsPlainHttp();
    void tunnelsHttps();
    void wrongCredentials();
    void credentials_data();
    void credentials();
    void deadProxy_data();
    void deadProxy();
    void refusingTunnel();
    void socks5_data();
    void socks5();
    void directIgnoresTheApplicationsProxy();
    void emptyChunkedThroughAProxy();

private:
    [[nodiscard]] FetchRequest throughProxy(const QByteArray &url) const;

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void FetcherProxiesTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void FetcherProxiesTest::cleanup()
{
    m_fetcher.reset();
    m_proxy.reset();
    m_server.reset();
}

FetchRequest FetcherProxiesTest::throughProxy(const QByteArray &url) const
{
    FetchRequest request = requestFor(url);
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
    return request;
}

void FetcherProxiesTest::forwardsPlainHttp()
{
    const auto result = fetchAndWait(*m_fetcher, throughProxy(m_server->url("/ok")));
    QVERIFY(result && *result);
    QCOMPARE(result->value().body, honestPage());
    QCOMPARE(m_proxy->forwarded(), 1);
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok"))));
    QCOMPARE(m_proxy->forwarded(), 1);
}

void FetcherProxiesTest::tunnelsHttps()
{
    Certificates certificates;
    if (!certificates.isValid())
        QSKIP("openssl is not installed");
    const auto tls = certificates.make({});
    QVERIFY(tls);
    MisbehavingServer secure;
    QVERIFY(secure.start(*tls));
    NetworkFetcher fetcher({256, true, certificates.authorityPem()});
    const auto result = fetchAndWait(fetcher, throughProxy(secure.url("/ok")));
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().body, honestPage());
    QCOMPARE(m_proxy->tunnels(), 1);
}

void FetcherProxiesTest::wrongCredentials()
{
    m_proxy->requireCredentials("user:secret");
    FetchRequest request = throughProxy(m_server->url("/ok"));
    for (const auto &[user, password] : {std::pair(u""_s, u""_s), std::pair(u"user"_s, u"wrong"_s)}) {
        request.proxy.user = user;
        request.proxy.password = password;
        const auto result = fetchAndWait(*m_fetcher, request);
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"proxy"_s);
        QVERIFY(!result->error().detail.contains(u"wrong"_s));
    }
    QCOMPARE(m_server->requests().size(), 0);
}

void FetcherProxiesTest::credentials_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("forwarding") << false;
    QTest::newRow("tunnel") << true;
}

void FetcherProxiesTest::credentials()
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
    FetchRequest request = throughProxy(server.url("/ok"));
    request.proxy.user = u"user"_s;
    request.proxy.password = u"secret"_s;
    const auto result = fetchAndWait(fetcher, request);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().body, honestPage());
}

void FetcherProxiesTest::socks5_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isServed");
    QTest::newRow("right credentials") << u"secret"_s << true;
    QTest::newRow("wrong credentials") << u"wrong"_s << false;
}

void FetcherProxiesTest::socks5()
{
    QFETCH(QString, password);
    const QString program = QStandardPaths::findExecutable(u"microsocks"_s);
    if (program.isEmpty())
        QSKIP("microsocks is not installed");
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    const quint16 port = reserved.serverPort();
    reserved.close();
    QProcess socks;
    socks.start(program,
                {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(port), u"-u"_s, u"user"_s, u"-P"_s, u"secret"_s});
    QVERIFY(socks.waitForStarted());
    const auto isListening = [port] {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port);
        return probe.waitForConnected(1'000);
    };
    QTRY_VERIFY(isListening());

    FetchRequest request = requestFor(m_server->url("/ok"));
    request.proxy = {ProxyKind::Socks5, u"127.0.0.1"_s, port, u"user"_s, password};
    const auto result = fetchAndWait(*m_fetcher, request);
    socks.kill();
    socks.waitForFinished();
    QVERIFY(result);
    QTEST(result->has_value(), "isServed");
    if (!*result)
        QCOMPARE(faultName(result->error().kind), u"proxy"_s);
}

void FetcherProxiesTest::deadProxy_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QByteArray>("scheme");
    QTest::newRow("HTTP proxy, http") << ProxyKind::Http << "http"_ba;
    QTest::newRow("HTTP proxy, https") << ProxyKind::Http << "https"_ba;
    QTest::newRow("SOCKS5 proxy, http") << ProxyKind::Socks5 << "http"_ba;
    QTest::newRow("SOCKS5 proxy, https") << ProxyKind::Socks5 << "https"_ba;
}

void FetcherProxiesTest::deadProxy()
{
    QFETCH(ProxyKind, kind);
    QFETCH(QByteArray, scheme);
    FetchRequest request = throughProxy(scheme + "://127.0.0.1:1/");
    request.proxy.kind = kind;
    m_proxy.reset(); // its port is closed now
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"proxy"_s);
}

void FetcherProxiesTest::refusingTunnel()
{
    m_proxy->refuseWith(403);
    const auto result = fetchAndWait(*m_fetcher, throughProxy("https://127.0.0.1:1/"));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"proxy"_s);
}

void FetcherProxiesTest::directIgnoresTheApplicationsProxy()
{
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, m_proxy->port()});
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok")));
    QNetworkProxy::setApplicationProxy(QNetworkProxy::DefaultProxy);
    QVERIFY(result && *result);
    QCOMPARE(m_proxy->forwarded(), 0);
}

void FetcherProxiesTest::emptyChunkedThroughAProxy()
{
    auto result = fetchAndWait(*m_fetcher, throughProxy(m_server->url("/empty-chunked")));
    QVERIFY(result && *result);
    QCOMPARE(m_proxy->forwarded(), 1); // its chunks were read strictly: there is no second look
    result = fetchAndWait(*m_fetcher, throughProxy(m_server->url("/bad-chunk")));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"protocol"_s);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FetcherProxiesTest)
#include "tst_fetcherproxies.moc"
