// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "ui/jobs/jobspanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::JobsModel;

class JobsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void durations_data();
    void durations();
    void progressIsThePartOfWhatIsKnown_data();
    void progressIsThePartOfWhatIsKnown();
    void aCrawlNobodyRunsIsInterrupted();
    void theModelFollowsTheEngine();
    void aStartUrlWithoutAPageShows();
    void imagesAreToldAndCanBePaused();
    void progressChangesOneRowOnce();
    void actionsFitTheState_data();
    void actionsFitTheState();
    void actionsNameTheSelectedCrawl();
    void removingAsksAndSaysItIsForGood();
    void anEmptyProjectOffersACrawl();

private:
    static core::CrawlRecord record(int id, core::CrawlState state = core::CrawlState::Finished);
    static core::CrawlProgress progress(int id, core::RunState state = core::RunState::Running);
};

core::CrawlRecord JobsTest::record(int id, core::CrawlState state)
{
    core::CrawlRecord record;
    record.id = core::CrawlId{id};
    record.name = u"Crawl %1"_s.arg(id);
    record.state = state;
    record.done = 90;
    record.failed = 10;
    record.rows = 100;
    return record;
}

core::CrawlProgress JobsTest::progress(int id, core::RunState state)
{
    core::CrawlProgress progress;
    progress.crawl = core::CrawlId{id};
    progress.state = state;
    progress.done = 20;
    progress.failed = 5;
    progress.pending = 70;
    progress.inFlight = 5;
    progress.rows = 25;
    progress.pagesPerSecond = 12.34;
    progress.etaMs = 125'000;
    return progress;
}

void JobsTest::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"0 s"_s;
    QTest::newRow("rounded") << qint64(1'600) << u"2 s"_s;
    QTest::newRow("never negative") << qint64(-5) << u"0 s"_s;
    QTest::newRow("minutes") << qint64(125'000) << u"2 min 5 s"_s;
    QTest::newRow("just below an hour") << qint64(3'599'000) << u"59 min 59 s"_s;
    QTest::newRow("hours") << qint64(4'320'000) << u"1 h 12 min"_s;
}

void JobsTest::durations()
{
    QFETCH(qint64, ms);
    QTEST(ui::JobText::duration(ms), "text");
}

void JobsTest::progressIsThePartOfWhatIsKnown_data()
{
    QTest::addColumn<ui::Job>("job");
    QTest::addColumn<double>("fraction");
    ui::Job job;
    job.isLive = true;
    job.state = ui::JobState::Running;
    QTest::newRow("nothing known yet") << job << 0.0;
    job.done = 20;
    job.failed = 5;
    job.pending = 70;
    job.inFlight = 5;
    QTest::newRow("asked of known") << job << 0.25;
    job.skipped = 1'000;
    QTest::newRow("skipped ones do not count") << job << 0.25;
    job.pending = job.inFlight = 0;
    job.state = ui::JobState::Finished;
    QTest::newRow("all asked") << job << 1.0;
    job.done = job.failed = 0;
    QTest::newRow("finished with nothing asked") << job << 1.0;
}

void JobsTest::progressIsThePartOfWhatIsKnown()
{
    QFETCH(ui::Job, job);
    QTEST(job.fraction(), "fraction");
}

void JobsTest::aCrawlNobodyRunsIsInterrupted()
{
    QCOMPARE(ui::jobOf(record(1, core::CrawlState::Running)).state, ui::JobState::Interrupted);
    QVERIFY(ui::jobOf(record(1, core::CrawlState::Running)).canResume());
    QVERIFY(!ui::jobOf(record(1, core::CrawlState::Finished)).canResume());
}

void JobsTest::theModelFollowsTheEngine()
{
    JobsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRecords({record(1), record(2, core::CrawlState::Interrupted)});
    model.addRecord(record(7));
    QCOMPARE(model.rowCount(), 3);
    model.applyProgress(progress(7));
    const auto text = [&](int column) { return model.index(2, column).data().toString(); };
    QCOMPARE(text(JobsModel::State), u"Running"_s);
    QCOMPARE(text(JobsModel::Progress), u"25 %"_s);
    QCOMPARE(text(JobsModel::Queued), u"75"_s);
    QCOMPARE(text(JobsModel::Rate), u"12.3/s"_s);
    QCOMPARE(text(JobsModel::Eta), u"2 min 5 s"_s);
    QVERIFY(model.job(core::CrawlId{7})->isLive);
    model.applyProgress(progress(7, core::RunState::Finished));
    QVERIFY(!model.job(core::CrawlId{7})->isLive);
    QCOMPARE(text(JobsModel::Rate), QString());
    model.removeCrawl(core::CrawlId{1});
    model.removeCrawl(core::CrawlId{99});
    QCOMPARE(model.rowOf(core::CrawlId{7}), 1);
}

void JobsTest::aStartUrlWithoutAPageShows()
{
    ui::JobsModel model;
    model.setRecords({record(7)});
    core::CrawlProgress last = progress(7, core::RunState::Finished);
    model.applyProgress(last);
    QCOMPARE(model.index(0, ui::JobsModel::State).data().toString(), u"Finished"_s);
    last.seedsFailed = 1;
    model.applyProgress(last);
    QCOMPARE(model.index(0, ui::JobsModel::State).data().toString(), u"Finished in part"_s);
    QVERIFY(model.index(0, ui::JobsModel::State).data(Qt::ToolTipRole).toString().contains(u"log"_s));
}

void JobsTest::imagesAreToldAndCanBePaused()
{
    ui::Job job = ui::jobOf(record(7));
    core::CrawlProgress now = progress(7);
    now.images = core::ImageTally{10, 3, 1};
    ui::update(job, now);
    QCOMPARE(job.detail, u"Images: 3 of 10 saved, 1 failed."_s);
    QVERIFY(job.canPause() && !job.canResume());
    now.state = core::RunState::Paused;
    ui::update(job, now);
    QVERIFY(!job.canPause() && job.canResume());
    now.state = core::RunState::Finished;
    ui::update(job, now);
    QCOMPARE(job.detail, u"Images: 3 of 10 saved, 1 failed."_s);
    now.images = core::ImageTally{10, 10, 0};
    ui::update(job, now);
    QCOMPARE(job.detail, QString());
    now.state = core::RunState::Stopped;
    now.detail = u"disk full"_s;
    now.images->failed = 1;
    ui::update(job, now);
    QCOMPARE(job.detail, u"disk full"_s);
    // As the project says when the program was ended meanwhile.
    QVERIFY(ui::jobOf(record(7, core::CrawlState::Running)).canResume());
    QVERIFY(ui::jobOf(record(7, core::CrawlState::Paused)).canResume());
}

void JobsTest::progressChangesOneRowOnce()
{
    JobsModel model;
    model.setRecords({record(1), record(2)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.applyProgress(progress(2));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    model.applyProgress(progress(2));
    QCOMPARE(changed.count(), 1); // nothing new
    model.applyProgress(progress(5));
    QCOMPARE(changed.count(), 1); // not ours
}

void JobsTest::actionsFitTheState_data()
{
    using core::RunState;
    QTest::addColumn<core::RunState>("state");
    QTest::addColumn<QString>("enabled");
    QTest::newRow("starting") << RunState::Starting << u"pause cancel"_s;
    QTest::newRow("running") << RunState::Running << u"pause cancel"_s;
    QTest::newRow("pausing") << RunState::Pausing << u"resume cancel"_s;
    QTest::newRow("paused") << RunState::Paused << u"resume cancel"_s;
    QTest::newRow("cancelling") << RunState::Cancelling << QString();
    QTest::newRow("cancelled") << RunState::Cancelled << u"resume remove"_s;
    QTest::newRow("stopped by storage trouble") << RunState::Stopped << u"resume remove"_s;
}

void JobsTest::actionsFitTheState()
{
    QFETCH(core::RunState, state);
    ui::JobsPanel panel;
    panel.model().setRecords({record(1)});
    panel.select(core::CrawlId{1});
    panel.model().applyProgress(progress(1, state));
    QStringList enabled;
    if (panel.pauseAction()->isEnabled())
        enabled << u"pause"_s;
    if (panel.resumeAction()->isEnabled())
        enabled << u"resume"_s;
    if (panel.cancelAction()->isEnabled())
        enabled << u"cancel"_s;
    if (panel.removeAction()->isEnabled())
        enabled << u"remove"_s;
    QTEST(enabled.join(u' '), "enabled");
}

void JobsTest::actionsNameTheSelectedCrawl()
{
    ui::JobsPanel panel;
    QSignalSpy current(&panel, &ui::JobsPanel::currentCrawlChanged);
    panel.model().setRecords({record(1), record(2)});
    panel.model().applyProgress(progress(1));
    panel.model().applyProgress(progress(2));
    panel.select(core::CrawlId{2});
    QCOMPARE(current.last().first().value<core::CrawlId>(), core::CrawlId{2});
    QSignalSpy paused(&panel, &ui::JobsPanel::pauseRequested);
    panel.pauseAction()->trigger();
    QCOMPARE(paused.count(), 1);
    QCOMPARE(paused.first().first().value<core::CrawlId>(), core::CrawlId{2});
    panel.findChild<QTableView *>(u"jobsTable"_s)->selectAll();
    panel.pauseAction()->trigger();
    QCOMPARE(paused.count(), 3);
}

void JobsTest::removingAsksAndSaysItIsForGood()
{
    ui::JobsPanel panel;
    panel.show();
    panel.model().setRecords({record(1)});
    panel.select(core::CrawlId{1});
    QSignalSpy removed(&panel, &ui::JobsPanel::removeRequested);
    panel.removeAction()->trigger();
    auto *box = panel.findChild<QMessageBox *>(u"removeDialog"_s);
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(u"cannot be undone"_s));
    QCOMPARE(box->defaultButton()->objectName(), u"keepCrawl"_s);
    QCOMPARE(removed.count(), 0);
    box->findChild<QPushButton *>(u"keepCrawl"_s)->click();
    QCOMPARE(removed.count(), 0);
    QTRY_VERIFY(!panel.findChild<QMessageBox *>(u"removeDialog"_s));
    panel.removeAction()->trigger();
    panel.findChild<QPushButton *>(u"confirmRemove"_s)->click();
    QCOMPARE(removed.count(), 1);
}

void JobsTest::anEmptyProjectOffersACrawl()
{
    ui::JobsPanel panel;
    panel.show();
    auto *offer = panel.findChild<QPushButton *>(u"jobsNewCrawl"_s);
    QVERIFY(offer && offer->isVisible());
    QSignalSpy asked(&panel, &ui::JobsPanel::newCrawlRequested);
    offer->click();
    QCOMPARE(asked.count(), 1);
    panel.model().addRecord(record(1));
    QVERIFY(!offer->isVisible());
}

QTEST_MAIN(JobsTest)
#include "tst_jobs.moc"
