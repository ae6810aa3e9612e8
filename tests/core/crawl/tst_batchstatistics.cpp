// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchstatistics.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sluice::core;

namespace {

qint64 naivePercentile(QList<qint64> times, double part)
{
    std::sort(times.begin(), times.end());
    const qsizetype rank = qsizetype(std::ceil(part / 100 * double(times.size())));
    return times.at(std::clamp<qsizetype>(rank, 1, times.size()) - 1);
}

BatchEntry entry(BatchState state, int status, qint64 bytes, const BatchTimes &times)
{
    BatchEntry entry;
    entry.state = state;
    entry.status = status;
    entry.bytes = bytes;
    entry.times = times;
    return entry;
}

} // namespace

class BatchStatisticsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentiles_data()
    {
        QTest::addColumn<QList<qint64>>("times");
        QTest::addColumn<double>("part");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("nothing") << QList<qint64>() << 50.0 << qint64(-1);
        QTest::newRow("one") << QList<qint64>{7} << 99.0 << qint64(7);
        QTest::newRow("lower of two") << QList<qint64>{9, 5} << 50.0 << qint64(5);
        QTest::newRow("upper of two") << QList<qint64>{9, 5} << 51.0 << qint64(9);
        QTest::newRow("least") << QList<qint64>{3, 1, 2} << 0.0 << qint64(1);
        QTest::newRow("largest") << QList<qint64>{3, 1, 2} << 100.0 << qint64(3);
        QTest::newRow("negative counts as none") << QList<qint64>{-4} << 50.0 << qint64(0);
        QTest::newRow("the last that is exact") << QList<qint64>{60'000} << 50.0 << qint64(60'000);
        QTest::newRow("beyond, to a part of it") << QList<qint64>{1'234'567} << 50.0 << qint64(1'234'000);
    }

    void percentiles()
    {
        QFETCH(QList<qint64>, times);
        QFETCH(double, part);
        TimeHistogram histogram;
        for (const qint64 ms : std::as_const(times))
            histogram.add(ms);
        QTEST(histogram.percentile(part), "expected");
    }

    void agreesWithSorting()
    {
        QRandomGenerator random(42);
        TimeHistogram histogram;
        QList<qint64> times;
        for (int i = 0; i < 10'000; ++i) {
            times.append(random.bounded(1, 5'000));
            histogram.add(times.last());
            if (i % 997 != 0)
                continue;
            for (const double part : {0.0, 1.0, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0})
                QCOMPARE(histogram.percentile(part), naivePercentile(times, part));
        }
    }

    void countsWhatEnded()
    {
        BatchStatistics statistics;
        statistics.add(entry(BatchState::Done, 200, 1'000, {0, 10, 12, 30, 40, 45}));
        statistics.add(entry(BatchState::Done, 204, 0, {0, 10, 10, 50, 50, 50}));
        statistics.add(entry(BatchState::Failed, 404, 24, {0, 20, 25, 60, 61, 61}));
        statistics.add(entry(BatchState::Failed, 0, 0, {0, 20, -1, -1, 90, 90}));
        statistics.add(entry(BatchState::Failed, 0, 0, {0, -1, -1, -1, -1, 3})); // robots.txt forbids it
        statistics.add(entry(BatchState::Cancelled, 0, 0, {0, 30, -1, -1, -1, 31}));
        statistics.add(entry(BatchState::Pending, 0, 0, {}));

        QCOMPARE(statistics.count(BatchState::Done), 2);
        QCOMPARE(statistics.count(BatchState::Failed), 3);
        QCOMPARE(statistics.count(BatchState::Cancelled), 1);
        QCOMPARE(statistics.statusCount(2), 2);
        QCOMPARE(statistics.statusCount(4), 1);
        QCOMPARE(statistics.statusCount(0), 2);
        QCOMPARE(statistics.bytes(), 1'024);
        QCOMPARE(statistics.total().count(), 4);
        QCOMPARE(statistics.total().percentile(100), 70);
        QCOMPARE(statistics.connect().count(), 3);
        QCOMPARE(statistics.connect().percentile(100), 5);
        QCOMPARE(statistics.firstByte().percentile(50), 40);
        QCOMPARE(statistics.perSecond(500), 10.0);
        QCOMPARE(statistics.bytesPerSecond(500), 2'048.0);
        QCOMPARE(statistics.perSecond(0), 0.0);
    }

    /// Different times cost memory; a million of them must not cost a million places.
    void staysSmall()
    {
        BatchStatistics statistics;
        for (qint64 i = 0; i < 300'000; ++i)
            statistics.add(entry(BatchState::Done, 200, 1, {0, 0, 0, i * 7, i * 7, i * 7}));
        QCOMPARE(statistics.total().count(), 300'000);
        const qint64 median = statistics.total().percentile(50);
        QVERIFY2(std::abs(double(median) / (150'000.0 * 7) - 1) < 0.001, qPrintable(QString::number(median)));
    }
};

QTEST_GUILESS_MAIN(BatchStatisticsTest)
#include "tst_batchstatistics.moc"
