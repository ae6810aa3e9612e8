// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answerchecks.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class AnswerChecksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void lengths_data();
    void lengths();
    void chunkedOverrulesTheLength();
    void headerSizes_data();
    void headerSizes();
    void headerCounts_data();
    void headerCounts();
    void repeatedHeaders_data();
    void repeatedHeaders();
    void types_data();
    void types();
    void answers_data();
    void answers();
    void kinds_data();
    void kinds();
};

void AnswerChecksTest::lengths_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("length"); // -2: refused
    QTest::addColumn<bool>("isRepeated");
    const auto add = [](const char *name, const char *value, qint64 length, bool isRepeated = false) {
        QTest::newRow(name) << QByteArray(value) << length << isRepeated;
    };
    add("a number", "1234", 1'234);
    add("nought", "0", 0);
    add("spaces around", " 7 ", 7);
    add("the same twice", "5, 5", 5, true);
    add("different ones", "5, 7", -2);
    add("negative", "-5", -2);
    add("with a sign", "+5", -2);
    add("hexadecimal", "0x10", -2);
    add("word", "five", -2);
    add("empty", "", -2);
    add("too many digits", "9999999999999999999", -2);
    add("a number and nothing", "5,", -2);
}

void AnswerChecksTest::lengths()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, length);
    const Framing framing = framingOf({{"content-length", value}});
    QCOMPARE(framing.fault.isEmpty(), length != -2);
    if (length == -2)
        return;
    QCOMPARE(framing.contentLength, length);
    QTEST(framing.isLengthRepeated, "isRepeated");
}

void AnswerChecksTest::chunkedOverrulesTheLength()
{
    const Framing framing = framingOf({{"Content-Length", "5"}, {"Transfer-Encoding", "Chunked"}});
    QVERIFY(framing.isChunked);
    QCOMPARE(framing.contentLength, -1);
}

void AnswerChecksTest::headerSizes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("none at all") << 0 << false;
    QTest::newRow("one") << 1 << false;
    QTest::newRow("255 KiB") << 255 << false;
    QTest::newRow("257 KiB") << 257 << true;
}

void AnswerChecksTest::headerSizes()
{
    QFETCH(int, count);
    const Headers headers(count, Header{"X-Fill", QByteArray(1'024 - 10, 'x')});
    QTEST(!framingOf(headers).fault.isEmpty(), "isRefused");
}

void AnswerChecksTest::headerCounts_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("1,000") << 1'000 << false;
    QTest::newRow("1,001") << 1'001 << true;
}

void AnswerChecksTest::headerCounts()
{
    QFETCH(int, count);
    QTEST(!framingOf(Headers(count, Header{"X", {}})).fault.isEmpty(), "isRefused");
}

void AnswerChecksTest::repeatedHeaders_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<Headers>("once");
    QTest::newRow("none") << Headers() << Headers();
    QTest::newRow("different names stay in order")
        << Headers{{"B", "1"}, {"A", "2"}} << Headers{{"B", "1"}, {"A", "2"}};
    QTest::newRow("one name, in any case")
        << Headers{{"Vary", "a"}, {"X", "y"}, {"vary", "b"}, {"VARY", "c"}} << Headers{{"Vary", "a, b, c"}, {"X", "y"}};
    QTest::newRow("cookies have commas of their own")
        << Headers{{"Set-Cookie", "a=1"}, {"set-cookie", "b=2"}} << Headers{{"Set-Cookie", "a=1\nb=2"}};
    QTest::newRow("empty values") << Headers{{"A", ""}, {"A", ""}} << Headers{{"A", ", "}};
}

void AnswerChecksTest::repeatedHeaders()
{
    QFETCH(Headers, headers);
    QTEST(joined(headers), "once");
}

void AnswerChecksTest::types_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QList<QByteArray>>("accepted");
    QTest::addColumn<bool>("isAccepted");
    const QList<QByteArray> pages{"text/html", "application/xhtml+xml"};
    QTest::newRow("no list takes all") << "image/png"_ba << QList<QByteArray>() << true;
    QTest::newRow("in the list") << "text/html; charset=utf-8"_ba << pages << true;
    QTest::newRow("second in the list") << "Application/XHTML+XML"_ba << pages << true;
    QTest::newRow("not in the list") << "image/png"_ba << pages << false;
    QTest::newRow("no type may be anything") << ""_ba << pages << true;
    QTest::newRow("by group") << "text/plain"_ba << QList<QByteArray>{"text/*"} << true;
    QTest::newRow("not in the group") << "textual/plain"_ba << QList<QByteArray>{"text/*"} << false;
    QTest::newRow("any") << "image/png"_ba << QList<QByteArray>{"*/*"} << true;
}

void AnswerChecksTest::types()
{
    QFETCH(QByteArray, type);
    QFETCH(QList<QByteArray>, accepted);
    QTEST(isTypeAccepted(type, accepted), "isAccepted");
}

void AnswerChecksTest::answers_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<ProxyKind>("proxy");
    QTest::addColumn<bool>("is");
    using enum ProxyKind;
    QTest::newRow("200") << QNetworkReply::NoError << 200 << Direct << true;
    QTest::newRow("103 alone is no answer") << QNetworkReply::NoError << 103 << Direct << false;
    QTest::newRow("no status is no answer") << QNetworkReply::NoError << 0 << Direct << false;
    QTest::newRow("404") << QNetworkReply::ContentNotFoundError << 404 << Direct << true;
    QTest::newRow("400") << QNetworkReply::ProtocolInvalidOperationError << 400 << Direct << true;
    QTest::newRow("503") << QNetworkReply::ServiceUnavailableError << 503 << Direct << true;
    QTest::newRow("404 cut off") << QNetworkReply::RemoteHostClosedError << 404 << Direct << false;
    QTest::newRow("407 by an origin") << QNetworkReply::ProxyAuthenticationRequiredError << 407 << Direct << true;
    QTest::newRow("407 by a proxy") << QNetworkReply::ProxyAuthenticationRequiredError << 407 << Http << false;
    QTest::newRow("a content error without a status") << QNetworkReply::UnknownContentError << 0 << Direct << false;
}

void AnswerChecksTest::answers()
{
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(int, status);
    QFETCH(ProxyKind, proxy);
    ProxyAddress address;
    address.kind = proxy;
    QTEST(isAnswer(error, status, address), "is");
}

void AnswerChecksTest::kinds_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<ProxyKind>("proxy");
    QTest::addColumn<bool>("isSent");
    QTest::addColumn<FetchFault>("kind");
    using enum ProxyKind;
    using Reply = QNetworkReply;
    const auto add = [](const char *name, Reply::NetworkError error, ProxyKind proxy, bool isSent, FetchFault kind) {
        QTest::newRow(name) << error << proxy << isSent << kind;
    };
    add("refused", Reply::ConnectionRefusedError, Direct, false, FetchFault::ConnectionRefused);
    add("refused by the proxy as peer", Reply::ConnectionRefusedError, Http, false, FetchFault::Proxy);
    add("refused behind SOCKS", Reply::ConnectionRefusedError, Socks5, false, FetchFault::ConnectionRefused);
    add("no such proxy", Reply::ProxyNotFoundError, Socks5, false, FetchFault::Proxy);
    add("proxy wants credentials", Reply::ProxyAuthenticationRequiredError, Http, true, FetchFault::Proxy);
    add("no such host", Reply::HostNotFoundError, Direct, false, FetchFault::HostNotFound);
    add("the system's time-out while connecting", Reply::TimeoutError, Direct, false, FetchFault::ConnectTimeout);
    add("the system's time-out later", Reply::TimeoutError, Direct, true, FetchFault::Timeout);
    add("handshake", Reply::SslHandshakeFailedError, Direct, false, FetchFault::Tls);
    add("closed", Reply::RemoteHostClosedError, Direct, true, FetchFault::ConnectionLost);
    add("a proxy that is not there", Reply::UnknownNetworkError, Socks5, false, FetchFault::Proxy);
    add("unreachable", Reply::UnknownNetworkError, Direct, false, FetchFault::ConnectionRefused);
    add("gone on the way", Reply::UnknownNetworkError, Direct, true, FetchFault::ConnectionLost);
    add("no status line", Reply::NoError, Direct, true, FetchFault::Protocol);
    add("HTTP/2 broken", Reply::ProtocolFailure, Direct, true, FetchFault::Protocol);
    add("another", Reply::BackgroundRequestNotAllowedError, Direct, false, FetchFault::Other);
}

void AnswerChecksTest::kinds()
{
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(ProxyKind, proxy);
    QFETCH(bool, isSent);
    QFETCH(FetchFault, kind);
    ProxyAddress address;
    address.kind = proxy;
    QCOMPARE(faultName(faultOf(error, address, isSent, false)), faultName(kind));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::AnswerChecksTest)
#include "tst_answerchecks.moc"
