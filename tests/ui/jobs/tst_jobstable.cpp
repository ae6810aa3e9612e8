// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfile.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/jobs/jobspanel.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::JobsModel;

/// The Jobs table under its filter, and what it says and gives away of a crawl.
class JobsTableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void theFilterHidesCrawlsAndGivesThemBack();
    void aNewCrawlIsSeenInSpiteOfTheFilter();
    void whatIsUnknownIsCopiedAsNothing();
    void cautionsStandInTheTip_data();
    void cautionsStandInTheTip();

private:
    static core::CrawlRecord record(int id, core::CrawlState state = core::CrawlState::Finished);
    static core::CrawlProgress progress(int id, core::RunState state = core::RunState::Running);
};

core::CrawlRecord JobsTableTest::record(int id, core::CrawlState state)
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

core::CrawlProgress JobsTableTest::progress(int id, core::RunState state)
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

void JobsTableTest::theFilterHidesCrawlsAndGivesThemBack()
{
    ui::JobsPanel panel;
    panel.show();
    panel.model().setRecords({record(1), record(2), record(3)});
    panel.select(core::CrawlId{2});
    QSignalSpy current(&panel, &ui::JobsPanel::currentCrawlChanged);
    auto *filter = panel.findChild<QLineEdit *>(u"jobsFilter"_s);
    const auto type = [filter](const QString &text) {
        filter->setText(text);
        QTest::keyClick(filter, Qt::Key_Return);
    };
    type(u"crawl 3"_s);
    QCOMPARE(panel.currentCrawl(), core::CrawlId{3});
    QCOMPARE(current.count(), 1);               // once, however many rows go
    QVERIFY(panel.removeAction()->isEnabled()); // what is shown is what the actions mean
    type(u"none such"_s);
    QVERIFY(!panel.currentCrawl().isValid());
    QVERIFY(!panel.removeAction()->isEnabled());
    QVERIFY(panel.findChild<QPushButton *>(u"jobsClearFilter"_s)->isVisible());
    type(u"crawl"_s);
    QCOMPARE(panel.currentCrawl(), core::CrawlId{2});
    QVERIFY(panel.removeAction()->isEnabled());
    QCOMPARE(current.count(), 3);
    panel.findChild<QTableView *>(u"jobsTable"_s)->selectAll();
    type(u"finished"_s); // its state; nothing is hidden, so nothing happens to the selection
    QCOMPARE(panel.findChild<QTableView *>(u"jobsTable"_s)->selectionModel()->selectedRows().size(), 3);
    QCOMPARE(current.count(), 3);
}

void JobsTableTest::aNewCrawlIsSeenInSpiteOfTheFilter()
{
    ui::JobsPanel panel;
    panel.model().setRecords({record(1), record(2)});
    auto *filter = panel.findChild<QLineEdit *>(u"jobsFilter"_s);
    filter->setText(u"Crawl 1"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    panel.model().addRecord(record(7));
    panel.select(core::CrawlId{7});
    QCOMPARE(panel.currentCrawl(), core::CrawlId{7});
    QCOMPARE(filter->text(), QString());
}

void JobsTableTest::whatIsUnknownIsCopiedAsNothing()
{
    JobsModel model;
    model.setRecords({record(1)});
    const auto copied = [&](int column) { return model.index(0, column).data(ui::CopyRole); };
    QVERIFY(!copied(JobsModel::Rate).isValid());
    QVERIFY(!copied(JobsModel::Eta).isValid());
    model.applyProgress(progress(1));
    QCOMPARE(copied(JobsModel::Eta).toLongLong(), 125'000);
    QCOMPARE(copied(JobsModel::Rate).toDouble(), 12.34);
    QCOMPARE(copied(JobsModel::Progress).toDouble(), 0.25);
    QCOMPARE(model.headerData(JobsModel::Eta, Qt::Horizontal, ui::CopyRole).toString(), u"ETA (ms)"_s);
}

void JobsTableTest::cautionsStandInTheTip_data()
{
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<bool>("isRobotsObeyed");
    QTest::addColumn<QStringList>("cautions");
    const QStringList many = {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s};
    QTest::newRow("as usual") << QStringList() << true << QStringList();
    QTest::newRow("a host unchecked") << QStringList{u"old.example"_s} << true
                                      << QStringList{u"TLS is not verified for old.example."_s};
    QTest::newRow("many hosts") << many << true
                                << QStringList{u"TLS is not verified for a, b, c, d, e and 2 more host(s)."_s};
    QTest::newRow("both") << QStringList{u"x"_s} << false
                          << QStringList{u"TLS is not verified for x."_s, u"robots.txt is not obeyed."_s};
}

void JobsTableTest::cautionsStandInTheTip()
{
    QFETCH(QStringList, hosts);
    QFETCH(bool, isRobotsObeyed);
    QFETCH(QStringList, cautions);
    core::CrawlSpec spec;
    spec.seeds = {u"https://old.example/"_s};
    spec.insecureHosts = hosts;
    spec.isRobotsObeyed = isRobotsObeyed;
    core::CrawlRecord crawl = record(1);
    crawl.name = u"<i>Shop"_s;
    crawl.spec = core::jobToJson(spec);
    JobsModel model;
    model.setRecords({crawl});
    QCOMPARE(ui::JobText::cautions(model.jobs().first()), cautions);
    const QModelIndex name = model.index(0, JobsModel::Name);
    QCOMPARE(name.data(Qt::ToolTipRole).isValid(), !cautions.isEmpty());
    QVERIFY(!name.data(Qt::ToolTipRole).toString().contains(u"<i>"_s));
    QVERIFY(name.data(Qt::AccessibleTextRole).toString().startsWith(crawl.name));
    for (const QString &caution : cautions) {
        QVERIFY(name.data(Qt::ToolTipRole).toString().contains(caution));
        QVERIFY(model.index(0, JobsModel::State).data(Qt::ToolTipRole).toString().contains(caution));
        QVERIFY(name.data(Qt::AccessibleTextRole).toString().contains(caution));
    }
    model.applyProgress(progress(1)); // what the engine reports takes none of it back
    QCOMPARE(ui::JobText::cautions(model.jobs().first()), cautions);
}

QTEST_MAIN(JobsTableTest)
#include "tst_jobstable.moc"
