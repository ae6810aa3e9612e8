// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/ui/proxies/panelcase.h"
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/schedulebar.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using test::deadPorts;
using test::patienceMs;
using test::record;

/// What the Proxies screen asks leave and passwords for, and that it goes with its project.
class ProxyLeaveTest final : public test::ProxiesPanelCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void schedulesOfOthersAreAskedAbout();
    void refusedSchedulesAreAskedAboutAgain();
    void ownSchedulesAreNotAskedAbout();
    void filesAreNotOnSchedule();
    void schedulesThatAreOffAreNotAskedAbout();
    void crawlsThatHideHoldTheSchedule();
    void lateListsOfAnotherProjectAreNotShown();
    void questionsGoWithTheirProject();
    void unknownPasswordsAreShownAndEntered();
    void passwordsOfTheKeychainAreFound();

private:
    void putSource(const QString &location);
    [[nodiscard]] QString asked() const { return find<ui::ScheduleBar>(u"proxyScheduleBar"_s)->text(); }
};

/// A list at an address that nobody serves, read every hour.
void ProxyLeaveTest::putSource(const QString &location)
{
    core::ProxySourceRecord source;
    source.location = location;
    source.everyMinutes = 60;
    QVERIFY(m_store->saveProxySource(source));
}

void ProxyLeaveTest::schedulesOfOthersAreAskedAbout()
{
    putSource(u"http://127.0.0.1:9/list"_s);
    open(u"other.sluice"_s);
    QVERIFY2(asked().contains(u"1 "_s), qUtf8Printable(asked()));
    QVERIFY(m_settings->get(core::keys::proxyProjects).isEmpty());
    find<QPushButton>(u"proxyScheduleAllow"_s)->click();
    QVERIFY(asked().isEmpty());
    QCOMPARE(m_settings->get(core::keys::proxyProjects).size(), 1);
    open(u"other.sluice"_s); // is remembered
    QVERIFY(asked().isEmpty());
    open(u"third.sluice"_s);
    QVERIFY(!asked().isEmpty());
}

void ProxyLeaveTest::refusedSchedulesAreAskedAboutAgain()
{
    putSource(u"http://127.0.0.1:9/list"_s);
    open(u"other.sluice"_s);
    find<QPushButton>(u"proxyScheduleRefuse"_s)->click();
    QVERIFY(asked().isEmpty());
    QVERIFY(m_settings->get(core::keys::proxyProjects).isEmpty());
    open(u"other.sluice"_s);
    QVERIFY(!asked().isEmpty());
}

void ProxyLeaveTest::ownSchedulesAreNotAskedAbout()
{
    QVERIFY(asked().isEmpty());
    QVERIFY(m_settings->get(core::keys::proxyProjects).isEmpty()); // nothing of it is on schedule yet
    core::ProxySourceRecord source;
    source.location = u"http://127.0.0.1:9/list"_s;
    source.everyMinutes = 60;
    QSignalSpy changed(m_desk.get(), &core::ProxyDesk::sourcesChanged);
    m_desk->saveSource(source);
    QVERIFY(!changed.isEmpty() || changed.wait(patienceMs));
    QCOMPARE(m_settings->get(core::keys::proxyProjects).size(), 1);
    open(u"p.sluice"_s);
    QVERIFY(asked().isEmpty());
}

void ProxyLeaveTest::filesAreNotOnSchedule()
{
    putSource(u"/etc/hostname"_s);
    open(u"other.sluice"_s);
    QVERIFY(asked().isEmpty());
}

void ProxyLeaveTest::schedulesThatAreOffAreNotAskedAbout()
{
    putSource(u"http://127.0.0.1:9/list"_s);
    m_settings->set(core::keys::proxySchedule, false);
    m_panel = std::make_unique<ui::ProxiesPanel>(*m_desk, *m_settings, *m_secrets);
    m_panel->show();
    open(u"other.sluice"_s);
    QVERIFY(asked().isEmpty());
}

void ProxyLeaveTest::crawlsThatHideHoldTheSchedule()
{
    m_panel->setDirectHeld(true);
    QVERIFY(asked().contains(u"own address"_s));
    QVERIFY(!find<QPushButton>(u"proxyScheduleAllow"_s)->isVisible());
    m_panel->setDirectHeld(false);
    QVERIFY(asked().isEmpty());
}

void ProxyLeaveTest::lateListsOfAnotherProjectAreNotShown()
{
    m_panel->setProject(m_folder->filePath(u"first.sluice"_s));
    m_panel->setProject(m_folder->filePath(u"second.sluice"_s));
    Q_EMIT m_desk->loaded({record(1, core::ProxyState::Alive)}, {}); // of the first
    Q_EMIT m_desk->changed({record(1, core::ProxyState::Dead)});
    QCOMPARE(shown(), 0);
    Q_EMIT m_desk->loaded({record(7, core::ProxyState::Alive), record(8, core::ProxyState::Dead)}, {});
    QCOMPARE(shown(), 2);
}

void ProxyLeaveTest::questionsGoWithTheirProject()
{
    Q_EMIT m_desk->loaded({record(2, core::ProxyState::Dead)}, {});
    find<QAction>(u"removeDeadProxies"_s)->trigger();
    find<QToolButton>(u"proxiesSources"_s)->click();
    find<QToolButton>(u"proxiesAdd"_s)->click();
    QCOMPARE(m_panel->findChildren<QDialog *>().size(), 3);
    m_panel->setProject({});
    const QList<QDialog *> dialogs = m_panel->findChildren<QDialog *>();
    QVERIFY(std::none_of(dialogs.begin(), dialogs.end(), [](const QDialog *dialog) { return dialog->isVisible(); }));
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->findChildren<QDialog *>().isEmpty(), patienceMs);
}

void ProxyLeaveTest::unknownPasswordsAreShownAndEntered()
{
    core::CheckSettings settings;
    settings.testUrl = u"http://127.0.0.1:9/"_s;
    settings.isTestUrlAskedDirectly = false;
    m_desk->setSettings(settings);
    const QByteArray dead = deadPorts(1).trimmed();
    add("http://ann@" + dead + '\n');
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patienceMs);
    const ui::ProxiesModel &model = m_panel->model();
    QTRY_VERIFY_WITH_TIMEOUT(model.isLocked(*model.proxy(0)), patienceMs);
    QVERIFY(model.index(0, ui::ProxiesModel::Reason).data().toString().contains(u"ann"_s));
    find<QTableView>(u"proxiesTable"_s)->selectRow(0);
    QVERIFY(find<QPushButton>(u"proxyDetailPassword"_s)->isVisible());
    find<QPushButton>(u"proxyDetailPassword"_s)->click();
    auto *dialog = find<QDialog>(u"proxyPasswordDialog"_s);
    auto *accept = dialog->findChild<QPushButton *>(u"proxyPasswordAccept"_s);
    QVERIFY(!accept->isEnabled());
    dialog->findChild<QLineEdit *>(u"proxyPasswordField"_s)->setText(u"pa:ss wörd"_s);
    accept->click();
    QVERIFY(!model.isLocked(*model.proxy(0)));
    QTRY_COMPARE_WITH_TIMEOUT(model.proxy(0)->state, core::ProxyState::Dead, patienceMs); // it was checked
    QTRY_COMPARE_WITH_TIMEOUT(m_keychain->entries.value(u"ann@"_s + QString::fromLatin1(dead)),
                              u"pa:ss wörd"_s.toUtf8(), patienceMs);
    QVERIFY(!find<QPushButton>(u"proxyDetailPassword"_s)->isVisible());
}

void ProxyLeaveTest::passwordsOfTheKeychainAreFound()
{
    m_keychain->entries.insert(u"ann@127.0.0.9:9"_s, "known");
    add("http://ann@127.0.0.9:9\nhttp://bob@127.0.0.9:9\n");
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patienceMs);
    const ui::ProxiesModel &model = m_panel->model();
    QTRY_VERIFY_WITH_TIMEOUT(m_secrets->read(u"ann@127.0.0.9:9"_s).has_value(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isLocked(*model.proxy(0)) && model.isLocked(*model.proxy(1)), patienceMs);
}

QTEST_MAIN(ProxyLeaveTest)
#include "tst_proxyleave.moc"
