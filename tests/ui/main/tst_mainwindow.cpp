// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csv.h"
#include "core/settings/keys.h"
#include "core/store/projectreader.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/crawl/crawldialog.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/elidedlabel.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class MainWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void theMainJobByKeyboard();
    void theWelcomePageOffersTheWaysToBegin();
    void pauseResumeAndCancel();
    void aRemovedCrawlIsGone();
    void anInterruptedCrawlIsOfferedAndResumed();
    void closingWhileACrawlRunsAsks();
    void aProjectThatIsOpenElsewhereIsRefused();
    void aFileThatIsNoProjectIsRefused();
    void aCopyIsAWholeProject();
    void aMissingSecretIsAskedFor();
    void storageTroubleIsToldAndTheCrawlCanGoOn();
    void theLookIsRemembered();

private:
    static qint64 rowsInFile(const QString &path, core::CrawlId crawl)
    {
        const auto reader = core::ProjectReader::open(path);
        return reader ? (*reader)->rowCount(crawl).value_or(-1) : -1;
    }
    static ui::JobState state(test::ScreenWorld &world, int id)
    {
        const ui::Job *job = world.window().workspace().jobs().model().job(core::CrawlId{id});
        return job ? job->state : ui::JobState::Starting;
    }
    static bool isEnded(test::ScreenWorld &world) { return world.engine().runningCount() == 0; }
};

void MainWindowTest::theMainJobByKeyboard()
{
    test::ScreenWorld world;
    ui::MainWindow &window = world.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    auto *dialog = world.find<ui::CrawlDialog>(u"crawlDialog"_s);
    QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"seedField"_s)->hasFocus());
    dialog->setProjectPath(world.path(u"job.sluice"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"seedField"_s), world.shop());
    QTest::keyClick(dialog->findChild<QLineEdit *>(u"seedField"_s), Qt::Key_Return);

    ui::ResultsModel &rows = window.workspace().results().model();
    QTRY_VERIFY(rows.rowCount() > 0); // while it runs
    QTRY_VERIFY_WITH_TIMEOUT(isEnded(world), 60'000);
    QTRY_COMPARE(rows.rowCount(), rowsInFile(world.path(u"job.sluice"_s), core::CrawlId{1}));
    const ui::Job *job = window.workspace().jobs().model().job(core::CrawlId{1});
    QCOMPARE(job->state, ui::JobState::Finished);
    QCOMPARE(job->done, world.shopPages());
    QCOMPARE(job->failed, 10); // the shop's broken links
    QVERIFY(window.windowTitle().startsWith(u"job"_s));

    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
    auto *filter = world.find<QLineEdit>(u"resultsFilter"_s);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"http 404"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(rows.rowCount(), 10);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_VERIFY(rows.rowCount() > 10);

    QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto *exporting = world.find<QDialog>(u"exportDialog"_s);
    QTest::keyClick(exporting, Qt::Key_Return);
    QTRY_VERIFY(world.find<ui::ElidedLabel>(u"statusMessage"_s)->text().contains(u"job.csv"_s));
    QFile csv(world.path(u"job.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto records = core::parseCsv(csv.readAll());
    QVERIFY(records);
    QCOMPARE(records->size() - 1, rows.rowCount());
}

void MainWindowTest::theWelcomePageOffersTheWaysToBegin()
{
    test::ScreenWorld world(5);
    ui::MainWindow &window = world.window();
    QSignalSpy demo(&window, &ui::MainWindow::demoRequested);
    world.find<QPushButton>(u"welcomeDemo"_s)->click();
    QCOMPARE(demo.count(), 1);
    QVERIFY(world.find<QPushButton>(u"welcomeNewCrawl"_s)->isVisible());
    QVERIFY(world.find<QPushButton>(u"welcomeOpen"_s)->isVisible());
    QVERIFY(!world.find<QListWidget>(u"recentProjects"_s)->isVisible());
    QSignalSpy opened(&window.session(), &ui::ProjectSession::opened);
    window.flows().openProject(world.path(u"a.sluice"_s), core::Project::Mode::OpenOrCreate);
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(!world.find<QPushButton>(u"welcomeDemo"_s)->isVisible());
    QVERIFY(world.find<QPushButton>(u"jobsNewCrawl"_s)->isVisible());
    world.find<QAction>(u"closeProject"_s)->trigger();
    auto *recent = world.find<QListWidget>(u"recentProjects"_s);
    QTRY_VERIFY(recent->isVisible());
    QCOMPARE(recent->count(), 1);
    Q_EMIT recent->itemActivated(recent->item(0));
    QTRY_COMPARE(opened.count(), 2);
    QCOMPARE(window.session().path(), world.path(u"a.sluice"_s));
}

void MainWindowTest::pauseResumeAndCancel()
{
    test::ScreenWorld world(1'000);
    ui::MainWindow &window = world.window();
    core::CrawlSpec spec = world.shopSpec();
    spec.delayMs = 20; // so that there is time to press the buttons
    window.session().startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_COMPARE(state(world, 1), ui::JobState::Running);
    QTRY_VERIFY(window.workspace().jobs().model().job(core::CrawlId{1})->done > 5);
    window.workspace().jobs().pauseAction()->trigger();
    QTRY_COMPARE(state(world, 1), ui::JobState::Paused);
    window.workspace().jobs().resumeAction()->trigger();
    QTRY_COMPARE(state(world, 1), ui::JobState::Running);
    window.workspace().jobs().cancelAction()->trigger();
    QTRY_COMPARE(state(world, 1), ui::JobState::Cancelled);
    QTRY_COMPARE(window.workspace().results().model().rowCount(),
                 rowsInFile(world.path(u"p.sluice"_s), core::CrawlId{1}));
    window.workspace().jobs().resumeAction()->trigger();
    QTRY_COMPARE(state(world, 1), ui::JobState::Running);
}

void MainWindowTest::aRemovedCrawlIsGone()
{
    test::ScreenWorld world(20);
    ui::MainWindow &window = world.window();
    window.session().startCrawl(world.shopSpec(), world.path(u"p.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(world, 1), ui::JobState::Finished, 30'000);
    QTRY_VERIFY(window.workspace().results().model().rowCount() > 20);
    window.workspace().jobs().removeAction()->trigger();
    world.find<QPushButton>(u"confirmRemove"_s)->click();
    QTRY_COMPARE(window.workspace().jobs().model().rowCount(), 0);
    QCOMPARE(window.workspace().results().model().rowCount(), 0);
    QVERIFY(rowsInFile(world.path(u"p.sluice"_s), core::CrawlId{1}) <= 0);
}

void MainWindowTest::anInterruptedCrawlIsOfferedAndResumed()
{
    test::ScreenWorld world(200);
    ui::MainWindow &window = world.window();
    core::CrawlSpec spec = world.shopSpec();
    spec.delayMs = 10;
    window.session().startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_VERIFY(window.workspace().results().model().rowCount() > 5);
    window.session().close();
    QTRY_VERIFY(world.find<QPushButton>(u"welcomeDemo"_s)->isVisible());
    QTRY_VERIFY(isEnded(world));
    window.flows().openProject(world.path(u"p.sluice"_s));
    auto *resume = world.find<QPushButton>(u"notificationButton"_s);
    QTRY_VERIFY(resume->isVisible());
    QVERIFY(world.find<QLabel>(u"notificationText"_s)->text().contains(u"Shop"_s));
    QCOMPARE(state(world, 1), ui::JobState::Interrupted);
    resume->click();
    QTRY_COMPARE_WITH_TIMEOUT(state(world, 1), ui::JobState::Finished, 60'000);
    QCOMPARE(window.workspace().jobs().model().job(core::CrawlId{1})->done, world.shopPages());
}

void MainWindowTest::closingWhileACrawlRunsAsks()
{
    test::ScreenWorld world(1'000);
    ui::MainWindow &window = world.window();
    core::CrawlSpec spec = world.shopSpec();
    spec.delayMs = 20;
    window.session().startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_COMPARE(state(world, 1), ui::JobState::Running);
    QVERIFY(!window.close());
    world.find<QPushButton>(u"keepRunning"_s)->click();
    QVERIFY(window.isVisible());
    QVERIFY(!isEnded(world));
    QTRY_VERIFY(!window.findChild<QMessageBox *>(u"runningDialog"_s));
    QVERIFY(!window.close());
    world.find<QPushButton>(u"interruptCrawls"_s)->click();
    QTRY_VERIFY(!window.isVisible());
    QTRY_VERIFY(isEnded(world));
    QTRY_VERIFY(!QFile::exists(world.path(u"p.sluice-wal"_s))); // closed clean: one file
}

void MainWindowTest::aProjectThatIsOpenElsewhereIsRefused()
{
    test::ScreenWorld world(5);
    const core::SystemClock clock;
    const auto other = core::Project::open(world.path(u"p.sluice"_s), core::Project::Mode::OpenOrCreate, clock);
    QVERIFY(other);
    world.window().flows().openProject(world.path(u"p.sluice"_s));
    auto *notice = world.find<QLabel>(u"notificationText"_s);
    QTRY_VERIFY2(notice->isVisible() && notice->text().contains(u"p.sluice"_s), qUtf8Printable(notice->text()));
    QVERIFY(!world.window().session().isOpen());
    QVERIFY(world.find<QPushButton>(u"welcomeDemo"_s)->isVisible());
}

void MainWindowTest::aFileThatIsNoProjectIsRefused()
{
    test::ScreenWorld world(5);
    QFile file(world.path(u"letter.sluice"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(10'000, 'x'));
    file.close();
    world.window().flows().openProject(file.fileName());
    auto *notice = world.find<QLabel>(u"notificationText"_s);
    QTRY_VERIFY(notice->text().contains(u"letter.sluice"_s));
    QVERIFY(!world.window().session().isOpen());
}

void MainWindowTest::aCopyIsAWholeProject()
{
    test::ScreenWorld world(20);
    ui::MainWindow &window = world.window();
    window.session().startCrawl(world.shopSpec(), world.path(u"p.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(world, 1), ui::JobState::Finished, 30'000);
    QSignalSpy copied(&window.session(), &ui::ProjectSession::copied);
    window.session().saveCopy(world.path(u"p.sluice"_s)); // onto itself: refused
    QCOMPARE(copied.count(), 0);
    window.session().saveCopy(world.path(u"copy.sluice"_s));
    QTRY_COMPARE(copied.count(), 1);
    QCOMPARE(window.session().path(), world.path(u"p.sluice"_s)); // still the one that is open
    QCOMPARE(rowsInFile(world.path(u"copy.sluice"_s), core::CrawlId{1}),
             rowsInFile(world.path(u"p.sluice"_s), core::CrawlId{1}));
    QTRY_VERIFY(window.workspace().results().model().rowCount() > 20);
}

void MainWindowTest::aMissingSecretIsAskedFor()
{
    test::ScreenWorld world(5);
    ui::MainWindow &window = world.window();
    core::CrawlSpec spec = world.shopSpec();
    spec.headers = {{u"Authorization"_s, u"secret:token"_s}};
    ui::CrawlDialog *dialog = window.flows().newCrawl();
    dialog->load(spec);
    dialog->setProjectPath(world.path(u"p.sluice"_s));
    dialog->findChild<QPushButton *>(u"startCrawl"_s)->click();
    QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"secret:token"_s)); // once the keychain has answered
    auto *field = dialog->findChild<QLineEdit *>(u"secret:token"_s);
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    field->setText(u"sesame"_s);
    dialog->findChild<QPushButton *>(u"useSecrets"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(state(world, 1), ui::JobState::Finished, 30'000);
    QFile project(world.path(u"p.sluice"_s));
    QVERIFY(project.open(QIODevice::ReadOnly));
    QVERIFY(!project.readAll().contains("sesame"));
}

void MainWindowTest::storageTroubleIsToldAndTheCrawlCanGoOn()
{
    test::ScreenWorld world(20);
    ui::MainWindow &window = world.window();
    window.session().startCrawl(world.shopSpec(), world.path(u"p.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(world, 1), ui::JobState::Finished, 30'000);
    core::CrawlProgress stopped;
    stopped.crawl = core::CrawlId{1};
    stopped.state = core::RunState::Stopped;
    stopped.detail = u"p.sluice: the disk is full. Free some space and resume."_s;
    Q_EMIT world.engine().finished(stopped);
    QCOMPARE(world.find<QLabel>(u"notificationText"_s)->text(), stopped.detail);
    QVERIFY(world.find<QLabel>(u"notificationText"_s)->isVisible());
    QCOMPARE(state(world, 1), ui::JobState::Stopped);
    QVERIFY(window.workspace().jobs().resumeAction()->isEnabled());
}

void MainWindowTest::theLookIsRemembered()
{
    test::ScreenWorld world(5);
    QVERIFY(!world.theme().isDark());
    world.find<QAction>(u"lookDark"_s)->trigger();
    QVERIFY(world.theme().isDark());
    QCOMPARE(world.settings().get(core::keys::look), 2);
    world.find<QAction>(u"lookLight"_s)->trigger();
    QVERIFY(!world.theme().isDark());
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
