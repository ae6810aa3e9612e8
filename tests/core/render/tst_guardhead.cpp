// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardhead.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Heads on their way through the engine's proxy.
class GuardHeadTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void targets_data();
    void targets();
    void refusedHeads_data();
    void refusedHeads();
    void requestGoesOn();
    void answersComeBack();
    void noAnswers();
};

void GuardHeadTest::targets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("http") << "GET http://A.test/x?y HTTP/1.1"_ba << u"a.test"_s << 80 << "/x?y"_ba;
    QTest::newRow("port") << "GET http://a.test:8080/ HTTP/1.1"_ba << u"a.test"_s << 8'080 << "/"_ba;
    QTest::newRow("no path") << "GET http://a.test HTTP/1.1"_ba << u"a.test"_s << 80 << "/"_ba;
    QTest::newRow("query alone") << "GET http://a.test?q HTTP/1.1"_ba << u"a.test"_s << 80 << "/?q"_ba;
    QTest::newRow("IPv6") << "GET http://[::1]:81/x HTTP/1.1"_ba << u"::1"_s << 81 << "/x"_ba;
    QTest::newRow("tunnel") << "CONNECT a.test:443 HTTP/1.1"_ba << u"a.test"_s << 443 << QByteArray();
    QTest::newRow("tunnel to IPv6") << "CONNECT [::1]:443 HTTP/1.1"_ba << u"::1"_s << 443 << QByteArray();
}

void GuardHeadTest::targets()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QByteArray, path);
    const auto request = readGuardRequest(line + "\r\n\r\n");
    QVERIFY(request);
    QCOMPARE(request->host, host);
    QCOMPARE(int(request->port), port);
    QCOMPARE(request->path, path);
}

void GuardHeadTest::refusedHeads_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"", "GET", "GET /x HTTP/1.1", "GET https://a.test/ HTTP/1.1", "GET file:///etc/passwd HTTP/1.1",
          "CONNECT a.test HTTP/1.1", "CONNECT a.test:0 HTTP/1.1", "CONNECT a.test:99999 HTTP/1.1",
          "GET http:/// HTTP/1.1", "GET http://u:p@a.test/ HTTP/1.1", "GET http://a.test/ HTTP/2", "PRI * HTTP/2.0"})
        QTest::newRow(line) << QByteArray(line);
}

void GuardHeadTest::refusedHeads()
{
    QFETCH(QByteArray, line);
    QVERIFY(!readGuardRequest(line + "\r\n\r\n"));
}

void GuardHeadTest::requestGoesOn()
{
    const QByteArray head =
        "POST http://a.test/x HTTP/1.1\r\nHost: a.test\r\nProxy-Connection: keep-alive\r\n"
        "Proxy-Authorization: Basic NzpzZWNyZXQ=\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n";
    const auto request = readGuardRequest(head);
    QVERIFY(request);
    QCOMPARE(request->credentials, "7:secret");
    QCOMPARE(onwardHead(*request, {}),
             "POST /x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
    QCOMPARE(onwardHead(*request, "u:p"_ba), "POST http://a.test/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n"
                                             "Proxy-Authorization: Basic dTpw\r\nConnection: close\r\n\r\n");
    const auto tunnel = readGuardRequest("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n");
    QVERIFY(tunnel);
    QCOMPARE(onwardHead(*tunnel, QByteArray()), "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n");
}

void GuardHeadTest::answersComeBack()
{
    const auto answer =
        readGuardResponse("HTTP/1.1 429 Later\r\nRetry-After: 6\r\nKeep-Alive: 5\r\nconnection: x\r\n\r\n");
    QVERIFY(answer);
    QCOMPARE(answer->status, 429);
    QCOMPARE(headerValue(answer->headers, "retry-after"), "6");
    QCOMPARE(returnedHead(*answer), "HTTP/1.1 429 Later\r\nRetry-After: 6\r\nConnection: close\r\n\r\n");
    const auto interim = readGuardResponse("HTTP/1.1 103 Hints\nLink: x\n\n");
    QVERIFY(interim);
    QCOMPARE(returnedHead(*interim), "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n");
}

void GuardHeadTest::noAnswers()
{
    for (const QByteArray head : {"", "ICY 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 99 x\r\n\r\n"})
        QVERIFY(!readGuardResponse(head));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::GuardHeadTest)
#include "tst_guardhead.moc"
