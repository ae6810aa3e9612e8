// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/batchbench.h"
#include "tests/support/suites.h"

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

using Indices = QList<qint64>;

/// The order and the end of a batch in every mode, with a server that answers when told.
class BatchModesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void everyModeHasItsOrder_data();
    void everyModeHasItsOrder();
    void mapTellsWhatIsDue();
    void asCompletedTellsAtOnce();
    void waitEndsWhenToldTo_data();
    void waitEndsWhenToldTo();
    void theDeadlineEndsAllModes_data();
    void theDeadlineEndsAllModes();
    void cancellingEndsAllModes_data();
    void cancellingEndsAllModes();
    void oneEntryIsCancelledAlone();
    void oneEntryIsCancelledBeforeItsTurn();
    void heldNothingIsSent();
    void shutdownEndsABatch();
    void theListenersDeathIsHarmless();

private:
    static void addModes();
};

void BatchModesTest::addModes()
{
    QTest::addColumn<BatchMode>("mode");
    QTest::addColumn<Indices>("order");
}

void BatchModesTest::everyModeHasItsOrder_data()
{
    addModes();
    QTest::newRow("as-completed") << BatchMode::AsCompleted << Indices{3, 1, 4, 0, 2};
    QTest::newRow("callback") << BatchMode::Callback << Indices{3, 1, 4, 0, 2};
    QTest::newRow("wait") << BatchMode::Wait << Indices{3, 1, 4, 0, 2};
    QTest::newRow("map") << BatchMode::Map << Indices{0, 1, 2, 3, 4};
    QTest::newRow("gather") << BatchMode::Gather << Indices{0, 1, 2, 3, 4};
}

void BatchModesTest::everyModeHasItsOrder()
{
    QFETCH(BatchMode, mode);
    QFETCH(Indices, order);
    BatchBench bench;
    bench.addHeldPages(5);
    bench.spec.mode = mode;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(5));
    QCOMPARE(bench.last.total, 5);
    QCOMPARE(bench.last.pending, 5);
    QVERIFY(bench.release({3, 1, 4, 0, 2}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order(), order);
    QCOMPARE(bench.states(), u"ddddd"_s);
    for (const BatchEntry &entry : std::as_const(bench.results)) {
        QCOMPARE(entry.url.toString(), bench.url(BatchBench::path(int(entry.index))));
        QCOMPARE(entry.bytes, BatchBench::sizeOf(int(entry.index)));
        QCOMPARE(entry.status, 200);
        QCOMPARE(entry.error, QString());
    }
    QCOMPARE(bench.last.done, 5);
    QCOMPARE(bench.last.pending, 0);
    QVERIFY(!bench.last.isPastDeadline && !bench.last.isCancelled);
    QCOMPARE(bench.endings, 1);
}

void BatchModesTest::mapTellsWhatIsDue()
{
    BatchBench bench;
    bench.addHeldPages(4);
    bench.spec.mode = BatchMode::Map;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(4));
    QVERIFY(bench.release({1, 3}));
    QCOMPARE(bench.order(), Indices());
    QVERIFY(bench.release({0}));
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 2; }));
    QCOMPARE(bench.order(), (Indices{0, 1}));
    QVERIFY(!bench.last.hasEnded);
    QVERIFY(bench.release({2}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order(), (Indices{0, 1, 2, 3}));
}

void BatchModesTest::asCompletedTellsAtOnce()
{
    BatchBench bench;
    bench.addHeldPages(3);
    bench.spec.crawl.seeds.insert(1, bench.url("/404"));
    QVERIFY(bench.start());
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 1; }));
    QCOMPARE(bench.order(), Indices{1});
    QCOMPARE(bench.result(1).state, BatchState::Failed);
    QCOMPARE(bench.result(1).status, 404);
    QCOMPARE(bench.result(1).error, u"HTTP 404"_s);
    QVERIFY(bench.release({0, 1, 2}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dfdd"_s);
    QCOMPARE(bench.last.failed, 1);
}

void BatchModesTest::waitEndsWhenToldTo_data()
{
    QTest::addColumn<BatchUntil>("until");
    QTest::addColumn<QList<int>>("released");
    QTest::addColumn<Indices>("order");
    QTest::addColumn<QString>("states");
    QTest::newRow("first") << BatchUntil::First << QList<int>{2} << Indices{2, 0, 1, 3} << u"ppdp"_s;
    QTest::newRow("first, a failed one") << BatchUntil::First << QList<int>{3} << Indices{3, 0, 1, 2} << u"pppf"_s;
    QTest::newRow("first-failed") << BatchUntil::FirstFailed << QList<int>{2, 0, 3} << Indices{2, 0, 3, 1} << u"dpdf"_s;
    QTest::newRow("all") << BatchUntil::All << QList<int>{2, 3, 1, 0} << Indices{2, 3, 1, 0} << u"dddf"_s;
}

void BatchModesTest::waitEndsWhenToldTo()
{
    QFETCH(BatchUntil, until);
    QFETCH(QList<int>, released);
    QFETCH(Indices, order);
    QFETCH(QString, states);
    BatchBench bench;
    bench.addHeldPages(4);
    bench.server.add("/p3", httpAnswer(404, "none"));
    bench.spec.mode = BatchMode::Wait;
    bench.spec.until = until;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(4));
    QVERIFY(bench.release(released));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order(), order);
    QCOMPARE(bench.states(), states);
    QCOMPARE(bench.last.pending, states.count(u'p'));
    QVERIFY(!bench.last.isPastDeadline);
    // Those that were left are given up.
    QVERIFY(bench.turnUntil([&] { return bench.server.openConnections() <= int(states.size()) - bench.last.pending; }));
}

void BatchModesTest::theDeadlineEndsAllModes_data()
{
    QTest::addColumn<BatchMode>("mode");
    QTest::addColumn<QString>("states");
    QTest::newRow("as-completed") << BatchMode::AsCompleted << u"dcc"_s;
    QTest::newRow("gather") << BatchMode::Gather << u"dcc"_s;
    QTest::newRow("map") << BatchMode::Map << u"dcc"_s;
    QTest::newRow("wait") << BatchMode::Wait << u"dpp"_s;
    QTest::newRow("callback") << BatchMode::Callback << u"dcc"_s;
}

void BatchModesTest::theDeadlineEndsAllModes()
{
    QFETCH(BatchMode, mode);
    QFETCH(QString, states);
    BatchBench bench;
    bench.addHeldPages(3);
    bench.server.unhold("/p0");
    bench.spec.mode = mode;
    bench.spec.timeoutMs = 2'000;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order(), (Indices{0, 1, 2}));
    QCOMPARE(bench.states(), states);
    QVERIFY(bench.last.isPastDeadline);
    QVERIFY(bench.last.elapsedMs >= 2'000);
    QVERIFY2(bench.result(2).error.contains(u"time limit of 2 s"_s), qPrintable(bench.result(2).error));
    QVERIFY(bench.turnUntil([&] { return bench.server.openConnections() <= 1; }));
}

void BatchModesTest::cancellingEndsAllModes_data()
{
    addModes();
    QTest::newRow("as-completed") << BatchMode::AsCompleted << Indices{2};
    QTest::newRow("callback") << BatchMode::Callback << Indices{2};
    QTest::newRow("wait") << BatchMode::Wait << Indices{2};
    QTest::newRow("map") << BatchMode::Map << Indices{0, 1, 2, 3};
    QTest::newRow("gather") << BatchMode::Gather << Indices{0, 1, 2, 3};
}

void BatchModesTest::cancellingEndsAllModes()
{
    QFETCH(BatchMode, mode);
    QFETCH(Indices, order);
    BatchBench bench;
    bench.addHeldPages(4);
    bench.spec.mode = mode;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(4));
    QVERIFY(bench.release({2}));
    bench.engine->cancelBatch(bench.batch);
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order().first(order.size()), order);
    QCOMPARE(bench.states(), u"ccdc"_s);
    QCOMPARE(bench.result(0).error, u"cancelled"_s);
    QVERIFY(bench.result(0).times.parsed >= bench.result(0).times.started);
    QVERIFY(bench.last.isCancelled);
    QCOMPARE(bench.last.cancelled, 3);
    QVERIFY(bench.turnUntil([&] { return bench.server.openConnections() <= 1; }));
}

void BatchModesTest::oneEntryIsCancelledAlone()
{
    BatchBench bench;
    bench.addHeldPages(3);
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(3));
    bench.engine->cancelBatchEntry(bench.batch, 1);
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 1; }));
    QCOMPARE(bench.result(1).state, BatchState::Cancelled);
    QVERIFY(bench.turnUntil([&] { return bench.server.openConnections() == 2; }));
    bench.engine->cancelBatchEntry(bench.batch, 17); // there is none
    QVERIFY(bench.release({0, 2}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dcd"_s);
    QCOMPARE(bench.order().size(), 3);
    QVERIFY(!bench.last.isCancelled);
}

void BatchModesTest::oneEntryIsCancelledBeforeItsTurn()
{
    BatchBench bench;
    bench.addHeldPages(3);
    bench.spec.crawl.concurrency = 1;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(1));
    bench.engine->cancelBatchEntry(bench.batch, 1);
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 1; }));
    bench.server.unhold("/p1");
    bench.server.unhold("/p2");
    QVERIFY(bench.release({0}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dcd"_s);
    QCOMPARE(bench.server.count("/p1"), 0);
    QCOMPARE(bench.server.peakConnections(), 1);
}

void BatchModesTest::heldNothingIsSent()
{
    BatchBench bench;
    bench.addHeldPages(3);
    bench.spec.crawl.concurrency = 1;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(1));
    bench.engine->setBatchHeld(bench.batch, true);
    bench.server.unhold("/p1");
    bench.server.unhold("/p2");
    QVERIFY(bench.release({0}));
    QVERIFY(bench.turnUntil([&] { return bench.last.isHeld && bench.last.inFlight == 0; }));
    // Whatever would be asked for wrongly would have been by the time another batch is through.
    BatchSpec other = bench.spec;
    other.crawl.seeds = {bench.url("/ok")};
    QVERIFY(bench.engine->startBatch(other, bench.secrets).has_value());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.server.count("/p1"), 0);
    bench.last.hasEnded = false;
    bench.engine->setBatchHeld(bench.batch, false);
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.server.count("/p2"), 1);
}

void BatchModesTest::shutdownEndsABatch()
{
    BatchBench bench;
    bench.addHeldPages(3);
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(3));
    bench.engine->stopAll();
    QVERIFY(bench.untilEnded());
    QVERIFY(bench.last.isCancelled);
    QCOMPARE(bench.last.done, 0);
}

void BatchModesTest::theListenersDeathIsHarmless()
{
    BatchBench bench;
    bench.addHeldPages(3);
    bench.spec.mode = BatchMode::Gather;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(3));
    bench.engine.reset();
    QVERIFY(bench.turnUntil([&] { return bench.server.openConnections() == 0; }));
    QCOMPARE(bench.results.size(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::BatchModesTest)
#include "tst_batchmodes.moc"
