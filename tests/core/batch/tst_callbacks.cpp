// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/callbacks.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/suites.h"

#include <QTest>
#include <QThread>

#include <thread>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using namespace sluice::test;

class TestCallbacks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void runInTheOrderInWhichTheyWereAdded();
    void seeEveryWayToEnd_data();
    void seeEveryWayToEnd();
    void runForAFutureThatHasEnded();
    void runOnTheThreadOfTheContext();
    void staySilentWhenTheContextDied();
    void surviveAContextThatOneOfThemEnds();
    void mayBeginMoreWork();
    void knowWorkWithoutAValue();
    void copeWithAHundredThousand();
};

void TestCallbacks::runInTheOrderInWhichTheyWereAdded()
{
    QObject context;
    ScriptedFetcher fetcher;
    const auto future = fetcher.start(0);
    QStringList calls;
    for (const auto &name : {u"first"_s, u"second"_s, u"third"_s})
        addDoneCallback(future, &context, [&calls, name](const auto &outcome) { calls.append(name + *outcome); });
    settle();
    QVERIFY(calls.isEmpty());
    fetcher.answer(0, u"!"_s);
    addDoneCallback(future, &context, [&calls](const auto &outcome) { calls.append(u"late"_s + *outcome); });
    QVERIFY(calls.isEmpty());
    settle();
    QCOMPARE(calls, (QStringList{u"first!"_s, u"second!"_s, u"third!"_s, u"late!"_s}));
    settle();
    QCOMPARE(calls.size(), 4);
    QVERIFY(context.children().isEmpty());
}

void TestCallbacks::seeEveryWayToEnd_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("seen");
    QTest::newRow("a value") << u"answer"_s << u"=fine"_s;
    QTest::newRow("its own error") << u"fail"_s << u"!failed no paper"_s;
    QTest::newRow("an exception") << u"throw"_s << u"!threw out of paper"_s;
    QTest::newRow("a promise that was dropped") << u"drop"_s << u"!cancelled cancelled"_s;
    QTest::newRow("a cancel") << u"cancel"_s << u"!cancelled cancelled"_s;
    QTest::newRow("a cancel too late") << u"late"_s << u"=fine"_s;
    QTest::newRow("no value") << u"nothing"_s << u"!lost the work ended without an answer"_s;
}

void TestCallbacks::seeEveryWayToEnd()
{
    QFETCH(const QString, way);
    QFETCH(const QString, seen);
    QObject context;
    ScriptedFetcher fetcher;
    auto future = fetcher.start(0);
    QStringList calls;
    addDoneCallback(future, &context, [&calls](const OutcomeOf<Answer> &outcome) {
        calls.append(outcome ? u'=' + *outcome
                             : u'!' + Telling::faultOf(outcome.error().kind) + u' ' + outcome.error().detail);
    });
    if (way == u"answer")
        fetcher.answer(0, u"fine"_s);
    else if (way == u"fail")
        fetcher.fail(0, u"no paper"_s);
    else if (way == u"throw")
        fetcher.throwFrom(0);
    else if (way == u"drop")
        fetcher.drop(0);
    else if (way == u"nothing")
        fetcher.finishWithoutValue(0);
    else if (way == u"late")
        fetcher.answer(0, u"fine"_s);
    if (way == u"cancel" || way == u"late")
        future.cancel();
    if (way == u"cancel")
        fetcher.answer(0, u"nobody wants it"_s);
    settle();
    QCOMPARE(calls, QStringList{seen});
}

void TestCallbacks::runForAFutureThatHasEnded()
{
    QObject context;
    ScriptedFetcher fetcher;
    const auto future = fetcher.start(0);
    fetcher.answer(0, u"fine"_s);
    int calls = 0;
    addDoneCallback(future, &context, [&calls](const auto &outcome) { calls += *outcome == u"fine" ? 1 : 100; });
    QCOMPARE(calls, 0);
    settle();
    QCOMPARE(calls, 1);
}

void TestCallbacks::runOnTheThreadOfTheContext()
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    QThread *ran = nullptr;
    addDoneCallback(promise.future(), &context, [&ran](const auto &) { ran = QThread::currentThread(); });
    std::thread worker([&promise] {
        promise.addResult(1);
        promise.finish();
    });
    worker.join();
    QTRY_VERIFY(ran);
    QCOMPARE(ran, QThread::currentThread());
}

void TestCallbacks::staySilentWhenTheContextDied()
{
    ScriptedFetcher fetcher;
    const auto future = fetcher.start(0);
    bool isCalled = false;
    {
        QObject context;
        addDoneCallback(future, &context, [&isCalled](const auto &) { isCalled = true; });
        fetcher.answer(0);
    }
    settle();
    QVERIFY(!isCalled);
}

void TestCallbacks::surviveAContextThatOneOfThemEnds()
{
    auto context = std::make_unique<QObject>();
    ScriptedFetcher fetcher;
    const auto future = fetcher.start(0);
    QStringList calls;
    addDoneCallback(future, context.get(), [&, own = QString(u"own"_s)](const auto &outcome) {
        context.reset();
        calls.append(own + *outcome);
    });
    addDoneCallback(future, context.get(), [&calls](const auto &) { calls.append(u"never"_s); });
    fetcher.answer(0, u"!"_s);
    settle();
    QCOMPARE(calls, QStringList{u"own!"_s});
}

void TestCallbacks::mayBeginMoreWork()
{
    QObject context;
    ScriptedFetcher fetcher;
    QStringList seen;
    std::function<void(int)> fetch = [&](int request) {
        addDoneCallback(fetcher.start(request), &context, [&, request](const auto &outcome) {
            seen.append(*outcome);
            if (request < 3)
                fetch(request + 1);
        });
    };
    fetch(0);
    for (int at = 0; at < 4; ++at) {
        fetcher.answer(at);
        settle();
    }
    QCOMPARE(seen, (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(fetcher.begun(), 4);
}

void TestCallbacks::knowWorkWithoutAValue()
{
    QObject context;
    QPromise<void> done;
    done.start();
    QPromise<void> dropped;
    dropped.start();
    QStringList seen;
    const auto note = [&seen](const OutcomeOf<void> &outcome) { seen.append(outcome ? u"done"_s : u"cancelled"_s); };
    addDoneCallback(done.future(), &context, note);
    addDoneCallback(dropped.future(), &context, note);
    done.finish();
    {
        const QPromise<void> gone = std::move(dropped);
    }
    settle();
    QCOMPARE(seen, (QStringList{u"done"_s, u"cancelled"_s}));
}

/// Each begins the one a hundred further on, as a queue that its callbacks feed.
void TestCallbacks::copeWithAHundredThousand()
{
    constexpr int many = 100'000;
    constexpr int atOnce = 100;
    QObject context;
    qint64 sum = 0;
    int ended = 0;
    std::function<void(int)> fetch = [&](int request) {
        QPromise<int> promise;
        promise.start();
        promise.addResult(request);
        promise.finish();
        addDoneCallback(promise.future(), &context, [&, request](const auto &outcome) {
            sum += *outcome;
            ++ended;
            if (request + atOnce < many)
                fetch(request + atOnce);
        });
    };
    for (int request = 0; request < atOnce; ++request)
        fetch(request);
    QTRY_COMPARE_WITH_TIMEOUT(ended, many, 100'000);
    QCOMPARE(sum, qint64(many) * (many - 1) / 2);
}

QTEST_GUILESS_MAIN(TestCallbacks)
#include "tst_callbacks.moc"
