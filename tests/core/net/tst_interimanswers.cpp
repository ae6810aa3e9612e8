// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

const QByteArray earlyHints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
const QByteArray okHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
constexpr int bigBytes = 3'000'000;

/// Writes `interim`, and `answer` only `ms` later.
MisbehavingServer::Handler apart(const QByteArray &interim, const QByteArray &answer, int ms)
{
    return [=](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write(interim);
        QTimer::singleShot(ms, &connection, [&connection, answer] { connection.write(answer); });
    };
}

MisbehavingServer::Handler thenClose(const QByteArray &bytes)
{
    return [bytes](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write(bytes);
        connection.close();
    };
}

} // namespace

/// Answers that come after interim ones (RFC 9110, 15.2), which Qt 6.4 takes for the answer itself.
class InterimAnswersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theAnswerComes_data();
    void theAnswerComes();
    void faultsAreSeen_data();
    void faultsAreSeen();
    void overTlsToo();
    void noAnswerReachesAnother();
    void theHostIsAskedOnceAfterThat();
    void awaitsItsTurn();
    void largeBodiesKeepToTheBudget();
    void cancelled();

private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void InterimAnswersTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_server->add("/hints", apart(earlyHints, httpAnswer(200, honestPage()), 20));
    m_server->add("/big-hints", apart(earlyHints, httpAnswer(200, QByteArray(bigBytes, 'b')), 0));
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void InterimAnswersTest::cleanup()
{
    m_fetcher.reset();
    m_server.reset();
}

void InterimAnswersTest::theAnswerComes_data()
{
    QTest::addColumn<QByteArray>("interim");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *name, const QByteArray &interim, const QByteArray &answer, int status,
                        const QByteArray &body) { QTest::newRow(name) << interim << answer << status << body; };
    const QByteArray page = httpAnswer(200, honestPage());
    const QByteArray chunks = okHead + "Transfer-Encoding: chunked\r\n\r\n" + chunked(honestPage(), 100);
    add("100", "HTTP/1.1 100 Continue\r\n\r\n", page, 200, honestPage());
    add("102", "HTTP/1.1 102 Processing\r\n\r\n", page, 200, honestPage());
    add("103", earlyHints, page, 200, honestPage());
    add("100, then 103", "HTTP/1.1 100 Continue\r\n\r\n" + earlyHints, page, 200, honestPage());
    add("103 twice", earlyHints + earlyHints, page, 200, honestPage());
    add("103, then a chunked body", earlyHints, chunks, 200, honestPage());
    add("103, then a redirect", earlyHints, httpAnswer(302, "x", "text/html", "Location: /ok\r\n"), 302, "x");
    add("103, then 404", earlyHints, httpAnswer(404, "none"), 404, "none");
    add("103, then nothing but a head", earlyHints, "HTTP/1.1 204 No Content\r\n\r\n", 204, {});
}

void InterimAnswersTest::theAnswerComes()
{
    QFETCH(QByteArray, interim);
    QFETCH(QByteArray, answer);
    m_server->add("/together", interim + answer);
    m_server->add("/apart", apart(interim, answer, 30));
    m_server->add("/closed", thenClose(interim + answer));
    for (const QByteArray &path : {"/apart"_ba, "/together"_ba, "/closed"_ba}) {
        m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
        for (int i = 0; i < 3; ++i) {
            const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(path)));
            QVERIFY(result);
            QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
            QTEST(result->value().status, "status");
            QTEST(result->value().body, "body");
            QVERIFY(headerValue(result->value().headers, "Link").isEmpty());
        }
    }
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void InterimAnswersTest::faultsAreSeen_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FetchFault>("kind");
    const auto add = [](const char *name, const QByteArray &answer, FetchFault kind) {
        QTest::newRow(name) << answer << kind;
    };
    const QByteArray chunks = okHead + "Transfer-Encoding: chunked\r\n\r\n";
    add("nothing more", {}, FetchFault::ConnectionLost);
    add("a short body", okHead + "Content-Length: 50\r\n\r\nhello", FetchFault::ConnectionLost);
    add("a cut chunk", chunks + "9\r\nhello", FetchFault::ConnectionLost);
    add("no last chunk", chunks + "5\r\nhello\r\n", FetchFault::ConnectionLost);
    add("a bad chunk header", chunks + "ZZZ\r\nhello\r\n0\r\n\r\n", FetchFault::Protocol);
    add("two lengths", okHead + "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello", FetchFault::Protocol);
    add("no headers", "HTTP/1.1 200 OK\r\n\r\nhello", FetchFault::Protocol);
    add("no HTTP", "this is no HTTP at all\r\n\r\n", FetchFault::Protocol);
    add("another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", FetchFault::Protocol);
    add("a length over the cap", okHead + "Content-Length: 5000\r\n\r\n", FetchFault::BodyTooLarge);
    add("a body over the cap", okHead + "\r\n" + QByteArray(5'000, 'x'), FetchFault::BodyTooLarge);
}

void InterimAnswersTest::faultsAreSeen()
{
    QFETCH(QByteArray, answer);
    QFETCH(FetchFault, kind);
    m_server->add("/broken", thenClose(earlyHints + answer));
    FetchRequest request = requestFor(m_server->url("/broken"));
    request.bodyCap = 4'000;
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), faultName(kind));
    QVERIFY2(result->error().detail.contains(request.url.toString()), qPrintable(result->error().detail));
}

void InterimAnswersTest::overTlsToo()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    server.add("/hints", apart(earlyHints, httpAnswer(200, honestPage()), 20));
    NetworkFetcher trusting({256, true, certificates.authorityPem()});
    const auto result = fetchAndWait(trusting, requestFor(server.url("/hints")));
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().body, honestPage());
    // The certificate is checked here as anywhere, but where the user excepts the host.
    NetworkFetcher doubting({256, true, {}});
    FetchRequest request = requestFor(server.url("/hints"));
    request.isTlsCheckOff = true;
    for (int i = 0; i < 2; ++i) {
        const auto excepted = fetchAndWait(doubting, request);
        QVERIFY(excepted);
        QVERIFY2(*excepted, excepted->has_value() ? "" : qPrintable(excepted->error().detail));
    }
    request.isTlsCheckOff = false;
    const auto refused = fetchAndWait(doubting, request);
    QVERIFY(refused && !*refused);
    QCOMPARE(faultName(refused->error().kind), u"tls"_s);
}

void InterimAnswersTest::noAnswerReachesAnother()
{
    // Late answers to requests that Qt is through with meet requests that follow on the same connections.
    constexpr int rounds = 60;
    m_server->setFallback([](ServedConnection &connection, const MisbehavingServer::Request &request) {
        connection.write(earlyHints);
        QTimer::singleShot(3, &connection,
                           [&connection, path = request.path] { connection.write(httpAnswer(200, path)); });
    });
    int ended = 0;
    QStringList wrong;
    for (int i = 0; i < rounds; ++i) {
        const QByteArray path = "/number" + QByteArray::number(i);
        m_fetcher->fetch(requestFor(m_server->url(path)), this, [&, path](const FetchResult &result) {
            ++ended;
            if (!result || result->body != path)
                wrong.append(result ? QString::fromLatin1(path + " got " + result->body) : result.error().detail);
        });
    }
    QVERIFY(turnUntil([&ended] { return ended == rounds; }));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void InterimAnswersTest::theHostIsAskedOnceAfterThat()
{
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/hints"))));
    QCOMPARE(m_server->count("/hints"), 2);
    for (int i = 0; i < 3; ++i)
        QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/chunked"))));
    QCOMPARE(m_server->count("/chunked"), 3); // its framing is seen: no second look
}

void InterimAnswersTest::awaitsItsTurn()
{
    FetchRequest request = requestFor(m_server->url("/hints"));
    std::function<void()> go;
    int firstStatus = 0;
    request.awaitTurn = [&](const FetchResponse &first, std::function<void()> goOn) {
        firstStatus = first.status;
        go = std::move(goOn);
    };
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(request, &context, [&result](FetchResult r) { result = std::move(r); });
    QVERIFY(turnUntil([&] { return go || result; }));
    QVERIFY(!result);
    QCOMPARE(firstStatus, 103);
    QCOMPARE(m_server->count("/hints"), 1);
    go();
    QVERIFY(turnUntil([&result] { return result.has_value(); }));
    QVERIFY(*result);
    QCOMPARE(result->value().body, honestPage());
    QCOMPARE(m_server->count("/hints"), 2);
}

void InterimAnswersTest::largeBodiesKeepToTheBudget()
{
    constexpr int bodies = 6;
    ByteBudget budget(4 << 20);
    int whole = 0;
    int ended = 0;
    {
        NetworkFetcher fetcher({});
        budget.onFreed(
            [&fetcher] { QMetaObject::invokeMethod(&fetcher, &NetworkFetcher::resumeHeld, Qt::QueuedConnection); });
        for (int i = 0; i < bodies; ++i) {
            FetchRequest request = requestFor(m_server->url("/big-hints"));
            request.ticket = budget.open();
            fetcher.fetch(std::move(request), this, [&](const FetchResult &result) {
                ++ended;
                whole += result && result->body == QByteArray(bigBytes, 'b') ? 1 : 0;
            });
        }
        QVERIFY(turnUntil([&ended] { return ended == bodies; }));
        budget.onFreed({});
    }
    QCOMPARE(whole, bodies);
    QVERIFY2(budget.peak() <= budget.limit() + bigBytes, qPrintable(QString::number(budget.peak())));
    QCOMPARE(budget.used(), 0);
}

void InterimAnswersTest::cancelled()
{
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/hints"))));
    QObject context;
    std::optional<FetchResult> result;
    m_fetcher->fetch(requestFor(m_server->url("/never-ends")), &context, [&](FetchResult r) { result = std::move(r); });
    QVERIFY(turnUntil([this] { return m_server->count("/never-ends") > 0; }));
    m_fetcher->cancelAll(&context);
    QVERIFY(turnUntil([&result] { return result.has_value(); }));
    QCOMPARE(faultName(result->error().kind), u"cancelled"_s);
    QCOMPARE(m_fetcher->inFlight(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::InterimAnswersTest)
#include "tst_interimanswers.moc"
