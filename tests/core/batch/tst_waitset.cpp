// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/waitset.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

namespace {

template <typename Step>
QString textOf(const Step &step)
{
    Telling telling;
    for (const auto &completed : step.done)
        telling(completed);
    QStringList pending;
    for (const auto &one : step.pending)
        pending.append(u"%1:%2"_s.arg(one.index).arg(one.request));
    return telling.told().join(u' ') + u" | "_s + pending.join(u' ') + (step.isTimedOut ? u" late"_s : QString());
}

} // namespace

Q_DECLARE_METATYPE(sluice::core::Until)

class TestWaitSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void waitsUntil_data();
    void waitsUntil();
    void givesWhatHasEndedBefore();
    void goesOnAfterAStep();
    void cancelsNothingWhenItsTimeIsUp();
    void cancelsPending();
    void cancelsOne();
    void isPolled();
    void endsAtOnceWithNothingPending();
    void refusesATimeLimitOfNothing();
    void keepsWhatACancelledWaitWouldHaveGiven();
    void cancelsWhenItIsDestroyed();
    void endsWithItsContext();
    void holdsTheDeadlineOfARequest();
    void copesWithAHundredThousand();
};

void TestWaitSet::waitsUntil_data()
{
    QTest::addColumn<Until>("until");
    QTest::addColumn<QList<int>>("answers"); // negative: fails
    QTest::addColumn<QString>("step");
    QTest::newRow("first completed") << Until::FirstCompleted << QList<int>{2} << u"2:2=2 | 0:0 1:1 3:3"_s;
    QTest::newRow("first completed fails") << Until::FirstCompleted << QList<int>{-1} << u"1:1!failed | 0:0 2:2 3:3"_s;
    QTest::newRow("first failed") << Until::FirstFailed << QList<int>{2, 0, -1} << u"2:2=2 0:0=0 1:1!failed | 3:3"_s;
    QTest::newRow("first failed, none fails")
        << Until::FirstFailed << QList<int>{3, 2, 1, 0} << u"3:3=3 2:2=2 1:1=1 0:0=0 | "_s;
    QTest::newRow("all") << Until::All << QList<int>{3, -2, 1, 0} << u"3:3=3 2:2!failed 1:1=1 0:0=0 | "_s;
}

void TestWaitSet::waitsUntil()
{
    QFETCH(const Until, until);
    QFETCH(const QList<int>, answers);
    QFETCH(const QString, step);
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(4), fetcher.starter());
    const auto future = set.wait(until);
    settle();
    for (const int at : answers) {
        QVERIFY(!future.isFinished());
        if (at < 0)
            fetcher.fail(-at, u"no paper"_s);
        else
            fetcher.answer(at);
        settle();
    }
    QVERIFY(future.isFinished());
    QCOMPARE(textOf(*future.result()), step);
}

void TestWaitSet::givesWhatHasEndedBefore()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(3), fetcher.starter());
    settle();
    fetcher.fail(1, u"no paper"_s);
    settle();
    const auto future = set.wait(Until::FirstFailed);
    QVERIFY(future.isFinished());
    QCOMPARE(textOf(*future.result()), u"1:1!failed | 0:0 2:2"_s);
    QVERIFY(!set.wait(Until::FirstFailed).isFinished()); // that failure has been given
}

void TestWaitSet::goesOnAfterAStep()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, QList<int>{7, 7, 8}, fetcher.starter(), {.concurrency = 2});
    auto future = set.wait(Until::FirstCompleted);
    settle();
    fetcher.answer(1, u"b"_s);
    settle();
    QCOMPARE(textOf(*future.result()), u"1:7=b | 0:7 2:8"_s);
    QCOMPARE(fetcher.begun(), 3); // the rest goes on while nobody waits
    fetcher.answer(2, u"c"_s);
    settle();
    future = set.wait(Until::All);
    QVERIFY(!future.isFinished());
    fetcher.answer(0, u"a"_s);
    settle();
    QCOMPARE(textOf(*future.result()), u"2:8=c 0:7=a | "_s);
}

void TestWaitSet::cancelsNothingWhenItsTimeIsUp()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(3), fetcher.starter(), {.clock = &clock});
    settle();
    fetcher.answer(0);
    auto future = set.wait(Until::All, 500ms);
    clock.advance(499);
    settle();
    QVERIFY(!future.isFinished());
    clock.advance(1);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(textOf(*future.result()), u"0:0=0 | 1:1 2:2 late"_s);
    QVERIFY(!fetcher.isCancelled(1) && !fetcher.isCancelled(2));
    future = set.wait(Until::All, 500ms);
    fetcher.answer(1);
    fetcher.answer(2);
    settle();
    QCOMPARE(textOf(*future.result()), u"1:1=1 2:2=2 | "_s);
}

void TestWaitSet::cancelsPending()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(3), fetcher.starter(), {.concurrency = 1});
    settle();
    fetcher.answer(0);
    settle();
    set.cancelPending();
    const auto future = set.wait(Until::All);
    settle();
    QCOMPARE(textOf(*future.result()), u"0:0=0 1:1!cancelled 2:2!cancelled | "_s);
    QVERIFY(fetcher.isCancelled(1));
    QCOMPARE(fetcher.begun(), 2);
}

void TestWaitSet::cancelsOne()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(3), fetcher.starter());
    settle();
    QVERIFY(set.cancel(1));
    const auto future = set.wait(Until::FirstFailed);
    settle();
    QCOMPARE(textOf(*future.result()), u"1:1!cancelled | 0:0 2:2"_s);
    QVERIFY(!set.cancel(1));
    QVERIFY(!set.cancel(3));
}

void TestWaitSet::isPolled()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(4), fetcher.starter());
    settle();
    fetcher.answer(2);
    fetcher.fail(0, u"no paper"_s);
    QVERIFY(set.cancel(3));
    settle();
    QCOMPARE(set.counts(), (BatchCounts{.done = 1, .failed = 1, .cancelled = 1}));
    QCOMPARE(set.pendingCount(), 1);
    QVERIFY(set.isPending(1) && !set.isPending(2) && !set.isPending(4) && !set.isPending(-1));
}

void TestWaitSet::endsAtOnceWithNothingPending()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, QList<int>(), fetcher.starter());
    for (const Until until : {Until::FirstCompleted, Until::FirstFailed, Until::All}) {
        const auto future = set.wait(until);
        QVERIFY(future.isFinished());
        QCOMPARE(textOf(*future.result()), u" | "_s);
    }
}

void TestWaitSet::refusesATimeLimitOfNothing()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(2), fetcher.starter());
    const auto waited = set.wait(Until::All, 0ms);
    QVERIFY(waited.isFinished());
    QCOMPARE(waited.result().error().kind, BatchFault::Refused);
    WaitSet refused(&context, numbers(2), fetcher.starter(), {.requestTimeout = 0ms});
    const auto future = refused.wait(Until::All);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, BatchFault::Refused);
    settle();
    QCOMPARE(fetcher.begun(), 2); // of the first set alone
}

void TestWaitSet::keepsWhatACancelledWaitWouldHaveGiven()
{
    QObject context;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(2), fetcher.starter());
    settle();
    auto given = set.wait(Until::FirstCompleted);
    given.cancel();
    fetcher.answer(0);
    settle();
    QVERIFY(!fetcher.isCancelled(1));
    const auto future = set.wait(Until::FirstCompleted);
    QVERIFY(future.isFinished());
    QCOMPARE(textOf(*future.result()), u"0:0=0 | 1:1"_s);
}

void TestWaitSet::cancelsWhenItIsDestroyed()
{
    QObject context;
    ScriptedFetcher fetcher;
    QFuture<Result<Waited<int, Answer>, BatchRefusal>> future;
    {
        WaitSet set(&context, numbers(3), fetcher.starter(), {.concurrency = 2});
        future = set.wait(Until::All);
        settle();
    }
    settle();
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
    QCOMPARE(fetcher.begun(), 2);
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
}

void TestWaitSet::endsWithItsContext()
{
    auto context = std::make_unique<QObject>();
    ScriptedFetcher fetcher;
    WaitSet set(context.get(), numbers(2), fetcher.starter());
    const auto future = set.wait(Until::All);
    settle();
    context.reset();
    QVERIFY(fetcher.isCancelled(0) && fetcher.isCancelled(1));
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QCOMPARE(set.pendingCount(), 0);
    QVERIFY(set.wait(Until::All).isFinished());
    QVERIFY(!set.cancel(0));
    set.cancelPending();
}

void TestWaitSet::holdsTheDeadlineOfARequest()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    WaitSet set(&context, numbers(2), fetcher.starter(), {.requestTimeout = 300ms, .clock = &clock});
    const auto future = set.wait(Until::All);
    settle();
    fetcher.answer(1);
    settle();
    clock.advance(300);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(textOf(*future.result()), u"1:1=1 0:0!timed out | "_s);
    QVERIFY(!future.result()->isTimedOut);
}

void TestWaitSet::copesWithAHundredThousand()
{
    constexpr int many = 100'000;
    QObject context;
    auto start = [](int request) {
        QPromise<int> promise;
        promise.start();
        promise.addResult(request);
        promise.finish();
        return promise.future();
    };
    WaitSet set(&context, numbers(many), start);
    const auto future = set.wait(Until::All);
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 100'000);
    const auto answer = future.result();
    QCOMPARE(answer->done.size(), many);
    QVERIFY(answer->pending.isEmpty());
    QCOMPARE(*answer->done.at(99'999).outcome, 99'999);
}

QTEST_GUILESS_MAIN(TestWaitSet)
#include "tst_waitset.moc"
