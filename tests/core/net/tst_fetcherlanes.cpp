// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// How a NetworkFetcher runs many fetches: parallelism, order, cancelling, clocks and back-pressure.
class FetcherLanesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void manyAtOnce();
    void connectionsAreUsedAgain();
    void waitsInOrderWhenFull();
    void waitingDoesNotCountAsTime();
    void neverCallsBackInsideFetch();
    void cancelAllEndsOnlyItsOwn();
    void cancelAllReachesTheWaiting();
    void deadContextIsNotCalled();
    void destructionCallsNobody();
    void doneMayFetchAgain();
    void connectTimeout();
    void timings();
    void heldBodyResumes();
    void heldTimeDoesNotCount();
    void manyLargeBodiesStayInTheBudget();
    void failureGivesBack();
    void ownTicketWhereNoneIsGiven();

private:
    void start(const QByteArray &path, QObject *context = nullptr, std::shared_ptr<ByteTicket> ticket = nullptr);

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<ByteBudget> m_budget;
    std::unique_ptr<NetworkFetcher> m_fetcher;
    QList<FetchResult> m_results;
};

void FetcherLanesTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void FetcherLanesTest::cleanup()
{
    m_fetcher.reset();
    m_results.clear(); // before the budget
    m_budget.reset();
    m_server.reset();
}

void FetcherLanesTest::start(const QByteArray &path, QObject *context, std::shared_ptr<ByteTicket> ticket)
{
    FetchRequest request = requestFor(m_server->url(path));
    request.ticket = std::move(ticket);
    m_fetcher->fetch(std::move(request), context ? context : this,
                     [this](FetchResult result) { m_results.append(std::move(result)); });
}

void FetcherLanesTest::manyAtOnce()
{
    m_server->hold("/ok");
    for (int i = 0; i < 200; ++i)
        start("/ok");
    QTRY_COMPARE_WITH_TIMEOUT(m_server->heldCount("/ok"), 200, 20'000); // all at once, none behind another
    m_server->release("/ok");
    QTRY_COMPARE(m_results.size(), 200);
    for (const FetchResult &result : m_results)
        QVERIFY(result);
}

void FetcherLanesTest::connectionsAreUsedAgain()
{
    for (int i = 0; i < 20; ++i) {
        start("/ok");
        QVERIFY(turnUntil([&] { return m_results.size() == i + 1; }));
    }
    QCOMPARE(m_server->requests().size(), 20);
    QCOMPARE(m_server->connectionCount(), 1);
}

void FetcherLanesTest::waitsInOrderWhenFull()
{
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{1, true, {}});
    for (int i = 0; i < 12; ++i) {
        const QByteArray path = "/ok" + QByteArray::number(i);
        m_server->add(path, httpAnswer(200, path));
        m_server->hold(path);
        start(path);
    }
    QCOMPARE(m_fetcher->inFlight(), 12);
    QTRY_COMPARE(m_server->requests().size(), 6);
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(m_server->count("/ok" + QByteArray::number(6 + i)), 0);
        m_server->release("/ok" + QByteArray::number(i));
        QTRY_COMPARE(m_server->requests().size(), 7 + i);
        QCOMPARE(m_server->requests().last().path, "/ok" + QByteArray::number(6 + i));
    }
    for (int i = 6; i < 12; ++i)
        m_server->release("/ok" + QByteArray::number(i));
    QTRY_COMPARE(m_results.size(), 12);
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void FetcherLanesTest::waitingDoesNotCountAsTime()
{
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{1, true, {}});
    for (int i = 0; i < 6; ++i)
        start("/slow?400");
    FetchRequest request = requestFor(m_server->url("/ok"));
    request.totalTimeoutMs = 300;
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && *result);
    QVERIFY(result->value().timings.totalMs < 300);
}

void FetcherLanesTest::neverCallsBackInsideFetch()
{
    FetchRequest empty;
    bool isCalled = false;
    m_fetcher->fetch(empty, this, [&isCalled](const FetchResult &result) {
        isCalled = true;
        QVERIFY(!result);
        QCOMPARE(faultName(result.error().kind), u"other"_s);
    });
    QVERIFY(!isCalled);
    QTRY_VERIFY(isCalled);
}

void FetcherLanesTest::cancelAllEndsOnlyItsOwn()
{
    QObject mine;
    QObject others;
    m_server->hold("/ok");
    for (int i = 0; i < 8; ++i)
        start("/ok", i % 2 == 0 ? &mine : &others);
    QTRY_COMPARE(m_server->heldCount("/ok"), 8);
    m_fetcher->cancelAll(&mine);
    QVERIFY2(m_results.isEmpty(), "called back inside cancelAll");
    QTRY_COMPARE(m_results.size(), 4);
    for (const FetchResult &result : std::as_const(m_results)) {
        QVERIFY(!result);
        QCOMPARE(faultName(result.error().kind), u"cancelled"_s);
    }
    m_server->release("/ok");
    QTRY_COMPARE(m_results.size(), 8);
    QVERIFY(std::all_of(m_results.begin() + 4, m_results.end(), [](const FetchResult &r) { return r.has_value(); }));
}

void FetcherLanesTest::cancelAllReachesTheWaiting()
{
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{1, true, {}});
    m_server->hold("/ok");
    for (int i = 0; i < 20; ++i)
        start("/ok");
    m_fetcher->cancelAll(this);
    QTRY_COMPARE(m_results.size(), 20);
    QCOMPARE(m_fetcher->inFlight(), 0);
    m_server->unhold("/ok");
    start("/ok");
    QTRY_COMPARE(m_results.size(), 21);
    QVERIFY(m_results.last());
}

void FetcherLanesTest::deadContextIsNotCalled()
{
    auto context = std::make_unique<QObject>();
    m_server->hold("/ok");
    start("/ok", context.get());
    QTRY_COMPARE(m_server->heldCount("/ok"), 1);
    context.reset();
    QTRY_COMPARE(m_fetcher->inFlight(), 0);
    QTRY_COMPARE(m_server->openConnections(), 0); // and it is not fetched on in vain
    QVERIFY(m_results.isEmpty());
}

void FetcherLanesTest::destructionCallsNobody()
{
    m_server->hold("/ok");
    for (int i = 0; i < 10; ++i)
        start("/ok");
    QTRY_COMPARE(m_server->heldCount("/ok"), 10);
    QElapsedTimer time;
    time.start();
    m_fetcher.reset();
    QVERIFY(time.elapsed() < 3'000);
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(m_results.isEmpty());
}

void FetcherLanesTest::doneMayFetchAgain()
{
    int left = 50;
    std::function<void(FetchResult)> again = [&](const FetchResult &result) {
        QVERIFY(result);
        if (--left > 0)
            m_fetcher->fetch(requestFor(m_server->url("/ok")), this, again);
    };
    m_fetcher->fetch(requestFor(m_server->url("/ok")), this, again);
    QVERIFY(turnUntil([&left] { return left == 0; }));
    QCOMPARE(m_server->connectionCount(), 1);
}

void FetcherLanesTest::connectTimeout()
{
    // A backlog of one that is full: further connections are neither accepted nor refused.
    QTcpServer full;
    full.setListenBacklogSize(0);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    QList<QTcpSocket *> fillers;
    for (int i = 0; i < 4; ++i) {
        auto *filler = new QTcpSocket(&full);
        filler->connectToHost(QHostAddress::LocalHost, full.serverPort());
        (void)filler->waitForConnected(100);
    }
    FetchRequest request = requestFor("http://127.0.0.1:" + QByteArray::number(full.serverPort()) + '/');
    request.connectTimeoutMs = 300;
    const auto result = fetchAndWait(*m_fetcher, request);
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"connect-timeout"_s);
    QVERIFY(result->error().timings.totalMs >= 300);
}

void FetcherLanesTest::timings()
{
    m_server->add("/halves", [](ServedConnection &connection, const MisbehavingServer::Request &) {
        const QByteArray answer = httpAnswer(200, "hello");
        connection.repeat(answer.chopped(5), 60, 1, [&connection] { connection.repeat("hello", 60, 1); });
    });
    start("/halves");
    QTRY_COMPARE(m_results.size(), 1);
    const FetchTimings timings = m_results.first()->timings;
    QVERIFY2(timings.firstByteMs >= 59, qPrintable(QString::number(timings.firstByteMs)));
    QVERIFY2(timings.totalMs >= timings.firstByteMs + 59, qPrintable(QString::number(timings.totalMs)));
}

void FetcherLanesTest::heldBodyResumes()
{
    m_budget = std::make_unique<ByteBudget>(1'000);
    auto oldest = m_budget->open();
    auto ticket = m_budget->open();
    QVERIFY(oldest->tryTake(900));
    m_budget->onFreed([this] { m_fetcher->resumeHeld(); });
    start("/big?500000", nullptr, ticket);
    QTRY_COMPARE(m_server->count("/big"), 1);
    // Bodies of the same size that nothing holds back overtake it: it has had the time to arrive.
    for (int i = 0; i < 5; ++i) {
        const auto free = fetchAndWait(*m_fetcher, requestFor(m_server->url("/big?500000")));
        QVERIFY(free && *free);
    }
    QVERIFY(m_results.isEmpty());
    QCOMPARE(ticket->held(), 0);
    oldest.reset(); // now the held one is the oldest, and may finish whatever the limit
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first());
    QCOMPARE(m_results.first()->body.size(), 500'000);
    QCOMPARE(ticket->held(), 500'000);
    m_budget->onFreed({});
}

void FetcherLanesTest::heldTimeDoesNotCount()
{
    m_budget = std::make_unique<ByteBudget>(1'000);
    auto oldest = m_budget->open();
    FetchRequest request = requestFor(m_server->url("/big?500000"));
    request.ticket = m_budget->open();
    request.totalTimeoutMs = 400;
    QVERIFY(oldest->tryTake(1'000));
    m_fetcher->fetch(request, this, [this](FetchResult result) { m_results.append(std::move(result)); });
    // The deadline of a request that is never answered tells that the held one's is long over.
    m_server->hold("/ok");
    FetchRequest unanswered = requestFor(m_server->url("/ok"));
    unanswered.totalTimeoutMs = 1'000;
    const auto late = fetchAndWait(*m_fetcher, unanswered);
    QVERIFY(late && !*late);
    QCOMPARE(m_server->count("/big"), 1);
    QVERIFY(m_results.isEmpty());
    oldest.reset();
    m_fetcher->resumeHeld();
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first());
}

void FetcherLanesTest::manyLargeBodiesStayInTheBudget()
{
    constexpr int bodies = 60;
    constexpr qint64 bodyBytes = 3 << 20;
    constexpr qint64 limit = 16 << 20;
    m_budget = std::make_unique<ByteBudget>(limit);
    m_budget->onFreed(
        [this] { QMetaObject::invokeMethod(m_fetcher.get(), &NetworkFetcher::resumeHeld, Qt::QueuedConnection); });
    int whole = 0;
    for (int i = 0; i < bodies; ++i) {
        FetchRequest request = requestFor(m_server->url("/big?" + QByteArray::number(bodyBytes)));
        request.ticket = m_budget->open();
        m_fetcher->fetch(request, this, [&whole](const FetchResult &result) {
            QVERIFY(result);
            QCOMPARE(result->body.size(), bodyBytes);
            ++whole;
        });
        request.ticket.reset();
    }
    QVERIFY(turnUntil([&whole] { return whole == bodies; }));
    QVERIFY2(m_budget->peak() <= limit + bodyBytes, qPrintable(QString::number(m_budget->peak())));
    QTRY_COMPARE(m_budget->used(), 0);
    QCOMPARE(m_server->requests().size(), bodies);
    m_budget->onFreed({});
}

void FetcherLanesTest::failureGivesBack()
{
    m_budget = std::make_unique<ByteBudget>();
    const auto ticket = m_budget->open();
    start("/short-body", nullptr, ticket);
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(!m_results.first());
    QCOMPARE(ticket->held(), 0);
}

void FetcherLanesTest::ownTicketWhereNoneIsGiven()
{
    m_budget = std::make_unique<ByteBudget>();
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{}, m_budget.get());
    start("/big?300000");
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_budget->peak() >= 300'000);
    QTRY_COMPARE(m_budget->used(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FetcherLanesTest)
#include "tst_fetcherlanes.moc"
