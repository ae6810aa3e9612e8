// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/boundedsemaphore.h"

#include "tests/support/suites.h"

#include <QTest>

#include <vector>

using namespace sluice::core;
using Permit = BoundedSemaphore::Permit;

class TestBoundedSemaphore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void givesSoManyAndNoMore();
    void hasTwoHundredByDefault();
    void countsOneWhereNoneWasAskedFor();
    void isNotGivenBackTwice();
    void servesInTheOrderOfAsking();
    void forgetsWhoHasDied();
    void isOutlivedByItsPermits();
};

void TestBoundedSemaphore::givesSoManyAndNoMore()
{
    BoundedSemaphore semaphore(2);
    auto first = semaphore.tryAcquire();
    const auto second = semaphore.tryAcquire();
    QVERIFY(first && second);
    QVERIFY(!semaphore.tryAcquire());
    first->release();
    QCOMPARE(semaphore.available(), 1);
    QVERIFY(semaphore.tryAcquire());
}

void TestBoundedSemaphore::hasTwoHundredByDefault()
{
    QCOMPARE(BoundedSemaphore().available(), 200);
}

void TestBoundedSemaphore::countsOneWhereNoneWasAskedFor()
{
    QCOMPARE(BoundedSemaphore(0).permits(), 1);
    QCOMPARE(BoundedSemaphore(-5).available(), 1);
}

void TestBoundedSemaphore::isNotGivenBackTwice()
{
    BoundedSemaphore semaphore(2);
    auto permit = semaphore.tryAcquire();
    QVERIFY(permit && permit->isHeld());
    Permit moved = std::move(*permit);
    permit->release(); // moved from: nothing
    QCOMPARE(semaphore.available(), 1);
    moved.release();
    moved.release();
    QCOMPARE(semaphore.available(), 2);
    QVERIFY(!moved.isHeld());
    auto one = semaphore.tryAcquire();
    auto other = semaphore.tryAcquire();
    *one = std::move(*other); // gives back what it held
    QCOMPARE(semaphore.available(), 1);
}

void TestBoundedSemaphore::servesInTheOrderOfAsking()
{
    BoundedSemaphore semaphore(1);
    QObject context;
    QList<int> order;
    std::vector<Permit> held;
    for (int who = 0; who < 3; ++who) {
        semaphore.acquire(&context, [&order, &held, who](Permit permit) {
            order.append(who);
            held.push_back(std::move(permit));
        });
    }
    QCOMPARE(order, QList<int>{0});
    held[0].release();
    QVERIFY(!semaphore.tryAcquire()); // handed on
    held[1].release();
    QCOMPARE(order, (QList<int>{0, 1, 2}));
    held.clear();
    QCOMPARE(semaphore.available(), 1);
}

void TestBoundedSemaphore::forgetsWhoHasDied()
{
    BoundedSemaphore semaphore(1);
    QObject context;
    auto permit = semaphore.tryAcquire();
    bool isDeadCalled = false;
    bool isLivingCalled = false;
    {
        QObject mortal;
        semaphore.acquire(&mortal, [&isDeadCalled](const Permit &) { isDeadCalled = true; });
    }
    semaphore.acquire(&context, [&isLivingCalled](const Permit &) { isLivingCalled = true; });
    permit->release();
    QVERIFY(!isDeadCalled);
    QVERIFY(isLivingCalled);
    QCOMPARE(semaphore.available(), 1);
}

void TestBoundedSemaphore::isOutlivedByItsPermits()
{
    auto semaphore = std::make_unique<BoundedSemaphore>(1);
    auto permit = semaphore->tryAcquire();
    semaphore.reset();
    QVERIFY(permit->isHeld());
    permit->release();
    QVERIFY(!permit->isHeld());
}

QTEST_GUILESS_MAIN(TestBoundedSemaphore)
#include "tst_boundedsemaphore.moc"
