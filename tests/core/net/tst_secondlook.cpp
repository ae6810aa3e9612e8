// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Chunked bodies that may be cut, and when they are asked for once more.
class SecondLookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void doubtfulChunkedBodyIsAskedForTwice_data();
    void doubtfulChunkedBodyIsAskedForTwice();
    void awaitsItsTurn();
    void cancelledBeforeItsTurn();
    void everyCutIsSeen();

private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void SecondLookTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void SecondLookTest::cleanup()
{
    m_fetcher.reset();
    m_server.reset();
}

void SecondLookTest::doubtfulChunkedBodyIsAskedForTwice_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("times");
    QTest::newRow("empty") << "/empty-chunked"_ba << 2;
    QTest::newRow("without an end tag") << "/chunked"_ba << 2;
    QTest::newRow("with an end tag") << "/chunked-whole"_ba << 1;
    QTest::newRow("gzip") << "/chunked-gzip"_ba << 1;
}

void SecondLookTest::doubtfulChunkedBodyIsAskedForTwice()
{
    QFETCH(QByteArray, path);
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(path)));
    QVERIFY(result && *result);
    QTEST(m_server->count(path), "times");
    QCOMPARE(m_server->requests().last().header("User-Agent"), "Sluice-Test/1"_ba);
}

void SecondLookTest::awaitsItsTurn()
{
    FetchRequest request = requestFor(m_server->url("/chunked"));
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
    QCOMPARE(firstStatus, 200);
    QCOMPARE(m_server->count("/chunked"), 1);
    // Another request goes all its way meanwhile: the one that waits sends nothing.
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok"))));
    QCOMPARE(m_server->count("/chunked"), 1);
    go();
    QVERIFY(turnUntil([&result] { return result.has_value(); }));
    QVERIFY(*result);
    QCOMPARE(result->value().body, honestPage());
    QCOMPARE(m_server->count("/chunked"), 2);
}

void SecondLookTest::cancelledBeforeItsTurn()
{
    FetchRequest request = requestFor(m_server->url("/chunked"));
    std::function<void()> go;
    request.awaitTurn = [&go](const FetchResponse &, std::function<void()> goOn) { go = std::move(goOn); };
    std::optional<FetchResult> result;
    QObject context;
    m_fetcher->fetch(request, &context, [&result](FetchResult r) { result = std::move(r); });
    QVERIFY(turnUntil([&go] { return bool(go); }));
    m_fetcher->cancelAll(&context);
    QVERIFY(turnUntil([&result] { return result.has_value(); }));
    QCOMPARE(faultName(result->error().kind), u"cancelled"_s);
    go(); // too late, and harmless
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok"))));
    QCOMPARE(m_server->count("/chunked"), 1);
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void SecondLookTest::everyCutIsSeen()
{
    // Whether Qt notices depends on timing: often enough for both to happen.
    for (int i = 0; i < 60; ++i) {
        const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/cut-chunk")));
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"connection-lost"_s);
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::SecondLookTest)
#include "tst_secondlook.moc"
