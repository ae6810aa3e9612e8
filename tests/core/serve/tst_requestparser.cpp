// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/requestparser.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;
using State = RequestParser::State;

namespace {

ServeLimits smallLimits()
{
    ServeLimits limits;
    limits.headerBytes = 200;
    limits.bodyBytes = 20;
    return limits;
}

QByteArray get(const QByteArray &rest = {})
{
    return "GET / HTTP/1.1\r\nHost: localhost\r\n" + rest + "\r\n";
}

QByteArray post(const QByteArray &headers, const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
}

} // namespace

class TestRequestParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void readsARequest();
    void readsTargets_data();
    void readsTargets();
    void readsBodies_data();
    void readsBodies();
    void refuses_data();
    void refuses();
    void readsTheSameInPieces();
    void leavesWhatFollows();
    void decidesKeepAlive_data();
    void decidesKeepAlive();
    void knowsWhenTheClientWaits();
    void knowsLoopbackHosts_data();
    void knowsLoopbackHosts();
};

void TestRequestParser::readsARequest()
{
    RequestParser parser({});
    QVERIFY(!parser.hasStarted());
    QCOMPARE(parser.feed("\r\nGET /a%20b/c?q=x+y&n=1 HTTP/1.1\r\nHost: localhost:80\r\nX-Two:\t a b \r\n\r\n"),
             State::Complete);
    QVERIFY(parser.hasStarted());
    QCOMPARE(parser.authority(), "localhost:80");
    const ServeRequest request = parser.take();
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.target, "/a%20b/c?q=x+y&n=1");
    QCOMPARE(request.path, "/a b/c");
    QCOMPARE(request.query.queryItemValue(u"n"_s), u"1"_s);
    QCOMPARE(request.headers.size(), 2);
    QCOMPARE(request.header("x-two"), "a b");
    QCOMPARE(request.header("absent"), QByteArray());
    QVERIFY(request.body.isEmpty());
    QVERIFY(!parser.hasStarted());
}

void TestRequestParser::readsTargets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("authority");

    QTest::newRow("path alone") << QByteArray("GET /x HTTP/1.1") << QByteArray("/x") << QByteArray("localhost");
    QTest::newRow("empty query") << QByteArray("GET /x? HTTP/1.1") << QByteArray("/x") << QByteArray("localhost");
    QTest::newRow("absolute form") << QByteArray("GET http://other:81/x?y HTTP/1.1") << QByteArray("/x")
                                   << QByteArray("other:81");
    QTest::newRow("absolute form in capitals")
        << QByteArray("GET HTTP://other/x HTTP/1.1") << QByteArray("/x") << QByteArray("other");
    QTest::newRow("absolute form without a path")
        << QByteArray("GET http://other HTTP/1.1") << QByteArray("/") << QByteArray("other");
    QTest::newRow("asterisk of OPTIONS") << QByteArray("OPTIONS * HTTP/1.1") << QByteArray("*")
                                         << QByteArray("localhost");
    QTest::newRow("a method nobody knows")
        << QByteArray("BREW /pot HTTP/1.1") << QByteArray("/pot") << QByteArray("localhost");
}

void TestRequestParser::readsTargets()
{
    QFETCH(QByteArray, line);
    RequestParser parser({});
    QCOMPARE(parser.feed(line + "\r\nHost: localhost\r\n\r\n"), State::Complete);
    QTEST(parser.authority(), "authority");
    QTEST(parser.take().path, "path");
}

void TestRequestParser::readsBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("counted") << post("Content-Length: 5\r\n", "hello") << QByteArray("hello");
    QTest::newRow("counted as zero") << post("Content-Length: 0\r\n", "") << QByteArray();
    QTest::newRow("up to the limit") << post("Content-Length: 20\r\n", QByteArray(20, 'x')) << QByteArray(20, 'x');
    QTest::newRow("chunked") << post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")
                             << QByteArray("abc0123456789");
    QTest::newRow("chunked in capitals") << post("Transfer-Encoding: Chunked\r\n", "1\r\na\r\n0\r\n\r\n")
                                         << QByteArray("a");
    QTest::newRow("chunked with trailers")
        << post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nX: y\r\n\r\n") << QByteArray("a");
    QTest::newRow("chunked and empty") << post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n") << QByteArray();
    QTest::newRow("line ends inside a chunk")
        << post("Transfer-Encoding: chunked\r\n", "4\r\n\r\n\r\n\r\n0\r\n\r\n") << QByteArray("\r\n\r\n");
}

void TestRequestParser::readsBodies()
{
    QFETCH(QByteArray, bytes);
    RequestParser parser(smallLimits());
    QCOMPARE(parser.feed(bytes), State::Complete);
    QTEST(parser.take().body, "body");
}

void TestRequestParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << 400;
    QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\n") << 400;
    QTest::newRow("a leading space") << QByteArray(" GET / HTTP/1.1\r\n") << 400;
    QTest::newRow("a method that is no token") << QByteArray("G(T / HTTP/1.1\r\n") << 400;
    QTest::newRow("TLS instead of HTTP") << QByteArray("\x16\x03\x01\x02\x00\x01\n", 7) << 400;
    QTest::newRow("a target without slash") << QByteArray("GET x HTTP/1.1\r\n") << 400;
    QTest::newRow("a target of another scheme") << QByteArray("GET ftp://x/ HTTP/1.1\r\n") << 400;
    QTest::newRow("an authority that is empty") << QByteArray("GET http:///x HTTP/1.1\r\n") << 400;
    QTest::newRow("bytes above ASCII in the target") << QByteArray("GET /\xc3\xa4 HTTP/1.1\r\n") << 400;
    QTest::newRow("lower-case version") << QByteArray("GET / http/1.1\r\n") << 400;
    QTest::newRow("version 2") << QByteArray("GET / HTTP/2.0\r\n") << 505;
    QTest::newRow("version 0.9") << QByteArray("GET / HTTP/0.9\r\n") << 505;
    QTest::newRow("line feed alone") << QByteArray("GET / HTTP/1.1\nHost: localhost\n\n") << 400;
    QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two Hosts") << get("Host: localhost\r\n") << 400;
    QTest::newRow("a header without colon") << get("nonsense\r\n") << 400;
    QTest::newRow("a space before the colon") << get("X : y\r\n") << 400;
    QTest::newRow("a header without name") << get(": y\r\n") << 400;
    QTest::newRow("a folded header") << get("X: y\r\n z\r\n") << 400;
    QTest::newRow("NUL in a value") << get(QByteArray("X: \0\r\n", 6)) << 400;
    QTest::newRow("headers over the limit") << get("X: " + QByteArray(200, 'x') + "\r\n") << 431;
    QTest::newRow("many headers over the limit") << get(QByteArray("X: y\r\n").repeated(40)) << 431;
    QTest::newRow("a request line without end") << QByteArray("GET /" + QByteArray(300, 'x')) << 431;
    QTest::newRow("two Content-Lengths") << post("Content-Length: 1\r\nContent-Length: 1\r\n", "a") << 400;
    QTest::newRow("a list of Content-Lengths") << post("Content-Length: 1, 1\r\n", "a") << 400;
    QTest::newRow("a negative Content-Length") << post("Content-Length: -1\r\n", "") << 400;
    QTest::newRow("a signed Content-Length") << post("Content-Length: +1\r\n", "a") << 400;
    QTest::newRow("an empty Content-Length") << post("Content-Length:\r\n", "") << 400;
    QTest::newRow("a body over the limit") << post("Content-Length: 21\r\n", "") << 413;
    QTest::newRow("a length beyond 64 bits") << post("Content-Length: 99999999999999999999\r\n", "") << 413;
    QTest::newRow("both framings") << post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "") << 400;
    QTest::newRow("gzip as transfer coding") << post("Transfer-Encoding: gzip, chunked\r\n", "") << 501;
    QTest::newRow("chunked twice") << post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "") << 501;
    QTest::newRow("chunked in HTTP/1.0") << QByteArray("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
    QTest::newRow("a chunk size that is none") << post("Transfer-Encoding: chunked\r\n", "x\r\n") << 400;
    QTest::newRow("a signed chunk size") << post("Transfer-Encoding: chunked\r\n", "+1\r\na\r\n") << 400;
    QTest::newRow("a prefixed chunk size") << post("Transfer-Encoding: chunked\r\n", "0x1\r\na\r\n") << 400;
    QTest::newRow("a chunk over the limit") << post("Transfer-Encoding: chunked\r\n", "15\r\n") << 413;
    QTest::newRow("chunks over the limit together")
        << post("Transfer-Encoding: chunked\r\n", "A\r\n0123456789\r\nB\r\n") << 413;
    QTest::newRow("a chunk size beyond 64 bits")
        << post("Transfer-Encoding: chunked\r\n", QByteArray(17, 'f') + "\r\n") << 413;
    QTest::newRow("a chunk longer than it says") << post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n") << 400;
    QTest::newRow("a trailer without colon") << post("Transfer-Encoding: chunked\r\n", "0\r\nx\r\n\r\n") << 400;
    QTest::newRow("trailers over the limit")
        << post("Transfer-Encoding: chunked\r\n", "0\r\n" + QByteArray("X: y\r\n").repeated(40)) << 431;
    QTest::newRow("an unknown expectation") << post("Expect: cake\r\n", "") << 417;
}

void TestRequestParser::refuses()
{
    QFETCH(QByteArray, bytes);
    RequestParser parser(smallLimits());
    QCOMPARE(parser.feed(bytes), State::Refused);
    QTEST(parser.refusal().status, "status");
    QVERIFY(!parser.refusal().reason.isEmpty());
    QCOMPARE(parser.feed(get()), State::Refused);
}

void TestRequestParser::readsTheSameInPieces()
{
    const QByteArray bytes = post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n");
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        RequestParser parser({});
        for (qsizetype at = 0; at < bytes.size(); at += size)
            parser.feed(bytes.mid(at, size));
        QCOMPARE(parser.state(), State::Complete);
        QCOMPARE(parser.take().body, "abcde");
    }
}

void TestRequestParser::leavesWhatFollows()
{
    RequestParser parser({});
    parser.feed(post("Content-Length: 2\r\n", "ab") + "GET /next HTTP/1.1\r\nHost: localhost\r\n\r\nGET /third");
    QCOMPARE(parser.state(), State::Complete);
    QCOMPARE(parser.take().body, "ab");
    QCOMPARE(parser.feed({}), State::Complete);
    QCOMPARE(parser.take().path, "/next");
    QCOMPARE(parser.feed({}), State::Head);
    QVERIFY(parser.hasStarted());
}

void TestRequestParser::decidesKeepAlive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isKeepAlive");

    QTest::newRow("1.1") << get() << true;
    QTest::newRow("1.1 with close") << get("Connection: x, Close\r\n") << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 with keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void TestRequestParser::decidesKeepAlive()
{
    QFETCH(QByteArray, bytes);
    RequestParser parser({});
    QCOMPARE(parser.feed(bytes), State::Complete);
    QTEST(parser.isKeepAlive(), "isKeepAlive");
}

void TestRequestParser::knowsWhenTheClientWaits()
{
    RequestParser parser({});
    parser.feed(post("Content-Length: 2\r\nExpect: 100-Continue\r\n", ""));
    QVERIFY(parser.isContinueWanted());
    parser.feed("a");
    QVERIFY(!parser.isContinueWanted());

    RequestParser withoutBody({});
    withoutBody.feed(get("Expect: 100-continue\r\n"));
    QCOMPARE(withoutBody.state(), State::Complete);
    QVERIFY(!withoutBody.isContinueWanted());
}

void TestRequestParser::knowsLoopbackHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isLoopback");

    for (const char *host : {"localhost", "LocalHost:8080", "localhost.", "shop.localhost", "127.0.0.1", "127.1.2.3:80",
                             "[::1]", "[::1]:80"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host : {"example.com", "localhost.example.com", "notlocalhost", "128.0.0.1",
                             "127.0.0.1.example.com", "[::2]", "[::1", "10.0.0.1:80"})
        QTest::newRow(host) << QByteArray(host) << false;
}

void TestRequestParser::knowsLoopbackHosts()
{
    QFETCH(QByteArray, host);
    QTEST(isLoopbackHost(host), "isLoopback");
}

QTEST_GUILESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"
