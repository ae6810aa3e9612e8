// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/gather.h"

#include "core/base/whendone.h"
#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

namespace {

/// "=VALUE" or "!FAULT", in the list's order.
QStringList textsOf(const QList<OutcomeOf<Answer>> &outcomes)
{
    QStringList texts;
    for (const auto &outcome : outcomes)
        texts.append(outcome ? u'=' + *outcome : u'!' + Telling::faultOf(outcome.error().kind));
    return texts;
}

} // namespace

class TestGather final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void keepsTheOrderOfTheRequests_data();
    void keepsTheOrderOfTheRequests();
    void failsFast();
    void collectsFailures();
    void givesAnEmptyListForNone();
    void refusesATimeLimitOfNothing();
    void cancelsAllWithItsFuture();
    void endsWithItsContext();
    void holdsTheDeadlines_data();
    void holdsTheDeadlines();
    void agreesWithAsCompletedOnTenThousand();
    void copesWithAHundredThousand();
};

void TestGather::keepsTheOrderOfTheRequests_data()
{
    QTest::addColumn<QList<int>>("answers");
    QTest::newRow("as begun") << QList<int>{0, 1, 2};
    QTest::newRow("backwards") << QList<int>{2, 1, 0};
    QTest::newRow("the middle first") << QList<int>{1, 0, 2};
}

void TestGather::keepsTheOrderOfTheRequests()
{
    QFETCH(const QList<int>, answers);
    QObject context;
    ScriptedFetcher fetcher;
    auto future = gather(&context, Requests(numbers(3)), fetcher.starter());
    settle();
    for (const int at : answers) {
        QVERIFY(!future.isFinished());
        fetcher.answer(at);
        settle();
    }
    QVERIFY(future.isFinished());
    QCOMPARE(textsOf(*future.result()), (QStringList{u"=0"_s, u"=1"_s, u"=2"_s}));
}

void TestGather::failsFast()
{
    QObject context;
    ScriptedFetcher fetcher;
    auto future = gather(&context, Requests(numbers(5)), fetcher.starter(), {.concurrency = 3});
    settle();
    fetcher.fail(1, u"no paper"_s);
    settle();
    QVERIFY(future.isFinished());
    const auto answer = future.result();
    QVERIFY(!answer);
    QCOMPARE(answer.error().index, 1);
    QCOMPARE(answer.error().failure.kind, BatchFault::Failed);
    QCOMPARE(answer.error().failure.detail, u"no paper"_s);
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(2));
    QVERIFY(fetcher.begun() <= 4); // the failed one's place may have gone to the next in the same turn
    QCOMPARE(fetcher.underWay(), 0);
}

void TestGather::collectsFailures()
{
    QObject context;
    ScriptedFetcher fetcher;
    auto future = gather(&context, Requests(numbers(4)), fetcher.starter(), {}, OnFailure::Collect);
    settle();
    fetcher.throwFrom(3);
    fetcher.fail(1, u"no paper"_s);
    fetcher.answer(0);
    settle();
    QVERIFY(!future.isFinished());
    fetcher.answer(2);
    settle();
    QCOMPARE(textsOf(*future.result()), (QStringList{u"=0"_s, u"!failed"_s, u"=2"_s, u"!threw"_s}));
}

void TestGather::givesAnEmptyListForNone()
{
    QObject context;
    ScriptedFetcher fetcher;
    auto future = gather(&context, Requests(QList<int>()), fetcher.starter());
    settle();
    QVERIFY(future.isFinished());
    QVERIFY(future.result() && future.result()->isEmpty());
}

void TestGather::refusesATimeLimitOfNothing()
{
    QObject context;
    ScriptedFetcher fetcher;
    for (const OnFailure onFailure : {OnFailure::FailFast, OnFailure::Collect}) {
        auto future = gather(&context, Requests(numbers(2)), fetcher.starter(), {.timeout = 0ms}, onFailure);
        settle();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().index, -1);
        QCOMPARE(future.result().error().failure.kind, BatchFault::Refused);
        QVERIFY(!future.result().error().failure.detail.isEmpty());
    }
    QCOMPARE(fetcher.begun(), 0);
}

void TestGather::cancelsAllWithItsFuture()
{
    QObject context;
    ScriptedFetcher fetcher;
    auto future = gather(&context, Requests(numbers(5)), fetcher.starter(), {.concurrency = 2});
    int calls = 0;
    whenDone(future, &context, [&calls](const auto &) { ++calls; });
    settle();
    fetcher.answer(0);
    settle();
    future.cancel();
    settle();
    QVERIFY(fetcher.isCancelled(1) && fetcher.isCancelled(2));
    QCOMPARE(fetcher.begun(), 3);
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QCOMPARE(calls, 0);
}

void TestGather::endsWithItsContext()
{
    ScriptedFetcher fetcher;
    QFuture<Gathered<Answer>> future;
    {
        QObject context;
        future = gather(&context, Requests(numbers(2)), fetcher.starter());
        settle();
    }
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
}

void TestGather::holdsTheDeadlines_data()
{
    QTest::addColumn<bool>("isForEach");
    QTest::newRow("of a request") << true;
    QTest::newRow("of the call") << false;
}

void TestGather::holdsTheDeadlines()
{
    QFETCH(const bool, isForEach);
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    BatchOptions options{.clock = &clock};
    (isForEach ? options.requestTimeout : options.timeout) = 500ms;
    auto future = gather(&context, Requests(numbers(2)), fetcher.starter(), options, OnFailure::Collect);
    settle();
    fetcher.answer(1);
    clock.advance(500);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(textsOf(*future.result()), (QStringList{u"!timed out"_s, u"=1"_s}));
}

void TestGather::agreesWithAsCompletedOnTenThousand()
{
    constexpr int many = 10'000;
    QObject context;
    // Answers come out of order: each turn ends the youngest half of what is under way.
    std::vector<std::pair<int, std::unique_ptr<QPromise<Answer>>>> open;
    auto start = [&open](int request) {
        open.emplace_back(request, std::make_unique<QPromise<Answer>>());
        open.back().second->start();
        return open.back().second->future();
    };
    const auto answerSome = [&open] {
        for (size_t left = open.size() / 2; open.size() > left; open.pop_back()) {
            auto &[request, promise] = open.back();
            if (request % 7 == 3)
                promise->addResult(failure(WorkFault::Broken, QString::number(request)));
            else
                promise->addResult(Answer(QString::number(request)));
            promise->finish();
        }
    };
    auto future = gather(&context, Requests(numbers(many)), start, {}, OnFailure::Collect);
    QMap<qsizetype, QString> told;
    bool isOutOfOrder = false;
    asCompleted(&context, Requests(numbers(many)), start, {}, [&](const auto &completed) {
        isOutOfOrder = isOutOfOrder || (!told.isEmpty() && told.lastKey() > completed.index);
        QCOMPARE(completed.request, int(completed.index));
        QVERIFY(!told.contains(completed.index));
        told.insert(completed.index,
                    completed.outcome ? u'=' + *completed.outcome : u'!' + completed.outcome.error().detail);
    });
    for (int turn = 0; turn < 100'000 && (told.size() < many || !future.isFinished()); ++turn) {
        QCoreApplication::sendPostedEvents();
        answerSome();
    }
    QVERIFY(future.isFinished());
    QVERIFY(isOutOfOrder);
    QStringList gathered;
    const auto answer = future.result();
    for (const auto &outcome : *answer)
        gathered.append(outcome ? u'=' + *outcome : u'!' + outcome.error().detail);
    QCOMPARE(gathered, QStringList(told.values()));
    QCOMPARE(gathered.size(), many);
    QCOMPARE(gathered.at(3), u"!3"_s);
    QCOMPARE(gathered.at(9'998), u"=9998"_s);
}

void TestGather::copesWithAHundredThousand()
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
    auto future = gather(&context, Requests(numbers(many)), start, {});
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 100'000);
    const auto answer = future.result();
    QCOMPARE(answer->size(), many);
    for (int i = 0; i < many; ++i) {
        if (answer->at(i).value() != QString::number(i))
            QFAIL(qPrintable(u"%1 in the place of %2"_s.arg(answer->at(i).value()).arg(i)));
    }
}

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"
