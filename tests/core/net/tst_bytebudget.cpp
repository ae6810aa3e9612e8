// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/bytebudget.h"
#include "tests/support/suites.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace sluice::core;

namespace sluice::test {

class ByteBudgetTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void countsWhatIsTakenAndGiven();
    void refusesBeyondTheLimit();
    void neverRefusesTheOldest();
    void theNextBecomesTheOldest();
    void tellsOnlyWhenSomebodyWasRefused();
    void tellsWhenTheOldestGoesEmptyHanded();
    void tellsWhoFoundNoRoom();
    void callbackMayAskAgain();
    void giveIsBoundedByWhatIsHeld();
    void whoWaitsForSomethingElseIsNotTheOldest();
    void refusedWorkThatGaveBackIsToldAgain();
    void threadsLeaveNothingBehind();
};

void ByteBudgetTest::countsWhatIsTakenAndGiven()
{
    ByteBudget budget(100);
    {
        const auto ticket = budget.open();
        QVERIFY(ticket->tryTake(40));
        QVERIFY(ticket->tryTake(20));
        QCOMPARE(ticket->held(), 60);
        ticket->give(10);
        QCOMPARE(budget.used(), 50);
        ticket->shrinkTo(30);
        QCOMPARE(ticket->held(), 30);
        ticket->shrinkTo(70); // no growing
        QCOMPARE(ticket->held(), 30);
        QCOMPARE(budget.used(), 30);
    }
    QCOMPARE(budget.used(), 0);
    QCOMPARE(budget.peak(), 60);
    QCOMPARE(budget.limit(), 100);
}

void ByteBudgetTest::refusesBeyondTheLimit()
{
    ByteBudget budget(100);
    const auto oldest = budget.open();
    const auto younger = budget.open();
    QVERIFY(oldest->tryTake(60));
    QVERIFY(!younger->tryTake(41));
    QCOMPARE(younger->held(), 0);
    QVERIFY(younger->tryTake(40));
    QVERIFY(!younger->tryTake(1));
    QVERIFY(younger->tryTake(0));
}

void ByteBudgetTest::neverRefusesTheOldest()
{
    ByteBudget budget(100);
    const auto oldest = budget.open();
    const auto younger = budget.open();
    QVERIFY(younger->tryTake(100));
    QVERIFY(oldest->tryTake(1'000));
    QCOMPARE(budget.used(), 1'100);
}

void ByteBudgetTest::theNextBecomesTheOldest()
{
    ByteBudget budget(100);
    auto first = budget.open();
    auto second = budget.open();
    const auto third = budget.open();
    QVERIFY(third->tryTake(100));
    QVERIFY(!second->tryTake(1));
    second.reset(); // not in order of opening
    first.reset();
    QVERIFY(third->tryTake(500));
}

void ByteBudgetTest::tellsOnlyWhenSomebodyWasRefused()
{
    ByteBudget budget(100);
    int told = 0;
    budget.onFreed([&told] { ++told; });
    const auto oldest = budget.open();
    const auto younger = budget.open();
    QVERIFY(oldest->tryTake(100));
    oldest->give(10);
    QCOMPARE(told, 0);
    QVERIFY(!younger->tryTake(50));
    oldest->give(10);
    QCOMPARE(told, 1);
    oldest->give(10); // nobody has been refused since
    QCOMPARE(told, 1);
}

void ByteBudgetTest::tellsWhenTheOldestGoesEmptyHanded()
{
    ByteBudget budget(100);
    int told = 0;
    budget.onFreed([&told] { ++told; });
    auto oldest = budget.open();
    const auto second = budget.open();
    const auto third = budget.open();
    QVERIFY(third->tryTake(100));
    QVERIFY(!second->tryTake(1));
    oldest.reset();
    QCOMPARE(told, 1);
    QVERIFY(second->tryTake(1));
}

void ByteBudgetTest::tellsWhoFoundNoRoom()
{
    ByteBudget budget(100);
    int told = 0;
    budget.onFreed([&told] { ++told; });
    const auto ticket = budget.open();
    QVERIFY(ticket->tryTake(99));
    QVERIFY(budget.hasRoom());
    ticket->give(9);
    QCOMPARE(told, 0);
    QVERIFY(ticket->tryTake(10));
    QVERIFY(!budget.hasRoom());
    ticket->give(1);
    QCOMPARE(told, 1);
    QVERIFY(budget.hasRoom());
}

void ByteBudgetTest::callbackMayAskAgain()
{
    ByteBudget budget(100);
    auto oldest = budget.open();
    const auto younger = budget.open();
    bool isTaken = false;
    budget.onFreed([&] { isTaken = younger->tryTake(80); }); // would deadlock inside the mutex
    QVERIFY(oldest->tryTake(100));
    QVERIFY(!younger->tryTake(80));
    oldest->give(50);
    QVERIFY(!isTaken);
    oldest.reset();
    QVERIFY(isTaken);
}

void ByteBudgetTest::giveIsBoundedByWhatIsHeld()
{
    ByteBudget budget(100);
    const auto a = budget.open();
    const auto b = budget.open();
    QVERIFY(a->tryTake(10) && b->tryTake(10));
    a->give(50);
    QCOMPARE(a->held(), 0);
    QCOMPARE(budget.used(), 10);
}

void ByteBudgetTest::whoWaitsForSomethingElseIsNotTheOldest()
{
    ByteBudget budget(100);
    int told = 0;
    budget.onFreed([&told] { ++told; });
    const auto first = budget.open();
    const auto second = budget.open();
    QVERIFY(second->tryTake(90));
    QVERIFY(!second->tryTake(20));
    first->leave();
    QCOMPARE(told, 1);
    QVERIFY(second->tryTake(20));
    first->join();
    QVERIFY(!first->tryTake(1));
    QVERIFY(second->tryTake(20));
}

void ByteBudgetTest::refusedWorkThatGaveBackIsToldAgain()
{
    ByteBudget budget(100);
    int told = 0;
    budget.onFreed([&told] { ++told; });
    const auto first = budget.open();
    const auto second = budget.open();
    QVERIFY(first->tryTake(80));
    QVERIFY(second->tryTake(10) && !second->tryTake(30));
    second->give(10); // uses up the notice
    QCOMPARE(told, 1);
    QVERIFY(!budget.hasRoomAgain(*second));
    first->give(60);
    QCOMPARE(told, 2);
    QVERIFY(budget.hasRoomAgain(*second));
}

void ByteBudgetTest::threadsLeaveNothingBehind()
{
    ByteBudget budget(10'000);
    std::atomic_int told = 0;
    budget.onFreed([&told] { ++told; });
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&budget] {
            for (int i = 0; i < 5'000; ++i) {
                const auto ticket = budget.open();
                for (int k = 0; k < 4; ++k)
                    (void)ticket->tryTake(1'500);
                ticket->give(700);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(budget.used(), 0);
    QVERIFY(budget.peak() >= 6'000); // what one thread alone takes
    QVERIFY(budget.peak() <= 10'000 + 4 * 1'500);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ByteBudgetTest)
#include "tst_bytebudget.moc"
