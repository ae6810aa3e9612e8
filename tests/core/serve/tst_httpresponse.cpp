// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/httpresponse.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;

namespace {

ResponseFraming framing(bool isHead = false, bool isKeepAlive = true)
{
    return {isHead, isKeepAlive, QDateTime(QDate(2026, 3, 1), QTime(7, 8, 9), Qt::UTC)};
}

} // namespace

class TestHttpResponse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void writesAWholeResponse();
    void leavesTheBodyOut_data();
    void leavesTheBodyOut();
    void dropsHeadersThatBreakTheirLine();
    void namesStatuses();
};

void TestHttpResponse::writesAWholeResponse()
{
    ServeResponse response;
    response.headers = {{"X-One", "1"}, {"content-length", "99"}, {"Date", "never"}};
    response.body = "hello";
    QCOMPARE(serializeResponse(response, framing()), "HTTP/1.1 200 OK\r\n"
                                                     "Date: Sun, 01 Mar 2026 07:08:09 GMT\r\n"
                                                     "Content-Type: text/html; charset=utf-8\r\n"
                                                     "Content-Length: 5\r\n"
                                                     "X-One: 1\r\n"
                                                     "Connection: keep-alive\r\n"
                                                     "\r\n"
                                                     "hello");
    QVERIFY(serializeResponse(response, framing(false, false)).contains("\r\nConnection: close\r\n"));
}

void TestHttpResponse::leavesTheBodyOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isHead");
    QTest::addColumn<bool>("hasLength");

    QTest::newRow("HEAD keeps the length") << 200 << true << true;
    QTest::newRow("204 has none") << 204 << false << false;
    QTest::newRow("304 has none") << 304 << false << false;
}

void TestHttpResponse::leavesTheBodyOut()
{
    QFETCH(int, status);
    QFETCH(bool, isHead);
    ServeResponse response;
    response.status = status;
    response.body = "hello";
    const QByteArray bytes = serializeResponse(response, framing(isHead));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
    QTEST(bytes.contains("Content-Length: 5\r\n"), "hasLength");
}

void TestHttpResponse::dropsHeadersThatBreakTheirLine()
{
    ServeResponse response;
    response.headers = {{"X-Bad", "a\r\nSet-Cookie: b"}, {"X\nY", "z"}, {"", "z"}, {"X-Good", "c"}};
    const QByteArray bytes = serializeResponse(response, framing());
    QVERIFY(!bytes.contains("Set-Cookie"));
    QVERIFY(!bytes.contains("X-Bad"));
    QVERIFY(!bytes.contains("z\r\n"));
    QVERIFY(bytes.contains("X-Good: c\r\n"));
}

void TestHttpResponse::namesStatuses()
{
    QCOMPARE(reasonPhrase(404), "Not Found");
    QCOMPARE(reasonPhrase(599), "Status");
    QCOMPARE(plainResponse(431, "Too large").status, 431);
}

QTEST_GUILESS_MAIN(TestHttpResponse)
#include "tst_httpresponse.moc"
