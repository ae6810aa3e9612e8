// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/whendone.h"
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <csignal>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// How the pool shares out work and what it does about workers that die or are not there.
class WorkerPoolTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void answersInOrder();
    void noPages();
    void fromManyThreads();
    void withoutBlocking();
    void keepsWorkers();
    void boundsWorkers();
    void killedBetweenBatches();
    void killedAtWork();
    void killedTooOften();
    void missingWorker_data();
    void missingWorker();
    void aProgramThatIsNoWorker();
    void emptyEnvironment();
    void cancelledBefore();
    void cancelledAtWork();
    void cancelledInAPage();
    void cancelledByItsFuture();
    void isAPoolForBatches();
    void onePageEndsWithItsFirstTimeOut();
    void onePageEndsWhereMemoryDoes();
    void endsWithWorkUnderWay();
};

static QList<QByteArray> numbers(int count)
{
    QList<QByteArray> texts;
    for (int i = 0; i < count; ++i)
        texts.append(QByteArray::number(i));
    return texts;
}

void WorkerPoolTest::answersInOrder()
{
    WorkerPool pool(poolOptions());
    const QList<QByteArray> texts = textsOf(pool.run(batchOf(jq(". * 2"), numbers(1'000))));
    QCOMPARE(texts.size(), 1'000);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(texts[i], QByteArray::number(2 * i));
}

void WorkerPoolTest::noPages()
{
    WorkerPool pool(poolOptions());
    const WorkerOutcome good = pool.run(batchOf(jq("."), {}));
    QVERIFY(good);
    QVERIFY(good->isEmpty());
    const WorkerOutcome bad = pool.run(batchOf(jq(".["), {}));
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, WorkerFault::BadProgram);
}

void WorkerPoolTest::fromManyThreads()
{
    WorkerPool pool(poolOptions());
    QThreadPool threads;
    threads.setMaxThreadCount(8);
    std::atomic_int good = 0;
    for (int task = 0; task < 24; ++task) {
        threads.start([&pool, &good, task] {
            const QByteArray source = ". + " + QByteArray::number(task % 3);
            const QList<QByteArray> texts = textsOf(pool.run(batchOf(jq(source.constData()), {"1", "2"})));
            if (texts == QList<QByteArray>{QByteArray::number(1 + task % 3), QByteArray::number(2 + task % 3)})
                ++good;
        });
    }
    threads.waitForDone();
    QCOMPARE(good.load(), 24);
}

void WorkerPoolTest::withoutBlocking()
{
    WorkerPool pool(poolOptions());
    QList<QByteArray> texts;
    whenDone(pool.submit(batchOf(jq("."), {"1", "2"})), this,
             [&texts](const WorkerOutcome &outcome) { texts = textsOf(outcome); });
    QVERIFY(texts.isEmpty());
    QTRY_COMPARE(texts, (QList<QByteArray>{"1", "2"}));
}

void WorkerPoolTest::keepsWorkers()
{
    WorkerPool pool(poolOptions(1));
    QVERIFY(pool.processIds().isEmpty());
    QVERIFY(pool.run(batchOf(jq("."), {"1"})));
    const QList<qint64> first = pool.processIds();
    QCOMPARE(first.size(), 1);
    QVERIFY(pool.run(batchOf(script("function parse(page) { return []; }"), {"1"})));
    QCOMPARE(pool.processIds(), first);
}

void WorkerPoolTest::boundsWorkers()
{
    WorkerPool pool(poolOptions(2));
    QList<QFuture<WorkerOutcome>> futures;
    for (int i = 0; i < 10; ++i)
        futures.append(pool.submit(batchOf(jq("."), numbers(100))));
    for (QFuture<WorkerOutcome> &future : futures) {
        future.waitForFinished();
        QVERIFY(future.result());
    }
    QCOMPARE(pool.processIds().size(), 2);
}

void WorkerPoolTest::killedBetweenBatches()
{
    WorkerPool pool(poolOptions(1));
    QVERIFY(pool.run(batchOf(jq("."), {"1"})));
    const qint64 id = pool.processIds().value(0);
    QVERIFY(id > 0);
    QCOMPARE(::kill(pid_t(id), SIGKILL), 0);
    QCOMPARE(textsOf(pool.run(batchOf(jq("."), {"1", "2"}))), (QList<QByteArray>{"1", "2"}));
    QVERIFY(pool.processIds() != QList<qint64>{id});
}

void WorkerPoolTest::killedAtWork()
{
    WorkerPool pool(poolOptions(1));
    // Page 3 takes until somebody ends the worker; a worker that starts with it finds it short.
    const char *source = "let seen = 0; function parse(page) {"
                         " seen += 1; while (page.html === 'long' && seen > 1) {} return {n: page.html}; }";
    WorkerBatch batch = batchOf(script(source), {"a", "b", "long", "c"});
    batch.limits.pageTime = std::chrono::seconds(2);
    QFuture<WorkerOutcome> future = pool.submit(batch);
    QTRY_VERIFY(!pool.processIds().isEmpty());
    const qint64 id = pool.processIds().value(0);
    // It may be at any point of its life: before the program, within a page.
    QCOMPARE(::kill(pid_t(id), SIGKILL), 0);
    QTRY_VERIFY(!pool.processIds().contains(id));
    future.waitForFinished();
    const QList<QByteArray> texts = textsOf(future.result());
    QCOMPARE(texts.size(), 4);
    QCOMPARE(texts[0], "{\"n\":\"a\"}");
    QCOMPARE(texts[3], "{\"n\":\"c\"}");
}

void WorkerPoolTest::killedTooOften()
{
    WorkerPool pool(poolOptions(1));
    QFuture<WorkerOutcome> future = pool.submit(batchOf(jq("last(range(1e12))"), {"1"}));
    QList<qint64> killed;
    while (killed.size() < 3) {
        QTRY_VERIFY_WITH_TIMEOUT(!pool.processIds().isEmpty() && !killed.contains(pool.processIds().value(0)), 60'000);
        killed.append(pool.processIds().value(0));
        QCOMPARE(::kill(pid_t(killed.last()), SIGKILL), 0);
    }
    future.waitForFinished();
    const QList<QByteArray> texts = textsOf(future.result());
    QCOMPARE(texts.size(), 1);
    QVERIFY2(texts[0].contains("signal 9 (SIGKILL)"), texts[0].constData());
}

void WorkerPoolTest::missingWorker_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("reason");
    // This test lies in a folder of its own, beside no worker.
    QTest::newRow("not found") << QString() << QByteArray("sluice-worker");
    QTest::newRow("gone") << u"/nonexistent/sluice-worker"_s << QByteArray("/nonexistent/sluice-worker");
    QTest::newRow("a folder") << u"/tmp"_s << QByteArray("/tmp");
}

void WorkerPoolTest::missingWorker()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, reason);
    WorkerPoolOptions options;
    options.program = program;
    WorkerPool pool(options);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const WorkerOutcome outcome = pool.run(batchOf(jq("."), {"1", "2"}));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, WorkerFault::NoWorker);
        QVERIFY2(outcome.error().detail.contains(QString::fromLatin1(reason)), qPrintable(outcome.error().detail));
    }
}

void WorkerPoolTest::aProgramThatIsNoWorker()
{
    WorkerPoolOptions options;
    options.program = u"/bin/echo"_s;
    WorkerPool pool(options);
    const WorkerOutcome outcome = pool.run(batchOf(jq("."), {"1"}));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == WorkerFault::Crashed || outcome.error().kind == WorkerFault::TooLarge);
}

void WorkerPoolTest::emptyEnvironment()
{
    qputenv("SLUICE_TEST_SECRET", "x");
    WorkerPool pool(poolOptions(1));
    QVERIFY(pool.run(batchOf(jq("."), {"1"})));
    QFile environment(u"/proc/%1/environ"_s.arg(pool.processIds().value(0)));
    QVERIFY(environment.open(QIODevice::ReadOnly));
    QList<QByteArray> variables = environment.readAll().split('\0');
    variables.removeAll({});
    std::sort(variables.begin(), variables.end());
    QCOMPARE(variables, (QList<QByteArray>{"HOME=/nonexistent", "LC_ALL=C.UTF-8", "TZ=UTC"}));
    qunsetenv("SLUICE_TEST_SECRET");
}

void WorkerPoolTest::cancelledBefore()
{
    WorkerPool pool(poolOptions());
    CancelSource source;
    source.cancel();
    WorkerBatch batch = batchOf(jq("."), {"1"});
    batch.cancel = source.token();
    const WorkerOutcome outcome = pool.run(batch);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, WorkerFault::Cancelled);
    QVERIFY(pool.processIds().isEmpty());
}

void WorkerPoolTest::cancelledAtWork()
{
    WorkerPool pool(poolOptions(1));
    CancelSource source;
    WorkerBatch batch = batchOf(
        script("function parse(page) { const end = Date.now() + 100; while (Date.now() < end) {} }"), numbers(32));
    batch.cancel = source.token();
    QFuture<WorkerOutcome> future = pool.submit(batch);
    QTRY_VERIFY(!pool.processIds().isEmpty());
    source.cancel();
    const WorkerOutcome outcome = waitFor(future);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, WorkerFault::Cancelled);
    QVERIFY(pool.run(batchOf(jq("."), {"1"})));
}

void WorkerPoolTest::cancelledByItsFuture()
{
    WorkerPool pool(poolOptions(1));
    WorkerBatch batch = batchOf(jq("[repeat(1)]"), {"1"});
    batch.limits.pageTime = std::chrono::hours(1); // else it would end by itself
    QFuture<WorkerOutcome> future = pool.submit(batch);
    QTRY_VERIFY(!pool.processIds().isEmpty());
    const qint64 id = pool.processIds().value(0);
    future.cancel();
    QTRY_VERIFY(!pool.processIds().contains(id));
    QTRY_COMPARE(::kill(pid_t(id), 0), -1);
    QCOMPARE(textsOf(pool.run(batchOf(jq("."), {"1"}))), (QList<QByteArray>{"1"}));
}

/// A deadline of the batch ends the process that is at an endless job, and the other jobs come back.
void WorkerPoolTest::isAPoolForBatches()
{
    WorkerPool pool(poolOptions(2));
    QCOMPARE(pool.size(), 2);
    WorkerBatch endless = batchOf(jq("[repeat(1)]"), {"1"});
    endless.limits.pageTime = std::chrono::hours(1);
    BatchOptions options;
    options.concurrency = pool.size();
    options.requestTimeout = std::chrono::seconds(2);
    QStringList told;
    bool hasEnded = false;
    static_cast<void>(asCompleted(
        this, Requests(QList<WorkerBatch>{endless, batchOf(jq(". + 1"), {"1"}), batchOf(jq(". + 1"), {"2"})}),
        onPool(pool), options,
        [&told](const auto &completed) {
            const QString what = completed.outcome ? QString::fromUtf8(completed.outcome->value(0).values.value(0))
                                                   : QString::number(int(completed.outcome.error().kind));
            told.append(u"%1: %2"_s.arg(completed.index).arg(what));
        },
        [&hasEnded](const BatchEnd &) { hasEnded = true; }));
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, 30'000);
    QCOMPARE(told, (QStringList{u"1: 2"_s, u"2: 3"_s, u"0: %1"_s.arg(int(BatchFault::TimedOut))}));
}

void WorkerPoolTest::cancelledInAPage()
{
    WorkerPool pool(poolOptions(1));
    CancelSource source;
    WorkerBatch batch = batchOf(jq("[repeat(1)]"), {"1"});
    batch.limits.pageTime = std::chrono::hours(1); // else it would end by itself
    batch.cancel = source.token();
    QFuture<WorkerOutcome> stopped = pool.submit(batch);
    QFuture<WorkerOutcome> waiting = pool.submit(batchOf(jq("."), {"7"}));
    QTRY_VERIFY(!pool.processIds().isEmpty());
    const qint64 id = pool.processIds().value(0);
    source.cancel();
    const WorkerOutcome outcome = waitFor(stopped);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, WorkerFault::Cancelled);
    QCOMPARE(textsOf(waitFor(waiting)), QList<QByteArray>{"7"});
    QVERIFY(::kill(pid_t(id), 0) != 0);
}

void WorkerPoolTest::onePageEndsWithItsFirstTimeOut()
{
    WorkerPool pool(poolOptions(1));
    QList<QFuture<WorkerOutcome>> futures;
    for (const char *source : {".", "[repeat(.)]", ". + 1"}) {
        WorkerBatch batch = batchOf(jq(source), {"1", "2"});
        batch.limits.pageTime = std::chrono::milliseconds(500);
        batch.page = 7;
        futures.append(pool.submit(batch));
    }
    WorkerBatch other = batchOf(jq(". + 2"), {"1"});
    other.page = 8;
    futures.append(pool.submit(other));
    QCOMPARE(textsOf(waitFor(futures[0])), (QList<QByteArray>{"1", "2"}));
    QCOMPARE(textsOf(waitFor(futures[1])),
             (QList<QByteArray>{"failed: took longer than 0.5 s", "failed: took longer than 0.5 s"}));
    const QByteArray leftOut = "failed: left out: another program on this page took longer than 0.5 s";
    QCOMPARE(textsOf(waitFor(futures[2])), (QList<QByteArray>{leftOut, leftOut}));
    QCOMPARE(textsOf(waitFor(futures[3])), QList<QByteArray>{"3"});
}

void WorkerPoolTest::onePageEndsWhereMemoryDoes()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer needs the address space that the limit takes away");
#endif
    WorkerPoolOptions options = poolOptions(1);
    options.memory = 256 << 20;
    WorkerPool pool(options);
    QList<QFuture<WorkerOutcome>> futures;
    for (const char *source : {"[repeat(.)]", "."}) {
        WorkerBatch batch = batchOf(jq(source), {"1"});
        batch.limits.pageTime = std::chrono::minutes(2);
        batch.page = 7;
        futures.append(pool.submit(batch));
    }
    QVERIFY(textsOf(waitFor(futures[0]))[0].startsWith("failed: used more than the 256 MiB"));
    QVERIFY(textsOf(waitFor(futures[1]))[0].startsWith("failed: left out: another program on this page used more"));
}

void WorkerPoolTest::endsWithWorkUnderWay()
{
    QFuture<WorkerOutcome> working;
    QFuture<WorkerOutcome> waiting;
    qint64 id = 0;
    {
        WorkerPool pool(poolOptions(1));
        working = pool.submit(batchOf(jq("last(range(1e12))"), {"1"}));
        waiting = pool.submit(batchOf(jq("."), {"1"}));
        QTRY_VERIFY(!pool.processIds().isEmpty());
        id = pool.processIds().value(0);
    }
    for (QFuture<WorkerOutcome> *future : {&working, &waiting}) {
        QVERIFY(future->isFinished());
        QCOMPARE(future->result().error().kind, WorkerFault::Cancelled);
    }
    QVERIFY(::kill(pid_t(id), 0) != 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WorkerPoolTest)
#include "tst_workerpool.moc"
