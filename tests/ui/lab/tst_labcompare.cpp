// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lab/scriptedvisitor.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/lab/comparemodel.h"
#include "ui/lab/labpanel.h"
#include "ui/widgets/callout.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

/// A page over HTTP beside the same page rendered.
class LabCompareTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bothWaysAreAskedAndShown();
    void onlyDifferencesCanBeShown();
    void linesAreCopied();
    void problemsAreSaid_data();
    void problemsAreSaid();
    void escapeCancelsThenCloses();
    void withoutAVisitorItSaysSo();
    void theShownPageIsCompared();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *widget = m_lab->findChild<T *>(name);
        if (!widget)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return widget;
    }
    [[nodiscard]] QDialog *dialog() const { return find<QDialog>(u"compareDialog"_s); }
    [[nodiscard]] QString outcome() const { return dialog()->findChild<ui::Callout *>()->text(); }
    [[nodiscard]] QAbstractItemModel *model(const QString &table) const { return find<QTableView>(table)->model(); }
    void compareShop();

    test::ScriptedVisitor m_visitor;
    std::unique_ptr<ui::LabPanel> m_lab;
};

void LabCompareTest::init()
{
    test::failOnScreenWarnings();
    m_visitor = {};
    m_lab = std::make_unique<ui::LabPanel>(nullptr, &m_visitor);
    m_lab->resize(1'000, 600);
    m_lab->show();
}

void LabCompareTest::cleanup()
{
    m_lab.reset();
}

void LabCompareTest::compareShop()
{
    core::CrawlSpec rules;
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"name"_s, u"css::scope"_s, core::ColumnType::Text, false, {}, false, {}}};
    m_lab->setRules(rules);
    m_lab->compareWays(u"https://shop.example/list"_s);
    QCOMPARE(m_visitor.asker().renderMode, core::RenderMode::Http);
    m_visitor.answerPage("<h1>Shop</h1><p>Loading</p>");
    QTRY_COMPARE(m_visitor.asked().size(), 2);
    QCOMPARE(m_visitor.asker().renderMode, core::RenderMode::Rendered);
    m_visitor.answerPage("<h1>Shop</h1><ul><li>Cup<li><a href=/mug>Mug</a></ul>");
}

void LabCompareTest::bothWaysAreAskedAndShown()
{
    compareShop();
    QTRY_VERIFY(model(u"compareText"_s)->rowCount() > 0);
    const QAbstractItemModelTester tester(model(u"compareText"_s),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QVERIFY2(outcome().contains(u"should render"_s), qUtf8Printable(outcome()));
    const QAbstractItemModel *text = model(u"compareText"_s);
    QCOMPARE(text->index(0, ui::CompareModel::Sign).data().toString(), u"="_s);
    QCOMPARE(text->index(1, ui::CompareModel::Sign).data().toString(), u"≠"_s);
    QCOMPARE(text->index(1, ui::CompareModel::Http).data().toString(), u"Loading"_s);
    QCOMPARE(text->index(1, ui::CompareModel::Rendered).data().toString(), u"Cup"_s);
    QCOMPARE(text->index(2, ui::CompareModel::Sign).data().toString(), u"+"_s);
    QCOMPARE(model(u"compareLinks"_s)->index(0, ui::CompareModel::Rendered).data().toString(),
             u"https://shop.example/mug"_s);
    const QAbstractItemModel *values = model(u"compareValues"_s);
    QCOMPARE(values->rowCount(), 2);
    QCOMPARE(values->index(1, ui::CompareModel::Name).data().toString(), u"name, row 2"_s);
    QCOMPARE(values->index(1, ui::CompareModel::Rendered).data().toString(), u"Mug"_s);
    QCOMPARE(find<QTabWidget>(u"compareTabs"_s)->tabText(0), u"Text (2)"_s);
    QVERIFY(!find<QWidget>(u"compareProgress"_s)->isVisible());
}

void LabCompareTest::onlyDifferencesCanBeShown()
{
    compareShop();
    QTRY_COMPARE(model(u"compareText"_s)->rowCount(), 3);
    find<QCheckBox>(u"compareOnlyDifferences"_s)->click();
    QCOMPARE(model(u"compareText"_s)->rowCount(), 2);
    QCOMPARE(model(u"compareText"_s)->index(0, ui::CompareModel::Http).data().toString(), u"Loading"_s);
    find<QCheckBox>(u"compareOnlyDifferences"_s)->click();
    QCOMPARE(model(u"compareText"_s)->rowCount(), 3);
}

void LabCompareTest::linesAreCopied()
{
    compareShop();
    QTRY_COMPARE(model(u"compareText"_s)->rowCount(), 3);
    auto *table = find<QTableView>(u"compareText"_s);
    table->selectRow(1);
    table->findChild<QAction *>(u"copyAction"_s)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"Different\tLoading\tCup"_s);
}

void LabCompareTest::problemsAreSaid_data()
{
    QTest::addColumn<bool>("isRendered");
    QTest::addColumn<QString>("problem");
    QTest::newRow("over HTTP") << false << u"Over HTTP: connection refused"_s;
    QTest::newRow("without sluice-render") << true << u"Rendered: connection refused"_s;
}

void LabCompareTest::problemsAreSaid()
{
    QFETCH(bool, isRendered);
    QFETCH(QString, problem);
    m_lab->compareWays(u"https://shop.example/"_s);
    if (isRendered) {
        m_visitor.answerPage("<p>one");
        QTRY_COMPARE(m_visitor.asked().size(), 2);
    }
    m_visitor.answer(tl::unexpected(u"connection refused"_s));
    QTRY_COMPARE(outcome(), problem);
    QVERIFY(find<QPushButton>(u"compareStart"_s)->isEnabled());
    QVERIFY(!find<QPushButton>(u"compareCancel"_s)->isEnabled());
    QCOMPARE(find<QLineEdit>(u"compareAddress"_s)->property("wrong").toBool(), true);
}

void LabCompareTest::escapeCancelsThenCloses()
{
    m_lab->compareWays(u"https://shop.example/"_s);
    QVERIFY(find<QWidget>(u"compareProgress"_s)->isVisible());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QCOMPARE(m_visitor.cancelled(), 1);
    QVERIFY(dialog()->isVisible());
    QVERIFY(!find<QWidget>(u"compareProgress"_s)->isVisible());
    m_visitor.answerPage("<p>late");
    find<QPushButton>(u"compareStart"_s)->click(); // again, from the start
    QCOMPARE(m_visitor.asked().size(), 2);
    QCOMPARE(m_visitor.asker().renderMode, core::RenderMode::Http);
    find<QPushButton>(u"compareCancel"_s)->click();
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(!dialog()->isVisible());
}

void LabCompareTest::withoutAVisitorItSaysSo()
{
    m_lab = std::make_unique<ui::LabPanel>(nullptr);
    m_lab->compareWays(u"https://shop.example/"_s);
    QVERIFY(!outcome().isEmpty());
    QVERIFY(!find<QWidget>(u"compareProgress"_s)->isVisible());
}

void LabCompareTest::theShownPageIsCompared()
{
    find<QToolButton>(u"labCompareWays"_s)->click(); // no page yet: it asks for one
    QVERIFY(dialog()->isVisible());
    QVERIFY(m_visitor.asked().isEmpty());
    QVERIFY(!find<QPushButton>(u"compareStart"_s)->isEnabled());
    auto *line = find<QLineEdit>(u"compareAddress"_s);
    QTest::keyClicks(line, u"shop.example/a"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_visitor.asked().value(0).toString(), u"https://shop.example/a"_s);
    find<QPushButton>(u"compareCancel"_s)->click();
    m_lab->session().fetch().start({}, u"https://shop.example/b"_s, ui::LabFetch::Purpose::Show);
    m_visitor.answerPage("<p>b");
    QTRY_VERIFY(m_lab->session().page());
    find<QToolButton>(u"labCompareWays"_s)->click();
    QCOMPARE(m_visitor.asked().last().toString(), u"https://shop.example/b"_s);
}

QTEST_MAIN(LabCompareTest)
#include "tst_labcompare.moc"
