// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/hosts/hostspanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/workspace.h"
#include "ui/results/resultspanel.h"

#include <QAbstractProxyModel>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The tables of the window together: which filter Ctrl+F means, and what they know of each other and of the project.
class TablesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void theFilterOfTheTableWithTheFocus();
    void anExportSparesTheProject();
    void hostsTellWhichCrawlsDoNotCheckThem();

private:
    static void crawl(test::ScreenWorld &world, const core::CrawlSpec &spec)
    {
        QSignalSpy finished(&world.engine(), &core::CrawlEngine::finished);
        world.window().session().startCrawl(spec, world.path(u"tables.sluice"_s));
        QVERIFY(finished.wait(60'000));
    }
};

void TablesTest::theFilterOfTheTableWithTheFocus()
{
    test::ScreenWorld world(5);
    ui::MainWindow &window = world.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    crawl(world, world.shopSpec());
    const auto find = [&] { QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier); };
    find(); // as one comes from the dialog
    QTRY_VERIFY(world.find<QLineEdit>(u"resultsFilter"_s)->hasFocus());
    world.find<QTableView>(u"jobsTable"_s)->setFocus();
    find();
    QTRY_VERIFY(world.find<QLineEdit>(u"jobsFilter"_s)->hasFocus());
    find();
    QVERIFY(world.find<QLineEdit>(u"jobsFilter"_s)->hasFocus());
    window.workspace().showTab(ui::Workspace::Hosts);
    world.find<QTableView>(u"hostsTable"_s)->setFocus();
    find();
    QTRY_VERIFY(world.find<QLineEdit>(u"hostsFilter"_s)->hasFocus());
}

void TablesTest::anExportSparesTheProject()
{
    test::ScreenWorld world(5);
    ui::MainWindow &window = world.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    crawl(world, world.shopSpec());
    auto *jobs = world.find<QTableView>(u"jobsTable"_s);
    jobs->setFocus();
    QTest::keyClick(jobs, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = world.find<QFileDialog>(u"jobsExportDialog"_s);
    QCOMPARE(dialog->selectedFiles(), QStringList{world.path(u"jobs.csv"_s)});
    Q_EMIT dialog->fileSelected(world.path(u"tables.sluice"_s)); // as if chosen and replacing it agreed to
    QTRY_VERIFY(world.find<QLabel>(u"notificationText"_s)->text().contains(u"tables.sluice"_s));
    QTRY_VERIFY(window.workspace().results().model().rowCount() > 0); // the project is still one
    dialog->close();
    QTRY_VERIFY(!window.findChild<QFileDialog *>(u"jobsExportDialog"_s));
    QVERIFY(!QFile::exists(world.path(u"jobs.csv"_s)));
}

void TablesTest::hostsTellWhichCrawlsDoNotCheckThem()
{
    test::ScreenWorld world(5);
    core::CrawlSpec spec = world.shopSpec();
    spec.insecureHosts = {u"old.example"_s};
    crawl(world, spec);
    auto &hosts = static_cast<ui::HostsModel &>(
        *static_cast<QAbstractProxyModel *>(world.find<QTableView>(u"hostsTable"_s)->model())->sourceModel());
    core::HostStatus old;
    old.origin = "https://old.example";
    hosts.applyStatus({old});
    const auto tls = [&hosts] { return hosts.index(hosts.rowCount() - 1, ui::HostsModel::Tls); };
    QCOMPARE(tls().data().toString(), u"not verified"_s);
    QVERIFY(tls().data(Qt::ToolTipRole).toString().contains(u"Shop"_s));
    world.window().workspace().jobs().model().removeCrawl(core::CrawlId{1});
    QCOMPARE(tls().data().toString(), u"verified"_s);
}

QTEST_MAIN(TablesTest)
#include "tst_tables.moc"
