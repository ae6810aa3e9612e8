// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressline.h"
#include "tests/support/suites.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class ProgressLineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void durationsReadAsClocks_data();
    void durationsReadAsClocks();
    void everyFigureIsTold();
    void aPauseSaysWhy();
    void aWaitNamesHostAndTime_data();
    void aWaitNamesHostAndTime();
    void aBlockIsToldOnce();
};

namespace {

core::CrawlProgress waiting(const core::HostWait &wait)
{
    core::CrawlProgress progress;
    progress.state = core::RunState::Running;
    progress.pending = 1;
    progress.wait = wait;
    return progress;
}

} // namespace

void ProgressLineTest::durationsReadAsClocks_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"0:00"_s;
    QTest::newRow("rounded to seconds") << qint64(59'600) << u"1:00"_s;
    QTest::newRow("minutes") << qint64(754'000) << u"12:34"_s;
    QTest::newRow("hours") << qint64(3'723'000) << u"1:02:03"_s;
}

void ProgressLineTest::durationsReadAsClocks()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(durationText(ms), text);
}

void ProgressLineTest::everyFigureIsTold()
{
    core::CrawlProgress progress;
    progress.state = core::RunState::Running;
    progress.done = 120;
    progress.failed = 3;
    progress.skipped = 4;
    progress.pending = 56;
    progress.inFlight = 7;
    progress.pagesPerSecond = 85.04;
    QCOMPARE(progressText(progress), u"120 done, 3 failed, 4 skipped, 56 queued, 7 in flight, 85.0 pages/s"_s);
    progress.etaMs = 12'000;
    QVERIFY(progressText(progress).endsWith(", ETA 0:12"_L1));
}

void ProgressLineTest::aPauseSaysWhy()
{
    core::CrawlProgress progress;
    progress.state = core::RunState::Paused;
    progress.detail = u"disk full"_s;
    QVERIFY(progressText(progress).startsWith("paused (disk full), "_L1));
}

void ProgressLineTest::aWaitNamesHostAndTime_data()
{
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<bool>("isBlocked");
    QTest::addColumn<QString>("text");
    const QDateTime noon(QDate(2026, 11, 22), QTime(12, 0));
    QTest::newRow("blocked") << noon << true << u"waiting for shop.example:81 until 14:32:05 (Retry-After)"_s;
    QTest::newRow("by a delay") << noon << false
                                << u"waiting for shop.example:81 until 14:32:05 (delay between requests)"_s;
    QTest::newRow("until tomorrow") << noon.addDays(-1) << true
                                    << u"waiting for shop.example:81 until 2026-11-22 14:32:05 (Retry-After)"_s;
}

void ProgressLineTest::aWaitNamesHostAndTime()
{
    QFETCH(QDateTime, now);
    QFETCH(bool, isBlocked);
    QFETCH(QString, text);
    const QDateTime until(QDate(2026, 11, 22), QTime(14, 32, 5));
    const core::HostWait wait{"http://shop.example:81", until.toMSecsSinceEpoch(), isBlocked};
    QCOMPARE(waitText(wait, now), text);
    QVERIFY(progressText(waiting(wait)).startsWith(u"waiting for shop.example:81 until "_s));
}

void ProgressLineTest::aBlockIsToldOnce()
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const core::HostWait block{"http://a.example", nowMs + 600'000, true};
    const core::HostWait next{"http://b.example", nowMs + 900'000, true};
    const core::HostWait brief{"http://c.example", nowMs + 500, true};
    const core::HostWait delay{"http://d.example", nowMs + 600'000, false};
    QTemporaryFile error;
    QVERIFY(error.open());
    {
        Console console(1, error.handle());
        ProgressLine line(console);
        for (const core::HostWait &wait : {block, block, brief, delay, block, next, next})
            line.show(waiting(wait));
    }
    error.seek(0);
    const QList<QByteArray> lines = error.readAll().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith("waiting for a.example until "), lines[0].constData());
    QVERIFY2(lines[1].startsWith("waiting for b.example until "), lines[1].constData());
    QCOMPARE(lines[2], QByteArray());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ProgressLineTest)
#include "tst_progressline.moc"
