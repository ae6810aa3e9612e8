// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/pool.h"

#include "core/batch/callbacks.h"
#include "core/batch/gather.h"
#include "tests/core/batch/batchtesting.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sluice::core;
using namespace sluice::test;

namespace {

Result<int, WorkFailure> half(int number)
{
    if (number < 0)
        throw std::runtime_error("no paper for less than nothing");
    if (number % 2 == 1)
        return failure(WorkFault::Broken, u"odd"_s);
    return number / 2;
}

template <typename Outcome>
QString textOf(const Outcome &outcome)
{
    return outcome ? QString::number(*outcome) : Telling::faultOf(outcome.error().kind) + u' ' + outcome.error().detail;
}

/// Holds jobs until it is opened.
class Gate final
{
public:
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_wake.wait(lock, [this] { return m_isOpen; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_wake.notify_all();
    }
    [[nodiscard]] int waiting()
    {
        const std::lock_guard lock(m_mutex);
        return m_waiting;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isOpen = false;
    int m_waiting = 0;
};

} // namespace

class TestThreadPool final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void hasAThreadForEachCore();
    void givesOutcomes_data();
    void givesOutcomes();
    void knowsWorkWithoutAValue();
    void movesWhatCannotBeCopied();
    void runsSoManyAtOnceAndNoMore();
    void neverRunsWhatIsCancelledBefore();
    void cancelsWhatWaitsWhenItEnds();
    void clearedItWaitsForWhatHasBegunAndGoesOn();
    void takesJobsFromJobsAndCallbacks();
    void isSharedByManyThreads();
    void standsBeforeAFunction();
    void tellsJobsAsTheyComplete();
    void givesUpOnJobsWhenTimeIsUp();
    void mapsInOrder_data();
    void mapsInOrder();
    void mapsAnEndlessInputInBoundedMemory();
    void mapsAHundredThousand();
    void mapTellsEachInputOfAChunkThatIsLate();
    void mapSurvivesAContextThatACallbackEnds();
};

void TestThreadPool::hasAThreadForEachCore()
{
    QCOMPARE(ThreadPool().size(), std::max(1, QThread::idealThreadCount()));
    QCOMPARE(ThreadPool(3).size(), 3);
}

void TestThreadPool::givesOutcomes_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("a value") << 8 << u"4"_s;
    QTest::newRow("an error") << 7 << u"failed odd"_s;
    QTest::newRow("an exception") << -1 << u"threw no paper for less than nothing"_s;
}

void TestThreadPool::givesOutcomes()
{
    QFETCH(const int, number);
    QFETCH(const QString, outcome);
    ThreadPool pool(2);
    auto future = pool.submit([number] { return half(number); });
    future.waitForFinished();
    QCOMPARE(textOf(future.result()), outcome);
}

void TestThreadPool::knowsWorkWithoutAValue()
{
    ThreadPool pool(1);
    auto done = pool.submit([] {});
    auto thrown = pool.submit([] { throw 7; });
    done.waitForFinished();
    thrown.waitForFinished();
    QVERIFY(done.result());
    QCOMPARE(thrown.result().error().kind, BatchFault::Threw);
}

void TestThreadPool::movesWhatCannotBeCopied()
{
    ThreadPool pool(1);
    auto future = pool.submit([] { return std::make_unique<int>(7); });
    future.waitForFinished();
    const auto outcome = outcomeOf(future);
    QCOMPARE(**outcome, 7);
}

void TestThreadPool::runsSoManyAtOnceAndNoMore()
{
    Gate gate;
    ThreadPool pool(3);
    QList<QFuture<OutcomeOf<void>>> futures;
    for (int i = 0; i < 10; ++i)
        futures.append(pool.submit([&gate] { gate.pass(); }));
    QTRY_COMPARE(gate.waiting(), 3);
    QCOMPARE(pool.waiting(), 7);
    gate.open();
    for (auto &future : futures)
        future.waitForFinished();
    QCOMPARE(gate.waiting(), 10);
}

void TestThreadPool::neverRunsWhatIsCancelledBefore()
{
    Gate gate;
    ThreadPool pool(1);
    std::atomic_bool hasRun = false;
    auto first = pool.submit([&gate] { gate.pass(); });
    auto second = pool.submit([&hasRun] { hasRun = true; });
    second.cancel();
    gate.open();
    auto third = pool.submit([] {});
    third.waitForFinished();
    QVERIFY(!hasRun);
    QVERIFY(first.isFinished());
}

void TestThreadPool::cancelsWhatWaitsWhenItEnds()
{
    Gate gate;
    QFuture<OutcomeOf<void>> running;
    QFuture<OutcomeOf<void>> waiting;
    std::thread opener;
    {
        ThreadPool pool(1);
        running = pool.submit([&gate] { gate.pass(); });
        QTRY_COMPARE(gate.waiting(), 1);
        waiting = pool.submit([] {});
        opener = std::thread([&gate, &waiting] {
            while (!waiting.isFinished()) // the pool drops it first
                std::this_thread::yield();
            gate.open();
        });
    }
    opener.join();
    QVERIFY(running.isFinished() && running.resultCount() == 1);
    QVERIFY(waiting.isFinished() && waiting.resultCount() == 0);
}

void TestThreadPool::clearedItWaitsForWhatHasBegunAndGoesOn()
{
    Gate gate;
    ThreadPool pool(1);
    std::atomic_bool hasEnded = false;
    auto running = pool.submit([&gate, &hasEnded] {
        gate.pass();
        std::this_thread::sleep_for(20ms);
        hasEnded = true;
    });
    QTRY_COMPARE(gate.waiting(), 1);
    auto waiting = pool.submit([] {});
    std::thread opener([&gate, &waiting] {
        while (!waiting.isFinished()) // the pool drops it first
            std::this_thread::yield();
        gate.open();
    });
    pool.clear();
    opener.join();
    QVERIFY(hasEnded);
    QVERIFY(waiting.isCanceled() && waiting.resultCount() == 0);
    QCOMPARE(pool.waiting(), 0);
    auto later = pool.submit([] { return 7; });
    later.waitForFinished();
    QCOMPARE(*later.result(), 7);
}

void TestThreadPool::takesJobsFromJobsAndCallbacks()
{
    QObject context;
    ThreadPool pool(2);
    std::atomic_int jobs = 0;
    QStringList seen;
    std::function<void(int)> submit = [&](int number) {
        auto future = pool.submit([&jobs, number] {
            ++jobs;
            return half(number);
        });
        addDoneCallback(future, &context, [&](const auto &outcome) {
            seen.append(textOf(outcome));
            if (outcome)
                submit(*outcome);
        });
    };
    submit(24);
    QTRY_COMPARE(seen, (QStringList{u"12"_s, u"6"_s, u"3"_s, u"failed odd"_s}));
    QCOMPARE(jobs, 4);
    auto nested = pool.submit([&pool] { return pool.submit([] { return 5; }); });
    nested.waitForFinished();
    auto inner = *nested.result();
    inner.waitForFinished();
    QCOMPARE(*inner.result(), 5);
}

void TestThreadPool::isSharedByManyThreads()
{
    constexpr int each = 500;
    ThreadPool pool(4);
    std::atomic_int sum = 0;
    std::vector<std::thread> askers;
    for (int asker = 0; asker < 4; ++asker) {
        askers.emplace_back([&pool, &sum] {
            QList<QFuture<OutcomeOf<int>>> futures;
            for (int i = 0; i < each; ++i)
                futures.append(pool.submit([i] { return i; }));
            for (auto &future : futures)
                sum += *future.result();
        });
    }
    for (std::thread &asker : askers)
        asker.join();
    QCOMPARE(sum, 4 * each * (each - 1) / 2);
}

void TestThreadPool::standsBeforeAFunction()
{
    QObject context;
    ThreadPool threads(2);
    FunctionPool<int, decltype(&half)> functions(threads, &half);
    Pool<int, OutcomeOf<Result<int, WorkFailure>>> &pool = functions;
    QCOMPARE(pool.size(), 2);
    const auto future = gather(&context, Requests(QList<int>{8, 7, -1, 10}), onPool(pool), {}, OnFailure::Collect);
    QTRY_VERIFY(future.isFinished());
    QStringList texts;
    const auto answer = future.result();
    for (const auto &outcome : *answer)
        texts.append(textOf(outcome));
    QCOMPARE(texts, (QStringList{u"4"_s, u"failed odd"_s, u"threw no paper for less than nothing"_s, u"5"_s}));
}

void TestThreadPool::tellsJobsAsTheyComplete()
{
    QObject context;
    Gate gate;
    ThreadPool pool(2);
    QList<qsizetype> order;
    const auto work = [&gate](int number) {
        if (number == 0)
            gate.pass();
        return number;
    };
    asCompleted(&context, Requests(numbers(4)), onPool(pool, work), {}, [&](const auto &completed) {
        order.append(completed.index);
        if (order.size() == 3)
            gate.open();
    });
    QTRY_COMPARE(order, (QList<qsizetype>{1, 2, 3, 0}));
}

void TestThreadPool::givesUpOnJobsWhenTimeIsUp()
{
    QObject context;
    FakeClock clock;
    Gate gate;
    ThreadPool pool(1);
    QStringList told;
    asCompleted(&context, Requests(numbers(3)), onPool(pool, [&gate](int) { gate.pass(); }),
                {.timeout = 5s, .clock = &clock}, [&told](const auto &completed) {
                    told.append(completed.outcome ? u"done"_s : Telling::faultOf(completed.outcome.error().kind));
                });
    QTRY_COMPARE(gate.waiting(), 1);
    clock.advance(5'000);
    QTRY_COMPARE(told, (QStringList{u"timed out"_s, u"timed out"_s, u"timed out"_s}));
    gate.open();
    auto last = pool.submit([] {});
    last.waitForFinished();
    QCOMPARE(gate.waiting(), 1); // those that had not begun never do
}

void TestThreadPool::mapsInOrder_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("chunk");
    QTest::newRow("none") << 0 << 10;
    QTest::newRow("one") << 1 << 10;
    QTest::newRow("a part of a chunk") << 9 << 10;
    QTest::newRow("whole chunks") << 30 << 10;
    QTest::newRow("one by one") << 25 << 1;
    QTest::newRow("a chunk of none counts as one") << 5 << 0;
}

void TestThreadPool::mapsInOrder()
{
    QFETCH(const int, count);
    QFETCH(const int, chunk);
    QObject context;
    ThreadPool pool(3);
    QStringList told;
    QStringList expected;
    for (int i = 0; i < count; ++i)
        expected.append(u"%1:%1 %2"_s.arg(i).arg(textOf(toOutcome<Result<int, WorkFailure>>(half(i)))));
    bool isOver = false;
    mapOnPool(
        &context, pool, Requests(numbers(count)), &half, {.chunk = chunk},
        [&told](const auto &completed) {
            told.append(u"%1:%2 %3"_s.arg(completed.index).arg(completed.request).arg(textOf(completed.outcome)));
        },
        [&isOver](const BatchEnd &) { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(told, expected);
}

void TestThreadPool::mapsAnEndlessInputInBoundedMemory()
{
    QObject context;
    ThreadPool pool(2);
    qsizetype asked = 0;
    qsizetype told = 0;
    qsizetype ahead = 0;
    BatchHandle<QList<qsizetype>> batch;
    bool isOver = false;
    batch = mapOnPool(
        &context, pool, Requests([&asked] { return std::optional(asked++); }), [](qsizetype n) { return n; },
        {.chunk = 10},
        [&](const auto &completed) {
            QCOMPARE(completed.index, told);
            QVERIFY(completed.outcome || told >= 20'000); // once it is cancelled, what is under way is told as that
            if (completed.outcome)
                QCOMPARE(*completed.outcome, told);
            ahead = std::max(ahead, asked - told++);
            if (told == 20'000)
                batch.cancel();
        },
        [&isOver](const BatchEnd &end) { isOver = end.isCancelled; });
    QTRY_VERIFY_WITH_TIMEOUT(isOver, 60'000);
    QVERIFY2(ahead <= 10 * (4 * pool.size() + 2), qPrintable(QString::number(ahead)));
}

void TestThreadPool::mapsAHundredThousand()
{
    constexpr int many = 100'000;
    QObject context;
    ThreadPool pool;
    qint64 sum = 0;
    bool isOver = false;
    mapOnPool(
        &context, pool, Requests(numbers(many)), [](int number) { return number * 2; }, {},
        [&sum](const auto &completed) { sum += *completed.outcome == 2 * completed.index ? 1 : many; },
        [&isOver](const BatchEnd &) { isOver = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isOver, 60'000);
    QCOMPARE(sum, qint64(many));
}

void TestThreadPool::mapTellsEachInputOfAChunkThatIsLate()
{
    QObject context;
    FakeClock clock;
    Gate gate;
    ThreadPool pool(1);
    QStringList told;
    mapOnPool(
        &context, pool, Requests(numbers(5)), [&gate](int) { gate.pass(); },
        {.chunk = 2, .timeout = 5s, .clock = &clock},
        [&told](const auto &completed) {
            told.append(u"%1 "_s.arg(completed.request) + Telling::faultOf(completed.outcome.error().kind));
        });
    QTRY_COMPARE(gate.waiting(), 1);
    clock.advance(5'000);
    QTRY_COMPARE(
        told, (QStringList{u"0 timed out"_s, u"1 timed out"_s, u"2 timed out"_s, u"3 timed out"_s, u"4 timed out"_s}));
    gate.open();
}

void TestThreadPool::mapSurvivesAContextThatACallbackEnds()
{
    auto context = std::make_unique<QObject>();
    ThreadPool pool(2);
    int told = 0;
    mapOnPool(
        context.get(), pool, Requests(numbers(100)), [](int n) { return n; }, {.chunk = 10},
        [&, own = QString(u"own"_s)](const auto &) {
            if (++told == 15)
                context.reset();
            QCOMPARE(own, u"own"_s);
        });
    QTRY_VERIFY(!context);
    settle();
    QCOMPARE(told, 15);
}

QTEST_GUILESS_MAIN(TestThreadPool)
#include "tst_threadpool.moc"
