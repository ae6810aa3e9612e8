// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampleproject.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/problems/problemspanel.h"
#include "ui/problems/problemtext.h"
#include "ui/problems/reasonlist.h"
#include "ui/widgets/datatable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using core::ProblemKind;
using core::RowId;
using ui::ProblemText;

/// Numbers written one after another as ids.
static QList<RowId> ids(const QList<int> &numbers)
{
    QList<RowId> made;
    for (const int number : numbers)
        made.append(RowId{number});
    return made;
}

class ProblemsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listsAreCompared_data();
    void listsAreCompared();
    void everyReasonForSkippingHasAMeaning();
    void reasonsAreListedBelowTheirKinds();
    void onlyNumbersChangeWhileTheReasonsStay();
    void cellsAsTheTableShowsThem_data();
    void cellsAsTheTableShowsThem();
    void nothingIsReadWhileNobodyLooks();
    void newProblemsComeAtTheEndAndSolvedOnesGo();
    void sortedProblemsTakeTheirPlacesWhenAllIsReadAgain();
    void aReasonAndATextFilterTogether();
    void anotherCrawlBeginsWithoutAFilterByReason();
    void aMissingProjectIsTold();
    void thePanelShowsWhatIsChosenInTheSummary();
    void thePanelCopiesTheSelection();
    void onlyWebAddressesAreOpened();
    void emptyStates();
    void thePanelReadsOnlyWhileItIsShown();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"sample.sluice"_s); }
    /// Adds a URL that was skipped and waits until it is on disk.
    static core::UrlId skip(test::SampleProject &project, core::SkipReason reason, const QString &detail = {},
                            const QByteArray &url = {});
    /// The model over the project, read.
    std::unique_ptr<ui::ProblemsModel> modelOf(const test::SampleProject &project, int rows) const;
    static QString cell(const ui::ProblemsModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProblemsTest::init()
{
    test::failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
}

core::UrlId ProblemsTest::skip(test::SampleProject &project, core::SkipReason reason, const QString &detail,
                               const QByteArray &url)
{
    core::UrlRecord record;
    record.id = project.store().reserveUrlIds(1);
    record.url = url.isEmpty() ? "https://shop.example/skipped/" + QByteArray::number(record.id.value) : url;
    record.state = core::UrlState::Skipped;
    record.reason = reason;
    record.detail = detail;
    project.store().addUrls(project.crawl(), {record});
    if (const auto drained = project.store().drain(); !drained)
        qFatal("%s", qUtf8Printable(drained.error().detail));
    return record.id;
}

std::unique_ptr<ui::ProblemsModel> ProblemsTest::modelOf(const test::SampleProject &project, int rows) const
{
    auto model = std::make_unique<ui::ProblemsModel>();
    model->setActive(true);
    model->setProject(path());
    model->showCrawl(project.crawl());
    if (!QTest::qWaitFor([&] { return model->isKnown() && model->rowCount() == rows; }))
        qFatal("%d rows instead of %d", model->rowCount(), rows);
    return model;
}

void ProblemsTest::listsAreCompared_data()
{
    using Runs = QList<QPair<int, int>>;
    QList<int> many;
    QList<int> everyOther;
    for (int i = 1; i <= 60; ++i) {
        many.append(i);
        if (i % 2 == 0)
            everyOther.append(i);
    }
    QTest::addColumn<QList<int>>("known");
    QTest::addColumn<QList<int>>("now");
    QTest::addColumn<QList<int>>("added");
    QTest::addColumn<Runs>("gone");
    QTest::addColumn<bool>("isWhole");
    const auto row = [](const char *name, const QList<int> &known, const QList<int> &now, const QList<int> &added,
                        const Runs &gone,
                        bool isWhole = false) { QTest::newRow(name) << known << now << added << gone << isWhole; };
    row("the same", {1, 2, 3}, {1, 2, 3}, {}, {});
    row("nothing known is taken as a whole", {}, {4, 5}, {4, 5}, {}, true);
    row("new ones, also between the known", {2, 5}, {1, 2, 4, 5, 9}, {1, 4, 9}, {});
    row("a sitemap is found where it stands", {5, -8}, {-9, -8, 5}, {-9}, {});
    row("runs that went, from the end", {1, 2, 3, 4, 5, 6}, {1, 4}, {}, {{4, 2}, {1, 2}});
    row("rows are numbered as they are shown", {9, 3, 7, 1}, {1, 9}, {}, {{1, 2}});
    row("all went", {1, 2}, {}, {}, {{0, 2}});
    Runs tooMany;
    for (int i = 58; i >= 0; i -= 2)
        tooMany.append({i, 1});
    row("too many runs are taken as a whole", many, everyOther, {}, tooMany, true);
}

void ProblemsTest::listsAreCompared()
{
    QFETCH(const QList<int>, known);
    QFETCH(const QList<int>, now);
    QFETCH(const QList<int>, added);
    QFETCH(const bool, isWhole);
    core::ProblemList list;
    list.ids = ids(now);
    const ui::ProblemNews news = ui::compareProblems(ids(known), list);
    QCOMPARE(news.list, list);
    QCOMPARE(news.added, ids(added));
    QTEST(news.gone, "gone");
    QCOMPARE(news.isWhole, isWhole);
}

void ProblemsTest::everyReasonForSkippingHasAMeaning()
{
    for (int number = 1; number <= int(core::SkipReason::Credentials); ++number) {
        const QString name = core::skipReasonName(core::SkipReason(number));
        QVERIFY2(!ProblemText::meaning(name).isEmpty(), qPrintable(name));
    }
    QCOMPARE(ProblemText::meaning(u"http-503"_s), u"the server answered with status 503"_s);
    QCOMPARE(ProblemText::meaning(u"redirect-scope"_s), u"redirects to an address that is not asked (scope)"_s);
    QCOMPARE(ProblemText::meaning(u"something else"_s), QString());
}

void ProblemsTest::reasonsAreListedBelowTheirKinds()
{
    ui::ReasonsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<core::ProblemCount> counts = {{ProblemKind::Failed, u"http-404"_s, 7},
                                              {ProblemKind::Failed, u"timeout"_s, 2},
                                              {ProblemKind::Skipped, u"robots"_s, 1'500},
                                              {ProblemKind::RowError, u"row-error"_s, 3}};
    model.setCounts(counts, {ProblemKind::Skipped, u"depth"_s, 0});
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines.append(model.index(row).data(Qt::AccessibleTextRole).toString());
    QCOMPARE(lines, QStringList({u"All problems: 1,512"_s, u"Failed: 9"_s, u"http-404: 7"_s, u"timeout: 2"_s,
                                 u"Row error: 3"_s, u"Skipped: 1,500"_s, u"robots: 1,500"_s, u"depth: 0"_s}));
    QCOMPARE(model.index(6).data(Qt::ToolTipRole).toString(), u"robots.txt disallows it"_s);
    QCOMPARE(model.rowOf({ProblemKind::Failed, u"timeout"_s, 99}), 3);
    QCOMPARE(model.rowOf({ProblemKind::Failed, u"robots"_s, 0}), -1);
}

void ProblemsTest::onlyNumbersChangeWhileTheReasonsStay()
{
    ui::ReasonsModel model;
    model.setCounts({{ProblemKind::Failed, u"http-404"_s, 1}}, {});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCounts({{ProblemKind::Failed, u"http-404"_s, 2}}, {});
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    model.setCounts({{ProblemKind::Failed, u"http-404"_s, 2}}, {});
    QCOMPARE(changed.count(), 1);
    model.setCounts({{ProblemKind::Failed, u"http-410"_s, 2}}, {});
    QCOMPARE(reset.count(), 1);
}

void ProblemsTest::cellsAsTheTableShowsThem_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QStringList>("shown");
    QTest::addColumn<ui::Tone>("tone");
    const QString page = u"https://shop.example/page/10"_s;
    QTest::newRow("failed") << 0 << QStringList{u"Failed"_s, u"http-404"_s, u"404 Not Found"_s, page, u"0"_s, {},
                                                u"1"_s,      u"404"_s}
                            << ui::Tone::Danger;
    QTest::newRow("skipped, with the rule that matched")
        << 1 << QStringList{u"Skipped"_s, u"robots"_s, u"Disallow: /a"_s, u"https://shop.example/a"_s, u"0"_s, {},
                            u"0"_s,       {}}
        << ui::Tone::Muted;
    QTest::newRow("without a detail, the reason's meaning stands there")
        << 2 << QStringList{u"Skipped"_s,
                            u"depth"_s,
                            u"deeper than the crawl may go"_s,
                            u"https://shop.example/b"_s,
                            u"0"_s,
                            {},
                            u"0"_s,
                            {}}
        << ui::Tone::Muted;
}

void ProblemsTest::cellsAsTheTableShowsThem()
{
    QFETCH(const int, row);
    test::SampleProject project(path());
    project.addRows(10);
    skip(project, core::SkipReason::Robots, u"Disallow: /a"_s, "https://shop.example/a");
    skip(project, core::SkipReason::Depth, {}, "https://shop.example/b");
    const auto model = modelOf(project, 3);
    const QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(!cell(*model, row, ProblemText::State).isEmpty());
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column)
        cells.append(cell(*model, row, column));
    QTEST(cells, "shown");
    QTEST(ui::Tone(model->index(row, ProblemText::State).data(ui::ToneRole).toInt()), "tone");
}

void ProblemsTest::nothingIsReadWhileNobodyLooks()
{
    test::SampleProject project(path());
    project.addRows(20);
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProject(path());
    model.showCrawl(project.crawl());
    model.refresh();
    QVERIFY(!model.isBusy());
    QVERIFY(!model.isKnown());
    model.setActive(true);
    QVERIFY(model.isBusy());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.total(), 2);
    model.setActive(false);
    project.addRows(10);
    model.refresh();
    QVERIFY(!model.isBusy());
    model.setActive(true);
    QTRY_COMPARE(model.rowCount(), 3);
}

void ProblemsTest::newProblemsComeAtTheEndAndSolvedOnesGo()
{
    test::SampleProject project(path());
    const core::UrlId early = skip(project, core::SkipReason::Depth);
    project.addRows(20);
    const auto model = modelOf(project, 3);
    const QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
    skip(project, core::SkipReason::Scope);
    model->refresh();
    QTRY_COMPARE(model->rowCount(), 4);
    QTRY_COMPARE(cell(*model, 3, ProblemText::Reason), u"scope"_s);
    core::UrlChange found; // a shorter way to it
    found.id = early;
    project.store().changeUrls(project.crawl(), {found});
    QVERIFY(project.store().drain());
    model->refresh();
    QTRY_COMPARE(model->rowCount(), 3);
    QTRY_COMPARE(cell(*model, 0, ProblemText::Reason), u"http-404"_s);
    QCOMPARE(model->total(), 3);
    QCOMPARE(reset.count(), 0);
}

void ProblemsTest::sortedProblemsTakeTheirPlacesWhenAllIsReadAgain()
{
    test::SampleProject project(path());
    skip(project, core::SkipReason::Robots);
    project.addRows(10);
    const auto model = modelOf(project, 2);
    const QSignalSpy sorted(model.get(), &QAbstractItemModel::modelReset);
    model->sort(ProblemText::Reason, Qt::DescendingOrder);
    QTRY_COMPARE(sorted.count(), 1); // the order was this one before
    QTRY_COMPARE(cell(*model, 0, ProblemText::Reason), u"robots"_s);
    skip(project, core::SkipReason::Scope);
    model->refresh();
    QTRY_COMPARE(model->rowCount(), 3);
    QTRY_COMPARE(cell(*model, 2, ProblemText::Reason), u"scope"_s);
    model->reload();
    QTRY_COMPARE(cell(*model, 0, ProblemText::Reason), u"scope"_s);
    model->sort(ProblemText::Reason, Qt::AscendingOrder);
    QTRY_COMPARE(cell(*model, 0, ProblemText::Reason), u"http-404"_s);
}

void ProblemsTest::aReasonAndATextFilterTogether()
{
    test::SampleProject project(path());
    project.addRows(100);
    skip(project, core::SkipReason::Robots);
    const auto model = modelOf(project, 11);
    model->setReason(ProblemKind::Failed, {});
    QTRY_COMPARE(model->rowCount(), 10);
    model->setFilter(u"page/100"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    model->setReason({}, {});
    model->setFilter(u"SKIPPED"_s);
    QTRY_COMPARE(cell(*model, 0, ProblemText::Reason), u"robots"_s);
    QCOMPARE(model->total(), 11);
    QCOMPARE(model->counts().size(), 2);
}

void ProblemsTest::anotherCrawlBeginsWithoutAFilterByReason()
{
    test::SampleProject project(path());
    project.addRows(10);
    const auto second = project.store().addCrawl(u"Second"_s, "{}", true);
    QVERIFY(second);
    const auto model = modelOf(project, 1);
    model->setReason(ProblemKind::Failed, u"http-404"_s);
    model->showCrawl(*second);
    QCOMPARE(model->rowCount(), 0);
    QVERIFY(!model->query().kind);
    QTRY_VERIFY(model->isKnown());
    QCOMPARE(model->total(), 0);
    model->setProject({}); // while it may be under way
    model->refresh();
    model->reload();
    QVERIFY(!model->isBusy());
    QVERIFY(!model->crawl().isValid());
}

void ProblemsTest::aMissingProjectIsTold()
{
    ui::ProblemsModel model;
    QSignalSpy failed(&model, &ui::ProblemsModel::failed);
    model.setActive(true);
    model.setProject(path());
    model.showCrawl(core::CrawlId{1});
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(u"sample.sluice"_s));
    QVERIFY(!model.isBusy());
}

void ProblemsTest::thePanelShowsWhatIsChosenInTheSummary()
{
    test::SampleProject project(path());
    project.addRows(50);
    skip(project, core::SkipReason::Robots, u"Disallow: /x"_s);
    ui::ProblemsPanel panel;
    panel.show();
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    const auto *count = panel.findChild<QLabel *>(u"problemsCount"_s);
    auto *reasons = panel.findChild<ui::ReasonList *>(u"problemsReasons"_s);
    auto *field = panel.findChild<QLineEdit *>(u"problemsFilter"_s);
    QTRY_COMPARE(panel.model().rowCount(), 6);
    QVERIFY(reasons->isVisible());
    QCOMPARE(reasons->model()->rowCount(), 5); // all, failed, http-404, skipped, robots
    QCOMPARE(reasons->currentIndex().row(), 0);
    QTest::mouseClick(reasons->viewport(), Qt::LeftButton, {},
                      reasons->visualRect(reasons->model()->index(4, 0)).center());
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QTRY_COMPARE(count->text(), u"1 of 6 problems"_s);
    QCOMPARE(reasons->currentIndex().row(), 4);
    QTest::keyClick(reasons, Qt::Key_Up); // skipped, all reasons
    QTRY_COMPARE(panel.model().query().reason, QString());
    QTest::keyClicks(field, u"nothing like it"_s);
    QPushButton *clear = nullptr;
    QTRY_VERIFY((clear = panel.findChild<QPushButton *>(u"problemsClearFilter"_s)) && clear->isVisible());
    clear->click();
    QTRY_COMPARE(panel.model().rowCount(), 6);
    QCOMPARE(field->text(), QString());
    QCOMPARE(reasons->currentIndex().row(), 0);
}

void ProblemsTest::thePanelCopiesTheSelection()
{
    test::SampleProject project(path());
    project.addRows(3'000);
    skip(project, core::SkipReason::Excluded, {}, "https://shop.example/=x");
    ui::ProblemsPanel panel;
    panel.show();
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 301);
    auto *table = panel.findChild<ui::DataTable *>(u"problemsTable"_s);
    for (int column = 0; column < ProblemText::ColumnCount; ++column)
        table->setColumnHidden(column, column != ProblemText::Reason && column != ProblemText::Address);
    QSignalSpy told(&panel, &ui::ProblemsPanel::told);
    table->selectRow(300); // a page that nobody has looked at
    table->copyWithHeaderAction()->trigger();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"reason\turl\nexcluded\thttps://shop.example/=x"_s);
    table->selectAll();
    table->copyAction()->trigger();
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n').size(), 301);
}

void ProblemsTest::onlyWebAddressesAreOpened()
{
    test::SampleProject project(path());
    skip(project, core::SkipReason::Scheme, {}, "file:///etc/passwd");
    skip(project, core::SkipReason::Invalid, {}, "http://[broken");
    skip(project, core::SkipReason::Scope, {}, "https://elsewhere.example/a?b=c%20d");
    ui::ProblemsPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QTRY_COMPARE(panel.model().rowCount(), 3);
    auto *table = panel.findChild<ui::DataTable *>(u"problemsTable"_s);
    QTRY_VERIFY(!cell(panel.model(), 2, ProblemText::Address).isEmpty());
    QSignalSpy opened(&panel, &ui::ProblemsPanel::openRequested);
    auto *open = panel.findChild<QAction *>(u"problemsOpenAction"_s);
    QVERIFY(!open->isEnabled());
    table->setFocus();
    for (int row = 0; row < 3; ++row) {
        table->selectRow(row);
        QCOMPARE(open->isEnabled(), row == 2);
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
    }
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toUrl(), QUrl(u"https://elsewhere.example/a?b=c%20d"_s));
}

void ProblemsTest::emptyStates()
{
    test::SampleProject project(path());
    project.addRows(3);
    ui::ProblemsPanel panel;
    panel.show();
    const auto says = [&panel](const QString &text) {
        for (const QLabel *label : panel.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    };
    QVERIFY(says(u"No crawl selected"_s));
    QVERIFY(!panel.findChild<QAction *>(u"problemsExportAction"_s)->isEnabled());
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), true);
    QTRY_VERIFY(says(u"Every page so far was fetched."_s));
    QVERIFY(!panel.findChild<ui::ReasonList *>(u"problemsReasons"_s)->isVisible());
    panel.showCrawl(project.crawl(), false);
    QVERIFY(says(u"Every page that was asked for was fetched, and none was skipped."_s));
    project.addRows(10);
    panel.model().refresh();
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QVERIFY(panel.findChild<ui::DataTable *>(u"problemsTable"_s)->isVisible());
    QVERIFY(panel.findChild<QAction *>(u"problemsExportAction"_s)->isEnabled());
}

void ProblemsTest::thePanelReadsOnlyWhileItIsShown()
{
    test::SampleProject project(path());
    project.addRows(10);
    ui::ProblemsPanel panel;
    panel.model().setProject(path());
    panel.showCrawl(project.crawl(), false);
    QVERIFY(!panel.model().isBusy());
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 1);
    panel.hide();
    project.addRows(10);
    panel.model().refresh();
    QVERIFY(!panel.model().isBusy());
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 2);
}

QTEST_MAIN(ProblemsTest)
#include "tst_problems.moc"
