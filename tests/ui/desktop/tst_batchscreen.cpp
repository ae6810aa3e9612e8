// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/batchjoin.h"
#include "tests/ui/support/heartbeat.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/batch/batchdialog.h"
#include "ui/batch/batchmodel.h"
#include "ui/batch/batchpanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The Batch screen in the window, with the engine behind it and the demo shop before it.
class BatchScreenTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aBatchRunsFromItsDialog();
    void whatIsSentIsChosenInTheDialog();
    void whatIsFiledBecomesAJob();
    void cancelledItEndsAndKeepsWhatItHas();
    void theProjectMayBeClosedMeanwhile();
    void theWindowAnswersWhileTenThousandAreFetched();

private:
    [[nodiscard]] core::BatchSpec specOf(int addresses) const;
    [[nodiscard]] const core::BatchProgress &progress() const { return m_panel->shown()->progress; }
    [[nodiscard]] bool untilEnded(int ms = 60'000);
    void openProject();
    /// Opens the dialog as a person does, with these addresses.
    [[nodiscard]] ui::BatchDialog *dialogWith(const QStringList &addresses);
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        return m_world->find<T>(name);
    }

    std::unique_ptr<test::ScreenWorld> m_world;
    ui::BatchPanel *m_panel = nullptr;
};

void BatchScreenTest::init()
{
    test::failOnScreenWarnings();
    m_world = std::make_unique<test::ScreenWorld>();
    app::joinBatch(m_world->window(), m_world->engine(), m_world->settings());
    m_panel = m_world->window().findChild<ui::BatchPanel *>();
    m_world->window().show();
}

void BatchScreenTest::cleanup()
{
    m_world.reset();
}

core::BatchSpec BatchScreenTest::specOf(int addresses) const
{
    core::BatchSpec spec;
    const core::CrawlSpec shop = m_world->shopSpec();
    spec.crawl.isAdaptive = shop.isAdaptive;
    spec.crawl.isRobotsObeyed = shop.isRobotsObeyed;
    spec.crawl.perHost = 64;
    spec.isWatched = true;
    for (int i = 0; i < addresses; ++i)
        spec.crawl.seeds.append(m_world->shop() + u"?n="_s + QString::number(i));
    return spec;
}

bool BatchScreenTest::untilEnded(int ms)
{
    return QTest::qWaitFor([this] { return m_panel->shown() && progress().hasEnded; }, ms);
}

void BatchScreenTest::openProject()
{
    QSignalSpy opened(&m_world->window().session(), &ui::ProjectSession::opened);
    m_world->window().session().open(m_world->path(u"p.sluice"_s), core::Project::Mode::OpenOrCreate);
    QVERIFY(!opened.isEmpty() || opened.wait(30'000));
}

ui::BatchDialog *BatchScreenTest::dialogWith(const QStringList &addresses)
{
    find<QToolButton>(u"batchNew"_s)->click();
    auto *dialog = find<ui::BatchDialog>(u"batchDialog"_s);
    find<QPlainTextEdit>(u"listField"_s)->setPlainText(addresses.join(u'\n'));
    return dialog;
}

void BatchScreenTest::aBatchRunsFromItsDialog()
{
    QPointer<ui::BatchDialog> dialog = dialogWith({m_world->shop(), m_world->shop() + u"no-such-page"_s});
    auto *start = find<QPushButton>(u"startBatch"_s);
    QTRY_VERIFY(start->isEnabled());
    start->click();
    QVERIFY(untilEnded());
    QTRY_VERIFY(!dialog);
    QCOMPARE(progress().done, 1);
    QCOMPARE(progress().failed, 1);
    QCOMPARE(m_panel->model().rowCount(), 2);
    QCOMPARE(find<QLabel>(u"batchStatuses"_s)->text(), u"2xx 1 · 4xx 1"_s);
    const core::BatchEntry home = m_panel->shown()->requests.first();
    QVERIFY(home.times.started >= 0 && home.times.firstByte >= home.times.started);
    QVERIFY(home.times.parsed >= home.times.bodyEnd && home.bytes > 0);
    // The window goes on and takes another one.
    QVERIFY(find<QToolButton>(u"batchAgain"_s)->isEnabled());
    QVERIFY(!find<QToolButton>(u"batchCancelAll"_s)->isEnabled());
}

void BatchScreenTest::whatIsSentIsChosenInTheDialog()
{
    ui::BatchDialog *dialog = dialogWith({m_world->shop()});
    find<QComboBox>(u"methodField"_s)->setCurrentText(u"post"_s);
    find<QPlainTextEdit>(u"contentField"_s)->setPlainText(u"a=1&b=ü"_s);
    QCOMPARE(dialog->spec().crawl.seedMethod, u"POST"_s);
    QCOMPARE(dialog->spec().crawl.seedContent, u"a=1&b=ü"_s);
    find<QComboBox>(u"methodField"_s)->setCurrentText(u"GET"_s);
    auto *start = find<QPushButton>(u"startBatch"_s);
    QTRY_VERIFY(dialog->spec().crawl.seeds.size() == 1);
    QSignalSpy started(dialog, &ui::BatchDialog::startRequested);
    start->click();
    QCOMPARE(started.count(), 0); // a body with GET: said at its field
    QVERIFY(find<QPlainTextEdit>(u"contentField"_s)->isEnabled());
    find<QPlainTextEdit>(u"contentField"_s)->clear();
    QTRY_VERIFY(start->isEnabled());
    start->click();
    QVERIFY(untilEnded());
    QCOMPARE(progress().done, 1);
}

void BatchScreenTest::whatIsFiledBecomesAJob()
{
    openProject();
    const int before = m_world->window().workspace().jobs().model().rowCount();
    m_world->window().session().startBatch(specOf(20), true);
    QVERIFY(untilEnded());
    QCOMPARE(progress().rows, 20);
    QTRY_COMPARE(m_world->window().workspace().jobs().model().rowCount(), before + 1);
}

void BatchScreenTest::cancelledItEndsAndKeepsWhatItHas()
{
    core::BatchSpec spec = specOf(500);
    spec.crawl.concurrency = 2;
    m_world->window().session().startBatch(spec, false);
    QTRY_VERIFY(m_panel->shown() && progress().done > 5);
    find<QToolButton>(u"batchHold"_s)->click();
    QTRY_VERIFY(progress().isHeld);
    find<QToolButton>(u"batchCancelAll"_s)->click();
    QVERIFY(untilEnded());
    QVERIFY(progress().isCancelled);
    QVERIFY(progress().done > 5 && progress().cancelled > 0);
    QCOMPARE(progress().done + progress().cancelled, 500);
    QCOMPARE(m_panel->model().rowCount(), 500);
}

void BatchScreenTest::theProjectMayBeClosedMeanwhile()
{
    openProject();
    core::BatchSpec spec = specOf(2'000);
    spec.crawl.concurrency = 4;
    m_world->window().session().startBatch(spec, true);
    QTRY_VERIFY(m_panel->shown() && progress().done > 5);
    QSignalSpy released(&m_world->window().session(), &ui::ProjectSession::released);
    m_world->window().session().close();
    QVERIFY(!released.isEmpty() || released.wait(30'000));
    QVERIFY(untilEnded());
    QCOMPARE(m_world->engine().runningCount(), 0);
    // What it filed is there, as a crawl that can be gone on with.
    openProject();
    ui::JobsModel &jobs = m_world->window().workspace().jobs().model();
    QTRY_COMPARE(jobs.rowCount(), 1);
    QVERIFY(jobs.jobs().first().state != ui::JobState::Finished);
}

void BatchScreenTest::theWindowAnswersWhileTenThousandAreFetched()
{
    constexpr int many = 10'000;
    m_world->window().resize(1'280, 900);
    find<QAction>(u"showBatch"_s)->trigger();
    QTRY_VERIFY(m_panel->isVisible());
    core::BatchSpec spec = specOf(many);
    spec.newsEveryMs = 100;
    test::Heartbeat heartbeat;
    heartbeat.start();
    m_world->window().session().startBatch(spec, false);
    QVERIFY(untilEnded(120'000));
    QTest::qWait(200);
    const double high = heartbeat.percentile(0.99);
    const double most = heartbeat.percentile(1);
    qInfo("%s", qPrintable(heartbeat.report()));
    QCOMPARE(progress().done, many);
    QCOMPARE(m_panel->model().rowCount(), many);
    // Generous: what is judged are the figures, on a machine with nothing else to do.
    QVERIFY(heartbeat.count() > 50);
    QVERIFY(high < 500);
    QVERIFY(most < 3'000);
}

QTEST_MAIN(BatchScreenTest)
#include "tst_batchscreen.moc"
