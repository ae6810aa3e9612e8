// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/ascompleted.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

class TestAsCompleted final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tellsInTheOrderOfTheAnswers_data();
    void tellsInTheOrderOfTheAnswers();
    void tellsEveryWayToEnd();
    void beginsNoMoreThanAllowed_data();
    void beginsNoMoreThanAllowed();
    void answersAnEmptyListWithTheEnd();
    void tellsDuplicatesApart();
    void tellsNothingInsideTheCall();
    void asksAnEndlessSourceOnlyWhenThereIsRoom();
    void takesFuturesThatAreUnderWay();
    void passesTheIndexToTheStartFunction();
    void turnsAThrowingStartIntoAnOutcome();
    void refusesOptionsThatMakeNoSense_data();
    void refusesOptionsThatMakeNoSense();
    void sharesOneSemaphore();
    void beginsNothingWhilePaused();
    void beginsWhatACallbackAdds();
    void takesNothingAfterTheEnd();
    void copesWithAHundredThousand();
};

void TestAsCompleted::tellsInTheOrderOfTheAnswers_data()
{
    QTest::addColumn<QList<int>>("answers");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("as begun") << QList<int>{0, 1, 2} << QStringList{u"0:0=0"_s, u"1:1=1"_s, u"2:2=2"_s};
    QTest::newRow("backwards") << QList<int>{2, 1, 0} << QStringList{u"2:2=2"_s, u"1:1=1"_s, u"0:0=0"_s};
    QTest::newRow("the middle first") << QList<int>{1, 2, 0} << QStringList{u"1:1=1"_s, u"2:2=2"_s, u"0:0=0"_s};
}

void TestAsCompleted::tellsInTheOrderOfTheAnswers()
{
    QFETCH(const QList<int>, answers);
    QFETCH(const QStringList, told);
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    std::optional<BatchEnd> end;
    const auto batch = asCompleted(&context, Requests(numbers(3)), fetcher.starter(), {}, std::ref(telling),
                                   [&end](const BatchEnd &e) { end = e; });
    settle();
    for (const int at : answers) {
        QCOMPARE(batch.counts().underWay, 3 - telling.count());
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(telling.told(), told);
    QVERIFY(end);
    QCOMPARE(end->counts, (BatchCounts{.done = 3}));
    QVERIFY(!end->isCancelled && !end->isTimedOut && !end->refusal);
    QVERIFY(!batch.isRunning());
}

void TestAsCompleted::tellsEveryWayToEnd()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    QString error;
    QString thrown;
    BatchEnd end;
    const auto batch = asCompleted(
        &context, Requests(numbers(6)), fetcher.starter(), {},
        [&](const auto &completed) {
            telling(completed);
            if (completed.index == 1)
                error = completed.outcome.error().error->detail + u'/' + completed.outcome.error().detail;
            if (completed.index == 2)
                thrown = completed.outcome.error().detail;
        },
        [&end](const BatchEnd &e) { end = e; });
    settle();
    fetcher.answer(0, u"fine"_s);
    fetcher.fail(1, u"no paper"_s);
    fetcher.throwFrom(2);
    fetcher.drop(3);
    fetcher.finishWithoutValue(4);
    settle();
    QVERIFY(batch.cancel(5));
    QVERIFY(!batch.cancel(5));
    settle();
    QCOMPARE(telling.told(), (QStringList{u"0:0=fine"_s, u"1:1!failed"_s, u"2:2!threw"_s, u"3:3!cancelled"_s,
                                          u"4:4!lost"_s, u"5:5!cancelled"_s}));
    QCOMPARE(error, u"no paper/no paper"_s);
    QCOMPARE(thrown, u"out of paper"_s);
    QCOMPARE(end.counts, (BatchCounts{.done = 1, .failed = 3, .cancelled = 2}));
    QVERIFY(!end.isCancelled);
}

void TestAsCompleted::beginsNoMoreThanAllowed_data()
{
    QTest::addColumn<int>("concurrency");
    QTest::addColumn<int>("requests");
    QTest::newRow("one after the other") << 1 << 5;
    QTest::newRow("three at once") << 3 << 10;
    QTest::newRow("the default") << BatchOptions().concurrency << 450;
    QTest::newRow("more places than requests") << 100 << 7;
}

void TestAsCompleted::beginsNoMoreThanAllowed()
{
    QFETCH(const int, concurrency);
    QFETCH(const int, requests);
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch = asCompleted(&context, Requests(numbers(requests)), fetcher.starter(),
                                   {.concurrency = concurrency}, std::ref(telling));
    settle();
    QCOMPARE(fetcher.begun(), std::min(concurrency, requests));
    for (int at = 0; at < requests; ++at) {
        fetcher.answer(at);
        settle();
        QCOMPARE(fetcher.begun(), std::min(concurrency + at + 1, requests));
    }
    QCOMPARE(fetcher.peak(), std::min(concurrency, requests));
    QCOMPARE(fetcher.requests(), numbers(requests));
    QVERIFY(!batch.isRunning());
}

void TestAsCompleted::answersAnEmptyListWithTheEnd()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    int ends = 0;
    asCompleted(&context, Requests(QList<int>()), fetcher.starter(), {}, std::ref(telling),
                [&ends](const BatchEnd &end) { ends += end.counts == BatchCounts() ? 1 : 100; });
    settle();
    QCOMPARE(ends, 1);
    QCOMPARE(telling.count(), 0);
}

void TestAsCompleted::tellsDuplicatesApart()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    asCompleted(&context, Requests(QList<int>{7, 7, 7}), fetcher.starter(), {}, std::ref(telling));
    settle();
    fetcher.answer(2, u"c"_s);
    fetcher.answer(0, u"a"_s);
    fetcher.answer(1, u"b"_s);
    settle();
    QCOMPARE(telling.told(), (QStringList{u"2:7=c"_s, u"0:7=a"_s, u"1:7=b"_s}));
}

void TestAsCompleted::tellsNothingInsideTheCall()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch = asCompleted(&context, Requests(numbers(2)), fetcher.starter(), {}, std::ref(telling));
    QCOMPARE(fetcher.begun(), 0);
    settle();
    fetcher.answer(0);
    batch.cancel();
    QCOMPARE(telling.count(), 0);
    settle();
    QCOMPARE(telling.told(), (QStringList{u"0:0=0"_s, u"1:1!cancelled"_s})); // an answer that is there is not lost
}

void TestAsCompleted::asksAnEndlessSourceOnlyWhenThereIsRoom()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    int asked = 0;
    BatchEnd end;
    const auto batch = asCompleted(&context, Requests([&asked] { return std::optional(asked++); }), fetcher.starter(),
                                   {.concurrency = 4}, std::ref(telling), [&end](const BatchEnd &e) { end = e; });
    settle();
    QCOMPARE(fetcher.begun(), 4);
    QVERIFY(asked <= 5);
    for (int at = 0; at < 100; ++at) {
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(fetcher.begun(), 104);
    QVERIFY(asked <= 105);
    batch.cancel();
    settle();
    QVERIFY(asked <= 105); // an endless rest is not told
    QCOMPARE(end.counts, (BatchCounts{.done = 100, .cancelled = 4}));
    QVERIFY(end.isCancelled);
}

void TestAsCompleted::takesFuturesThatAreUnderWay()
{
    QObject context;
    ScriptedFetcher fetcher;
    const QList<QFuture<Answer>> futures{fetcher.start(0), fetcher.start(1)};
    fetcher.answer(1);
    QList<qsizetype> order;
    asCompleted(&context, Requests(futures), startedAlready, {.concurrency = int(futures.size())},
                [&order](const auto &completed) { order.append(completed.index); });
    settle();
    fetcher.answer(0);
    settle();
    QCOMPARE(order, (QList<qsizetype>{1, 0}));
    QCOMPARE(futures.at(1).result().value(), u"1"_s); // left there for others
}

void TestAsCompleted::passesTheIndexToTheStartFunction()
{
    QObject context;
    ScriptedFetcher fetcher;
    QList<qsizetype> indexes;
    auto start = [&](int request, qsizetype index) {
        indexes.append(index);
        return fetcher.start(request);
    };
    asCompleted(&context, Requests(QList<int>{5, 5, 6}), start, {}, {});
    settle();
    QCOMPARE(indexes, (QList<qsizetype>{0, 1, 2}));
}

void TestAsCompleted::turnsAThrowingStartIntoAnOutcome()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    auto start = [&fetcher](int request) -> QFuture<Answer> {
        if (request == 1)
            throw std::runtime_error("no such thing");
        return fetcher.start(request);
    };
    asCompleted(&context, Requests(numbers(3)), start, {}, std::ref(telling));
    settle();
    fetcher.answerAll();
    settle();
    QCOMPARE(telling.told(), (QStringList{u"1:1!threw"_s, u"0:0=0"_s, u"2:2=2"_s}));
}

void TestAsCompleted::refusesOptionsThatMakeNoSense_data()
{
    QTest::addColumn<int>("concurrency");
    QTest::addColumn<int>("request");
    QTest::addColumn<int>("whole");
    QTest::newRow("no place") << 0 << 1 << 1;
    QTest::newRow("negative places") << -3 << 1 << 1;
    QTest::newRow("no time for a request") << 1 << 0 << 1;
    QTest::newRow("no time for all") << 1 << 1 << 0;
    QTest::newRow("time before now") << 1 << 1 << -1;
}

void TestAsCompleted::refusesOptionsThatMakeNoSense()
{
    QFETCH(const int, concurrency);
    QFETCH(const int, request);
    QFETCH(const int, whole);
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchEnd end;
    const BatchOptions options{.concurrency = concurrency,
                               .requestTimeout = std::chrono::milliseconds(request),
                               .timeout = std::chrono::milliseconds(whole)};
    QCOMPARE(check(options).error().kind, BatchFault::Refused);
    QVERIFY(check({}).has_value());
    asCompleted(&context, Requests(numbers(3)), fetcher.starter(), options, std::ref(telling),
                [&end](const BatchEnd &e) { end = e; });
    settle();
    QVERIFY(end.refusal);
    QCOMPARE(end.refusal->detail, check(options).error().detail);
    QCOMPARE(fetcher.begun(), 0);
    QCOMPARE(telling.count(), 0);
}

void TestAsCompleted::sharesOneSemaphore()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchOptions options;
    options.semaphore = std::make_shared<BoundedSemaphore>(3);
    const auto first = asCompleted(&context, Requests(numbers(20)), fetcher.starter(), options, std::ref(telling));
    const auto second = asCompleted(&context, Requests(numbers(20)), fetcher.starter(), options, std::ref(telling));
    settle();
    QCOMPARE(fetcher.begun(), 3);
    for (int at = 0; at < 40; ++at) {
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(fetcher.peak(), 3);
    QCOMPARE(telling.count(), 40);
    QCOMPARE(options.semaphore->available(), 3);
    QVERIFY(!first.isRunning() && !second.isRunning());
}

void TestAsCompleted::beginsNothingWhilePaused()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    const auto batch =
        asCompleted(&context, Requests(numbers(4)), fetcher.starter(), {.concurrency = 2}, std::ref(telling));
    settle();
    batch.setPaused(true);
    fetcher.answer(0);
    fetcher.answer(1);
    settle();
    QCOMPARE(telling.count(), 2);
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(batch.isRunning());
    batch.setPaused(false);
    settle();
    QCOMPARE(fetcher.begun(), 4);
}

void TestAsCompleted::beginsWhatACallbackAdds()
{
    QObject context;
    ScriptedFetcher fetcher;
    Telling telling;
    BatchHandle<int> batch;
    batch = asCompleted(&context, Requests(QList<int>{1}), fetcher.starter(), {}, [&](const auto &completed) {
        telling(completed);
        if (completed.request < 8) {
            QVERIFY(batch.add(completed.request * 2));
            QVERIFY(batch.add(completed.request * 2 + 1));
        }
    });
    for (int turn = 0; turn < 10; ++turn) {
        settle();
        fetcher.answerAll();
    }
    settle();
    QCOMPARE(fetcher.requests(), (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    QCOMPARE(telling.told().last(), u"14:15=15"_s);
    QVERIFY(!batch.isRunning());
}

void TestAsCompleted::takesNothingAfterTheEnd()
{
    QObject context;
    ScriptedFetcher fetcher;
    BatchHandle<int> batch;
    bool isTaken = true;
    batch = asCompleted(&context, Requests(QList<int>()), fetcher.starter(), {}, {},
                        [&](const BatchEnd &) { isTaken = batch.add(1); });
    settle();
    QVERIFY(!isTaken);
    QVERIFY(!batch.add(1));
    QCOMPARE(fetcher.begun(), 0);
}

void TestAsCompleted::copesWithAHundredThousand()
{
    constexpr int many = 100'000;
    QObject context;
    int underWay = 0;
    int peak = 0;
    qint64 sum = 0;
    auto start = [&](int request) {
        peak = std::max(peak, ++underWay);
        QPromise<Answer> promise;
        promise.start();
        promise.addResult(Answer(QString::number(request)));
        promise.finish();
        return promise.future();
    };
    BatchEnd end;
    int next = 0;
    asCompleted(
        &context, Requests([&next] { return next < many ? std::optional(next++) : std::nullopt; }), start, {},
        [&](const auto &completed) {
            --underWay;
            sum += completed.outcome->toInt() == completed.index ? completed.index : many;
        },
        [&end](const BatchEnd &e) { end = e; });
    QTRY_COMPARE_WITH_TIMEOUT(end.counts.done, qsizetype(many), 100'000);
    QCOMPARE(sum, qint64(many) * (many - 1) / 2);
    QVERIFY2(peak <= 2 * BatchOptions().concurrency, qPrintable(QString::number(peak)));
}

QTEST_GUILESS_MAIN(TestAsCompleted)
#include "tst_ascompleted.moc"
