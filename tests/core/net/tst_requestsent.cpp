// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

enum class Way { Direct, Forwarded, Tunnelled };

const QByteArray headAnswer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n";

} // namespace

/// What servers see of requests with a method and content, and how often.
class RequestSentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void methodAndContentArrive_data();
    void methodAndContentArrive();
    void answersToHeadEndWithTheirHead_data();
    void answersToHeadEndWithTheirHead();
    void connectionsThatAreLostAreNotAskedAgain_data();
    void connectionsThatAreLostAreNotAskedAgain();
    void keptConnectionsAreNotUsed();
    void proxiesThatWantCredentialsGetThem();
    void whoeverSendsFramesTheContent();
    void namedTypesStay();
    void refusedRequestsAreNotSent_data();
    void refusedRequestsAreNotSent();

private:
    [[nodiscard]] FetchRequest request(const QByteArray &path, const QByteArray &method,
                                       const QByteArray &content) const;

    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void RequestSentTest::initTestCase()
{
    m_certificates = std::make_unique<Certificates>();
}

void RequestSentTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void RequestSentTest::cleanup()
{
    m_fetcher.reset();
    m_proxy.reset();
    m_server.reset();
}

FetchRequest RequestSentTest::request(const QByteArray &path, const QByteArray &method, const QByteArray &content) const
{
    FetchRequest made = requestFor(m_server->url(path));
    made.method = method;
    made.content = content;
    return made;
}

void RequestSentTest::methodAndContentArrive_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("length"); // as the header says; empty: none
    QTest::addColumn<bool>("isTls");
    QTest::addColumn<Way>("way");
    const QList<QPair<const char *, Way>> ways = {
        {"direct", Way::Direct}, {"forwarded", Way::Forwarded}, {"tunnelled", Way::Tunnelled}};
    for (const auto &[name, way] : ways) {
        for (const bool isTls : {false, true}) {
            if ((way == Way::Forwarded && isTls) || (way == Way::Tunnelled && !isTls))
                continue;
            const auto row = [&](const char *method, const QByteArray &content, const QByteArray &length) {
                QTest::addRow("%s %s %s %lld", method, name, isTls ? "TLS" : "plain", qlonglong(content.size()))
                    << QByteArray(method) << content << length << isTls << way;
            };
            row("POST", "a=1&b=2", "7");
            row("POST", {}, "0");
            row("POST", QByteArray(1 << 20, 'x'), "1048576");
            row("PUT", "{\"a\": 1}", "8");
            row("PUT", {}, "0");
            row("PATCH", "text", "4");
            row("DELETE", {}, {});
            row("DELETE", "why", "3");
            row("OPTIONS", {}, {});
            row("HEAD", {}, {});
            row("MERGE", "x", "1");
        }
    }
}

void RequestSentTest::methodAndContentArrive()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, length);
    QFETCH(bool, isTls);
    QFETCH(Way, way);
    if (isTls && !m_certificates->isValid())
        QSKIP("there is no openssl here to make certificates with");
    QVERIFY(isTls ? m_server->start(*m_certificates->make({})) : m_server->start());
    const QByteArray answer = method == "HEAD" ? headAnswer : httpAnswer(200, "done");
    m_server->add("/form", [answer](ServedConnection &connection, const auto &) { connection.write(answer); });
    FetchRequest sent = request("/form", method, content);
    sent.isTlsCheckOff = isTls;
    if (way != Way::Direct)
        sent.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
    const auto result = fetchAndWait(*m_fetcher, sent);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().body, method == "HEAD" ? QByteArray() : "done"_ba);
    QCOMPARE(m_server->count("/form"), 1);
    const MisbehavingServer::Request &came = m_server->requests().first();
    QCOMPARE(came.method, method);
    QCOMPARE(came.content, content);
    if (method != "OPTIONS") // for which Qt writes a length of 0
        QCOMPARE(came.header("Content-Length"), length);
    QCOMPARE(came.header("Content-Type").isEmpty(), content.isEmpty());
}

void RequestSentTest::answersToHeadEndWithTheirHead_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isProxied");
    for (const bool isProxied : {false, true}) {
        const char *way = isProxied ? "past Qt" : "by Qt";
        QTest::addRow("length, %s", way) << headAnswer << isProxied;
        QTest::addRow("chunked, %s", way) << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba << isProxied;
        QTest::addRow("over the cap, %s", way)
            << "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"_ba << isProxied;
        QTest::addRow("404, %s", way) << "HTTP/1.1 404 No\r\nContent-Length: 7\r\n\r\n"_ba << isProxied;
    }
}

void RequestSentTest::answersToHeadEndWithTheirHead()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, isProxied);
    QVERIFY(m_server->start());
    m_server->add("/head", answer);
    FetchRequest sent = request("/head", "HEAD", {});
    if (isProxied)
        sent.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
    for (int i = 1; i <= 2; ++i) { // the second one shows that the connection is where it should be
        const auto result = fetchAndWait(*m_fetcher, sent);
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QVERIFY(result->value().body.isEmpty());
        QCOMPARE(m_server->count("/head"), i);
    }
}

void RequestSentTest::connectionsThatAreLostAreNotAskedAgain_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const char *method : {"POST", "PUT", "PATCH", "DELETE"}) {
        for (const char *path : {"/drop", "/reset-early", "/no-last-chunk", "/short-body"})
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path);
    }
}

void RequestSentTest::connectionsThatAreLostAreNotAskedAgain()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QVERIFY(m_server->start());
    for (int i = 1; i <= 10; ++i) {
        const auto result = fetchAndWait(*m_fetcher, request(path, method, "a=1"));
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"connection-lost"_s);
        QCOMPARE(m_server->count(path), i);
    }
}

void RequestSentTest::keptConnectionsAreNotUsed()
{
    QVERIFY(m_server->start());
    QSet<int> used;
    const auto once = [&used](ServedConnection &connection, const MisbehavingServer::Request &came) {
        if (used.contains(came.connection))
            return connection.close();
        used.insert(came.connection);
        connection.write(httpAnswer(200, "fresh"));
    };
    m_server->add("/page", once);
    m_server->add("/form", once);
    for (const bool isProxied : {false, true}) {
        FetchRequest page = request("/page", "GET", {});
        FetchRequest form = request("/form", "POST", "a=1");
        if (isProxied)
            page.proxy = form.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), {}, {}};
        const int before = m_server->count("/form");
        QVERIFY(fetchAndWait(*m_fetcher, page)->has_value());
        const auto result = fetchAndWait(*m_fetcher, form);
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QCOMPARE(m_server->count("/form"), before + 1);
    }
}

void RequestSentTest::proxiesThatWantCredentialsGetThem()
{
    QVERIFY(m_server->start());
    m_server->add("/form", httpAnswer(200, "done"));
    m_proxy->requireDigest("ann:secret");
    FetchRequest sent = request("/form", "POST", "a=1");
    sent.proxy = {ProxyKind::Http, u"127.0.0.1"_s, m_proxy->port(), u"ann"_s, u"secret"_s};
    const auto result = fetchAndWait(*m_fetcher, sent);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(m_server->count("/form"), 1);
    QCOMPARE(m_server->requests().first().content, "a=1"_ba);
}

void RequestSentTest::whoeverSendsFramesTheContent()
{
    QVERIFY(m_server->start());
    m_server->add("/form", httpAnswer(200, "done"));
    FetchRequest sent = request("/form", "POST", "a=1");
    sent.headers = {{"Content-Length", "500"}, {"transfer-encoding", "chunked"}, {"X-Own", "1"}};
    QVERIFY(fetchAndWait(*m_fetcher, sent)->has_value());
    const MisbehavingServer::Request &came = m_server->requests().first();
    QCOMPARE(came.header("Content-Length"), "3"_ba);
    QCOMPARE(came.header("Transfer-Encoding"), QByteArray());
    QCOMPARE(came.header("X-Own"), "1"_ba);
}

void RequestSentTest::namedTypesStay()
{
    QVERIFY(m_server->start());
    m_server->add("/form", httpAnswer(200, "done"));
    FetchRequest sent = request("/form", "POST", "a=1");
    sent.headers = {{"content-type", "application/x-own"}};
    QVERIFY(fetchAndWait(*m_fetcher, sent)->has_value());
    QCOMPARE(m_server->requests().first().header("Content-Type"), "application/x-own"_ba);
    sent.headers.clear();
    QVERIFY(fetchAndWait(*m_fetcher, sent)->has_value());
    QCOMPARE(m_server->requests().last().header("Content-Type"), "application/x-www-form-urlencoded"_ba);
}

void RequestSentTest::refusedRequestsAreNotSent_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("TRACE") << "TRACE"_ba << QByteArray();
    QTest::newRow("CONNECT") << "CONNECT"_ba << QByteArray();
    QTest::newRow("no token") << "GET /x"_ba << QByteArray();
    QTest::newRow("GET with content") << "GET"_ba
                                      << "a=1"_ba;
    QTest::newRow("HEAD with content") << "HEAD"_ba
                                       << "a=1"_ba;
}

void RequestSentTest::refusedRequestsAreNotSent()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, content);
    QVERIFY(m_server->start());
    const auto result = fetchAndWait(*m_fetcher, request("/form", method, content));
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, FetchFault::Other);
    QCOMPARE(m_server->connectionCount(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RequestSentTest)
#include "tst_requestsent.moc"
