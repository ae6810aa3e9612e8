// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/ascompleted.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

class TestBatchMap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tellsInTheOrderOfTheRequests_data();
    void tellsInTheOrderOfTheRequests();
    void looksAheadNoFurtherThanTwiceItsPlaces();
    void tellsTheRestInOrderWhenCancelled();
    void tellsLateRequestsInOrder();
    void endsWithItsContext();
    void copesWithAHundredThousand();
};

void TestBatchMap::tellsInTheOrderOfTheRequests_data()
{
    QTest::addColumn<QList<int>>("answers");
    QTest::addColumn<QList<int>>("told"); // after each answer
    QTest::newRow("as begun") << QList<int>{0, 1, 2} << QList<int>{1, 2, 3};
    QTest::newRow("backwards") << QList<int>{2, 1, 0} << QList<int>{0, 0, 3};
    QTest::newRow("the middle first") << QList<int>{1, 0, 2} << QList<int>{0, 2, 3};
}

void TestBatchMap::tellsInTheOrderOfTheRequests()
{
    QFETCH(const QList<int>, answers);
    QFETCH(const QList<int>, told);
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    int ends = 0;
    map(&context, Requests(numbers(3)), fetcher.starter(), {}, std::ref(telling),
        [&ends](const BatchEnd &) { ++ends; });
    settle();
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QCOMPARE(ends, 0);
        fetcher.answer(answers.at(i));
        settle();
        QCOMPARE(telling.count(), told.at(i));
    }
    QCOMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1=1"_s, u"2:2=2"_s}));
    QCOMPARE(ends, 1);
}

void TestBatchMap::looksAheadNoFurtherThanTwiceItsPlaces()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    int next = 0;
    map(&context, Requests([&next] { return std::optional(next++); }), fetcher.starter(), {.concurrency = 3},
        std::ref(telling));
    settle();
    for (int at = 1; at < fetcher.begun(); ++at) { // all but the first, as long as there are more
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(fetcher.begun(), 6);
    QCOMPARE(telling.count(), 0);
    fetcher.answer(0);
    settle();
    QCOMPARE(telling.count(), 6);
    QCOMPARE(fetcher.begun(), 9);
}

void TestBatchMap::tellsTheRestInOrderWhenCancelled()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch = map(&context, Requests(numbers(5)), fetcher.starter(), {.concurrency = 3}, std::ref(telling));
    settle();
    fetcher.answer(1);
    settle();
    batch.cancel();
    settle();
    QCOMPARE(telling.told(),
             (QStringList{u"0:0!cancelled"_s, u"1:1=1"_s, u"2:2!cancelled"_s, u"3:3!cancelled"_s, u"4:4!cancelled"_s}));
    QVERIFY(!batch.isRunning());
}

void TestBatchMap::tellsLateRequestsInOrder()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    Telling telling;
    map(&context, Requests(numbers(3)), fetcher.starter(), {.requestTimeout = 300ms, .clock = &clock},
        std::ref(telling));
    settle();
    fetcher.answer(2);
    fetcher.answer(1);
    clock.advance(300);
    QTRY_COMPARE(telling.told(), (QStringList{u"0:0!timed out"_s, u"1:1=1"_s, u"2:2=2"_s}));
}

void TestBatchMap::endsWithItsContext()
{
    ScriptedFetcher fetcher;
    Telling telling;
    auto context = std::make_unique<QObject>();
    const auto batch =
        map(context.get(), Requests(numbers(5)), fetcher.starter(), {.concurrency = 3}, [&](const auto &completed) {
            telling(completed);
            if (completed.index == 1)
                context.reset(); // the caller dies of what it is told
        });
    settle();
    fetcher.answer(2);
    fetcher.answer(1);
    fetcher.answer(0);
    settle();
    QCOMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1=1"_s}));
    QVERIFY(!batch.isRunning());
    QVERIFY(fetcher.begun() <= 5);
    QCOMPARE(fetcher.underWay(), 0);
}

void TestBatchMap::copesWithAHundredThousand()
{
    constexpr int many = 100'000;
    QObject context;
    auto start = [](int request) {
        QPromise<Answer> promise;
        promise.start();
        promise.addResult(Answer(QString::number(request)));
        promise.finish();
        return promise.future();
    };
    qsizetype next = 0;
    bool isInOrder = true;
    BatchEnd end;
    map(
        &context, Requests(numbers(many)), start, {},
        [&](const auto &completed) {
            isInOrder =
                isInOrder && completed.index == next++ && *completed.outcome == QString::number(completed.index);
        },
        [&end](const BatchEnd &e) { end = e; });
    QTRY_COMPARE_WITH_TIMEOUT(end.counts.done, qsizetype(many), 100'000);
    QVERIFY(isInOrder);
    QCOMPARE(next, many);
}

QTEST_GUILESS_MAIN(TestBatchMap)
#include "tst_batchmap.moc"
