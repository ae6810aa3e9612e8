// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/sendbudget.h"

#include <QTest>

using namespace sluice::core;

class TestSendBudget final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharedBytesAreCountedOnce();
    void whatIsAboveIsRefused();
    void theFirstAlwaysHasRoom();
};

void TestSendBudget::sharedBytesAreCountedOnce()
{
    SendBudget budget(100);
    const QByteArray answer(60, 'x');
    const QByteArray same = answer;
    QVERIFY(budget.take(answer));
    QVERIFY(budget.take(same));
    QCOMPARE(budget.taken(), 60);
    budget.giveBack(same);
    QCOMPARE(budget.taken(), 60);
    budget.giveBack(answer);
    QCOMPARE(budget.taken(), 0);
}

void TestSendBudget::whatIsAboveIsRefused()
{
    SendBudget budget(100);
    const QByteArray first(60, 'x');
    const QByteArray second(60, 'x'); // equal, but elsewhere
    const QByteArray third(40, 'x');
    QVERIFY(budget.take(first));
    QVERIFY(!budget.take(second));
    QVERIFY(budget.take(third));
    QCOMPARE(budget.taken(), 100);
    budget.giveBack(first);
    QVERIFY(budget.take(second));
    QCOMPARE(budget.taken(), 100);
}

void TestSendBudget::theFirstAlwaysHasRoom()
{
    SendBudget budget(10);
    const QByteArray large(60, 'x');
    QVERIFY(budget.take(large));
    QVERIFY(!budget.take(QByteArray(1, 'x')));
    budget.giveBack(large);
    QVERIFY(budget.take(large));
}

QTEST_GUILESS_MAIN(TestSendBudget)
#include "tst_sendbudget.moc"
