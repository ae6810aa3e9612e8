// SPDX-License-Identifier: GPL-3.0-or-later
// How the window comes by the secrets of a crawl, over a keychain in memory.
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/crawl/crawldialog.h"
#include "ui/jobs/jobspanel.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/main/secretdialog.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/elidedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class SecretsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void oneInTheKeychainIsNotAskedFor();
    void aTypedOneIsKeptWhereItIsWanted();
    void aTypedOneIsKnownForTheSession();
    void withoutKeychainItIsSaid_data();
    void withoutKeychainItIsSaid();
    void whatTheKeychainRefusesIsTold();
    void resumingWithoutItAsks();
    void loginsAreAskedForByName();
    void forgottenOnesAreAskedForAgain();
};

namespace {

constexpr const char *canary = "sesame-49151";

const ui::Job *jobOf(test::ScreenWorld &world, int id)
{
    return world.window().workspace().jobs().model().job(core::CrawlId{id});
}

bool isFinished(test::ScreenWorld &world, int id)
{
    const ui::Job *job = jobOf(world, id);
    return job && job->state == ui::JobState::Finished;
}

core::CrawlSpec guardedSpec(const test::ScreenWorld &world)
{
    core::CrawlSpec spec = world.shopSpec();
    spec.headers = {{u"Authorization"_s, u"secret:token"_s}};
    return spec;
}

ui::CrawlDialog *startCrawl(test::ScreenWorld &world, const core::CrawlSpec &spec)
{
    ui::CrawlDialog *dialog = world.window().flows().newCrawl();
    dialog->load(spec);
    dialog->setProjectPath(world.path(u"p.sluice"_s));
    dialog->findChild<QPushButton *>(u"startCrawl"_s)->click();
    return dialog;
}

ui::SecretDialog *secretDialog(test::ScreenWorld &world)
{
    ui::SecretDialog *dialog = nullptr;
    (void)QTest::qWaitFor(
        [&] {
            dialog = world.window().findChild<ui::SecretDialog *>(u"secretDialog"_s);
            return dialog && dialog->isVisible();
        },
        10'000);
    return dialog;
}

void enter(ui::SecretDialog *dialog, const QString &name = u"token"_s)
{
    dialog->findChild<QLineEdit *>(u"secret:"_s + name)->setText(QString::fromLatin1(canary));
    dialog->findChild<QPushButton *>(u"useSecrets"_s)->click();
}

/// The project, the settings, or the window's log.
bool isWritten(test::ScreenWorld &world, const char *text)
{
    const QAbstractItemModel &log = world.window().workspace().log().model();
    for (int row = 0; row < log.rowCount(); ++row) {
        for (int column = 0; column < log.columnCount(); ++column) {
            if (log.index(row, column).data().toString().contains(QLatin1StringView(text)))
                return true;
        }
    }
    for (const QString &name : {u"p.sluice"_s, u"p.sluice-wal"_s, u"sluice.ini"_s}) {
        QFile file(world.path(name));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

} // namespace

void SecretsTest::oneInTheKeychainIsNotAskedFor()
{
    test::ScreenWorld world(5);
    world.keychain().entries.insert(u"token"_s, canary);
    startCrawl(world, guardedSpec(world));
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    QCOMPARE(world.keychain().reads, 1);
    QVERIFY(!world.window().findChild<ui::SecretDialog *>(u"secretDialog"_s));
    QVERIFY(!isWritten(world, canary));
}

void SecretsTest::aTypedOneIsKeptWhereItIsWanted()
{
    test::ScreenWorld world(5);
    startCrawl(world, guardedSpec(world));
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    auto *keep = dialog->findChild<QCheckBox *>(u"keepSecrets"_s);
    QVERIFY(keep->isEnabled() && keep->isChecked());
    QVERIFY(!dialog->findChild<ui::Callout *>(u"keychainNote"_s)->text().isEmpty());
    enter(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    QCOMPARE(world.keychain().entries.value(u"token"_s), canary);
    QVERIFY(!isWritten(world, canary));
}

void SecretsTest::aTypedOneIsKnownForTheSession()
{
    test::ScreenWorld world(5);
    startCrawl(world, guardedSpec(world));
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    dialog->findChild<QCheckBox *>(u"keepSecrets"_s)->setChecked(false);
    enter(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    QVERIFY(world.keychain().entries.isEmpty());
    startCrawl(world, guardedSpec(world));
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 2), 30'000);
    QCOMPARE(world.keychain().reads, 1); // known by then
}

void SecretsTest::withoutKeychainItIsSaid_data()
{
    QTest::addColumn<core::KeychainFault>("fault");
    QTest::addColumn<QString>("words");

    QTest::newRow("no service") << core::KeychainFault::NoService << u"No keychain can be used here (no such bus)"_s;
    QTest::newRow("locked") << core::KeychainFault::Denied << u"locked or does not answer (no such bus)"_s;
    QTest::newRow("silent") << core::KeychainFault::Late << u"locked or does not answer (no such bus)"_s;
}

void SecretsTest::withoutKeychainItIsSaid()
{
    QFETCH(core::KeychainFault, fault);
    QFETCH(QString, words);
    test::ScreenWorld world(5);
    world.keychain().fault = core::KeychainFailure{fault, u"no such bus"_s};
    startCrawl(world, guardedSpec(world));
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    auto *keep = dialog->findChild<QCheckBox *>(u"keepSecrets"_s);
    QVERIFY(!keep->isEnabled() && !keep->isChecked());
    const QString note = dialog->findChild<ui::Callout *>(u"keychainNote"_s)->text();
    QVERIFY2(note.contains(words) && note.contains(u"until Sluice is closed"_s), qPrintable(note));
    enter(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    QVERIFY(world.keychain().entries.isEmpty());
    QVERIFY(!isWritten(world, canary));
}

void SecretsTest::whatTheKeychainRefusesIsTold()
{
    test::ScreenWorld world(5);
    startCrawl(world, guardedSpec(world));
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    world.keychain().fault = core::KeychainFailure{core::KeychainFault::Denied, u"locked meanwhile"_s};
    enter(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    const QString told = world.find<QLabel>(u"notificationText"_s)->text();
    QVERIFY2(told.contains(u"\"token\""_s) && told.contains(u"known until the program ends"_s), qPrintable(told));
    QVERIFY(!told.contains(QLatin1StringView(canary)));
}

void SecretsTest::resumingWithoutItAsks()
{
    test::ScreenWorld world(5);
    ui::ProjectSession &session = world.window().session();
    core::CrawlSpec spec = guardedSpec(world);
    spec.delayMs = 100;
    world.secrets().keepForSession(u"token"_s, canary);
    session.startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_VERIFY(jobOf(world, 1) && jobOf(world, 1)->state == ui::JobState::Running);
    QSignalSpy released(&session, &ui::ProjectSession::released);
    session.close();
    QVERIFY(released.count() > 0 || released.wait(30'000));
    QVERIFY(world.secrets().forget(u"token"_s)); // as in a new session
    session.open(world.path(u"p.sluice"_s), core::Project::Mode::OpenExisting);
    QTRY_VERIFY(jobOf(world, 1));
    const ui::JobState before = jobOf(world, 1)->state;
    world.window().flows().resume({core::CrawlId{1}});
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    dialog->reject();
    QTRY_VERIFY(!world.window().findChild<ui::SecretDialog *>(u"secretDialog"_s));
    QVERIFY(!world.engine().isRunning(core::CrawlId{1}));
    QCOMPARE(jobOf(world, 1)->state, before);
    world.window().flows().resume({core::CrawlId{1}});
    dialog = secretDialog(world);
    QVERIFY(dialog);
    enter(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 60'000);
    QVERIFY(!isWritten(world, canary));
}

void SecretsTest::loginsAreAskedForByName()
{
    test::ScreenWorld world(5);
    core::CrawlSpec spec = world.shopSpec();
    spec.logins = {{u"127.0.0.1:1"_s, u"ann"_s}};
    startCrawl(world, spec);
    ui::SecretDialog *dialog = secretDialog(world);
    QVERIFY(dialog);
    enter(dialog, u"ann@127.0.0.1:1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    QCOMPARE(world.keychain().entries.value(u"ann@127.0.0.1:1"_s), canary);
}

void SecretsTest::forgottenOnesAreAskedForAgain()
{
    test::ScreenWorld world(5);
    world.keychain().entries.insert(u"token"_s, canary);
    startCrawl(world, guardedSpec(world));
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(world, 1), 30'000);
    auto *forget = world.find<QAction>(u"forgetSecrets"_s);
    QTRY_VERIFY(forget->isEnabled());
    forget->trigger();
    QVERIFY(world.find<ui::ElidedLabel>(u"statusMessage"_s)->text().contains(u"Forgotten: token"_s));
    QVERIFY(!world.keychain().entries.contains(u"token"_s));
    startCrawl(world, guardedSpec(world));
    QVERIFY(secretDialog(world));
}

QTEST_MAIN(SecretsTest)
#include "tst_secrets.moc"
