// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/rowspane.h"

#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// What the lab hands to sluice-worker: json: rules, scripts and plug-ins.
class LabScriptsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void scriptsAndJsonRulesRun();
    void aFaultNamesItsLine();
    void columnsStandAsTheScriptNamesThem();
    void theScriptIsHeard();
    void parsersAreCompared();
    void theScriptTabCounts();

private:
    static ui::LabPagePtr page()
    {
        core::KeptPage origin;
        origin.url = "https://shop.example/list";
        origin.contentType = "text/html";
        return ui::makeLabPage(origin,
                               "<title>T</title><h1>H</h1><ul><li>a<li>b</ul><script>var x = {\"n\": 7};</script>",
                               ui::LabDetail::Everything);
    }
    static core::CrawlSpec scripted(const QString &script, const QString &plugin = {})
    {
        core::CrawlSpec spec;
        spec.script = script;
        spec.plugin = plugin;
        return spec;
    }
    static QString listScript()
    {
        return u"function parse(page) {\n  return page.css('li').map(e => ({name: e.text}));\n}\n"_s;
    }

    std::shared_ptr<core::WorkerPool> m_workers = std::make_shared<core::WorkerPool>(test::poolOptions(1));
};

void LabScriptsTest::scriptsAndJsonRulesRun()
{
    const ui::LabResult script = ui::runRules(scripted(listScript()), *page(), -1, m_workers.get());
    QVERIFY2(script.errors.isEmpty(), qUtf8Printable(script.errors.join(u';')));
    QCOMPARE(script.columns, QStringList{u"name"_s});
    QCOMPARE(script.rows.size(), 2);
    core::CrawlSpec rules;
    rules.fields = {{u"n"_s, u"json:.n"_s, core::ColumnType::Number, false, {}, false, {}}};
    const ui::LabResult json = ui::runRules(rules, *page(), -1, m_workers.get());
    QVERIFY2(json.errors.isEmpty(), qUtf8Printable(json.errors.join(u';')));
    QCOMPARE(json.rows.value(0).value(u"n"_s).toInt(), 7);
}

void LabScriptsTest::aFaultNamesItsLine()
{
    const ui::LabResult result =
        ui::runRules(scripted(u"function parse(page) {\n  return page.nothing.at;\n}"_s), *page(), -1, m_workers.get());
    QVERIFY(result.rows.isEmpty());
    QVERIFY2(result.errors.value(0).contains(u'2'), qUtf8Printable(result.errors.join(u';')));
}

void LabScriptsTest::columnsStandAsTheScriptNamesThem()
{
    const QString script = u"function parse(page) { return [{zoo: 1, ant: 2}, {bee: 3, zoo: 4}]; }"_s;
    const ui::LabResult result = ui::runRules(scripted(script), *page(), -1, m_workers.get());
    QCOMPARE(result.columns, (QStringList{u"zoo"_s, u"ant"_s, u"bee"_s}));
}

void LabScriptsTest::theScriptIsHeard()
{
    const QString script = u"function parse(page) { console.log('seen', 1); console.warn('twice'); throw 'x'; }"_s;
    const ui::LabResult result = ui::runRules(scripted(script), *page(), -1, m_workers.get());
    QCOMPARE(result.messages, (QStringList{u"seen 1"_s, u"twice"_s}));
    QCOMPARE(result.errors.size(), 1);
    ui::RowsPane pane;
    pane.show();
    pane.showResult(result);
    const auto *messages = pane.findChild<QLabel *>(u"labMessages"_s);
    QVERIFY(messages->isVisible());
    QCOMPARE(messages->text(), u"The script says: seen 1\ntwice"_s);
    QVERIFY(pane.findChild<QLabel *>(u"labErrors"_s)->isVisible());
    pane.showResult({});
    QVERIFY(!messages->isVisible());
}

void LabScriptsTest::parsersAreCompared()
{
    const QString plugin = test::pluginPath("plugin_example");
    const ui::SpeedComparison other =
        ui::compareParsers(scripted(listScript(), plugin), {page(), page(), page()}, m_workers.get());
    QVERIFY2(other.error.isEmpty(), qUtf8Printable(other.error));
    QCOMPARE(other.pages, 3);
    QCOMPARE(other.scriptRows, 6);
    QCOMPARE(other.pluginRows, 3);
    QVERIFY(!other.isEqual);
    QVERIFY(other.scriptMs > 0 && other.pluginMs > 0);
    const ui::LabResult ofPlugin = ui::runRules(scripted({}, plugin), *page(), -1, m_workers.get());
    const QByteArray row = QJsonDocument(ofPlugin.rows.value(0)).toJson(QJsonDocument::Compact);
    const QString same = u"function parse(page) { return [%1]; }"_s.arg(QString::fromUtf8(row));
    QVERIFY(ui::compareParsers(scripted(same, plugin), {page(), page()}, m_workers.get()).isEqual);
}

void LabScriptsTest::theScriptTabCounts()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"page.html"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<ul><li>one<li>two</ul>");
    file.close();
    ui::LabPanel lab(m_workers);
    lab.resize(1'000, 600);
    lab.show();
    lab.session().openFile(file.fileName());
    lab.setRules(scripted(listScript()));
    auto *preview = lab.findChild<QTableView *>(u"labPreview"_s);
    QTRY_COMPARE(preview->model()->rowCount(), 2);
    QCOMPARE(lab.rules().script, listScript());
    auto *compare = lab.findChild<QPushButton *>(u"labCompare"_s);
    QVERIFY(!compare->isEnabled());
    lab.findChild<QLineEdit *>(u"labPlugin"_s)->setText(test::pluginPath("plugin_example"));
    compare->click();
    QVERIFY(!compare->isEnabled());
    QTRY_VERIFY(compare->isEnabled());
    const QString text = lab.findChild<QLabel *>(u"labComparison"_s)->text();
    QVERIFY2(text.contains(u"differ"_s), qUtf8Printable(text));
    lab.findChild<QTabWidget *>(u"labRuleTabs"_s)->setCurrentIndex(0);
    QVERIFY(lab.rules().script.isEmpty());
}

QTEST_MAIN(LabScriptsTest)
#include "tst_labscripts.moc"
