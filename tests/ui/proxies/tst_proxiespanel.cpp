// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/memoryproxystore.h"
#include "core/settings/keys.h"
#include "core/settings/secretdesk.h"
#include "tests/support/fakekeychain.h"
#include "tests/ui/support/heartbeat.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/proxiespanel.h"
#include "ui/proxies/proxydetail.h"
#include "ui/proxies/schedulebar.h"
#include "ui/tables/tablefilter.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/roles.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDialog>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

core::ProxyRecord record(qint64 id, core::ProxyState state, core::ProxyType type = core::ProxyType::Http)
{
    core::ProxyRecord proxy;
    proxy.id = id;
    proxy.key = {type, {}, u"203.0.113.%1"_s.arg(id), 8080};
    proxy.state = state;
    return proxy;
}

/// Ports of this machine that nobody listens on.
QByteArray deadPorts(int count)
{
    QByteArray lines;
    QList<std::shared_ptr<QTcpServer>> taken; // together, so that no port comes twice
    for (int i = 0; i < count; ++i) {
        taken.append(std::make_shared<QTcpServer>());
        if (!taken.last()->listen(QHostAddress::LocalHost))
            qFatal("no port is free");
        lines += "127.0.0.1:" + QByteArray::number(taken.last()->serverPort()) + '\n';
    }
    return lines;
}

} // namespace

/// The Proxies screen on a desk of its own, its project in memory.
class ProxiesPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysThatNoProjectIsOpen();
    void modelKeepsItsRows();
    void passwordsAreNotShown();
    void pastedProxiesAreAdded();
    void nothingReadCannotBeAdded();
    void droppedFilesAreRead();
    void stateAndTypeFilter();
    void deadOnesTellWhy();
    void deadOnesAreRemovedWhenAskedTwice();
    void sourcesAreReadAndKept();
    void settingsAreCheckedAndKept();
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
    void manyAreRemovedAtOnce();
    void tenThousandAreSortedAndFiltered();
    void thousandChecksDoNotHoldTheWindow();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_panel->findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }
    [[nodiscard]] int shown() const { return find<QTableView>(u"proxiesTable"_s)->model()->rowCount(); }
    void add(const QByteArray &list);
    void open(const QString &name);
    void putSource(const QString &location);
    [[nodiscard]] QString asked() const { return find<ui::ScheduleBar>(u"proxyScheduleBar"_s)->text(); }

    core::SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::MemoryProxyStore> m_store;
    std::shared_ptr<test::FakeKeychain::Content> m_keychain;
    std::unique_ptr<core::SecretDesk> m_secrets;
    std::unique_ptr<core::Settings> m_settings;
    std::unique_ptr<core::ProxyDesk> m_desk;
    std::unique_ptr<ui::ProxiesPanel> m_panel;
};

void ProxiesPanelTest::init()
{
    test::failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<core::MemoryProxyStore>();
    m_keychain = std::make_shared<test::FakeKeychain::Content>();
    m_secrets = std::make_unique<core::SecretDesk>(std::make_unique<test::FakeKeychain>(m_keychain));
    m_settings = std::make_unique<core::Settings>(m_folder->filePath(u"sluice.ini"_s));
    m_desk = std::make_unique<core::ProxyDesk>(m_clock);
    m_panel = std::make_unique<ui::ProxiesPanel>(*m_desk, *m_settings, *m_secrets);
    m_panel->resize(1'200, 700);
    m_panel->show();
    if (QLatin1StringView(QTest::currentTestFunction()) == "saysThatNoProjectIsOpen"_L1)
        return;
    open(u"p.sluice"_s);
}

void ProxiesPanelTest::open(const QString &name)
{
    QSignalSpy loaded(m_desk.get(), &core::ProxyDesk::loaded);
    m_panel->setProject(m_folder->filePath(name));
    m_desk->setProject(m_store.get(), m_secrets.get());
    QVERIFY(!loaded.isEmpty() || loaded.wait(patienceMs));
}

/// A list at an address that nobody serves, read every hour.
void ProxiesPanelTest::putSource(const QString &location)
{
    core::ProxySourceRecord source;
    source.location = location;
    source.everyMinutes = 60;
    QVERIFY(m_store->saveProxySource(source));
}

void ProxiesPanelTest::cleanup()
{
    m_desk->setProject(nullptr, nullptr);
    m_panel.reset();
    m_desk.reset();
}

void ProxiesPanelTest::add(const QByteArray &list)
{
    QSignalSpy told(m_panel.get(), &ui::ProxiesPanel::told);
    m_panel->add(list);
    QVERIFY(told.wait(patienceMs));
}

void ProxiesPanelTest::saysThatNoProjectIsOpen()
{
    QVERIFY(!find<QToolButton>(u"proxiesAdd"_s)->isEnabled());
    QVERIFY(!find<QToolButton>(u"proxiesCheckAll"_s)->isEnabled());
    const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text() == u"No project is open"_s;
    }));
}

void ProxiesPanelTest::modelKeepsItsRows()
{
    using State = core::ProxyState;
    ui::ProxiesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProxies({record(1, State::Alive), record(2, State::Dead), record(3, State::Dead)});
    model.apply({record(2, State::Alive), record(4, State::Unchecked), record(5, State::Dead)});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.proxyWithId(2)->state, State::Alive);
    QCOMPARE(model.idsInState(State::Dead), (QList<qint64>{3, 5}));
    model.remove({1, 3, 5, 99});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.proxy(0)->id, 2);
    QCOMPARE(model.proxy(1)->id, 4);
    model.apply({record(4, State::Dead)});
    QCOMPARE(model.proxy(1)->state, State::Dead);
    QVERIFY(!model.proxyWithId(3));
    model.remove({2, 4});
    QCOMPARE(model.rowCount(), 0);
}

void ProxiesPanelTest::passwordsAreNotShown()
{
    add("socks5://ann:s3cret@203.0.113.9:1080\n");
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patienceMs);
    const ui::ProxiesModel &model = m_panel->model();
    for (int column = 0; column < model.columnCount(); ++column) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(ui::CopyRole)})
            QVERIFY(!model.index(0, column).data(role).toString().contains(u"s3cret"_s));
    }
    QCOMPARE(m_secrets->read(u"ann@203.0.113.9:1080"_s).value(), "s3cret");
}

void ProxiesPanelTest::pastedProxiesAreAdded()
{
    find<QToolButton>(u"proxiesAdd"_s)->click();
    auto *dialog = find<QDialog>(u"addProxiesDialog"_s);
    dialog->findChild<QPlainTextEdit *>(u"addProxiesText"_s)
        ->setPlainText(u"203.0.113.1:8080\nsocks4://203.0.113.2:1080\n203.0.113.3:99999\n"_s);
    auto *accept = dialog->findChild<QPushButton *>(u"addProxiesAccept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), patienceMs);
    const QString words = dialog->findChild<QLabel *>(u"addProxiesSummary"_s)->text();
    QVERIFY2(words.contains(u"2 "_s) && words.contains(u"65535"_s), qUtf8Printable(words));
    accept->click();
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patienceMs);
    QCOMPARE(m_panel->model().proxy(1)->state, core::ProxyState::Unsupported);
    QVERIFY(find<QToolButton>(u"proxiesCheckAll"_s)->isEnabled());
    // The keys that the menu and the empty screen name.
    QVERIFY(m_panel->actions().contains(find<QAction>(u"pasteProxies"_s)));
    QVERIFY(find<QTableView>(u"proxiesTable"_s)->actions().contains(find<QAction>(u"removeProxies"_s)));
}

void ProxiesPanelTest::nothingReadCannotBeAdded()
{
    find<QToolButton>(u"proxiesAdd"_s)->click();
    auto *dialog = find<QDialog>(u"addProxiesDialog"_s);
    auto *accept = dialog->findChild<QPushButton *>(u"addProxiesAccept"_s);
    QVERIFY(!accept->isEnabled());
    dialog->findChild<QPlainTextEdit *>(u"addProxiesText"_s)->setPlainText(u"nothing of the kind"_s);
    auto *words = dialog->findChild<QLabel *>(u"addProxiesSummary"_s);
    const QString before = words->text();
    QTRY_VERIFY_WITH_TIMEOUT(words->text() != before, patienceMs);
    QVERIFY(!accept->isEnabled());
    dialog->reject();
}

void ProxiesPanelTest::droppedFilesAreRead()
{
    QFile file(m_folder->filePath(u"list.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("203.0.113.1:8080\n203.0.113.2:8080\n");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    static_cast<QObject *>(m_panel.get())->event(&drop); // the application hands on only what was dragged in
    const auto dialog = [this] { return m_panel->findChild<QDialog *>(u"addProxiesDialog"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), patienceMs);
    auto *accept = dialog()->findChild<QPushButton *>(u"addProxiesAccept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), patienceMs);
    accept->click();
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patienceMs);
    // What is no file is refused and said.
    QSignalSpy failed(m_panel.get(), &ui::ProxiesPanel::failed);
    data.setUrls({QUrl::fromLocalFile(m_folder->path())});
    static_cast<QObject *>(m_panel.get())->event(&drop); // the application hands on only what was dragged in
    QVERIFY(!failed.isEmpty() || failed.wait(patienceMs));
    QVERIFY(failed.first().first().toString().contains(m_folder->path()));
}

void ProxiesPanelTest::stateAndTypeFilter()
{
    add("203.0.113.1:8080\nsocks5://203.0.113.2:1080\nsocks4://203.0.113.3:1080\n");
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 3, patienceMs);
    auto *button = find<QToolButton>(u"proxiesShown"_s);
    const QString all = button->text();
    find<QAction>(u"proxyFilter:unsupported"_s)->trigger();
    QCOMPARE(shown(), 1);
    QVERIFY(button->text() != all);
    find<QAction>(u"proxyFilterAnyState"_s)->trigger();
    find<QAction>(u"proxyFilter:socks5"_s)->trigger();
    QCOMPARE(shown(), 1);
    find<QAction>(u"proxyFilterAnyType"_s)->trigger();
    QCOMPARE(button->text(), all);
    find<QLineEdit>(u"proxiesFilter"_s)->setText(u"113.2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patienceMs);
}

void ProxiesPanelTest::deadOnesTellWhy()
{
    core::CheckSettings settings;
    settings.testUrl = u"http://127.0.0.1:9/"_s;
    settings.isTestUrlAskedDirectly = false;
    m_desk->setSettings(settings);
    add(deadPorts(1));
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patienceMs);
    find<QTableView>(u"proxiesTable"_s)->selectRow(0);
    find<QToolButton>(u"proxiesCheckSelected"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->model().proxy(0)->state, core::ProxyState::Dead, patienceMs);
    QVERIFY(!m_panel->model().proxy(0)->reason.isEmpty());
    auto *why = find<ui::Callout>(u"proxyDetailWhy"_s);
    QTRY_VERIFY_WITH_TIMEOUT(why->text().contains(m_panel->model().proxy(0)->reason), patienceMs);
    auto *history = find<QTableView>(u"proxyHistoryTable"_s);
    QTRY_COMPARE_WITH_TIMEOUT(history->model()->rowCount(), 1, patienceMs);
    QVERIFY(find<QWidget>(u"proxyLatencyChart"_s)->isVisible());
}

void ProxiesPanelTest::deadOnesAreRemovedWhenAskedTwice()
{
    Q_EMIT m_desk->loaded({record(1, core::ProxyState::Alive), record(2, core::ProxyState::Dead)}, {});
    QCOMPARE(shown(), 2);
    find<QAction>(u"removeDeadProxies"_s)->trigger();
    auto *question = find<QDialog>(u"removeProxiesQuestion"_s);
    QVERIFY(question->isVisible());
    QSignalSpy removed(m_desk.get(), &core::ProxyDesk::removed);
    question->findChild<QPushButton *>(u"removeProxiesConfirm"_s)->click();
    QVERIFY(!removed.isEmpty() || removed.wait(patienceMs));
    QCOMPARE(removed.first().first().value<QList<qint64>>(), QList<qint64>{2});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patienceMs);
}

void ProxiesPanelTest::sourcesAreReadAndKept()
{
    QFile file(m_folder->filePath(u"list.html"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "<table><tr><th>IP Address<th>Port<th>Country<th>Https</tr>"
        "<tr><td>203.0.113.1<td>8080<td>Kenya<td>no</tr><tr><td>203.0.113.2<td>3128<td>Japan<td>yes</tr></table>");
    file.close();
    find<QToolButton>(u"proxiesSources"_s)->click();
    auto *dialog = find<QDialog>(u"proxySourcesDialog"_s);
    auto *location = dialog->findChild<QLineEdit *>(u"proxySourceLocation"_s);
    QVERIFY(!dialog->findChild<QPushButton *>(u"proxySourceRead"_s)->isEnabled());
    location->setText(file.fileName());
    dialog->findChild<QPushButton *>(u"proxySourceRead"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patienceMs);
    auto *table = dialog->findChild<QTableView *>(u"proxySourcesTable"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patienceMs);
    QCOMPARE(m_panel->model().proxy(1)->key.type, core::ProxyType::Https);
    QCOMPARE(m_panel->model().proxy(0)->country, u"Kenya"_s);
    table->selectRow(0);
    dialog->findChild<QPushButton *>(u"proxySourceRemove"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, patienceMs);
    QCOMPARE(shown(), 2); // its proxies stay
    dialog->accept();
}

void ProxiesPanelTest::settingsAreCheckedAndKept()
{
    find<QToolButton>(u"proxiesSettings"_s)->click();
    auto *dialog = find<QDialog>(u"checkSettingsDialog"_s);
    auto *accept = dialog->findChild<QPushButton *>(u"checkSettingsAccept"_s);
    auto *test = dialog->findChild<QLineEdit *>(u"checkTestUrl"_s);
    test->setText(u"ftp://example.com/"_s);
    QVERIFY(!accept->isEnabled());
    test->setText(u"https://example.com/alive"_s);
    dialog->findChild<QPlainTextEdit *>(u"checkJudges"_s)->setPlainText(u"https://judge.example.com/"_s);
    QVERIFY(accept->isEnabled());
    accept->click();
    core::ProxyDesk desk(m_clock);
    ui::ProxiesPanel another(desk, *m_settings, *m_secrets);
    another.setProject(u"/p.sluice"_s);
    another.findChild<QToolButton *>(u"proxiesSettings"_s)->click();
    auto *again = another.findChild<QDialog *>(u"checkSettingsDialog"_s);
    QCOMPARE(again->findChild<QLineEdit *>(u"checkTestUrl"_s)->text(), u"https://example.com/alive"_s);
    again->reject();
}

void ProxiesPanelTest::schedulesOfOthersAreAskedAbout()
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

void ProxiesPanelTest::refusedSchedulesAreAskedAboutAgain()
{
    putSource(u"http://127.0.0.1:9/list"_s);
    open(u"other.sluice"_s);
    find<QPushButton>(u"proxyScheduleRefuse"_s)->click();
    QVERIFY(asked().isEmpty());
    QVERIFY(m_settings->get(core::keys::proxyProjects).isEmpty());
    open(u"other.sluice"_s);
    QVERIFY(!asked().isEmpty());
}

void ProxiesPanelTest::ownSchedulesAreNotAskedAbout()
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

void ProxiesPanelTest::filesAreNotOnSchedule()
{
    putSource(u"/etc/hostname"_s);
    open(u"other.sluice"_s);
    QVERIFY(asked().isEmpty());
}

void ProxiesPanelTest::schedulesThatAreOffAreNotAskedAbout()
{
    putSource(u"http://127.0.0.1:9/list"_s);
    m_settings->set(core::keys::proxySchedule, false);
    m_panel = std::make_unique<ui::ProxiesPanel>(*m_desk, *m_settings, *m_secrets);
    m_panel->show();
    open(u"other.sluice"_s);
    QVERIFY(asked().isEmpty());
}

void ProxiesPanelTest::crawlsThatHideHoldTheSchedule()
{
    m_panel->setDirectHeld(true);
    QVERIFY(asked().contains(u"own address"_s));
    QVERIFY(!find<QPushButton>(u"proxyScheduleAllow"_s)->isVisible());
    m_panel->setDirectHeld(false);
    QVERIFY(asked().isEmpty());
}

void ProxiesPanelTest::lateListsOfAnotherProjectAreNotShown()
{
    m_panel->setProject(m_folder->filePath(u"first.sluice"_s));
    m_panel->setProject(m_folder->filePath(u"second.sluice"_s));
    Q_EMIT m_desk->loaded({record(1, core::ProxyState::Alive)}, {}); // of the first
    Q_EMIT m_desk->changed({record(1, core::ProxyState::Dead)});
    QCOMPARE(shown(), 0);
    Q_EMIT m_desk->loaded({record(7, core::ProxyState::Alive), record(8, core::ProxyState::Dead)}, {});
    QCOMPARE(shown(), 2);
}

void ProxiesPanelTest::questionsGoWithTheirProject()
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

void ProxiesPanelTest::unknownPasswordsAreShownAndEntered()
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

void ProxiesPanelTest::passwordsOfTheKeychainAreFound()
{
    m_keychain->entries.insert(u"ann@203.0.113.9:8080"_s, "known");
    add("http://ann@203.0.113.9:8080\nhttp://bob@203.0.113.9:8080\n");
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patienceMs);
    const ui::ProxiesModel &model = m_panel->model();
    QTRY_VERIFY_WITH_TIMEOUT(m_secrets->read(u"ann@203.0.113.9:8080"_s).has_value(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isLocked(*model.proxy(0)) && model.isLocked(*model.proxy(1)), patienceMs);
}

void ProxiesPanelTest::manyAreRemovedAtOnce()
{
    ui::ProxiesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<core::ProxyRecord> proxies;
    QList<qint64> odd;
    for (int id = 1; id <= 400; ++id) {
        proxies.append(record(id, core::ProxyState::Dead));
        if (id % 2 == 1)
            odd.append(id);
    }
    model.setProxies(proxies);
    model.remove(odd);
    QCOMPARE(model.rowCount(), 200);
    QVERIFY(!model.proxyWithId(1));
    QCOMPARE(model.proxyWithId(400)->id, 400);
    QCOMPARE(model.proxy(0)->id, 2);
}

void ProxiesPanelTest::tenThousandAreSortedAndFiltered()
{
    constexpr int count = 10'000;
    QList<core::ProxyRecord> proxies;
    for (int id = 1; id <= count; ++id) {
        core::ProxyRecord proxy = record(id, id % 2 ? core::ProxyState::Alive : core::ProxyState::Dead);
        proxy.key.host = u"10.%1.%2.7"_s.arg(id / 250).arg(id % 250);
        proxy.totalMs = (id * 7919) % 5'000;
        proxies.append(proxy);
    }
    const auto timed = [](const char *what, auto work) {
        QElapsedTimer timer;
        timer.start();
        work();
        qInfo("%s: %lld ms", what, timer.elapsed());
    };
    auto *table = find<QTableView>(u"proxiesTable"_s);
    timed("10,000 shown", [&] { Q_EMIT m_desk->loaded(proxies, {}); });
    timed("sorted by latency", [&] { table->sortByColumn(ui::ProxiesModel::Latency, Qt::AscendingOrder); });
    QCOMPARE(table->model()->index(0, ui::ProxiesModel::State).data(ui::SortRole).toInt(),
             int(core::ProxyState::Alive));
    timed("sorted by address", [&] { table->sortByColumn(ui::ProxiesModel::Proxy, Qt::AscendingOrder); });
    timed("sorted by latency again", [&] { table->sortByColumn(ui::ProxiesModel::Latency, Qt::AscendingOrder); });
    QList<core::ProxyRecord> some;
    for (int id = 3; id <= count; id += 500) {
        some.append(proxies.at(id));
        some.last().totalMs = 1;
    }
    timed("20 changed while sorted", [&] { Q_EMIT m_desk->changed(some); });
    timed("filtered by state", [&] { find<QAction>(u"proxyFilter:dead"_s)->trigger(); });
    QCOMPARE(shown(), count / 2);
    timed("and by text", [&] { qobject_cast<ui::TableFilter *>(table->model())->setText(u"10.17."_s); });
    QCOMPARE(shown(), 125);
    qobject_cast<ui::TableFilter *>(table->model())->setText({});
    timed("5,000 removed", [&] { Q_EMIT m_desk->removed(m_panel->model().idsInState(core::ProxyState::Dead)); });
    QCOMPARE(shown(), 0);
    QCOMPARE(m_panel->model().rowCount(), count / 2);
}

void ProxiesPanelTest::thousandChecksDoNotHoldTheWindow()
{
    core::CheckSettings settings;
    settings.testUrl = u"http://127.0.0.1:9/"_s;
    settings.isTestUrlAskedDirectly = false;
    settings.concurrency = 200;
    m_desk->setSettings(settings);
    QByteArray list;
    for (int port = 20'000; port < 21'000; ++port)
        list += "127.0.0.1:" + QByteArray::number(port) + '\n';
    add(list);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1'000, patienceMs);
    test::Heartbeat heartbeat;
    heartbeat.start();
    find<QToolButton>(u"proxiesCheckAll"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->model().idsInState(core::ProxyState::Unchecked).isEmpty(), 4 * patienceMs);
    qInfo("%s", qPrintable(heartbeat.report()));
    QVERIFY(heartbeat.count() > 5);
    QVERIFY(heartbeat.percentile(1) < 3'000); // generous: the figures are judged
}

QTEST_MAIN(ProxiesPanelTest)
#include "tst_proxiespanel.moc"
