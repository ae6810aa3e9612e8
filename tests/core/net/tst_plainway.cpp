// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

const QByteArray earlyHints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

/// Answers over TLS with hints and a page, but begins no handshake while it hesitates.
class HesitatingServer final : public QTcpServer
{
public:
    explicit HesitatingServer(QSslConfiguration tls)
        : m_tls(std::move(tls))
    {}

    [[nodiscard]] int connectionCount() const { return m_connections; }
    void hesitate() { m_isHesitating = true; }
    void goOn()
    {
        m_isHesitating = false;
        for (const QPointer<QSslSocket> &socket : std::as_const(m_waiting)) {
            if (socket)
                socket->startServerEncryption();
        }
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++m_connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::encrypted, socket, [socket] {
            connect(socket, &QSslSocket::readyRead, socket, [socket, head = QByteArray()]() mutable {
                head += socket->readAll();
                if (head.endsWith("\r\n\r\n"))
                    socket->write(earlyHints + httpAnswer(200, honestPage()));
            });
        });
        if (m_isHesitating)
            m_waiting.append(socket);
        else
            socket->startServerEncryption();
    }

private:
    QSslConfiguration m_tls;
    bool m_isHesitating = false;
    int m_connections = 0;
    QList<QPointer<QSslSocket>> m_waiting;
};

QByteArrayList valuesOf(const MisbehavingServer::Request &request, const QByteArray &name)
{
    QByteArrayList values;
    for (const auto &[key, value] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value);
    }
    return values;
}

} // namespace

/// The way past Qt on which hosts are asked that have sent an interim answer: no worse than Qt's own.
class PlainWayTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void headersWithoutNumberAreRefused_data();
    void headersWithoutNumberAreRefused();
    void sendsTheSameHeaders_data();
    void sendsTheSameHeaders();
    void aProxyThatWantsCredentials_data();
    void aProxyThatWantsCredentials();
    void anOriginThatWantsCredentials();
    void aSlowHandshakeIsNotBegunAnew();
    void theFetcherMayGoInTheMiddle();
    void anEndlessHeadIsSeenTheSecondTime();
    void addressesAreAskedForAsTheyStand_data();
    void addressesAreAskedForAsTheyStand();

private:
    void goPastQt();

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void PlainWayTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_server->add("/hints", earlyHints + httpAnswer(200, honestPage()));
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void PlainWayTest::cleanup()
{
    m_fetcher.reset();
    m_server.reset();
}

/// From here on the server is asked past Qt.
void PlainWayTest::goPastQt()
{
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/hints")));
    QVERIFY(result && *result);
    QCOMPARE(valuesOf(m_server->requests().last(), "Connection"), QByteArrayList{"close"});
}

void PlainWayTest::headersWithoutNumberAreRefused_data()
{
    QTest::addColumn<QByteArray>("interim");
    QTest::newRow("after an interim answer") << earlyHints;
    QTest::newRow("Qt's own way") << QByteArray();
}

void PlainWayTest::headersWithoutNumberAreRefused()
{
    QFETCH(QByteArray, interim);
    m_server->add("/many", interim + "HTTP/1.1 200 OK\r\n" + QByteArray("a:\r\n").repeated(62'000) + "\r\nhello");
    QElapsedTimer time;
    time.start();
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/many")));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"protocol"_s);
    QVERIFY2(result->error().detail.contains(u"headers"), qPrintable(result->error().detail));
    QVERIFY2(time.elapsed() < 20'000, qPrintable(QString::number(time.elapsed())));
}

void PlainWayTest::sendsTheSameHeaders_data()
{
    QTest::addColumn<Headers>("given");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sent");
    const auto add = [](const char *name, const Headers &given, const QByteArray &sentName, const QByteArray &sent) {
        QTest::newRow(name) << given << sentName << sent;
    };
    add("ours", {}, "User-Agent", "Sluice-Test/1");
    add("our encodings", {}, "Accept-Encoding", acceptedEncodings());
    add("another user agent", {{"User-Agent", "foo"}}, "User-Agent", "foo");
    add("another user agent, in lower case", {{"user-agent", "foo"}}, "User-Agent", "foo");
    add("another encoding", {{"Accept-Encoding", "gzip"}}, "Accept-Encoding", "gzip");
    add("another host", {{"Host", "other.example"}}, "Host", "other.example");
    add("repeated: the last counts", {{"X", "1"}, {"x", "2"}}, "X", "2");
    add("repeated ones of ours", {{"User-Agent", "foo"}, {"USER-AGENT", "bar"}}, "User-Agent", "bar");
    add("without a value: ours stands", {{"User-Agent", ""}}, "User-Agent", "Sluice-Test/1");
    add("without a value", {{"X", ""}}, "X", "");
    add("credentials for the proxy", {}, "Proxy-Authorization", "Basic " + QByteArray("user:secret").toBase64());
    add("other credentials for the proxy", {{"Proxy-Authorization", "Bearer x"}}, "Proxy-Authorization", "Bearer x");
}

void PlainWayTest::sendsTheSameHeaders()
{
    QFETCH(Headers, given);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, sent);
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    FetchRequest request = requestFor(m_server->url("/ok"));
    request.headers = given;
    const bool isForProxy = name == "Proxy-Authorization";
    if (isForProxy)
        proxy.requireCredentials(sent.startsWith("Basic ") ? "user:secret"_ba : QByteArray());
    if (isForProxy)
        request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), u"user"_s, u"secret"_s};
    QVERIFY(fetchAndWait(*m_fetcher, request));
    QCOMPARE(valuesOf(m_server->requests().last(), name), QByteArrayList{sent});
    goPastQt();
    QVERIFY(fetchAndWait(*m_fetcher, request));
    QCOMPARE(m_server->count("/ok"), 2);
    QCOMPARE(valuesOf(m_server->requests().last(), name), QByteArrayList{sent});
    // Proxies' connections are kept for further requests.
    const QByteArray connection = isForProxy ? "Keep-Alive" : "close";
    QCOMPARE(valuesOf(m_server->requests().last(), "Connection"), QByteArrayList{connection});
}

void PlainWayTest::aProxyThatWantsCredentials_data()
{
    QTest::addColumn<bool>("isPastQt");
    QTest::addColumn<QString>("user");
    QTest::newRow("Qt's own way, none") << false << QString();
    QTest::newRow("Qt's own way, wrong ones") << false << u"user"_s;
    QTest::newRow("past Qt, none") << true << QString();
    QTest::newRow("past Qt, wrong ones") << true << u"user"_s;
}

void PlainWayTest::aProxyThatWantsCredentials()
{
    QFETCH(bool, isPastQt);
    QFETCH(QString, user);
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.requireCredentials("user:secret");
    if (isPastQt)
        goPastQt();
    FetchRequest request = requestFor(m_server->url("/ok"));
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), user, u"wrong"_s};
    const auto refused = fetchAndWait(*m_fetcher, request);
    QVERIFY(refused && !*refused);
    QCOMPARE(faultName(refused->error().kind), u"proxy"_s);
    QCOMPARE(refused->error().status, 407);
    QVERIFY2(refused->error().detail.contains(u"proxy 127.0.0.1:"), qPrintable(refused->error().detail));
    QCOMPARE(m_server->count("/ok"), 0);
    request.proxy.user = u"user"_s;
    request.proxy.password = u"secret"_s;
    const auto passed = fetchAndWait(*m_fetcher, request);
    QVERIFY(passed && *passed);
    QCOMPARE(passed->value().body, honestPage());
}

void PlainWayTest::anOriginThatWantsCredentials()
{
    goPastQt();
    m_server->add("/407", httpAnswer(407, "whose?"));
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/407")));
    QVERIFY(result && *result);
    QCOMPARE(result->value().status, 407);
    QCOMPARE(result->value().body, "whose?"_ba);
}

void PlainWayTest::aSlowHandshakeIsNotBegunAnew()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    HesitatingServer slow(*tls);
    QVERIFY(slow.listen(QHostAddress::LocalHost));
    const FetchRequest request = requestFor("https://127.0.0.1:" + QByteArray::number(slow.serverPort()) + '/');
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{256, false, certificates.authorityPem()});
    const auto first = fetchAndWait(*m_fetcher, request);
    QVERIFY(first && *first);
    const int before = slow.connectionCount();
    slow.hesitate();
    std::optional<FetchResult> second;
    QObject context;
    m_fetcher->fetch(request, &context, [&second](FetchResult result) { second = std::move(result); });
    QVERIFY(turnUntil([&] { return slow.connectionCount() > before; }));
    goPastQt(); // which retires the lane that both have
    m_server->hold("/ok");
    FetchRequest unanswered = requestFor(m_server->url("/ok"));
    unanswered.totalTimeoutMs = 600; // by then the other request would long have been given up
    const auto late = fetchAndWait(*m_fetcher, unanswered);
    QVERIFY(late && !*late);
    QVERIFY(!second);
    slow.goOn();
    QVERIFY(turnUntil([&second] { return second.has_value(); }));
    QVERIFY2(*second, second->has_value() ? "" : qPrintable(second->error().detail));
    QCOMPARE(second->value().body, honestPage());
    QCOMPARE(slow.connectionCount(), before + 1);
}

void PlainWayTest::theFetcherMayGoInTheMiddle()
{
    int requests = 0;
    m_server->add("/part", [&requests](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write(++requests == 1 ? earlyHints : "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello"_ba);
    });
    int answers = 0;
    m_fetcher->fetch(requestFor(m_server->url("/part")), this, [&answers](const FetchResult &) { ++answers; });
    QTRY_COMPARE_WITH_TIMEOUT(requests, 2, 30'000);
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok")))); // meanwhile the part has come
    QCOMPARE(answers, 0);
    m_fetcher.reset();
    QVERIFY(answers <= 1);
}

void PlainWayTest::anEndlessHeadIsSeenTheSecondTime()
{
    m_server->add("/flood", [](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write("HTTP/1.1 200 OK\r\n");
        connection.write(QByteArray("X-Endless: 0123456789abcdef\r\n").repeated(100'000)); // and no end
    });
    FetchRequest request = requestFor(m_server->url("/flood"));
    request.totalTimeoutMs = 2'000;
    const auto late = fetchAndWait(*m_fetcher, request);
    QVERIFY(late && !*late);
    QCOMPARE(faultName(late->error().kind), u"timeout"_s);
    const auto endless = fetchAndWait(*m_fetcher, requestFor(m_server->url("/flood")));
    QVERIFY(endless && !*endless);
    QCOMPARE(faultName(endless->error().kind), u"protocol"_s);
    QVERIFY2(endless->error().detail.contains("headers do not end"_L1), qPrintable(endless->error().detail));
}

void PlainWayTest::addressesAreAskedForAsTheyStand_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const QByteArray &target :
         {"/a/b?c=d"_ba, "//twice"_ba, "/a//b///c"_ba, "/web/2020/http://example.org//x"_ba, "/?u=http://a//b"_ba,
          "/%41%7E%2f"_ba, "/a|b"_ba, "/a'(b)[c]"_ba, "/%zz"_ba, "/?a=%27&b='"_ba, "/?a=[1]&b={2}|^"_ba})
        QTest::newRow(target.constData()) << target;
}

void PlainWayTest::addressesAreAskedForAsTheyStand()
{
    QFETCH(QByteArray, target);
    m_server->setFallback([](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write(httpAnswer(200, "here"));
    });
    const auto url = WebUrl::parse(m_server->url(target));
    QVERIFY(url);
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(target)));
    QVERIFY(result && *result);
    QCOMPARE(m_server->requests().last().target, url->pathAndQuery().toByteArray());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::PlainWayTest)
#include "tst_plainway.moc"
