// SPDX-License-Identifier: GPL-3.0-or-later
// Cancelling, deadlines and death, which hold for every mode alike.
#include "core/batch/ascompleted.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

class TestBatchCancel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void cancelsAllAndTellsTheRest();
    void neverBeginsWhatIsCancelledBefore();
    void givesThePlaceOfACancelledRequestToTheNext();
    void isCancelledFromACallback();
    void endsWithItsContext();
    void survivesAContextThatACallbackEnds_data();
    void survivesAContextThatACallbackEnds();
    void survivesASourceThatEndsTheContext();
    void survivesAStartThatEndsTheContext();
    void cancelsLateRequests();
    void cancelsTheRestWhenTheCallIsLate();
    void cancelsAHundredThousand();
};

void TestBatchCancel::cancelsAllAndTellsTheRest()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchEnd end;
    const auto batch = asCompleted(&context, Requests(numbers(4)), fetcher.starter(), {.concurrency = 2},
                                   std::ref(telling), [&end](const BatchEnd &e) { end = e; });
    settle();
    batch.cancel();
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
    settle();
    QCOMPARE(telling.told(),
             (QStringList{u"0:0!cancelled"_s, u"1:1!cancelled"_s, u"2:2!cancelled"_s, u"3:3!cancelled"_s}));
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(end.isCancelled);
    QCOMPARE(end.counts, (BatchCounts{.cancelled = 4}));
}

void TestBatchCancel::neverBeginsWhatIsCancelledBefore()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch =
        asCompleted(&context, Requests(numbers(4)), fetcher.starter(), {.concurrency = 1}, std::ref(telling));
    settle();
    QVERIFY(batch.cancel(2));
    for (int at = 0; at < 3; ++at) {
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(fetcher.requests(), (QList<int>{0, 1, 3}));
    QCOMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1=1"_s, u"2:2!cancelled"_s, u"3:3=3"_s}));
}

void TestBatchCancel::givesThePlaceOfACancelledRequestToTheNext()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch =
        asCompleted(&context, Requests(numbers(3)), fetcher.starter(), {.concurrency = 1}, std::ref(telling));
    settle();
    QVERIFY(batch.cancel(0));
    settle();
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(!batch.cancel(0));
    QVERIFY(!batch.cancel(-1));
}

void TestBatchCancel::isCancelledFromACallback()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchHandle<int> batch;
    batch =
        asCompleted(&context, Requests(numbers(5)), fetcher.starter(), {.concurrency = 2}, [&](const auto &completed) {
            telling(completed);
            batch.cancel();
        });
    settle();
    fetcher.answer(1);
    settle();
    QCOMPARE(telling.told(),
             (QStringList{u"1:1=1"_s, u"0:0!cancelled"_s, u"2:2!cancelled"_s, u"3:3!cancelled"_s, u"4:4!cancelled"_s}));
    QCOMPARE(fetcher.begun(), 2);
}

void TestBatchCancel::endsWithItsContext()
{
    ScriptedFetcher fetcher;
    Telling telling;
    BatchHandle<int> batch;
    bool isTold = false;
    auto options = BatchOptions{.semaphore = std::make_shared<BoundedSemaphore>(2)};
    {
        QObject context;
        batch = asCompleted(&context, Requests(numbers(5)), fetcher.starter(), options, std::ref(telling),
                            [&isTold](const BatchEnd &) { isTold = true; });
        settle();
    }
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
    fetcher.answerAll();
    settle();
    QCOMPARE(telling.count(), 0);
    QVERIFY(!isTold);
    QVERIFY(!batch.isRunning());
    QVERIFY(!batch.cancel(0));
    batch.cancel();
    QCOMPARE(options.semaphore->available(), 2);
}

void TestBatchCancel::survivesAContextThatACallbackEnds_data()
{
    QTest::addColumn<bool>("isInOrder");
    QTest::addColumn<bool>("isAtTheEnd");
    QTest::newRow("as completed") << false << false;
    QTest::newRow("in order") << true << false;
    QTest::newRow("as completed, at the end") << false << true;
}

void TestBatchCancel::survivesAContextThatACallbackEnds()
{
    QFETCH(const bool, isInOrder);
    QFETCH(const bool, isAtTheEnd);
    auto context = std::make_unique<QObject>();
    ScriptedFetcher fetcher;
    Telling telling;
    // What the function itself holds must live on while it runs.
    auto each = [&, own = QString(u"own"_s)](const auto &completed) {
        telling(completed);
        if (!isAtTheEnd)
            context.reset();
        QCOMPARE(own, u"own"_s);
    };
    auto ended = [&, own = QString(u"own"_s)](const BatchEnd &) {
        context.reset();
        QCOMPARE(own, u"own"_s);
    };
    if (isInOrder)
        map(context.get(), Requests(numbers(3)), fetcher.starter(), {}, each, ended);
    else
        asCompleted(context.get(), Requests(numbers(3)), fetcher.starter(), {}, each, ended);
    settle();
    fetcher.answer(1);
    fetcher.answer(0);
    fetcher.answer(2);
    settle();
    QVERIFY(!context);
    QCOMPARE(telling.count(), isAtTheEnd ? 3 : 1);
}

void TestBatchCancel::survivesASourceThatEndsTheContext()
{
    auto context = std::make_unique<QObject>();
    ScriptedFetcher fetcher;
    auto source = [&, own = QString(u"own"_s)]() -> std::optional<int> {
        if (fetcher.begun() == 2)
            context.reset();
        return own == u"own"_s ? std::optional(1) : std::nullopt;
    };
    asCompleted(context.get(), Requests(source), fetcher.starter(), {}, {});
    settle();
    QVERIFY(!context);
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
}

void TestBatchCancel::survivesAStartThatEndsTheContext()
{
    auto context = std::make_unique<QObject>();
    ScriptedFetcher fetcher;
    asCompleted(context.get(), Requests(numbers(5)),
                [&](int request) {
                    if (request == 1)
                        context.reset();
                    return fetcher.start(request);
                },
                {}, {});
    settle();
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
}

void TestBatchCancel::cancelsLateRequests()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchEnd end;
    asCompleted(&context, Requests(numbers(4)), fetcher.starter(),
                {.concurrency = 2, .requestTimeout = 500ms, .clock = &clock}, std::ref(telling),
                [&end](const BatchEnd &e) { end = e; });
    settle();
    clock.advance(400);
    fetcher.answer(0);
    QTRY_COMPARE(fetcher.begun(), 3); // 2 begins at 400
    clock.advance(99);
    settle();
    QVERIFY(!fetcher.isCancelled(1));
    clock.advance(1); // 500
    QTRY_COMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1!timed out"_s}));
    QVERIFY(fetcher.isCancelled(1) && !fetcher.isCancelled(2));
    settle();
    QCOMPARE(fetcher.begun(), 4); // one that never answers keeps no place
    clock.advance(400);           // 900
    QTRY_COMPARE(telling.told().last(), u"2:2!timed out"_s);
    fetcher.answer(3);
    QTRY_COMPARE(end.counts, (BatchCounts{.done = 2, .timedOut = 2}));
    QVERIFY(!end.isTimedOut);
}

void TestBatchCancel::cancelsTheRestWhenTheCallIsLate()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchEnd end;
    asCompleted(&context, Requests(numbers(4)), fetcher.starter(),
                {.concurrency = 2, .timeout = 500ms, .clock = &clock}, std::ref(telling),
                [&end](const BatchEnd &e) { end = e; });
    settle();
    clock.advance(499);
    fetcher.answer(0);
    QTRY_COMPARE(fetcher.begun(), 3);
    QCOMPARE(telling.count(), 1);
    clock.advance(1);
    QTRY_COMPARE(telling.count(), 4);
    QCOMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1!timed out"_s, u"2:2!timed out"_s, u"3:3!timed out"_s}));
    QVERIFY(fetcher.isCancelled(1) && fetcher.isCancelled(2));
    QCOMPARE(fetcher.begun(), 3);
    settle();
    QVERIFY(end.isTimedOut && !end.isCancelled);
}

void TestBatchCancel::cancelsAHundredThousand()
{
    constexpr int many = 100'000;
    QObject context;
    ScriptedFetcher fetcher;
    qsizetype told = 0;
    BatchEnd end;
    const auto batch = asCompleted(
        &context, Requests(numbers(many)), fetcher.starter(), {},
        [&told](const auto &completed) { told += completed.index == told ? 1 : many; },
        [&end](const BatchEnd &e) { end = e; });
    settle();
    batch.cancel();
    QCoreApplication::sendPostedEvents();
    QVERIFY2(told < 2'000, "the event loop gets its turns"); // in slices
    QTRY_COMPARE_WITH_TIMEOUT(end.counts, (BatchCounts{.cancelled = many}), 100'000);
    QCOMPARE(told, qsizetype(many));
    QCOMPARE(fetcher.begun(), BatchOptions().concurrency);
}

QTEST_GUILESS_MAIN(TestBatchCancel)
#include "tst_batchcancel.moc"
