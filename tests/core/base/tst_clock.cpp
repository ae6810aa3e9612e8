// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;

class TestClock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void theSystemClockNeverGoesBack();
    void theSystemClockTellsUtc();
    void theFakeClockStandsUntilItIsTurned();
};

void TestClock::theSystemClockNeverGoesBack()
{
    const SystemClock clock;
    qint64 last = clock.monotonicMs();
    for (int turn = 0; turn < 1'000; ++turn) {
        const qint64 now = clock.monotonicMs();
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::theSystemClockTellsUtc()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const QDateTime told = SystemClock().utcNow();
    QCOMPARE(told.timeSpec(), Qt::UTC);
    QVERIFY(before <= told && told <= QDateTime::currentDateTimeUtc());
}

void TestClock::theFakeClockStandsUntilItIsTurned()
{
    sluice::test::FakeClock clock;
    const qint64 start = clock.monotonicMs();
    const QDateTime day = clock.utcNow();
    QCOMPARE(clock.monotonicMs(), start);
    clock.advance(1'500);
    QCOMPARE(clock.monotonicMs(), start + 1'500);
    QCOMPARE(day.msecsTo(clock.utcNow()), 1'500);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
