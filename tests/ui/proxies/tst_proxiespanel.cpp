// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/ui/proxies/panelcase.h"
#include "tests/ui/support/heartbeat.h"
#include "ui/proxies/proxiesmodel.h"
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
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using test::deadPorts;
using test::patienceMs;
using test::record;

/// What the Proxies screen shows, takes and does.
class ProxiesPanelTest final : public test::ProxiesPanelCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(QLatin1StringView(QTest::currentTestFunction()) != "saysThatNoProjectIsOpen"_L1); }
    void cleanup() { end(); }
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
    void manyAreRemovedAtOnce();
    void tenThousandAreSortedAndFiltered();
    void thousandChecksDoNotHoldTheWindow();
};

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
    QTRY_VERIFY_WITH_TIMEOUT(why->text().contains(m_panel->model().proxy(0)->reason, Qt::CaseInsensitive), patienceMs);
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
