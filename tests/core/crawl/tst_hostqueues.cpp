// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/hostqueues.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

const HostQueues::IsCurrent always = [](UrlIndex, quint16) { return true; };
const HostQueues::Turn now = [](const QByteArray &) { return 0; };

QList<UrlIndex> takeAll(HostQueues &queues, const HostQueues::Turn &turn, qint64 nowMs = 0)
{
    QList<UrlIndex> taken;
    while (const auto next = queues.take(turn, always, nowMs))
        taken.append(next->index);
    return taken;
}

} // namespace

/// HostQueues: breadth first, one host's wait never another's.
class HostQueuesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void takesLeastDepthFirstThenFirstFound();
    void passesOverHostsThatMustWait();
    void givesFullHostsAnotherTurnWhenReleased();
    void dropsStaleEntries();
    void putsBackFirstInLine();
};

void HostQueuesTest::takesLeastDepthFirstThenFirstFound()
{
    HostQueues queues;
    queues.push("http://a", 2, 10);
    queues.push("http://b", 1, 11);
    queues.push("http://a", 1, 12);
    queues.push("http://b", 0, 13);
    QCOMPARE(takeAll(queues, now), (QList<UrlIndex>{13, 11, 12, 10}));
}

void HostQueuesTest::passesOverHostsThatMustWait()
{
    HostQueues queues;
    queues.push("http://slow", 0, 1);
    queues.push("http://quick", 3, 2);
    const HostQueues::Turn turn = [](const QByteArray &origin) { return origin == "http://slow" ? 500 : 0; };
    QCOMPARE(takeAll(queues, turn, 1'000), (QList<UrlIndex>{2}));
    QCOMPARE(queues.nextWakeMs(), std::optional<qint64>(1'500));
    QCOMPARE(queues.nextToWake(), "http://slow"_ba);
    QCOMPARE(takeAll(queues, now, 1'499), QList<UrlIndex>());
    QCOMPARE(takeAll(queues, now, 1'500), (QList<UrlIndex>{1}));
    QCOMPARE(queues.nextToWake(), QByteArray());
}

void HostQueuesTest::givesFullHostsAnotherTurnWhenReleased()
{
    HostQueues queues;
    queues.push("http://a", 0, 1);
    QCOMPARE(takeAll(queues, [](const QByteArray &) { return -1; }), QList<UrlIndex>());
    queues.push("http://a", 0, 2);
    QCOMPARE(takeAll(queues, now), QList<UrlIndex>());
    QVERIFY(!queues.nextWakeMs());
    queues.hostReleased("http://a");
    QCOMPARE(takeAll(queues, now), (QList<UrlIndex>{1, 2}));
}

void HostQueuesTest::dropsStaleEntries()
{
    HostQueues queues;
    queues.push("http://a", 4, 1);
    queues.push("http://a", 2, 1);
    queues.push("http://a", 4, 2);
    QList<UrlIndex> taken;
    QSet<UrlIndex> gone;
    const auto isCurrent = [&gone](UrlIndex index, quint16) { return !gone.contains(index); };
    while (const auto next = queues.take(now, isCurrent, 0)) {
        taken.append(next->index);
        gone.insert(next->index);
    }
    QCOMPARE(taken, (QList<UrlIndex>{1, 2}));
}

void HostQueuesTest::putsBackFirstInLine()
{
    HostQueues queues;
    queues.push("http://a", 0, 1);
    queues.push("http://a", 0, 2);
    const auto first = queues.take(now, always, 0);
    QVERIFY(first);
    queues.putBack(*first, 100);
    QCOMPARE(takeAll(queues, now, 99), QList<UrlIndex>());
    QCOMPARE(takeAll(queues, now, 100), (QList<UrlIndex>{1, 2}));
}

QTEST_GUILESS_MAIN(HostQueuesTest)
#include "tst_hostqueues.moc"
