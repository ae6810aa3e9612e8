// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchrun.h"

#include "core/base/secretstore.h"
#include "tests/core/crawl/scriptedfetcher.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

/// A batch by the fake clock, over a site that answers as it was told.
class BatchRunTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theClockEndsWhatIsLate_data();
    void theClockEndsWhatIsLate();
    void timesAreThoseOfTheClock();
    void aLongListIsTakenPieceByPiece_data();
    void aLongListIsTakenPieceByPiece();

private:
    static constexpr int never = 24 * 60 * 60 * 1'000;

    void add(const QByteArray &path, const ScriptedFetcher::Answer &answer);
    void start();
    void take(const BatchNews &news);
    [[nodiscard]] QString told() const;

    FakeClock m_clock;
    std::shared_ptr<ByteBudget> m_budget; ///< outlives what the fetcher still has in hand
    std::unique_ptr<ScriptedFetcher> m_fetcher;
    std::unique_ptr<HostGate> m_gate;
    std::unique_ptr<ThreadPool> m_pool;
    BatchSpec m_spec;
    std::unique_ptr<BatchRun> m_run;
    QList<BatchEntry> m_results;
    BatchProgress m_last;
};

void BatchRunTest::init()
{
    failOnAnyWarning();
    m_budget = std::make_shared<ByteBudget>();
    m_fetcher = std::make_unique<ScriptedFetcher>();
    m_gate = std::make_unique<HostGate>(m_clock);
    m_pool = std::make_unique<ThreadPool>(1);
    m_spec = {};
    m_spec.crawl.isAdaptive = false;
    m_spec.crawl.isRobotsObeyed = false;
    m_spec.crawl.retries = 0;
    m_spec.newsEveryMs = 0;
    m_results.clear();
    m_last = {};
}

void BatchRunTest::cleanup()
{
    m_run.reset();
    m_pool.reset();
    m_gate.reset();
    m_fetcher.reset();
    m_budget.reset();
}

void BatchRunTest::add(const QByteArray &path, const ScriptedFetcher::Answer &answer)
{
    const QByteArray url = "http://site.test" + path;
    m_spec.crawl.seeds.append(QString::fromLatin1(url));
    m_fetcher->add(url, answer);
}

void BatchRunTest::start()
{
    const auto plan = makeBatchPlan(m_spec, SessionSecretStore());
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    const CrawlServices services{m_clock, *m_fetcher, *m_gate, *m_pool, m_budget};
    m_run = std::make_unique<BatchRun>(BatchId{1}, *plan, services, nullptr, CrawlId());
    connect(m_run.get(), &BatchRun::news, this, &BatchRunTest::take);
    m_run->start();
}

void BatchRunTest::take(const BatchNews &news)
{
    m_results += news.results;
    m_last = news.progress;
}

/// The results in the order in which they came: index and state.
QString BatchRunTest::told() const
{
    QStringList texts;
    for (const BatchEntry &entry : m_results)
        texts.append(u"%1 %2"_s.arg(entry.index).arg(batchStateName(entry.state)));
    return texts.join(u", "_s);
}

void BatchRunTest::theClockEndsWhatIsLate_data()
{
    QTest::addColumn<BatchMode>("mode");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("as completed") << BatchMode::AsCompleted << u"2 done, 1 failed"_s
                                  << u"2 done, 1 failed, 0 cancelled, 3 cancelled"_s;
    QTest::newRow("callback") << BatchMode::Callback << u"2 done, 1 failed"_s
                              << u"2 done, 1 failed, 0 cancelled, 3 cancelled"_s;
    QTest::newRow("map") << BatchMode::Map << QString() << u"0 cancelled, 1 failed, 2 done, 3 cancelled"_s;
    QTest::newRow("gather") << BatchMode::Gather << QString() << u"0 cancelled, 1 failed, 2 done, 3 cancelled"_s;
    // Waiting ends; what it waited for is told as it stands.
    QTest::newRow("wait") << BatchMode::Wait << QString() << u"2 done, 1 failed, 0 pending, 3 pending"_s;
}

void BatchRunTest::theClockEndsWhatIsLate()
{
    QFETCH(BatchMode, mode);
    m_spec.mode = mode;
    m_spec.timeoutMs = 60'000;
    add("/slow", {200, "x", {}, never, {}});
    add("/gone", {404, {}, {}, 30, {}});
    add("/fast", {200, "x", {}, 0, {}});
    add("/lost", {200, "x", {}, never, {}});
    start();
    QTRY_COMPARE(m_last.done + m_last.failed, 2);
    QTEST(told(), "before");
    m_clock.advance(59'999);
    QTest::qWait(60); // the clock is looked at every 20 ms
    QVERIFY(!m_last.hasEnded);
    m_clock.advance(1);
    QTRY_VERIFY(m_last.hasEnded);
    QTEST(told(), "after");
    QVERIFY(m_last.isPastDeadline);
    QCOMPARE(m_last.cancelled, mode == BatchMode::Wait ? 0 : 2);
    QCOMPARE(m_last.elapsedMs, 60'000);
}

void BatchRunTest::timesAreThoseOfTheClock()
{
    add("/page", {200, "x", {}, 100, {}});
    start();
    QTRY_COMPARE(m_fetcher->asked("http://site.test/page"), 1);
    m_clock.advance(5'000);
    QTRY_VERIFY(m_last.hasEnded);
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_results.first().times.queued, 0);
    QCOMPARE(m_results.first().times.started, 0);
    QCOMPARE(m_results.first().times.parsed, 5'000);
}

void BatchRunTest::aLongListIsTakenPieceByPiece_data()
{
    QTest::addColumn<BatchMode>("mode");
    QTest::newRow("as completed") << BatchMode::AsCompleted;
    QTest::newRow("callback") << BatchMode::Callback;
    QTest::newRow("map") << BatchMode::Map;
    QTest::newRow("gather") << BatchMode::Gather;
    QTest::newRow("wait") << BatchMode::Wait;
}

/// 10,000 URLs, 20 at once: what all modes agree on, and none asks for more than it may.
void BatchRunTest::aLongListIsTakenPieceByPiece()
{
    QFETCH(BatchMode, mode);
    constexpr int many = 10'000;
    m_spec.mode = mode;
    m_spec.newsEveryMs = 100;
    m_spec.crawl.concurrency = 20;
    m_spec.crawl.perHost = 20;
    for (int i = 0; i < many; ++i)
        add('/' + QByteArray::number(i), {i % 100 == 7 ? 404 : 200, QByteArray(i % 50, 'x'), {}, 0, {}});
    start();
    QTRY_VERIFY_WITH_TIMEOUT(m_last.hasEnded, 100'000);
    QCOMPARE(m_results.size(), many);
    QCOMPARE(m_last.done, many - many / 100);
    QCOMPARE(m_last.failed, many / 100);
    QVERIFY2(m_fetcher->mostInFlight() <= 20, qPrintable(QString::number(m_fetcher->mostInFlight())));
    QSet<qint64> seen;
    for (const BatchEntry &entry : std::as_const(m_results)) {
        seen.insert(entry.index);
        const bool isLost = entry.index % 100 == 7;
        if (entry.status != (isLost ? 404 : 200) || (!isLost && entry.bytes != entry.index % 50))
            QFAIL(qPrintable(u"%1: status %2, %3 bytes"_s.arg(entry.index).arg(entry.status).arg(entry.bytes)));
        QCOMPARE(entry.url.text(), "http://site.test/" + QByteArray::number(entry.index));
    }
    QCOMPARE(seen.size(), many);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::BatchRunTest)
#include "tst_batchrun.moc"
