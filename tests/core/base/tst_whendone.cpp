// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/whendone.h"

#include "tests/support/suites.h"

#include <QCoreApplication>
#include <QPromise>
#include <QTest>
#include <QThread>

#include <memory>
#include <thread>

using namespace sluice::core;

namespace {

/// Lets everything that is already on its way arrive.
void settle()
{
    for (int turn = 0; turn < 3; ++turn) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

} // namespace

class TestWhenDone final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void callsWithTheResult();
    void callsForAFutureThatIsDoneAlready();
    void callsWithoutAValue();
    void callsOnTheThreadOfTheContext();
    void movesWhatCannotBeCopied();
    void staysSilentWhenCancelled();
    void staysSilentWhenThePromiseIsDropped();
    void staysSilentWhenTheContextDied();
    void leavesNothingBehind();
};

void TestWhenDone::callsWithTheResult()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    int got = 0;
    whenDone(promise.future(), &context, [&got](int value) { got = value; });
    settle();
    QCOMPARE(got, 0);
    promise.addResult(7);
    promise.finish();
    QTRY_COMPARE(got, 7);
}

void TestWhenDone::callsForAFutureThatIsDoneAlready()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    promise.addResult(7);
    promise.finish();
    int calls = 0;
    whenDone(promise.future(), &context, [&calls](int) { ++calls; });
    QCOMPARE(calls, 0); // never inside the call itself
    QTRY_COMPARE(calls, 1);
    settle();
    QCOMPARE(calls, 1);
}

void TestWhenDone::callsWithoutAValue()
{
    QObject context;
    QPromise<void> promise;
    promise.start();
    bool isCalled = false;
    whenDone(promise.future(), &context, [&isCalled] { isCalled = true; });
    promise.finish();
    QTRY_VERIFY(isCalled);
}

void TestWhenDone::callsOnTheThreadOfTheContext()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    QThread *calledOn = nullptr;
    whenDone(promise.future(), &context, [&calledOn](int) { calledOn = QThread::currentThread(); });
    std::thread worker([&promise] {
        promise.addResult(1);
        promise.finish();
    });
    worker.join();
    QTRY_COMPARE(calledOn, QThread::currentThread());
}

void TestWhenDone::movesWhatCannotBeCopied()
{
    QObject context;
    QPromise<std::unique_ptr<int>> promise;
    promise.start();
    int got = 0;
    whenDone(promise.future(), &context, [&got](std::unique_ptr<int> value) { got = *value; });
    promise.addResult(std::make_unique<int>(5));
    promise.finish();
    QTRY_COMPARE(got, 5);
}

void TestWhenDone::staysSilentWhenCancelled()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    bool isCalled = false;
    whenDone(promise.future(), &context, [&isCalled](int) { isCalled = true; });
    promise.future().cancel();
    promise.finish();
    settle();
    QVERIFY(!isCalled);

    QPromise<void> empty;
    empty.start();
    whenDone(empty.future(), &context, [&isCalled] { isCalled = true; });
    empty.future().cancel();
    empty.finish();
    settle();
    QVERIFY(!isCalled);
}

void TestWhenDone::staysSilentWhenThePromiseIsDropped()
{
    QObject context;
    bool isCalled = false;
    {
        QPromise<int> promise;
        promise.start();
        whenDone(promise.future(), &context, [&isCalled](int) { isCalled = true; });
    }
    settle();
    QVERIFY(!isCalled);
}

void TestWhenDone::staysSilentWhenTheContextDied()
{
    auto context = std::make_unique<QObject>();
    QPromise<int> promise;
    promise.start();
    bool isCalled = false;
    whenDone(promise.future(), context.get(), [&isCalled](int) { isCalled = true; });
    context.reset();
    promise.addResult(1);
    promise.finish();
    settle();
    QVERIFY(!isCalled);
}

void TestWhenDone::leavesNothingBehind()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    whenDone(promise.future(), &context, [](int) {});
    QCOMPARE(context.children().size(), 1);
    promise.addResult(1);
    promise.finish();
    QTRY_VERIFY(context.children().isEmpty());
}

QTEST_GUILESS_MAIN(TestWhenDone)
#include "tst_whendone.moc"
