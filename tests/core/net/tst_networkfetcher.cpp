// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QRegularExpression>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class NetworkFetcherTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answers_data();
    void answers();
    void faults_data();
    void faults();
    void refusedConnection();
    void unknownHost();
    void decodes_data();
    void decodes();
    void sendsWhatItWasGiven();
    void sendsNoCookiesOfItsOwn();
    void keepsTheAddressAsWritten();
    void bodyAtTheCap();
    void cutsAtTheCapWhereAsked_data();
    void cutsAtTheCapWhereAsked();
    void skipsTypesNotAccepted();
    void redirectsAreAnswers();
    void sameLengthsAreOneLength();

private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void NetworkFetcherTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void NetworkFetcherTest::cleanup()
{
    m_fetcher.reset();
    m_server.reset();
}

void NetworkFetcherTest::answers_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *name, const char *path, int status, const QByteArray &body) {
        QTest::newRow(name) << QByteArray(path) << status << body;
    };
    add("a body with a length", "/ok", 200, honestPage());
    add("a chunked body", "/chunked", 200, honestPage());
    add("a body that ends with the connection", "/no-length", 200, honestPage());
    add("an empty body", "/empty", 200, {});
    add("an empty chunked body", "/empty-chunked", 200, {});
    add("204 has no body", "/no-content", 204, {});
    add("304 has no body, whatever its length", "/not-modified", 304, {});
    add("a redirect is an answer", "/redirect", 302, "<p>elsewhere");
    add("a megabyte, larger than every buffer", "/big?1000000", 200, QByteArray(1'000'000, 'x'));
    add("thirty megabytes", "/big?30000000", 200, QByteArray(30'000'000, 'x'));
    add("429 with its body", "/429", 429, "<p>slow down");
    add("503 with its body", "/503", 503, "<p>too busy");
    add("401 that names no scheme", "/401", 401, "<p>status 401");
    add("401 that wants Basic", "/401-basic", 401, "<p>who are you");
    for (const int status : {400, 403, 404, 405, 407, 410, 418, 451, 500, 501, 502, 504}) {
        const QByteArray number = QByteArray::number(status);
        add(number + " with its body", '/' + number, status, "<p>status " + number);
    }
}

void NetworkFetcherTest::answers()
{
    QFETCH(QByteArray, path);
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(path)));
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QTEST(result->value().status, "status");
    QTEST(result->value().body, "body");
    QVERIFY(!result->value().isBodySkipped);
    QVERIFY(!result->value().isHttp2);
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void NetworkFetcherTest::faults_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<FetchFault>("kind");
    QTest::addColumn<int>("status");
    const auto add = [](const char *name, const char *path, FetchFault kind, int status) {
        QTest::newRow(name) << QByteArray(path) << kind << status;
    };
    add("closed before an answer", "/drop", FetchFault::ConnectionLost, 0);
    add("body shorter than its length", "/short-body", FetchFault::ConnectionLost, 200);
    add("cut inside a chunk", "/cut-chunk", FetchFault::ConnectionLost, 200);
    add("no last chunk", "/no-last-chunk", FetchFault::ConnectionLost, 200);
    add("reset inside the body", "/reset", FetchFault::ConnectionLost, 200);
    add("reset before an answer", "/reset-early", FetchFault::ConnectionLost, 0);
    add("bad chunk header after a good chunk", "/late-bad-chunk", FetchFault::Protocol, 200);
    add("bad chunk header, then closed", "/bad-chunk", FetchFault::Protocol, 200);
    add("bad chunk header, connection open", "/bad-chunk-open", FetchFault::Protocol, 200);
    add("two lengths", "/two-lengths", FetchFault::Protocol, 200);
    add("negative length", "/negative-length", FetchFault::Protocol, 200);
    add("length that is no number", "/word-length", FetchFault::Protocol, 200);
    add("headers over the limit", "/huge-header", FetchFault::Protocol, 200);
    add("headers over Qt's own limit", "/monstrous-header", FetchFault::Protocol, 200);
    add("no HTTP at all", "/garbage", FetchFault::ConnectionLost, 0);
    add("no answer", "/never-answers", FetchFault::Timeout, 0);
    add("silence inside the body", "/never-ends", FetchFault::Timeout, 200);
    add("a byte now and then, for ever", "/trickle", FetchFault::Timeout, 200);
    add("length over the cap", "/big?2000000", FetchFault::BodyTooLarge, 200);
    add("endless body", "/endless", FetchFault::BodyTooLarge, 200);
    add("endless chunks", "/endless-chunks", FetchFault::BodyTooLarge, 200);
}

void NetworkFetcherTest::faults()
{
    QFETCH(QByteArray, path);
    QFETCH(FetchFault, kind);
    FetchRequest request = requestFor(m_server->url(path));
    if (kind == FetchFault::Timeout)
        request.totalTimeoutMs = 300;
    request.bodyCap = 1'000'000;
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result);
    QVERIFY2(!*result, "an answer that is broken passed for a whole one");
    QCOMPARE(faultName(result->error().kind), faultName(kind));
    QTEST(result->error().status, "status");
    QVERIFY2(result->error().detail.contains(request.url.toString()), qPrintable(result->error().detail));
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void NetworkFetcherTest::refusedConnection()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(closed.serverPort()) + '/';
    closed.close();
    const auto result = fetchAndWait(*m_fetcher, requestFor(url));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"connection-refused"_s);
}

void NetworkFetcherTest::unknownHost()
{
    // RFC 6761: names under "invalid" exist nowhere.
    const auto result = fetchAndWait(*m_fetcher, requestFor("http://no-such-host.invalid/"));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"host-not-found"_s);
}

void NetworkFetcherTest::decodes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("gzip") << "/gzip"_ba << true;
    QTest::newRow("deflate") << "/deflate"_ba << true;
    QTest::newRow("br") << "/br"_ba << true;
    QTest::newRow("zstd") << "/zstd"_ba << true;
    QTest::newRow("a gzip body that is cut") << "/gzip-cut"_ba << false;
    QTest::newRow("what calls itself gzip and is not") << "/not-gzip"_ba << false;
    QTest::newRow("a decompression bomb") << "/bomb"_ba << false;
}

void NetworkFetcherTest::decodes()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isWhole);
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(path)));
    QVERIFY(result && *result);
    const FetchResponse &response = result->value();
    QVERIFY2(response.body != honestPage(), "Qt hands over the raw body");
    const auto decoded = decodeContent(response.body, headerValue(response.headers, "Content-Encoding"), 32 << 20);
    QCOMPARE(decoded.has_value(), isWhole);
    if (isWhole)
        QCOMPARE(*decoded, honestPage());
}

void NetworkFetcherTest::sendsWhatItWasGiven()
{
    FetchRequest request = requestFor(m_server->url("/echo?a=1"));
    request.userAgent = "Probe/2 (test)";
    request.headers = {{"Accept-Language", "de"}, {"Cookie", "a=1; b=2"}, {"X-Own", "yes"}};
    QVERIFY(fetchAndWait(*m_fetcher, request));
    QCOMPARE(m_server->requests().size(), 1);
    const MisbehavingServer::Request seen = m_server->requests().first();
    QCOMPARE(seen.target, "/echo?a=1"_ba);
    QCOMPARE(seen.header("User-Agent"), "Probe/2 (test)"_ba);
    QCOMPARE(seen.header("Accept-Encoding"), acceptedEncodings());
    QCOMPARE(seen.header("Accept-Language"), "de"_ba);
    QCOMPARE(seen.header("Cookie"), "a=1; b=2"_ba);
    QCOMPARE(seen.header("X-Own"), "yes"_ba);
    QCOMPARE(seen.header("Host"), "127.0.0.1:" + QByteArray::number(m_server->port()));
    QVERIFY2(seen.header("Cache-Control").isEmpty(), "servers' caches are left alone");
}

void NetworkFetcherTest::sendsNoCookiesOfItsOwn()
{
    const auto first = fetchAndWait(*m_fetcher, requestFor(m_server->url("/cookies")));
    QVERIFY(first && *first);
    QCOMPARE(headerValue(first->value().headers, "set-cookie"), "a=1\nb=2; Path=/"_ba);
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok"))));
    QVERIFY(m_server->requests().last().header("Cookie").isEmpty());
}

void NetworkFetcherTest::keepsTheAddressAsWritten()
{
    const QByteArray target = "/a%2Fb/~user/;x=1,2/%E4?q=a+b%20c&r=%C3%A4%27[]&&=?";
    FetchRequest request = requestFor(m_server->url(target));
    QVERIFY(fetchAndWait(*m_fetcher, request));
    QCOMPARE(m_server->requests().first().target, request.url.pathAndQuery().toByteArray());
}

void NetworkFetcherTest::bodyAtTheCap()
{
    FetchRequest request = requestFor(m_server->url("/big?50000"));
    request.bodyCap = 50'000;
    auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && *result);
    request.bodyCap = 49'999;
    result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"body-too-large"_s);
}

void NetworkFetcherTest::cutsAtTheCapWhereAsked_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("cap");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isCut");
    QTest::newRow("a length over the cap") << "/big?2000000"_ba << 500'000 << 500'000 << true;
    QTest::newRow("one byte over the cap") << "/big?50001"_ba << 50'000 << 50'000 << true;
    QTest::newRow("a length at the cap") << "/big?50000"_ba << 50'000 << 50'000 << false;
    QTest::newRow("a length below the cap") << "/big?49999"_ba << 50'000 << 49'999 << false;
    QTest::newRow("an endless body") << "/endless"_ba << 500'000 << 500'000 << true;
    QTest::newRow("endless chunks") << "/endless-chunks"_ba << 500'000 << 500'000 << true;
}

void NetworkFetcherTest::cutsAtTheCapWhereAsked()
{
    QFETCH(QByteArray, path);
    QFETCH(int, cap);
    FetchRequest request = requestFor(m_server->url(path));
    request.bodyCap = cap;
    request.isCutAtCap = true;
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().status, 200);
    QTEST(int(result->value().body.size()), "size");
    QTEST(result->value().isBodyCut, "isCut");
    QVERIFY2(turnUntil([this] { return m_server->openConnections() <= 1; }), "the rest is not read");
}

void NetworkFetcherTest::skipsTypesNotAccepted()
{
    FetchRequest request = requestFor(m_server->url("/image"));
    request.acceptedTypes = {"text/html", "application/xhtml+xml"};
    auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && *result);
    QVERIFY(result->value().isBodySkipped);
    QVERIFY(result->value().body.isEmpty());
    request.acceptedTypes = {"image/*"};
    result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && *result);
    QCOMPARE(result->value().body.size(), 5'000);
}

void NetworkFetcherTest::redirectsAreAnswers()
{
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/redirect-loop")));
    QVERIFY(result && *result);
    QCOMPARE(result->value().status, 302);
    QCOMPARE(headerValue(result->value().headers, "Location"), "/redirect-loop"_ba);
    QCOMPARE(m_server->requests().size(), 1);
}

void NetworkFetcherTest::sameLengthsAreOneLength()
{
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/same-lengths")));
    QVERIFY(result && *result);
    QCOMPARE(result->value().body, "hello"_ba);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::NetworkFetcherTest)
#include "tst_networkfetcher.moc"
