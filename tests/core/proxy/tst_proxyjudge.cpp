// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyjudge.h"

#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

ServeRequest get(const QByteArray &query = {})
{
    ServeRequest request;
    request.method = "GET";
    request.path = "/";
    request.query = QUrlQuery(QString::fromLatin1(query));
    request.peer = QHostAddress(u"192.0.2.7"_s);
    return request;
}

QJsonObject answerTo(const ServeRequest &request)
{
    return QJsonDocument::fromJson(answerAsJudge(request).body).object();
}

QByteArray headerOf(const ServeResponse &response, const QByteArray &name)
{
    for (const auto &[header, value] : response.headers) {
        if (header == name)
            return value;
    }
    return {};
}

/// What a server on `bind` answers to `request`.
QByteArray exchange(const QHostAddress &bind, const QByteArray &request)
{
    HttpServer server(answerAsJudge, judgeLimits());
    if (!server.listen(bind))
        return "not listening";
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(request);
    QSignalSpy gone(&socket, &QTcpSocket::disconnected);
    return gone.wait(30'000) ? socket.readAll() : "no end";
}

} // namespace

class ProxyJudgeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void itTellsWhatItSees();
    void peers_data();
    void peers();
    void everyByteOfAHeaderSurvives();
    void refusals_data();
    void refusals();
    void nothingIsReflected_data();
    void nothingIsReflected();
    void foreignHosts_data();
    void foreignHosts();
    void itIsBounded_data();
    void itIsBounded();
};

void ProxyJudgeTest::itTellsWhatItSees()
{
    ServeRequest request = get("nonce=aB3-_");
    request.headers = {{"Host", "judge:80"}, {"x-Odd", "1"}, {"X-Odd", "2"}};
    const QJsonObject answer = answerTo(request);
    QCOMPARE(answer.keys(), QStringList({u"headers"_s, u"judge"_s, u"method"_s, u"nonce"_s, u"peer"_s, u"version"_s}));
    QCOMPARE(answer[u"judge"].toString(), u"sluice"_s);
    QCOMPARE(answer[u"version"].toInt(), 1);
    QCOMPARE(answer[u"method"].toString(), u"GET"_s);
    QCOMPARE(answer[u"nonce"].toString(), u"aB3-_"_s);
    QCOMPARE(answer[u"peer"].toString(), u"192.0.2.7"_s);
    QCOMPARE(answer[u"headers"].toArray(),
             QJsonArray({QJsonArray{u"Host"_s, u"judge:80"_s}, QJsonArray{u"x-Odd"_s, u"1"_s},
                         QJsonArray{u"X-Odd"_s, u"2"_s}}));
}

void ProxyJudgeTest::peers_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("told");
    QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv6") << u"2001:DB8:0::1"_s << u"2001:db8::1"_s;
    QTest::newRow("IPv4 on an IPv6 socket") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("zone of this machine") << u"fe80::1%lo"_s << u"fe80::1"_s;
}

void ProxyJudgeTest::peers()
{
    QFETCH(QString, peer);
    ServeRequest request = get();
    request.peer = QHostAddress(peer);
    QTEST(answerTo(request)[u"peer"].toString(), "told");
}

void ProxyJudgeTest::everyByteOfAHeaderSurvives()
{
    QByteArray bytes;
    for (int code = 1; code < 256; ++code)
        bytes += char(code);
    ServeRequest request = get();
    request.headers = {{"X-All", bytes}};
    const QJsonArray header = answerTo(request)[u"headers"].toArray().at(0).toArray();
    QCOMPARE(header.at(1).toString().toLatin1(), bytes);
}

void ProxyJudgeTest::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("no nonce") << "GET"_ba
                              << "/"_ba
                              << ""_ba << 200;
    QTest::newRow("HEAD") << "HEAD"_ba
                          << "/"_ba
                          << "nonce=1"_ba << 200;
    QTest::newRow("longest nonce") << "GET"_ba
                                   << "/"_ba
                                   << "nonce=" + QByteArray(64, 'a') << 200;
    QTest::newRow("nonce too long") << "GET"_ba
                                    << "/"_ba
                                    << "nonce=" + QByteArray(65, 'a') << 400;
    QTest::newRow("nonce with a bracket") << "GET"_ba
                                          << "/"_ba
                                          << "nonce=%3Cb"_ba << 400;
    QTest::newRow("nonce with a byte that is no text") << "GET"_ba
                                                       << "/"_ba
                                                       << "nonce=%ff"_ba << 400;
    QTest::newRow("another path") << "GET"_ba
                                  << "/x"_ba
                                  << "nonce=1"_ba << 404;
    QTest::newRow("another method") << "POST"_ba
                                    << "/"_ba
                                    << "nonce=1"_ba << 405;
}

void ProxyJudgeTest::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    ServeRequest request = get(query);
    request.method = method;
    request.path = path;
    const ServeResponse response = answerAsJudge(request);
    QTEST(response.status, "status");
    QCOMPARE(headerOf(response, "Cache-Control"), "no-store"_ba);
    QCOMPARE(headerOf(response, "X-Content-Type-Options"), "nosniff"_ba);
    QVERIFY(headerOf(response, "Access-Control-Allow-Origin").isEmpty());
    QCOMPARE(response.contentType, response.status == 200 ? "application/json"_ba : "text/plain; charset=utf-8"_ba);
}

void ProxyJudgeTest::nothingIsReflected_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("in the answer") << "/"_ba
                                   << ""_ba;
    QTest::newRow("in a refused path") << "/<script>alert(1)</script>"_ba
                                       << ""_ba;
    QTest::newRow("in a refused nonce") << "/"_ba
                                        << "nonce=<script>alert(1)</script>"_ba;
}

void ProxyJudgeTest::nothingIsReflected()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    ServeRequest request = get(query);
    request.path = path;
    request.headers = {{"X-Page", "</script><script>alert('1')</script>&\"\\"}};
    const QByteArray body = answerAsJudge(request).body;
    for (const char c : QByteArrayView("<>&'"))
        QVERIFY2(!body.contains(c), body.constData());
    QVERIFY(!body.contains("script/"));
}

void ProxyJudgeTest::foreignHosts_data()
{
    QTest::addColumn<QHostAddress>("bind");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("status");
    const QHostAddress loopback(QHostAddress::LocalHost);
    const QHostAddress everywhere(QHostAddress::AnyIPv4);
    QTest::newRow("loopback, own name") << loopback << "localhost:1"_ba
                                        << "200"_ba;
    QTest::newRow("loopback, foreign name") << loopback << "judge.example"_ba
                                            << "421"_ba;
    QTest::newRow("everywhere, foreign name") << everywhere << "judge.example"_ba
                                              << "200"_ba;
}

void ProxyJudgeTest::foreignHosts()
{
    QFETCH(QHostAddress, bind);
    QFETCH(QByteArray, host);
    const QByteArray answer = exchange(bind, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    QTEST(answer.mid(9, 3), "status");
}

void ProxyJudgeTest::itIsBounded_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("16 KiB of headers are too many") << "X: " + QByteArray(16 << 10, 'x') + "\r\n\r\n"
                                                    << "431"_ba;
    QTest::newRow("a body is not taken") << "Content-Length: 1\r\n\r\nx"_ba
                                         << "413"_ba;
}

void ProxyJudgeTest::itIsBounded()
{
    QFETCH(QByteArray, rest);
    const QByteArray answer =
        exchange(QHostAddress(QHostAddress::LocalHost), "GET / HTTP/1.1\r\nHost: localhost\r\n" + rest);
    QTEST(answer.mid(9, 3), "status");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyJudgeTest)
#include "tst_proxyjudge.moc"
