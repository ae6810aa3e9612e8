// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/taskowner.h"

#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

class TestTaskOwner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reportsAnErrorThatNobodyAwaits_data();
    void reportsAnErrorThatNobodyAwaits();
    void leavesTheErrorToWhoAwaitsIt();
    void reportsTheErrorWhenTheAwaiterHasDied();
    void knowsWhatIsUnderWay();
    void endsAtOnceWhenNothingIsUnderWay();
    void waitsForTasksAtShutdown();
    void cutsWhatIsUnderWayAfterTheLimit();
    void cutsAtOnceWithoutALimit();
    void takesNothingAfterShutdown();
    void cutsWhatItsDestructorFinds();
    void survivesAReporterThatEndsIt();
};

void TestTaskOwner::reportsAnErrorThatNobodyAwaits_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("detail"); // empty: nothing to report
    QTest::newRow("its own error") << u"fail"_s << u"no paper"_s;
    QTest::newRow("an exception") << u"throw"_s << u"out of paper"_s;
    QTest::newRow("no value") << u"nothing"_s << u"the work ended without an answer"_s;
    QTest::newRow("a value") << u"answer"_s << QString();
    QTest::newRow("a cancel is no error") << u"cancel"_s << QString();
}

void TestTaskOwner::reportsAnErrorThatNobodyAwaits()
{
    QFETCH(const QString, way);
    QFETCH(const QString, detail);
    ScriptedFetcher fetcher;
    QList<TaskProblem> problems;
    TaskOwner owner([&problems](const TaskProblem &problem) { problems.append(problem); });
    auto future = fetcher.start(0);
    owner.own(u"save the list"_s, future);
    if (!detail.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, qPrintable(u"\"save the list\" failed: "_s + detail));
    if (way == u"fail")
        fetcher.fail(0, u"no paper"_s);
    else if (way == u"throw")
        fetcher.throwFrom(0);
    else if (way == u"nothing")
        fetcher.finishWithoutValue(0);
    else if (way == u"answer")
        fetcher.answer(0);
    else
        fetcher.drop(0);
    settle();
    QCOMPARE(problems.size(), detail.isEmpty() ? 0 : 1);
    if (!problems.isEmpty()) {
        QCOMPARE(problems.first().task, u"save the list"_s);
        QCOMPARE(problems.first().detail, detail);
    }
    QVERIFY(owner.underWay().isEmpty());
}

void TestTaskOwner::leavesTheErrorToWhoAwaitsIt()
{
    QObject context;
    ScriptedFetcher fetcher;
    int reports = 0;
    TaskOwner owner([&reports](const TaskProblem &) { ++reports; });
    QString taken;
    owner.own(u"task"_s, fetcher.start(0), &context,
              [&taken](const auto &outcome) { taken = outcome ? *outcome : outcome.error().detail; });
    fetcher.fail(0, u"no paper"_s);
    settle();
    QCOMPARE(taken, u"no paper"_s);
    QCOMPARE(reports, 0);
}

void TestTaskOwner::reportsTheErrorWhenTheAwaiterHasDied()
{
    ScriptedFetcher fetcher;
    QList<TaskProblem> problems;
    TaskOwner owner([&problems](const TaskProblem &problem) { problems.append(problem); });
    bool isTaken = false;
    {
        QObject context;
        owner.own(u"task"_s, fetcher.start(0), &context, [&isTaken](const auto &) { isTaken = true; });
    }
    QTest::ignoreMessage(QtWarningMsg, "\"task\" failed: no paper");
    fetcher.fail(0, u"no paper"_s);
    settle();
    QVERIFY(!isTaken);
    QCOMPARE(problems, QList<TaskProblem>({{u"task"_s, BatchFault::Failed, u"no paper"_s}}));
}

void TestTaskOwner::knowsWhatIsUnderWay()
{
    ScriptedFetcher fetcher;
    TaskOwner owner({});
    owner.own(u"one"_s, fetcher.start(0));
    owner.own(u"two"_s, fetcher.start(1));
    QCOMPARE(owner.underWay(), (QStringList{u"one"_s, u"two"_s}));
    fetcher.answer(0);
    settle();
    QCOMPARE(owner.underWay(), QStringList{u"two"_s});
    fetcher.answer(1);
    settle();
}

void TestTaskOwner::endsAtOnceWhenNothingIsUnderWay()
{
    TaskOwner owner({});
    const auto cut = owner.shutdown(1h);
    QVERIFY(cut.isFinished());
    QVERIFY(cut.result().isEmpty());
}

void TestTaskOwner::waitsForTasksAtShutdown()
{
    FakeClock clock;
    ScriptedFetcher fetcher;
    TaskOwner owner({}, &clock);
    owner.own(u"one"_s, fetcher.start(0));
    owner.own(u"two"_s, fetcher.start(1));
    const auto cut = owner.shutdown(5s);
    clock.advance(4'999);
    fetcher.answer(0);
    settle();
    QVERIFY(!cut.isFinished());
    QVERIFY(!fetcher.isCancelled(1));
    fetcher.answer(1);
    settle();
    QVERIFY(cut.isFinished());
    QVERIFY(cut.result().isEmpty());
}

void TestTaskOwner::cutsWhatIsUnderWayAfterTheLimit()
{
    QObject context;
    FakeClock clock;
    ScriptedFetcher fetcher;
    TaskOwner owner({}, &clock);
    QString taken;
    owner.own(u"quick"_s, fetcher.start(0));
    clock.advance(100);
    owner.own(u"slow"_s, fetcher.start(1), &context,
              [&taken](const auto &outcome) { taken = outcome ? u"done"_s : outcome.error().detail; });
    clock.advance(100);
    const auto cut = owner.shutdown(5s);
    fetcher.answer(0);
    settle();
    clock.advance(5'000);
    QTRY_VERIFY(cut.isFinished());
    QCOMPARE(cut.result(), QList<CutTask>({{u"slow"_s, 5'100}}));
    QVERIFY(fetcher.isCancelled(1));
    fetcher.drop(1);
    settle();
    QCOMPARE(taken, u"cancelled"_s);
}

void TestTaskOwner::cutsAtOnceWithoutALimit()
{
    ScriptedFetcher fetcher;
    TaskOwner owner({});
    owner.own(u"slow"_s, fetcher.start(0));
    const auto cut = owner.shutdown(0ms);
    QVERIFY(cut.isFinished());
    QCOMPARE(cut.result().size(), 1);
    QCOMPARE(cut.result().first().task, u"slow"_s);
    QVERIFY(fetcher.isCancelled(0));
}

void TestTaskOwner::takesNothingAfterShutdown()
{
    ScriptedFetcher fetcher;
    auto owner = std::make_unique<TaskOwner>(TaskOwner::Reporter());
    QVERIFY(owner->shutdown(1s).isFinished());
    owner->own(u"too late"_s, fetcher.start(0));
    QVERIFY(fetcher.isCancelled(0));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"\"too late\" was cut after \\d+ ms"_s));
    owner.reset();
}

void TestTaskOwner::cutsWhatItsDestructorFinds()
{
    FakeClock clock;
    ScriptedFetcher fetcher;
    {
        TaskOwner owner({}, &clock);
        owner.own(u"slow"_s, fetcher.start(0));
        clock.advance(70);
        QTest::ignoreMessage(QtWarningMsg, "\"slow\" was cut after 70 ms");
    }
    QVERIFY(fetcher.isCancelled(0));
}

void TestTaskOwner::survivesAReporterThatEndsIt()
{
    ScriptedFetcher fetcher;
    std::unique_ptr<TaskOwner> owner;
    owner = std::make_unique<TaskOwner>([&owner](const TaskProblem &) { owner.reset(); });
    owner->own(u"task"_s, fetcher.start(0));
    QTest::ignoreMessage(QtWarningMsg, "\"task\" failed: no paper");
    fetcher.fail(0, u"no paper"_s);
    settle();
    QVERIFY(!owner);
}

QTEST_GUILESS_MAIN(TestTaskOwner)
#include "tst_taskowner.moc"
