// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampleproject.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/datatable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class ResultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rowsComeFromTheProject();
    void farRowsComeWhenLookedAt();
    void newRowsAreAppended();
    void aPageThatWasNotFullIsReadAgain();
    void sortingByTheHeader();
    void newRowsComeLastUntilAllIsReadAgain();
    void filteringCountsBoth();
    void anotherCrawlReplacesTheRows();
    void closingEndsEverything();
    void aMissingProjectIsToldNotShown();
    void thePanelFiltersAsTyped();
    void thePanelCopiesTheSelection();
    void hiddenColumnsAreRemembered();
    void theSelectedPageCanBeCompared();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"sample.sluice"_s); }
    static QString cell(const ui::ResultsModel &model, int row, const QString &column)
    {
        const int index = int(model.columns().indexOf(column));
        return model.data(model.index(row, index), Qt::DisplayRole).toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ResultsTest::init()
{
    test::failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
}

void ResultsTest::rowsComeFromTheProject()
{
    test::SampleProject project(path());
    project.addRows(250);
    ui::ResultsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 250);
    QCOMPARE(model.columns(), core::defaultColumns());
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 1"_s);
    QCOMPARE(cell(model, 9, u"error"_s), u"404 Not Found"_s);
    QCOMPARE(cell(model, 9, u"status"_s), u"404"_s);
    QCOMPARE(model.totalRows(), 250);
}

void ResultsTest::farRowsComeWhenLookedAt()
{
    test::SampleProject project(path());
    project.addRows(1'000);
    ui::ResultsModel model;
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 1'000);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(cell(model, 750, u"title"_s), QString()); // still on its way
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 700);
    QCOMPARE(cell(model, 750, u"title"_s), u"Page 751"_s);
}

void ResultsTest::newRowsAreAppended()
{
    test::SampleProject project(path());
    project.addRows(10);
    ui::ResultsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 10);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int i = 0; i < 5; ++i) {
        project.addRows(20);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), project.rows());
    }
    QCOMPARE(reset.count(), 0);
    QTRY_COMPARE(cell(model, 109, u"title"_s), u"Page 110"_s);
}

void ResultsTest::aPageThatWasNotFullIsReadAgain()
{
    test::SampleProject project(path());
    project.addRows(30);
    ui::ResultsModel model;
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 30);
    QTRY_COMPARE(cell(model, 29, u"title"_s), u"Page 30"_s);
    project.addRows(1);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 31);
    QTRY_COMPARE(cell(model, 30, u"title"_s), u"Page 31"_s);
}

void ResultsTest::sortingByTheHeader()
{
    test::SampleProject project(path());
    project.addRows(120);
    ui::ResultsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 120);
    const int bytes = int(model.columns().indexOf(u"bytes"_s));
    model.sort(bytes, Qt::DescendingOrder);
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 120"_s);
    model.sort(bytes, Qt::AscendingOrder);
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 1"_s);
    model.sort(int(model.columns().indexOf(u"status"_s)), Qt::DescendingOrder);
    QTRY_COMPARE(cell(model, 0, u"status"_s), u"404"_s);
    model.sort(-1, Qt::AscendingOrder);
    QTRY_COMPARE(cell(model, 1, u"title"_s), u"Page 2"_s);
}

void ResultsTest::newRowsComeLastUntilAllIsReadAgain()
{
    test::SampleProject project(path());
    project.addRows(20);
    ui::ResultsModel model;
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 20);
    model.sort(int(model.columns().indexOf(u"bytes"_s)), Qt::DescendingOrder);
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 20"_s);
    project.addRows(5);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 25);
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 20"_s);
    QTRY_COMPARE(cell(model, 24, u"title"_s), u"Page 25"_s);
    model.reload();
    QTRY_COMPARE(cell(model, 0, u"title"_s), u"Page 25"_s);
}

void ResultsTest::filteringCountsBoth()
{
    test::SampleProject project(path());
    project.addRows(100);
    ui::ResultsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 100);
    model.setFilter(u"NOT FOUND"_s);
    QTRY_COMPARE(model.rowCount(), 10);
    QCOMPARE(model.totalRows(), 100);
    project.addRows(10);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 11);
    QCOMPARE(model.totalRows(), 110);
    model.setFilter(u"no such text"_s);
    QTRY_COMPARE(model.rowCount(), 0);
    model.setFilter({});
    QTRY_COMPARE(model.rowCount(), 110);
}

void ResultsTest::anotherCrawlReplacesTheRows()
{
    test::SampleProject project(path());
    project.addRows(30);
    const auto second = project.store().addCrawl(u"Second"_s, "{}", true);
    QVERIFY(second);
    ui::ResultsModel model;
    model.setProject(path());
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 30);
    model.showCrawl(*second);
    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 0);
    model.showCrawl(project.crawl());
    QTRY_COMPARE(model.rowCount(), 30);
}

void ResultsTest::closingEndsEverything()
{
    test::SampleProject project(path());
    project.addRows(30);
    ui::ResultsModel model;
    model.setProject(path());
    model.showCrawl(project.crawl());
    model.setProject({}); // while the first question is under way
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 0);
    model.refresh();
    model.reload();
    QVERIFY(!model.isBusy());
}

void ResultsTest::aMissingProjectIsToldNotShown()
{
    ui::ResultsModel model;
    QSignalSpy failed(&model, &ui::ResultsModel::failed);
    model.setProject(path());
    model.showCrawl(core::CrawlId{1});
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(u"sample.sluice"_s));
    QVERIFY(!model.isBusy());
}

void ResultsTest::thePanelFiltersAsTyped()
{
    test::SampleProject project(path());
    project.addRows(50);
    core::Settings settings(m_folder->filePath(u"s.ini"_s));
    ui::ResultsPanel panel(settings);
    panel.show();
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 50);
    auto *field = panel.findChild<QLineEdit *>(u"resultsFilter"_s);
    const auto *count = panel.findChild<QLabel *>(u"resultsCount"_s);
    QTest::keyClicks(field, u"page 3"_s);
    QTRY_COMPARE(panel.model().rowCount(), 11); // 3, 30 … 39
    QCOMPARE(count->text(), u"11 of 50 rows"_s);
    field->setText(u"nothing like it"_s);
    auto *clear = panel.findChild<QPushButton *>(u"clearFilter"_s);
    QTRY_VERIFY(clear || (clear = panel.findChild<QPushButton *>(u"clearFilter"_s)));
    QTRY_VERIFY(clear->isVisible());
    clear->click();
    QTRY_COMPARE(panel.model().rowCount(), 50);
    QCOMPARE(field->text(), QString());
}

void ResultsTest::thePanelCopiesTheSelection()
{
    test::SampleProject project(path());
    project.addRows(300);
    core::Settings settings(m_folder->filePath(u"s.ini"_s));
    ui::ResultsPanel panel(settings);
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 300);
    auto *table = panel.findChild<ui::DataTable *>(u"resultsTable"_s);
    for (int column = 0; column < panel.model().columnCount(); ++column)
        table->setColumnHidden(column, column != 4 && column != 2); // title and status
    QSignalSpy told(&panel, &ui::ResultsPanel::told);
    table->selectRow(298); // a page that nobody has looked at
    table->copyWithHeaderAction()->trigger();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"status\ttitle\n200\tPage 299"_s);
    table->selectAll();
    table->copyAction()->trigger();
    QTRY_COMPARE(told.count(), 2);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 300);
    QCOMPARE(lines.at(9), u"404\tPage 10"_s);
}

void ResultsTest::theSelectedPageCanBeCompared()
{
    test::SampleProject project(path());
    project.addRows(5);
    core::Settings settings(m_folder->filePath(u"s.ini"_s));
    ui::ResultsPanel panel(settings);
    panel.resize(800, 400);
    panel.show();
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 5);
    QTRY_VERIFY(!cell(panel.model(), 2, u"url"_s).isEmpty());
    QSignalSpy asked(&panel, &ui::ResultsPanel::compareRequested);
    auto *compare = panel.findChild<QAction *>(u"resultsCompare"_s);
    QVERIFY(compare);
    compare->trigger(); // no row is chosen
    QCOMPARE(asked.count(), 0);
    panel.findChild<ui::DataTable *>(u"resultsTable"_s)->selectRow(2);
    compare->trigger();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), cell(panel.model(), 2, u"url"_s));
}

void ResultsTest::hiddenColumnsAreRemembered()
{
    test::SampleProject project(path());
    project.addRows(1);
    core::Settings settings(m_folder->filePath(u"s.ini"_s));
    const int title = int(core::defaultColumns().indexOf(u"title"_s));
    {
        ui::ResultsPanel panel(settings);
        panel.model().setProject(path());
        panel.showCrawl(project.crawl(), false);
        QTRY_COMPARE(panel.model().rowCount(), 1);
        auto *table = panel.findChild<ui::DataTable *>(u"resultsTable"_s);
        QVERIFY(!table->isColumnHidden(title));
        Q_EMIT panel.columnsMenu()->aboutToShow();
        panel.columnsMenu()->findChild<QAction *>(u"column%1"_s.arg(title))->setChecked(false);
        QVERIFY(table->isColumnHidden(title));
    }
    ui::ResultsPanel panel(settings);
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QVERIFY(panel.findChild<ui::DataTable *>(u"resultsTable"_s)->isColumnHidden(title));
}

QTEST_MAIN(ResultsTest)
#include "tst_results.moc"
