// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ask.h"

#include "core/base/whendone.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

struct Counter
{
    int value = 0;
    int next() { return ++value; }
};

OwnedThread<Counter> counterThread()
{
    return OwnedThread<Counter>(u"counter"_s, [] { return std::make_unique<Counter>(); });
}

} // namespace

class TestAsk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void answersFromTheWorker();
    void answersInTheOrderAsked();
    void runsOnTheWorkersThread();
    void answersBeforeTheThreadEnds();
    void answersFromTheBackground();
};

void TestAsk::answersFromTheWorker()
{
    OwnedThread<Counter> thread = counterThread();
    int got = 0;
    QObject context;
    whenDone(ask(thread, [](Counter &counter) { return counter.next(); }), &context,
             [&got](int value) { got = value; });
    QTRY_COMPARE(got, 1);
}

void TestAsk::answersInTheOrderAsked()
{
    OwnedThread<Counter> thread = counterThread();
    QList<QFuture<int>> answers;
    for (int count = 0; count < 100; ++count)
        answers.append(ask(thread, [](Counter &counter) { return counter.next(); }));
    for (int count = 0; count < 100; ++count)
        QCOMPARE(answers[count].result(), count + 1);
}

void TestAsk::runsOnTheWorkersThread()
{
    OwnedThread<Counter> thread = counterThread();
    QFuture<QThread *> asked = ask(thread, [](Counter &) { return QThread::currentThread(); });
    QThread *called = nullptr;
    thread.call([&called](Counter &) { called = QThread::currentThread(); });
    QCOMPARE(asked.result(), called);
    QVERIFY(called != QThread::currentThread());
}

void TestAsk::answersBeforeTheThreadEnds()
{
    QFuture<int> answer;
    {
        OwnedThread<Counter> thread = counterThread();
        answer = ask(thread, [](Counter &counter) { return counter.next(); });
    }
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result(), 1);
}

void TestAsk::answersFromTheBackground()
{
    const QThread *here = QThread::currentThread();
    QFuture<bool> isElsewhere = inBackground([here] { return QThread::currentThread() != here; });
    QVERIFY(isElsewhere.result());
}

QTEST_GUILESS_MAIN(TestAsk)
#include "tst_ask.moc"
