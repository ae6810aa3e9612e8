// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/httpserver.h"

#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <memory>
#include <vector>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

ServeLimits shortLimits(int timeoutMs = 200)
{
    ServeLimits limits;
    limits.timeoutMs = timeoutMs;
    limits.connections = 3;
    return limits;
}

QByteArray get(const QByteArray &path, const QByteArray &headers = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

/// Answers what it was asked, later where the path says so.
ServeResponse echo(const ServeRequest &request)
{
    ServeResponse response;
    response.contentType = "text/plain";
    response.body = request.method + ' ' + request.path + ' ' + request.body;
    if (request.path == "/late")
        response.delayMs = 50;
    if (request.path == "/never")
        response.delayMs = 3'600'000;
    if (request.path == "/large")
        response.body = QByteArray(16 << 20, 'x');
    return response;
}

} // namespace

class TestHttpServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void listensOnLoopback();
    void reportsATakenPort();
    void answersOneRequest();
    void answersPipelinedRequestsInOrder();
    void leavesMethodsToTheHandler();
    void answersHeadWithoutBody();
    void readsBodies_data();
    void readsBodies();
    void invitesAWaitingClient();
    void refusesAndCloses_data();
    void refusesAndCloses();
    void tellsWhyEvenWhileTheClientSends();
    void refusesForeignHosts_data();
    void refusesForeignHosts();
    void cutsOffASlowRequest();
    void closesAnIdleConnection();
    void cutsOffAClientThatDoesNotRead();
    void largeAnswersArriveWhole();
    void slowReadersShareOneAnswer();
    void refusesWhatTooManyAreReading();
    void turnsAwayBeyondItsConnections();
    void delaysWithoutHoldingOthers();
    void dropsTheAnswerForAClientThatLeft();
    void closesEverythingWhenItDies();

private:
    /// A started server; connections end with it.
    static std::unique_ptr<HttpServer> serve(ServeLimits limits, HttpServer::Handler handler = echo);
    static std::unique_ptr<QTcpSocket> connectTo(const HttpServer &server);
    /// Everything the server sends until it closes; for requests that make it close.
    static QByteArray talk(const HttpServer &server, const QByteArray &bytes);
};

std::unique_ptr<HttpServer> TestHttpServer::serve(ServeLimits limits, HttpServer::Handler handler)
{
    auto server = std::make_unique<HttpServer>(std::move(handler), limits);
    const auto listening = server->listen();
    return listening ? std::move(server) : nullptr;
}

std::unique_ptr<QTcpSocket> TestHttpServer::connectTo(const HttpServer &server)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, server.port());
    return socket;
}

QByteArray TestHttpServer::talk(const HttpServer &server, const QByteArray &bytes)
{
    const auto socket = connectTo(server);
    socket->write(bytes);
    QSignalSpy closed(socket.get(), &QTcpSocket::disconnected);
    return closed.wait(20'000) ? socket->readAll() : QByteArray("never closed");
}

void TestHttpServer::listensOnLoopback()
{
    const auto server = serve({});
    QVERIFY(server);
    QVERIFY(server->port() > 0);
    QCOMPARE(server->origin(), "http://127.0.0.1:" + QByteArray::number(server->port()));
    QCOMPARE(server->connectionCount(), 0);
}

void TestHttpServer::reportsATakenPort()
{
    const auto first = serve({});
    HttpServer second(echo);
    const auto listening = second.listen(QHostAddress::LocalHost, first->port());
    QVERIFY(!listening);
    QCOMPARE(listening.error().kind, ServeFault::AddressInUse);
    QVERIFY(listening.error().detail.contains(QString::number(first->port())));
}

void TestHttpServer::answersOneRequest()
{
    const auto server = serve({});
    const QByteArray answer = talk(*server, get("/a%20b", "Connection: close\r\n"));
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(answer.contains("\r\nContent-Type: text/plain\r\n"));
    QVERIFY(answer.contains("\r\nContent-Length: 9\r\n"));
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QVERIFY(answer.contains("\r\nDate: "));
    QVERIFY(answer.endsWith("\r\n\r\nGET /a b "));
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TestHttpServer::answersPipelinedRequestsInOrder()
{
    const auto server = serve({});
    const QByteArray answer =
        talk(*server, get("/one") + get("/late") + get("/three") + get("/four", "Connection: close\r\n"));
    QCOMPARE(answer.count("HTTP/1.1 200 OK"), 4);
    const qsizetype one = answer.indexOf("GET /one ");
    const qsizetype two = answer.indexOf("GET /late ");
    const qsizetype three = answer.indexOf("GET /three ");
    const qsizetype four = answer.indexOf("GET /four ");
    QVERIFY(0 < one && one < two && two < three && three < four);
}

void TestHttpServer::leavesMethodsToTheHandler()
{
    const auto server = serve({});
    const QByteArray answer = talk(*server, "BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.endsWith("\r\n\r\nBREW /pot "));
}

void TestHttpServer::answersHeadWithoutBody()
{
    const auto server = serve({});
    const QByteArray answer = talk(*server, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.contains("\r\nContent-Length: 7\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n"));
}

void TestHttpServer::readsBodies_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("counted") << QByteArray("Content-Length: 5\r\n\r\nhello") << QByteArray("hello");
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")
                             << QByteArray("hello");
    const QByteArray large(1 << 20, 'x');
    QTest::newRow("the largest allowed") << QByteArray("Content-Length: 1048576\r\n\r\n" + large) << large;
}

void TestHttpServer::readsBodies()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    const auto server = serve({});
    const QByteArray answer = talk(*server, "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + request);
    QVERIFY(answer.endsWith("\r\n\r\nPOST / " + body));
}

void TestHttpServer::invitesAWaitingClient()
{
    const auto server = serve({});
    const auto socket = connectTo(*server);
    socket->write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(socket->bytesAvailable(), 25);
    QCOMPARE(socket->readAll(), "HTTP/1.1 100 Continue\r\n\r\n");
    socket->write("ab");
    QByteArray answer;
    QTRY_VERIFY((answer += socket->readAll()).endsWith("POST / ab"));
}

void TestHttpServer::refusesAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status");

    QTest::newRow("nonsense") << QByteArray("nonsense\r\n\r\n") << QByteArray("400 Bad Request");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x00\x05\n", 6) << QByteArray("400 Bad Request");
    QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("400 Bad Request");
    QTest::newRow("two Content-Lengths") << get("/", "Content-Length: 1\r\nContent-Length: 2\r\n")
                                         << QByteArray("400 Bad Request");
    QTest::newRow("a header of 64 KiB") << get("/", "X: " + QByteArray(64 << 10, 'x') + "\r\n")
                                        << QByteArray("431 Request Header Fields Too Large");
    QTest::newRow("a body over 1 MiB") << get("/", "Content-Length: 1048577\r\n")
                                       << QByteArray("413 Content Too Large");
    QTest::newRow("chunks over 1 MiB") << QByteArray(get("/", "Transfer-Encoding: chunked\r\n") + "100001\r\n")
                                       << QByteArray("413 Content Too Large");
    QTest::newRow("a transfer coding nobody knows")
        << get("/", "Transfer-Encoding: gzip\r\n") << QByteArray("501 Not Implemented");
    QTest::newRow("HTTP/2 by prior knowledge")
        << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << QByteArray("505 HTTP Version Not Supported");
}

void TestHttpServer::refusesAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    const auto server = serve({});
    const QByteArray answer = talk(*server, bytes);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status + "\r\n"), answer.constData());
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QCOMPARE(answer.count("\r\nConnection: "), 1);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TestHttpServer::tellsWhyEvenWhileTheClientSends()
{
    const auto server = serve({});
    const QByteArray endless = get("/", "X: " + QByteArray(4 << 20, 'x'));
    QVERIFY(talk(*server, endless).startsWith("HTTP/1.1 431 "));
}

void TestHttpServer::refusesForeignHosts_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("isRefusing");
    QTest::addColumn<QByteArray>("status");

    const auto request = [](const QByteArray &target, const QByteArray &host) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    };
    QTest::newRow("localhost") << request("/", "localhost:1") << true << QByteArray("200");
    QTest::newRow("its address") << request("/", "127.0.0.1") << true << QByteArray("200");
    QTest::newRow("a foreign name") << request("/", "example.com") << true << QByteArray("421");
    QTest::newRow("a foreign name in the target")
        << request("http://example.com/", "localhost") << true << QByteArray("421");
    QTest::newRow("a foreign name where that is allowed") << request("/", "example.com") << false << QByteArray("200");
    QTest::newRow("HTTP/1.0 without any") << QByteArray("GET / HTTP/1.0\r\n\r\n") << true << QByteArray("200");
}

void TestHttpServer::refusesForeignHosts()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, isRefusing);
    ServeLimits limits;
    limits.isForeignHostRefused = isRefusing;
    const auto server = serve(limits);
    QTEST(talk(*server, request).mid(9, 3), "status");
}

void TestHttpServer::cutsOffASlowRequest()
{
    const auto server = serve(shortLimits());
    const auto socket = connectTo(*server);
    // A byte now and then keeps an idle timer going, but not a deadline.
    QTimer drip;
    connect(&drip, &QTimer::timeout, socket.get(), [&] { socket->write("G"); });
    drip.start(20);
    QElapsedTimer elapsed;
    elapsed.start();
    QByteArray answer;
    QTRY_VERIFY((answer += socket->readAll()).startsWith("HTTP/1.1 408 Request Timeout\r\n"));
    QVERIFY(elapsed.elapsed() >= 150);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TestHttpServer::closesAnIdleConnection()
{
    const auto server = serve(shortLimits());
    const auto socket = connectTo(*server);
    QSignalSpy closed(socket.get(), &QTcpSocket::disconnected);
    socket->write(get("/"));
    QVERIFY(closed.wait());
    const QByteArray answer = socket->readAll();
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void TestHttpServer::cutsOffAClientThatDoesNotRead()
{
    const auto server = serve(shortLimits());
    const auto socket = connectTo(*server);
    socket->setReadBufferSize(1);
    socket->write(get("/large"));
    QTRY_COMPARE(server->connectionCount(), 1);
    QTRY_COMPARE(server->connectionCount(), 0);
    QVERIFY(socket->bytesAvailable() <= 1);
}

void TestHttpServer::largeAnswersArriveWhole()
{
    QByteArray large;
    for (int line = 0; large.size() < 3'000'000; ++line)
        large += QByteArray::number(line) + '\n';
    const auto server = serve({}, [&large](const ServeRequest &request) {
        ServeResponse response = echo(request);
        response.body = request.path == "/large" ? large : response.body;
        return response;
    });
    const QByteArray head = "HEAD /large HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const QByteArray answer =
        talk(*server, get("/large") + head + get("/small") + get("/large", "Connection: close\r\n"));
    QCOMPARE(answer.count("\r\nContent-Length: " + QByteArray::number(large.size()) + "\r\n"), 3);
    const qsizetype first = answer.indexOf("\r\n\r\n") + 4;
    QVERIFY(answer.mid(first, large.size()) == large);
    QVERIFY(answer.mid(first + large.size()).startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(answer.contains("\r\n\r\nGET /small HTTP/1.1 200 OK\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n" + large));
    QTRY_COMPARE(server->unreadBytes(), 0);
}

void TestHttpServer::slowReadersShareOneAnswer()
{
    const QByteArray large(16 << 20, 'x');
    ServeLimits limits;
    limits.unreadBytes = large.size();
    const auto server = serve(limits, [&large](const ServeRequest &) { return ServeResponse{200, {}, {}, large, 0}; });
    std::vector<std::unique_ptr<QTcpSocket>> readers;
    for (int count = 0; count < 20; ++count) {
        readers.push_back(connectTo(*server));
        readers.back()->setReadBufferSize(64);
        readers.back()->write(get("/"));
        QTRY_VERIFY(readers.back()->bytesAvailable() > 12);
        QCOMPARE(readers.back()->read(12), "HTTP/1.1 200");
    }
    QCOMPARE(server->unreadBytes(), large.size());
    readers.clear();
    QTRY_COMPARE(server->unreadBytes(), 0);
    QCOMPARE(server->connectionCount(), 0);
}

void TestHttpServer::refusesWhatTooManyAreReading()
{
    ServeLimits limits;
    limits.unreadBytes = 20 << 20;
    const auto server = serve(limits);
    const auto slow = connectTo(*server);
    slow->setReadBufferSize(64);
    slow->write(get("/large"));
    QTRY_COMPARE(server->unreadBytes(), 16 << 20);
    const QByteArray refusal = talk(*server, get("/large", "Connection: close\r\n"));
    QVERIFY(refusal.startsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    QVERIFY(talk(*server, get("/small", "Connection: close\r\n")).endsWith("GET /small "));
    slow->abort();
    QTRY_COMPARE(server->unreadBytes(), 0);
    QVERIFY(talk(*server, get("/large", "Connection: close\r\n")).startsWith("HTTP/1.1 200 OK\r\n"));
}

void TestHttpServer::turnsAwayBeyondItsConnections()
{
    const auto server = serve(shortLimits(60'000));
    std::vector<std::unique_ptr<QTcpSocket>> held;
    for (int count = 1; count <= 3; ++count) {
        held.push_back(connectTo(*server));
        QTRY_COMPARE(server->connectionCount(), count);
    }
    QVERIFY(talk(*server, {}).startsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    QCOMPARE(server->connectionCount(), 3);

    held.pop_back();
    QTRY_COMPARE(server->connectionCount(), 2);
    QVERIFY(talk(*server, get("/", "Connection: close\r\n")).startsWith("HTTP/1.1 200 OK\r\n"));
}

void TestHttpServer::delaysWithoutHoldingOthers()
{
    const auto server = serve({});
    const auto waiting = connectTo(*server);
    waiting->write(get("/never"));
    QTRY_COMPARE(server->connectionCount(), 1);
    QVERIFY(talk(*server, get("/", "Connection: close\r\n")).endsWith("GET / "));
    QVERIFY(talk(*server, get("/late", "Connection: close\r\n")).endsWith("GET /late "));
    QCOMPARE(waiting->bytesAvailable(), 0);
}

void TestHttpServer::dropsTheAnswerForAClientThatLeft()
{
    int asked = 0;
    const auto server = serve({}, [&asked](const ServeRequest &request) {
        ++asked;
        return echo(request);
    });
    auto socket = connectTo(*server);
    socket->write(get("/late"));
    QTRY_COMPARE(asked, 1);
    socket->abort();
    QTRY_COMPARE(server->connectionCount(), 0);
    QVERIFY(talk(*server, get("/late", "Connection: close\r\n")).endsWith("GET /late "));
    QCOMPARE(asked, 2);
}

void TestHttpServer::closesEverythingWhenItDies()
{
    auto server = serve({});
    const auto socket = connectTo(*server);
    QSignalSpy closed(socket.get(), &QTcpSocket::disconnected);
    socket->write(get("/never"));
    QTRY_COMPARE(server->connectionCount(), 1);
    server.reset();
    QVERIFY(closed.wait());
    QCOMPARE(socket->bytesAvailable(), 0);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
