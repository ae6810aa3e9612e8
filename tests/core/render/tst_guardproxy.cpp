// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardproxy.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// The way out of the engine, asked by hand: which names and addresses a page may reach, and what it is told.
class GuardProxyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void pageGetsItsOwnServer();
    void strangersAreRefused_data();
    void strangersAreRefused();
    void addressesAreJudged_data();
    void addressesAreJudged();
    void nameKeepsItsAddress();
    void literalsAreJudged();
    void tunnelsAreJudged();
    void statusAndTimeAreSeen();
    void faultIsTold();
    void serverHasNoMoreConnections();
    void leftPageIsCut();
    void proxyIsGoneThrough();
    void wrongPasswordIsAskedOnce();

private:
    QByteArray ask(const QByteArray &line, const QByteArray &credentials);
    QByteArray ask(const QByteArray &line) { return ask(line, "1:" + m_proxy->password().toLatin1()); }
    void enter(const QByteArray &url) { m_proxy->enter(1, WebUrl::parse(url).value(), 8); }
    [[nodiscard]] QByteArray port() const { return QByteArray::number(m_server->port()); }

    std::unique_ptr<MisbehavingServer> m_server;
    QHash<QString, QList<QHostAddress>> m_names;
    std::unique_ptr<GuardProxy> m_proxy;
};

void GuardProxyTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    const auto answerOnce = [](const QByteArray &answer) {
        return [answer](ServedConnection &connection, const MisbehavingServer::Request &) {
            connection.write(answer);
            connection.close();
        };
    };
    m_server->add("/x", answerOnce(httpAnswer(200, "words")));
    m_server->add("/later", answerOnce(httpAnswer(429, "later", "text/plain", "Retry-After: 6\r\n")));
    m_names = {{u"near.test"_s, {QHostAddress(u"127.0.0.1"_s)}}, {u"beside.test"_s, {QHostAddress(u"127.0.0.1"_s)}}};
    m_proxy = std::make_unique<GuardProxy>([this](const QString &host, QObject *context, GuardProxy::Found found) {
        QMetaObject::invokeMethod(
            context, [this, host, found] { found(m_names.value(host)); }, Qt::QueuedConnection);
    });
    QVERIFY(m_proxy->listen());
}

void GuardProxyTest::cleanup()
{
    m_proxy.reset();
    m_server.reset();
}

/// All that comes back until the connection ends.
QByteArray GuardProxyTest::ask(const QByteArray &line, const QByteArray &credentials)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
    socket.write(line + " HTTP/1.1\r\nHost: h\r\nProxy-Authorization: Basic " + credentials.toBase64() + "\r\n\r\n");
    turnUntil([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
    return socket.readAll();
}

void GuardProxyTest::pageGetsItsOwnServer()
{
    enter("http://near.test:" + port() + "/x");
    const QByteArray answer = ask("GET http://near.test:" + port() + "/x");
    QVERIFY2(answer.startsWith("HTTP/1.1 200") && answer.endsWith("words"), answer.constData());
    QVERIFY(answer.contains("Connection: close"));
    QCOMPARE(m_server->requests().first().target, "/x");
    QCOMPARE(m_server->requests().first().header("Proxy-Authorization"), QByteArray());
}

void GuardProxyTest::strangersAreRefused_data()
{
    QTest::addColumn<QByteArray>("credentials");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another password") << "1:word"_ba;
    QTest::newRow("no password") << "1"_ba;
}

void GuardProxyTest::strangersAreRefused()
{
    QFETCH(QByteArray, credentials);
    enter("http://near.test:" + port() + "/x");
    const QByteArray answer = ask("GET http://near.test:" + port() + "/x", credentials);
    QVERIFY2(answer.startsWith("HTTP/1.1 407"), answer.constData());
    QCOMPARE(m_server->connectionCount(), 0);
    QVERIFY(ask("GET http://near.test:" + port() + "/x", "2:" + m_proxy->password().toLatin1()).isEmpty());
    QCOMPARE(m_server->connectionCount(), 0);
}

void GuardProxyTest::addressesAreJudged_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isReached");
    QTest::newRow("a far page by a name that leads here") << "far.test"_ba
                                                          << "near.test"_ba << false;
    QTest::newRow("a near page by another near name") << "near.test"_ba
                                                      << "beside.test"_ba << true;
}

void GuardProxyTest::addressesAreJudged()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, host);
    QFETCH(bool, isReached);
    enter("http://" + page + ':' + port() + "/x");
    if (isReached)
        QVERIFY(ask("GET http://" + page + ':' + port() + "/x").endsWith("words"));
    const int before = m_server->connectionCount();
    QCOMPARE(ask("GET http://" + host + ':' + port() + "/x").endsWith("words"), isReached);
    QCOMPARE(m_server->connectionCount() > before, isReached);
}

void GuardProxyTest::nameKeepsItsAddress()
{
    enter("http://near.test:" + port() + "/x");
    QVERIFY(ask("GET http://near.test:" + port() + "/x").endsWith("words"));
    m_names[u"near.test"_s] = {QHostAddress(u"127.0.0.9"_s)};
    QVERIFY2(ask("GET http://near.test:" + port() + "/x").endsWith("words"), "another address than the first");
    m_proxy->leave(1);
    enter("http://near.test:" + port() + "/x");
    QVERIFY2(ask("GET http://near.test:" + port() + "/x").isEmpty(), "another page asks anew");
}

void GuardProxyTest::literalsAreJudged()
{
    enter("http://far.test/");
    for (const QByteArray host : {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "192.168.0.1", "router"})
        QVERIFY2(ask("GET http://" + host + ':' + port() + "/x").isEmpty(), host);
    QCOMPARE(m_server->connectionCount(), 0);
    m_proxy->leave(1);
    enter("http://127.0.0.1:" + port() + "/x");
    QVERIFY(ask("GET http://127.0.0.1:" + port() + "/x").endsWith("words"));
    QVERIFY2(ask("GET http://127.0.0.1:" + QByteArray::number(m_proxy->port()) + "/x").isEmpty(), "itself");
}

void GuardProxyTest::tunnelsAreJudged()
{
    enter("https://far.test/");
    const QByteArray refused = ask("CONNECT 127.0.0.1:" + port());
    QVERIFY2(refused.startsWith("HTTP/1.1 502"), refused.constData());
    QVERIFY(ask("CONNECT near.test:" + port()).startsWith("HTTP/1.1 502"));
    QCOMPARE(m_server->connectionCount(), 0);
}

void GuardProxyTest::statusAndTimeAreSeen()
{
    enter("http://near.test:" + port() + "/later");
    static_cast<void>(ask("GET http://near.test:" + port() + "/x"));
    QCOMPARE(m_proxy->answerOf(1).status, 0);
    static_cast<void>(ask("GET http://near.test:" + port() + "/later"));
    QCOMPARE(m_proxy->answerOf(1).status, 429);
    QCOMPARE(m_proxy->answerOf(1).retryAfter, "6");
}

void GuardProxyTest::faultIsTold()
{
    const QByteArray url = "http://near.test:" + port() + "/x";
    enter(url);
    m_server->stop();
    QVERIFY(ask("GET " + url).isEmpty());
    QVERIFY(m_proxy->answerOf(1).fault);
    QCOMPARE(int(m_proxy->answerOf(1).fault->kind), int(FetchFault::ConnectionRefused));
    enter("http://nowhere.test/");
    QVERIFY(ask("GET http://nowhere.test/").isEmpty());
    QCOMPARE(int(m_proxy->answerOf(1).fault->kind), int(FetchFault::HostNotFound));
}

void GuardProxyTest::serverHasNoMoreConnections()
{
    m_proxy->enter(1, WebUrl::parse("http://near.test:" + port() + "/x").value(), 2);
    m_server->hold("/x");
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 5; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
        sockets.back()->write("GET http://near.test:" + port() + "/x HTTP/1.1\r\nProxy-Authorization: Basic " +
                              ("1:" + m_proxy->password().toLatin1()).toBase64() + "\r\n\r\n");
    }
    QVERIFY(turnUntil([this] { return m_server->heldCount("/x") == 2; }));
    m_server->unhold("/x");
    QVERIFY(turnUntil([this] { return m_server->count("/x") == 5; }));
    QCOMPARE(m_server->peakConnections(), 2);
}

void GuardProxyTest::leftPageIsCut()
{
    enter("http://near.test:" + port() + "/x");
    m_server->hold("/x");
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
    socket.write("GET http://near.test:" + port() + "/x HTTP/1.1\r\nProxy-Authorization: Basic " +
                 ("1:" + m_proxy->password().toLatin1()).toBase64() + "\r\n\r\n");
    QVERIFY(turnUntil([this] { return m_server->heldCount("/x") == 1; }));
    m_proxy->leave(1);
    QVERIFY(turnUntil([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }));
    QVERIFY(turnUntil([this] { return m_server->openConnections() == 0; }));
}

void GuardProxyTest::proxyIsGoneThrough()
{
    ScriptedProxy upstream;
    QVERIFY(upstream.start());
    upstream.requireCredentials("user:word");
    m_proxy->setUpstream({ProxyKind::Http, u"127.0.0.1"_s, upstream.port(), u"user"_s, u"word"_s});
    enter("http://127.0.0.1:" + port() + "/x");
    QVERIFY(ask("GET http://127.0.0.1:" + port() + "/x").endsWith("words"));
    QCOMPARE(upstream.forwarded(), 1);
    QCOMPARE(m_server->connectionCount(), 1);
    enter("http://far.test/");
    QVERIFY(ask("GET http://127.0.0.1:" + port() + "/x").isEmpty());
    QCOMPARE(m_server->connectionCount(), 1);
}

void GuardProxyTest::wrongPasswordIsAskedOnce()
{
    ScriptedProxy upstream;
    QVERIFY(upstream.start());
    upstream.requireCredentials("user:word");
    m_proxy->setUpstream({ProxyKind::Http, u"127.0.0.1"_s, upstream.port(), u"user"_s, u"wrong"_s});
    enter("http://a.test/x");
    QVERIFY(ask("GET http://a.test/x").isEmpty());
    QVERIFY(m_proxy->answerOf(1).fault);
    QCOMPARE(int(m_proxy->answerOf(1).fault->kind), int(FetchFault::Proxy));
    enter("https://a.test/x");
    QVERIFY(ask("CONNECT a.test:443").startsWith("HTTP/1.1 502"));
    QCOMPARE(int(m_proxy->answerOf(1).fault->kind), int(FetchFault::Proxy));
    QCOMPARE(upstream.forwarded() + upstream.tunnels(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::GuardProxyTest)
#include "tst_guardproxy.moc"
