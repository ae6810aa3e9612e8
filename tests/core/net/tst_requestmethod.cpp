// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/requestmethod.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class RequestMethodTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void redirects_data();
    void redirects();
    void furtherTries_data();
    void furtherTries();
    void contentTypes_data();
    void contentTypes();
    void refusals_data();
    void refusals();
};

void RequestMethodTest::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("next");
    const auto row = [](int status, const char *method, const char *next) {
        QTest::addRow("%s after %d is %s", method, status, next) << status << QByteArray(method) << QByteArray(next);
    };
    for (const int status : {301, 302}) {
        row(status, "GET", "GET");
        row(status, "HEAD", "HEAD");
        row(status, "POST", "GET");
        row(status, "PUT", "PUT");
        row(status, "PATCH", "PATCH");
        row(status, "DELETE", "DELETE");
    }
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        row(303, method, "GET");
    row(303, "HEAD", "HEAD");
    for (const int status : {307, 308}) {
        for (const char *method : {"GET", "HEAD", "POST", "PUT", "DELETE"})
            row(status, method, method);
    }
}

void RequestMethodTest::redirects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QTEST(methodAfterRedirect(status, method), "next");
}

void RequestMethodTest::furtherTries_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status"); // 0: none came
    QTest::addColumn<FetchFault>("fault");
    QTest::addColumn<bool>("isAskedAgain");
    const auto none = FetchFault::Other;
    QTest::newRow("GET lost") << "GET"_ba << 0 << FetchFault::ConnectionLost << true;
    QTest::newRow("PUT lost") << "PUT"_ba << 0 << FetchFault::ConnectionLost << true;
    QTest::newRow("DELETE late") << "DELETE"_ba << 0 << FetchFault::Timeout << true;
    QTest::newRow("POST lost") << "POST"_ba << 0 << FetchFault::ConnectionLost << false;
    QTest::newRow("POST late") << "POST"_ba << 0 << FetchFault::Timeout << false;
    QTest::newRow("POST, proxy failed") << "POST"_ba << 0 << FetchFault::Proxy << false;
    QTest::newRow("POST, no name") << "POST"_ba << 0 << FetchFault::HostNotFound << true;
    QTest::newRow("POST refused") << "POST"_ba << 0 << FetchFault::ConnectionRefused << true;
    QTest::newRow("POST not connected") << "POST"_ba << 0 << FetchFault::ConnectTimeout << true;
    QTest::newRow("PATCH lost") << "PATCH"_ba << 0 << FetchFault::ConnectionLost << false;
    QTest::newRow("unknown method lost") << "MERGE"_ba << 0 << FetchFault::ConnectionLost << false;
    QTest::newRow("POST 429") << "POST"_ba << 429 << none << true;
    QTest::newRow("POST 503") << "POST"_ba << 503 << none << true;
    QTest::newRow("POST 500") << "POST"_ba << 500 << none << false;
    QTest::newRow("POST 502") << "POST"_ba << 502 << none << false;
    QTest::newRow("POST 408") << "POST"_ba << 408 << none << false;
    QTest::newRow("PUT 500") << "PUT"_ba << 500 << none << true;
}

void RequestMethodTest::furtherTries()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(FetchFault, fault);
    FetchResponse response;
    response.status = status;
    FetchError error;
    error.kind = fault;
    const FetchResult result = status > 0 ? FetchResult(response) : FetchResult(tl::unexpected(error));
    QTEST(mayBeAskedAgain(method, result), "isAskedAgain");
}

void RequestMethodTest::contentTypes_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("type");
    const QByteArray form = "application/x-www-form-urlencoded";
    const QByteArray json = "application/json";
    const QByteArray text = "text/plain;charset=UTF-8";
    QTest::newRow("one pair") << "a=1"_ba << form;
    QTest::newRow("pairs") << "q=blue+lamp&page=2&x="_ba << form;
    QTest::newRow("escapes") << "q=%C3%BC&b%5B%5D=*-._"_ba << form;
    QTest::newRow("a broken escape") << "q=%C3%B"_ba << text;
    QTest::newRow("a name alone") << "a=1&b"_ba << text;
    QTest::newRow("no name") << "=1"_ba << text;
    QTest::newRow("two equals signs") << "a=b=c"_ba << text;
    QTest::newRow("a space") << "a=1 2"_ba << text;
    QTest::newRow("a line's end") << "a=1\n"_ba << text;
    QTest::newRow("an object") << R"({"a": "b=c"})"_ba << json;
    QTest::newRow("an array") << "[1, 2]\n"_ba << json;
    QTest::newRow("cut JSON") << R"({"a": )"_ba << text;
    QTest::newRow("a word") << "hello"_ba << text;
    QTest::newRow("XML") << "<a b=\"c\"/>"_ba << text;
}

void RequestMethodTest::contentTypes()
{
    QFETCH(QByteArray, content);
    QTEST(defaultContentType(content), "type");
}

void RequestMethodTest::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("hasContent");
    QTest::addColumn<QString>("said"); // empty: it is sent
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "M-SEARCH", "MERGE"})
        QTest::addRow("%s", method) << QByteArray(method) << false << QString();
    for (const char *method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        QTest::addRow("%s with content", method) << QByteArray(method) << true << QString();
    QTest::newRow("GET with content") << "GET"_ba << true << u"GET takes no content"_s;
    QTest::newRow("HEAD with content") << "HEAD"_ba << true << u"HEAD takes no content"_s;
    QTest::newRow("CONNECT") << "CONNECT"_ba << false << u"CONNECT asks for no page"_s;
    QTest::newRow("TRACE") << "TRACE"_ba << false << u"TRACE asks for no page"_s;
    QTest::newRow("nothing") << QByteArray() << false << u"expected a method"_s;
    QTest::newRow("small letters") << "post"_ba << false << u"expected a method"_s;
    QTest::newRow("two words") << "GET /"_ba << false << u"expected a method"_s;
    QTest::newRow("a line's end") << "GET\r\nX: y"_ba << false << u"expected a method"_s;
    QTest::newRow("beyond ASCII") << "P\u00d6ST"_ba << false << u"expected a method"_s;
    QTest::newRow("too long") << QByteArray(41, 'A') << false << u"expected a method"_s;
}

void RequestMethodTest::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, hasContent);
    QFETCH(QString, said);
    const QString fault = methodFault(method, hasContent);
    QVERIFY2(said.isEmpty() ? fault.isEmpty() : fault.startsWith(said), qPrintable(fault));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RequestMethodTest)
#include "tst_requestmethod.moc"
