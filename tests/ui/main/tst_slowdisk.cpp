// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectreader.h"
#include "tests/ui/support/helddisk.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/crawl/crawldialog.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The window's thread holds the disk here and lets it go itself: a call that waited for the disk would wait for its own
/// thread, until the writer gives up, and then fail.
class SlowDiskTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void startingDoesNotHoldTheWindow();
    void resumingDoesNotHoldTheWindow();
    void closingTheProjectDoesNotHoldTheWindow();
    void theNextProjectWaitsForTheLast();
    void closingTheWindowSaysSoUntilTheFileIsWhole();
    void theWindowStaysWhileAnotherProjectOpens();
    void aCrawlWhoseProjectIsClosedIsNotRun();
    void whatIsPressedTwiceStartsOnce();

private:
    static void openProject(test::ScreenWorld &world, const QString &path)
    {
        QSignalSpy opened(&world.window().session(), &ui::ProjectSession::opened);
        world.window().flows().openProject(path, core::Project::Mode::OpenOrCreate);
        QTRY_COMPARE(opened.count(), 1);
    }
    /// A crawl under way that takes its time.
    static void startSlowCrawl(test::ScreenWorld &world, const QString &path)
    {
        core::CrawlSpec spec = world.shopSpec();
        spec.delayMs = 20;
        world.window().session().startCrawl(spec, path);
        QTRY_COMPARE(world.engine().runningCount(), 1);
        QTRY_VERIFY(rowsIn(path) > 3);
    }
    static qint64 rowsIn(const QString &path)
    {
        const auto reader = core::ProjectReader::open(path);
        return reader ? (*reader)->rowCount(core::CrawlId{1}).value_or(-1) : -1;
    }
    static QList<core::CrawlRecord> crawlsIn(const QString &path)
    {
        const auto reader = core::ProjectReader::open(path);
        return reader ? (*reader)->crawls().value_or(QList<core::CrawlRecord>()) : QList<core::CrawlRecord>();
    }
};

void SlowDiskTest::startingDoesNotHoldTheWindow()
{
    test::ScreenWorld world(5);
    ui::ProjectSession &session = world.window().session();
    openProject(world, world.path(u"p.sluice"_s));
    QSignalSpy started(&session, &ui::ProjectSession::crawlStarted);
    QSignalSpy startFailed(&session, &ui::ProjectSession::startFailed);
    {
        const test::HeldDisk disk(world.path(u"p.sluice"_s));
        session.startCrawl(world.shopSpec(), {});
        QCOMPARE(started.count() + startFailed.count(), 0);
    }
    QTRY_COMPARE(started.count(), 1);
    QCOMPARE(startFailed.count(), 0);
    QTRY_COMPARE(world.engine().runningCount(), 0);
    QCOMPARE(world.window().workspace().jobs().model().job(core::CrawlId{1})->done, world.shopPages());
}

void SlowDiskTest::resumingDoesNotHoldTheWindow()
{
    test::ScreenWorld world(5);
    ui::ProjectSession &session = world.window().session();
    QSignalSpy started(&session, &ui::ProjectSession::crawlStarted);
    QSignalSpy resumed(&session, &ui::ProjectSession::crawlResumed);
    session.startCrawl(world.shopSpec(), world.path(u"p.sluice"_s));
    QTRY_COMPARE(started.count(), 1);
    QTRY_COMPARE(world.engine().runningCount(), 0);
    {
        const test::HeldDisk disk(world.path(u"p.sluice"_s));
        session.startCrawl(world.shopSpec(), {}); // what the writer has to do before it can look at the other crawl
        session.resumeCrawl(core::CrawlId{1});
        session.resumeCrawl(core::CrawlId{1});
        QCOMPARE(resumed.count(), 0);
    }
    QTRY_COMPARE(resumed.count(), 1);
    QTRY_COMPARE(started.count(), 2);
    QTRY_COMPARE(world.engine().runningCount(), 0);
    QCOMPARE(resumed.count(), 1); // once, though it was asked for twice
}

void SlowDiskTest::closingTheProjectDoesNotHoldTheWindow()
{
    test::ScreenWorld world(1'000);
    ui::ProjectSession &session = world.window().session();
    const QString path = world.path(u"p.sluice"_s);
    startSlowCrawl(world, path);
    QSignalSpy closed(&session, &ui::ProjectSession::closed);
    QSignalSpy released(&session, &ui::ProjectSession::released);
    {
        const test::HeldDisk disk(path);
        session.close();
        QCOMPARE(closed.count(), 1); // the window goes on …
        QVERIFY(!session.isOpen());
        QCOMPARE(released.count(), 0); // … and the file is closed when it can be
    }
    QTRY_COMPARE(released.count(), 1);
    QVERIFY(!QFile::exists(path + u"-wal"_s));
    QCOMPARE(world.engine().runningCount(), 0);
    QCOMPARE(crawlsIn(path).value(0).state, core::CrawlState::Interrupted);
    QCOMPARE(crawlsIn(path).value(0).rows, rowsIn(path));
}

void SlowDiskTest::theNextProjectWaitsForTheLast()
{
    test::ScreenWorld world(1'000);
    ui::ProjectSession &session = world.window().session();
    const QString path = world.path(u"p.sluice"_s);
    startSlowCrawl(world, path);
    core::CrawlState state = core::CrawlState::Running;
    int opened = 0;
    connect(&session, &ui::ProjectSession::opened, this, [&](const ui::OpenedProject &project) {
        ++opened;
        state = project.crawls.value(0).state;
    });
    {
        const test::HeldDisk disk(path);
        session.close();
        session.open(path, core::Project::Mode::OpenExisting); // the same file: closed first, then opened
        QVERIFY(session.isBusy());
        QCOMPARE(opened, 0);
    }
    QTRY_COMPARE(opened, 1);
    QCOMPARE(state, core::CrawlState::Interrupted);
    QCOMPARE(world.engine().runningCount(), 0);
}

void SlowDiskTest::closingTheWindowSaysSoUntilTheFileIsWhole()
{
    test::ScreenWorld world(1'000);
    ui::MainWindow &window = world.window();
    const QString path = world.path(u"p.sluice"_s);
    startSlowCrawl(world, path);
    {
        const test::HeldDisk disk(path);
        window.closeAtOnce();
        QVERIFY(window.isVisible());
        QVERIFY(world.find<QWidget>(u"closingPage"_s)->isVisible());
        QVERIFY(!window.close()); // pressed again
    }
    QTRY_VERIFY(!window.isVisible());
    QVERIFY(!QFile::exists(path + u"-wal"_s));
    QVERIFY(rowsIn(path) > 3);
}

void SlowDiskTest::theWindowStaysWhileAnotherProjectOpens()
{
    test::ScreenWorld world(1'000);
    ui::MainWindow &window = world.window();
    ui::ProjectSession &session = window.session();
    const QString path = world.path(u"p.sluice"_s);
    startSlowCrawl(world, path);
    QSignalSpy opened(&session, &ui::ProjectSession::opened);
    QSignalSpy released(&session, &ui::ProjectSession::released);
    {
        const test::HeldDisk disk(path);
        session.close();
        session.open(world.path(u"other.sluice"_s), core::Project::Mode::OpenOrCreate);
        window.closeAtOnce();
        QVERIFY(window.isVisible());
    }
    QTRY_VERIFY(!window.isVisible());
    QCOMPARE(opened.count(), 1); // it was on its way, and is closed again before the window goes
    QCOMPARE(released.count(), 1);
    QVERIFY(!QFile::exists(world.path(u"other.sluice-wal"_s)));
}

void SlowDiskTest::aCrawlWhoseProjectIsClosedIsNotRun()
{
    test::ScreenWorld world(5);
    ui::ProjectSession &session = world.window().session();
    const QString path = world.path(u"p.sluice"_s);
    openProject(world, path);
    QSignalSpy started(&session, &ui::ProjectSession::crawlStarted);
    QSignalSpy startFailed(&session, &ui::ProjectSession::startFailed);
    QSignalSpy released(&session, &ui::ProjectSession::released);
    {
        const test::HeldDisk disk(path);
        session.startCrawl(world.shopSpec(), {});
        session.close();
    }
    QTRY_COMPARE(released.count(), 1);
    QTRY_COMPARE(startFailed.count(), 1);
    QCOMPARE(started.count(), 0);
    QCOMPARE(world.engine().runningCount(), 0);
    QCOMPARE(crawlsIn(path).size(), 1); // it is there, and can be resumed
    openProject(world, path);
    QSignalSpy finished(&world.engine(), &core::CrawlEngine::finished);
    session.resumeCrawl(core::CrawlId{1});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(crawlsIn(path).value(0).done, world.shopPages());
}

void SlowDiskTest::whatIsPressedTwiceStartsOnce()
{
    test::ScreenWorld world(5);
    const QString path = world.path(u"p.sluice"_s);
    openProject(world, path);
    ui::CrawlDialog *dialog = world.window().flows().newCrawl();
    QSignalSpy finished(dialog, &QDialog::finished);
    {
        const test::HeldDisk disk(path);
        Q_EMIT dialog->startRequested(world.shopSpec(), path);
        Q_EMIT dialog->startRequested(world.shopSpec(), path);
        QVERIFY(dialog->isVisible());
    }
    QTRY_COMPARE(finished.count(), 1);
    QTRY_COMPARE(world.engine().runningCount(), 0);
    QCOMPARE(crawlsIn(path).size(), 1);
}

QTEST_MAIN(SlowDiskTest)
#include "tst_slowdisk.moc"
