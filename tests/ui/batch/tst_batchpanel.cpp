// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchpanel.h"

#include "ui/batch/batchmodel.h"
#include "ui/batch/batchstatisticsmodel.h"
#include "ui/batch/batchstatisticsview.h"
#include "ui/batch/batchtimeline.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/roles.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using core::BatchEntry;
using core::BatchId;
using core::BatchNews;
using core::BatchState;
using ui::BatchModel;
using ui::BatchPanel;

namespace {

core::BatchSpec specOf(int addresses)
{
    core::BatchSpec spec;
    for (int i = 0; i < addresses; ++i)
        spec.crawl.seeds.append(u"http://h/%1"_s.arg(i));
    return spec;
}

BatchEntry resultOf(qint64 index, BatchState state, int status = 200)
{
    BatchEntry entry;
    entry.index = index;
    entry.url = core::WebUrl::parse("http://h/" + QByteArray::number(index)).value();
    entry.state = state;
    entry.status = status;
    entry.bytes = 1'000;
    entry.milliseconds = 12;
    entry.times = {0, 5, 6, 10, 15, 17};
    return entry;
}

BatchNews newsOf(BatchId batch, const QList<BatchEntry> &results, qint64 pending, bool hasEnded = false)
{
    BatchNews news;
    news.results = results;
    news.progress.batch = batch;
    news.progress.total = results.size() + pending;
    news.progress.pending = pending;
    news.progress.done = results.size();
    news.progress.elapsedMs = 100;
    news.progress.hasEnded = hasEnded;
    return news;
}

} // namespace

class BatchPanelTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    static T *find(BatchPanel &panel, const QString &name)
    {
        T *found = panel.findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }

private Q_SLOTS:
    void modelIsSound()
    {
        BatchModel model;
        const QAbstractItemModelTester tester(&model);
        model.append({resultOf(3, BatchState::Done), resultOf(1, BatchState::Failed, 404)});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(1), 1);
        QCOMPARE(model.rowOf(0), -1);
        QCOMPARE(model.index(0, BatchModel::Number).data().toString(), u"4"_s);
        QCOMPARE(model.index(1, BatchModel::Status).data(ui::SortRole).toInt(), 404);
        QCOMPARE(model.index(1, BatchModel::State).data(ui::ToneRole).toInt(), int(ui::Tone::Danger));
        model.setResults({resultOf(0, BatchState::Done)});
        QCOMPARE(model.rowCount(), 1);
    }

    void atFirstItOffersABatch()
    {
        BatchPanel panel;
        QSignalSpy wanted(&panel, &BatchPanel::newRequested);
        find<QPushButton>(panel, u"batchNewFirst"_s)->click();
        find<QToolButton>(panel, u"batchNew"_s)->click();
        QCOMPARE(wanted.count(), 2);
        for (const QString &name : {u"batchAgain"_s, u"batchHold"_s, u"batchCancel"_s, u"batchCancelAll"_s})
            QVERIFY2(!find<QToolButton>(panel, name)->isEnabled(), qPrintable(name));
    }

    void resultsComeInTheirOrder()
    {
        BatchPanel panel;
        const BatchId batch{1};
        panel.addBatch(batch, specOf(3), false);
        panel.takeNews(newsOf(batch, {resultOf(2, BatchState::Done)}, 2));
        panel.takeNews(newsOf(batch, {resultOf(0, BatchState::Done)}, 1));
        QCOMPARE(panel.model().rowCount(), 2);
        QCOMPARE(panel.model().entryAt(0), 2);
        QCOMPARE(panel.model().entryAt(1), 0);
        QCOMPARE(panel.shown()->requests.size(), 3);
        QCOMPARE(panel.shown()->statistics.total().percentile(50), 12);
    }

    void buttonsFollowTheBatch()
    {
        BatchPanel panel;
        const BatchId batch{7};
        panel.addBatch(batch, specOf(2), false);
        auto *hold = find<QToolButton>(panel, u"batchHold"_s);
        auto *all = find<QToolButton>(panel, u"batchCancelAll"_s);
        auto *one = find<QToolButton>(panel, u"batchCancel"_s);
        QVERIFY(hold->isEnabled() && all->isEnabled() && !one->isEnabled());

        QSignalSpy held(&panel, &BatchPanel::holdRequested);
        hold->click();
        QCOMPARE(held.first(), (QVariantList{QVariant::fromValue(batch), true}));
        QSignalSpy cancelled(&panel, &BatchPanel::cancelRequested);
        panel.findChild<ui::BatchTimeline *>()->setCurrent(1);
        panel.takeNews(newsOf(batch, {resultOf(0, BatchState::Done)}, 1));
        QVERIFY(one->isEnabled());
        one->click();
        QCOMPARE(cancelled.first(), (QVariantList{QVariant::fromValue(batch), qint64(1)}));
        QSignalSpy ended(&panel, &BatchPanel::cancelAllRequested);
        all->click();
        QCOMPARE(ended.count(), 1);

        panel.takeNews(newsOf(batch, {resultOf(1, BatchState::Cancelled, 0)}, 0, true));
        QVERIFY(!hold->isEnabled() && !all->isEnabled() && !one->isEnabled());
        QVERIFY(find<QToolButton>(panel, u"batchAgain"_s)->isEnabled());
    }

    void runsAgainWithTheSameSpec()
    {
        BatchPanel panel;
        const core::BatchSpec spec = specOf(2);
        panel.addBatch(BatchId{1}, spec, false);
        QSignalSpy again(&panel, &BatchPanel::againRequested);
        find<QToolButton>(panel, u"batchAgain"_s)->click();
        QVERIFY(again.first().first().value<core::BatchSpec>() == spec);
    }

    void earlierBatchesCanBeSeen()
    {
        BatchPanel panel;
        panel.addBatch(BatchId{1}, specOf(1), false);
        panel.takeNews(newsOf(BatchId{1}, {resultOf(0, BatchState::Done)}, 0, true));
        panel.addBatch(BatchId{2}, specOf(5), false);
        QCOMPARE(panel.model().rowCount(), 0);
        auto *chooser = find<QComboBox>(panel, u"batchChooser"_s);
        QCOMPARE(chooser->count(), 2);
        chooser->setCurrentIndex(1);
        Q_EMIT chooser->activated(1);
        QCOMPARE(panel.model().rowCount(), 1);
        // News of one that is not shown are kept for later.
        panel.takeNews(newsOf(BatchId{2}, {resultOf(4, BatchState::Done)}, 4));
        QCOMPARE(panel.model().rowCount(), 1);
        Q_EMIT chooser->activated(0);
        QCOMPARE(panel.model().entryAt(0), 4);
    }

    void oldBatchesAreForgottenRunningOnesNot()
    {
        ui::BatchBook book;
        static_cast<void>(book.add(BatchId{1}, specOf(1), false)); // still runs
        for (int i = 2; i < 30; ++i)
            book.add(BatchId{i}, specOf(1), false).progress.hasEnded = true;
        QCOMPARE(book.batches().size(), ui::BatchBook::mostKept);
        QVERIFY(book.find(BatchId{1}));
        QVERIFY(!book.find(BatchId{2}));
    }

    void figuresOfABatch()
    {
        const QAbstractItemModelTester tester(new ui::BatchStatisticsModel(this));
        BatchPanel panel;
        const BatchId batch{1};
        panel.addBatch(batch, specOf(3), false);
        const auto *view = panel.findChild<ui::BatchStatisticsView *>();
        QCOMPARE(find<QLabel>(panel, u"batchStatuses"_s)->text(), u"none yet"_s);
        BatchEntry lost = resultOf(1, BatchState::Failed, 0);
        lost.times.firstByte = -1;
        panel.takeNews(newsOf(batch, {resultOf(0, BatchState::Done), lost, resultOf(2, BatchState::Failed, 404)}, 0));
        QCOMPARE(find<QLabel>(panel, u"batchStatuses"_s)->text(), u"2xx 1 · 4xx 1 · no answer 1"_s);
        QCOMPARE(find<QLabel>(panel, u"batchThroughput"_s)->text(), u"30.0 requests/s · 29.3 KiB/s · 2.9 KiB in all"_s);
        const QAbstractItemModel *figures = find<ui::DataTable>(panel, u"batchStatisticsTable"_s)->model();
        QCOMPARE(figures->index(1, ui::BatchStatisticsModel::Count).data().toString(), u"2"_s);
        QCOMPARE(figures->index(2, ui::BatchStatisticsModel::Longest).data().toString(), u"12 ms"_s);
        QCOMPARE(view->text().section(u'\n', 3, 4), u"Step\tRequests\tHalf (ms)\tNine of ten (ms)\t"
                                                    "95 of a hundred (ms)\t99 of a hundred (ms)\tLongest (ms)\n"
                                                    "Connected\t3\t1\t1\t1\t1\t1"_s);
    }

    void tableAndTimelineAgree()
    {
        BatchPanel panel;
        panel.resize(900, 600);
        panel.show();
        const BatchId batch{1};
        panel.addBatch(batch, specOf(3), false);
        panel.takeNews(newsOf(batch, {resultOf(2, BatchState::Done), resultOf(0, BatchState::Done)}, 1));
        auto *timeline = panel.findChild<ui::BatchTimeline *>();
        auto *table = find<ui::DataTable>(panel, u"batchTable"_s);
        table->setCurrentIndex(table->model()->index(0, 0));
        QCOMPARE(timeline->current(), table->currentIndex().data(ui::IdRole).toLongLong());
        QTest::keyClick(timeline, Qt::Key_Home);
        QCOMPARE(table->currentIndex().data(ui::IdRole).toLongLong(), 0);
    }
};

QTEST_MAIN(BatchPanelTest)
#include "tst_batchpanel.moc"
