// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchtimeline.h"

#include "ui/batch/batchtexts.h"
#include "ui/batch/batchtimelinepainter.h"

#include <QAction>
#include <QElapsedTimer>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace sluice;
using core::BatchEntry;
using core::BatchState;
using ui::BatchTimeline;
using ui::BatchTimelineLayout;
using ui::TimelineBar;
using ui::TimelinePhase;

namespace {

BatchEntry entryOf(qint64 index, BatchState state, const core::BatchTimes &times)
{
    BatchEntry entry;
    entry.index = index;
    entry.url = core::WebUrl::parse("http://h/" + QByteArray::number(index)).value();
    entry.state = state;
    entry.times = times;
    return entry;
}

QList<BatchEntry> manyEntries(qint64 count)
{
    QList<BatchEntry> entries;
    for (qint64 i = 0; i < count; ++i)
        entries.append(entryOf(i, BatchState::Done, {0, i / 4, i / 4 + 5, i / 4 + 40, i / 4 + 55, i / 4 + 60}));
    return entries;
}

int pixelsOf(const QImage &picture, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
    return count;
}

} // namespace

class BatchTimelineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bars_data()
    {
        using List = QList<TimelineBar>;
        using P = TimelinePhase;
        QTest::addColumn<BatchEntry>("entry");
        QTest::addColumn<List>("bars");
        QTest::newRow("waits for its turn") << entryOf(0, BatchState::Pending, {}) << List{{P::Queued, 0, 100}};
        QTest::newRow("connects") << entryOf(0, BatchState::Pending, {0, 10})
                                  << List{{P::Queued, 0, 10}, {P::Connecting, 10, 100}};
        QTest::newRow("done") << entryOf(0, BatchState::Done, {0, 10, 20, 50, 60, 65})
                              << List{{P::Queued, 0, 10},
                                      {P::Connecting, 10, 20},
                                      {P::Waiting, 20, 50},
                                      {P::Body, 50, 60},
                                      {P::Parsing, 60, 65}};
        QTest::newRow("failed") << entryOf(0, BatchState::Failed, {0, 10, 20, -1, 90, 90})
                                << List{{P::Queued, 0, 10}, {P::Failed, 10, 90}};
        QTest::newRow("forbidden") << entryOf(0, BatchState::Failed, {0, -1, -1, -1, -1, 30})
                                   << List{{P::Queued, 0, 30}, {P::Failed, 30, 30}};
        QTest::newRow("cancelled") << entryOf(0, BatchState::Cancelled, {5, 10, -1, -1, -1, 40})
                                   << List{{P::Queued, 5, 10}, {P::Cancelled, 10, 40}};
    }

    void bars()
    {
        QFETCH(BatchEntry, entry);
        QFETCH(QList<TimelineBar>, bars);
        const ui::TimelineBars found(entry, 100);
        const QList<TimelineBar> list(found.begin(), found.end());
        QVERIFY(list == bars);
    }

    void fits_data()
    {
        QTest::addColumn<qint64>("requests");
        QTest::addColumn<double>("lane");
        QTest::newRow("few: as thick as lanes get") << qint64(4) << BatchTimelineLayout::mostLaneHeight;
        QTest::newRow("a hundred") << qint64(100) << 4.0;
        QTest::newRow("ten thousand") << qint64(10'000) << 0.04;
        QTest::newRow("none") << qint64(0) << BatchTimelineLayout::mostLaneHeight;
    }

    void fits()
    {
        QFETCH(qint64, requests);
        BatchTimelineLayout layout;
        layout.setView(1'000, 400);
        layout.setContent(requests, 2'000);
        layout.fit();
        QTEST(layout.laneHeight(), "lane");
        QCOMPARE(layout.x(2'000), 1'000.0);
        QCOMPARE(layout.firstRequest(), 0);
        QCOMPARE(layout.endRequest(), requests);
    }

    void numbersStandApart_data()
    {
        QTest::addColumn<qint64>("requests");
        QTest::addColumn<qint64>("step");
        QTest::newRow("few: all") << qint64(4) << qint64(1);
        QTest::newRow("a hundred") << qint64(100) << qint64(5);
        QTest::newRow("ten thousand") << qint64(10'000) << qint64(500);
    }

    void numbersStandApart()
    {
        QFETCH(qint64, requests);
        BatchTimelineLayout layout;
        layout.setView(1'000, 400);
        layout.setContent(requests, 2'000);
        layout.fit();
        QTEST(layout.numberStep(16), "step");
    }

    void zoomKeepsWhatIsUnderTheMouse()
    {
        BatchTimelineLayout layout;
        layout.setView(1'000, 400);
        layout.setContent(10'000, 10'000);
        layout.fit();
        const double ms = layout.ms(300);
        layout.zoomTimes(4, 300);
        QVERIFY(std::abs(layout.ms(300) - ms) < 1e-6);
        QCOMPARE(layout.contentWidth(), 4'000.0);
        const qint64 request = layout.requestAt(100);
        layout.zoomLanes(50, 100);
        QVERIFY(std::abs(double(layout.requestAt(100) - request)) <= 1);
        QCOMPARE(layout.laneHeight(), 2.0);
        layout.zoomLanes(1e6, 0);
        QCOMPARE(layout.laneHeight(), BatchTimelineLayout::mostLaneHeight);
        layout.zoomTimes(1e-9, 0);
        QCOMPARE(layout.contentWidth(), 1'000.0);
    }

    void ticks_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<qint64>("step");
        QTest::newRow("a tenth of a second") << qint64(100) << qint64(10);
        QTest::newRow("two seconds") << qint64(2'000) << qint64(200);
        QTest::newRow("half a minute") << qint64(30'000) << qint64(5'000);
        QTest::newRow("an hour") << qint64(3'600'000) << qint64(500'000);
    }

    void ticks()
    {
        QFETCH(qint64, span);
        BatchTimelineLayout layout;
        layout.setView(1'000, 400);
        layout.setContent(1, span);
        layout.fitTimes();
        QTEST(layout.tickMs(90), "step");
    }

    void keysChooseAndCancel()
    {
        BatchTimeline timeline;
        timeline.resize(600, 300);
        timeline.setEntries({entryOf(0, BatchState::Done, {0, 0, 1, 2, 3, 4}), entryOf(1, BatchState::Pending, {0, 5})},
                            100);
        QSignalSpy chosen(&timeline, &BatchTimeline::currentChanged);
        QSignalSpy cancelled(&timeline, &BatchTimeline::cancelRequested);
        QTest::keyClick(&timeline, Qt::Key_Down);
        QCOMPARE(timeline.current(), 0);
        QTest::keyClick(&timeline, Qt::Key_Delete);
        QCOMPARE(cancelled.count(), 0); // it is through
        QTest::keyClick(&timeline, Qt::Key_End);
        QCOMPARE(timeline.current(), 1);
        QTest::keyClick(&timeline, Qt::Key_Delete);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(cancelled.first().first().toLongLong(), 1);
        QTest::keyClick(&timeline, Qt::Key_Down); // there is no further one
        QCOMPARE(chosen.count(), 2);
    }

    void menuCancelsAll()
    {
        BatchTimeline timeline;
        timeline.resize(600, 300);
        timeline.setEntries({entryOf(0, BatchState::Pending, {0, 5})}, 100);
        QSignalSpy all(&timeline, &BatchTimeline::cancelAllRequested);
        auto *action = timeline.findChild<QAction *>(u"batchTimelineCancelAll"_s);
        QVERIFY(action);
        action->trigger();
        QCOMPARE(all.count(), 1);
    }

    void mouseChooses()
    {
        BatchTimeline timeline;
        timeline.resize(600, 300);
        timeline.setEntries(manyEntries(3), 100);
        timeline.show();
        QSignalSpy chosen(&timeline, &BatchTimeline::currentChanged);
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, {100, 8 + 30});
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(timeline.current(), 1);
    }

    void zoomingEndsTheFitAndZeroBringsItBack()
    {
        BatchTimeline timeline;
        timeline.resize(600, 300);
        timeline.setEntries(manyEntries(10'000), 2'600);
        QVERIFY(timeline.isFitted());
        QTest::keyClick(&timeline, Qt::Key_Plus);
        QVERIFY(!timeline.isFitted());
        const double zoomed = timeline.geometryOfLanes().contentWidth();
        timeline.update({}, 5'200);
        QCOMPARE(timeline.geometryOfLanes().contentWidth(), 2 * zoomed);
        QTest::keyClick(&timeline, Qt::Key_0);
        QVERIFY(timeline.isFitted());
        QCOMPARE(timeline.geometryOfLanes().contentWidth(), timeline.geometryOfLanes().width());
    }

    void wheelZoomsWithControl()
    {
        BatchTimeline timeline;
        timeline.resize(600, 300);
        timeline.setEntries(manyEntries(100), 2'600);
        timeline.show();
        const auto turn = [&timeline](Qt::KeyboardModifiers keys) {
            QWheelEvent event({300, 100}, timeline.viewport()->mapToGlobal(QPoint(300, 100)), {}, {0, 120},
                              Qt::NoButton, keys, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(timeline.viewport(), &event);
        };
        turn(Qt::NoModifier);
        QVERIFY(timeline.isFitted());
        turn(Qt::ControlModifier);
        QVERIFY(timeline.geometryOfLanes().contentWidth() > timeline.geometryOfLanes().width());
        const double lane = timeline.geometryOfLanes().laneHeight();
        turn(Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(timeline.geometryOfLanes().laneHeight() > lane);
    }

    /// One failure among ten thousand is to be seen from afar.
    void aFailureIsNeverHidden()
    {
        BatchTimeline timeline;
        timeline.resize(900, 400);
        QList<BatchEntry> entries = manyEntries(10'000);
        const QColor failed = ui::phaseColor(TimelinePhase::Failed, timeline.palette());
        timeline.setEntries(entries, 2'600);
        QCOMPARE(pixelsOf(timeline.viewport()->grab().toImage(), failed), 0);
        entries[5'000].state = BatchState::Failed;
        timeline.setEntries(entries, 2'600);
        QVERIFY(pixelsOf(timeline.viewport()->grab().toImage(), failed) > 0);
    }

    /// Nor is the last one lost by rounding, or one that failed only now.
    void theLastFailureIsNeverHidden()
    {
        BatchTimeline timeline;
        QList<BatchEntry> entries = manyEntries(1'000);
        entries.last() = entryOf(999, BatchState::Failed, {0, -1, -1, -1, -1, 400});
        timeline.setEntries(entries, 400);
        const QColor failed = ui::phaseColor(TimelinePhase::Failed, timeline.palette());
        for (int height = 200; height < 300; ++height) {
            timeline.resize(600, height);
            QVERIFY2(pixelsOf(timeline.viewport()->grab().toImage(), failed) > 0, qPrintable(QString::number(height)));
        }
    }

    void paintsManyQuickly_data()
    {
        QTest::addColumn<int>("requests");
        QTest::newRow("ten thousand") << 10'000;
        QTest::newRow("a hundred thousand") << 100'000;
    }

    void paintsManyQuickly()
    {
        QFETCH(int, requests);
        BatchTimeline timeline;
        timeline.resize(1'200, 500);
        timeline.setEntries(manyEntries(requests), requests / 4 + 100);
        static_cast<void>(timeline.viewport()->grab());
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(timeline.viewport()->grab());
        qInfo("%d requests: %lld ms a picture (limit 16)", requests, timer.elapsed());
        QVERIFY(timer.elapsed() < 2'000);
    }

    void tellsARequestsTimes()
    {
        BatchEntry entry = entryOf(3, BatchState::Failed, {0, 10, 20, 50, 60, 65});
        entry.status = 503;
        entry.error = u"HTTP 503 Service Unavailable"_s;
        const QString text = ui::requestText(entry);
        for (const QString &part : {u"http://h/3"_s, u"503"_s, u"10 ms"_s, u"30 ms"_s, u"Service Unavailable"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
    }
};

QTEST_MAIN(BatchTimelineTest)
#include "tst_batchtimeline.moc"
