// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressline.h"
#include "tests/support/suites.h"

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
};

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

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ProgressLineTest)
#include "tst_progressline.moc"
