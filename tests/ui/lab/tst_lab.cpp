// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/crawl/crawldialog.h"
#include "ui/lab/documentmodel.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/pageviews.h"
#include "ui/main/workspace.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The Parser lab driven as a user does, on the demo shop crawled with its pages kept.
class LabTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void withoutKeptPagesItSaysSo();
    void rulesAreTriedOnStoredPages();
    void selectorsAreSuggested();
    void aLocalFileIsShown();
    void itWorksWithoutAProject();
    void hugePagesDoNotHangTheWindow_data();
    void hugePagesDoNotHangTheWindow();
    void rulesGoIntoANewCrawl();

private:
    static void crawl(test::ScreenWorld &world, bool isBodyKept);
    static core::NodeId firstOf(const ui::LabPage &page, const char *selector);
};

void LabTest::crawl(test::ScreenWorld &world, bool isBodyKept)
{
    core::CrawlSpec spec = world.shopSpec();
    spec.isBodyKept = isBodyKept;
    spec.maximumPages = 12;
    QSignalSpy finished(&world.engine(), &core::CrawlEngine::finished);
    world.window().session().startCrawl(spec, world.path(u"lab.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    world.find<QAction>(u"showLab"_s)->trigger();
}

void LabTest::withoutKeptPagesItSaysSo()
{
    test::ScreenWorld world(12);
    crawl(world, false);
    QVERIFY(world.window().workspace().lab().isVisible());
    QVERIFY(world.find<QPushButton>(u"labEmptyOpen"_s)->isVisible());
    QVERIFY(!world.find<QWidget>(u"labViews"_s)->isVisible());
}

void LabTest::rulesAreTriedOnStoredPages()
{
    test::ScreenWorld world(12);
    crawl(world, true);
    ui::LabPanel &lab = world.window().workspace().lab();
    QTRY_VERIFY(lab.session().page());
    QCOMPARE(world.find<QComboBox>(u"labPages"_s)->count(), 12);
    auto *row = world.find<QLineEdit>(u"labRow"_s);
    auto *error = world.find<QLabel>(u"labRowError"_s);
    auto *preview = world.find<QTableView>(u"labPreview"_s);
    core::CrawlSpec rules = lab.rules();
    rules.fields = {{u"link"_s, u"css:@href"_s, core::ColumnType::Url, false, {}, false, {}}};
    lab.setRules(rules);
    QTest::keyClicks(row, u"css:a["_s);
    QVERIFY(!error->text().isEmpty());
    QTRY_COMPARE(preview->model()->rowCount(), 0);
    QTest::keyClicks(row, u"href]"_s);
    QVERIFY(error->text().isEmpty());
    QTRY_VERIFY(preview->model()->rowCount() > 5);
    QVERIFY(preview->model()->index(0, 0).data().toString().startsWith(world.shop()));
    auto *counts = world.find<QLabel>(u"labCounts"_s);
    QTRY_VERIFY2(counts->text().contains(u"12"_s), qUtf8Printable(counts->text())); // in all stored pages
    world.find<QSpinBox>(u"labSample"_s)->setValue(0);
    QTRY_VERIFY(!counts->text().contains(u"12"_s));
}

core::NodeId LabTest::firstOf(const ui::LabPage &page, const char *selector)
{
    return core::Selector::compile(QString::fromLatin1(selector))->selectFirst(page.document);
}

void LabTest::selectorsAreSuggested()
{
    test::ScreenWorld world(12);
    crawl(world, true);
    ui::LabPanel &lab = world.window().workspace().lab();
    QTRY_VERIFY(lab.session().page());
    world.find<ui::PageViews>(u"labViews"_s)->setCurrentIndex(ui::PageViews::Tree);
    auto *tree = world.find<QTreeView>(u"labTree"_s);
    const auto *model = qobject_cast<const ui::DocumentModel *>(tree->model());
    const core::NodeId heading = firstOf(*lab.session().page(), "h1, h2, h3");
    QVERIFY(heading != core::noNode);
    tree->setCurrentIndex(model->indexOf(heading));
    auto *use = world.find<QPushButton>(u"labUseSuggestion"_s);
    QTRY_VERIFY(use->isEnabled());
    use->click();
    QTRY_COMPARE(lab.rules().fields.size(), 1);
    const QString rule = lab.rules().fields.first().rule;
    QVERIFY(rule.startsWith(u"css:"_s));
    const auto selector = core::Selector::compile(rule.mid(4));
    QCOMPARE(selector->selectAll(lab.session().page()->document), QList<core::NodeId>{heading});
    const QList<core::NodeId> items = core::Selector::compile(u"li"_s)->selectAll(lab.session().page()->document);
    QVERIFY(items.size() >= 2);
    tree->selectionModel()->select(model->indexOf(items.at(0)), QItemSelectionModel::ClearAndSelect);
    tree->selectionModel()->select(model->indexOf(items.at(1)), QItemSelectionModel::Select);
    QTRY_VERIFY(use->isEnabled() && use->text().contains(u"rows"_s));
    use->click();
    QVERIFY(lab.rules().rowRule.startsWith(u"css:"_s));
}

void LabTest::aLocalFileIsShown()
{
    test::ScreenWorld world(5);
    QSignalSpy opened(&world.window().session(), &ui::ProjectSession::opened);
    world.window().session().open(world.path(u"new.sluice"_s), core::Project::Mode::OpenOrCreate);
    QTRY_COMPARE(opened.count(), 1);
    world.find<QAction>(u"showLab"_s)->trigger();
    QFile file(world.path(u"page.html"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<ul><li>one<li>two</ul>");
    file.close();
    ui::LabPanel &lab = world.window().workspace().lab();
    lab.session().openFile(file.fileName());
    core::CrawlSpec rules;
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"text"_s, u"xpath:string(.)"_s, core::ColumnType::Text, false, {}, false, {}}};
    lab.setRules(rules);
    auto *preview = world.find<QTableView>(u"labPreview"_s);
    QTRY_COMPARE(preview->model()->rowCount(), 2);
    QCOMPARE(preview->model()->index(1, 0).data().toString(), u"two"_s);
}

void LabTest::itWorksWithoutAProject()
{
    test::ScreenWorld world(5);
    auto *jobs = world.find<QWidget>(u"jobsPanel"_s);
    world.find<QAction>(u"showLab"_s)->trigger();
    ui::LabPanel &lab = world.window().workspace().lab();
    QVERIFY(lab.isVisible());
    QVERIFY(!jobs->isVisible());
    auto *address = world.find<QLineEdit>(u"labAddress"_s);
    QTest::keyClicks(address, world.shop());
    QTest::keyClick(address, Qt::Key_Return);
    QTRY_VERIFY(lab.session().page());
    QCOMPARE(lab.session().page()->status, 200);
    QVERIFY(lab.session().page()->text.size() > 20);
    world.find<QAction>(u"closeProject"_s)->trigger();
    QVERIFY(!lab.isVisible());
    world.find<QAction>(u"showLab"_s)->trigger();
    QVERIFY(lab.isVisible() && lab.session().page()); // as it was left
    QSignalSpy opened(&world.window().session(), &ui::ProjectSession::opened);
    world.window().session().open(world.path(u"new.sluice"_s), core::Project::Mode::OpenOrCreate);
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(jobs->isVisible());
}

void LabTest::hugePagesDoNotHangTheWindow_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("one line of 3 MB") << "<p>" + QByteArray("word ").repeated(600'000);
    QTest::newRow("one attribute of 3 MB") << "<p title='" + QByteArray("x").repeated(3'000'000) + "'>a";
    QTest::newRow("100,000 siblings") << QByteArray("<li class=a>text</li>").repeated(100'000);
    QTest::newRow("100,000 lines") << QByteArray("<li class=a>text</li>\n").repeated(100'000);
    QTest::newRow("deeply nested") << QByteArray("<div>").repeated(20'000);
}

void LabTest::hugePagesDoNotHangTheWindow()
{
    QFETCH(QByteArray, html);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"huge.html"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(html);
    file.close();
    ui::LabPanel lab(nullptr);
    lab.resize(1'200, 600);
    lab.show();
    core::CrawlSpec rules;
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"text"_s, u"css::scope"_s, core::ColumnType::Text, false, {}, false, {}}};
    lab.setRules(rules);
    QElapsedTimer since;
    qint64 longest = 0;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
    since.start();
    beat.start(5);
    int runsOnThePage = 0; // counted from the start: a quick page may have run before anybody looks
    connect(&lab.session(), &ui::LabSession::ran, this, [&] { runsOnThePage += lab.session().page() ? 1 : 0; });
    lab.session().openFile(file.fileName());
    QTRY_VERIFY_WITH_TIMEOUT(lab.session().page(), 60'000);
    auto *views = lab.findChild<ui::PageViews *>(u"labViews"_s);
    for (const int view : {ui::PageViews::Tree, ui::PageViews::Text, ui::PageViews::Data, ui::PageViews::Source}) {
        views->setCurrentIndex(view);
        const int before = int(lab.rules().fields.size());
        QTRY_COMPARE(lab.findChild<QTableView *>(u"labFields"_s)->model()->rowCount(), before); // lets it paint
        QCoreApplication::sendPostedEvents();
    }
    QTRY_VERIFY_WITH_TIMEOUT(runsOnThePage > 0, 60'000);
    qInfo("longest gap between two beats: %lld ms", longest);
    QVERIFY2(longest < 3'000, qPrintable(QString::number(longest)));
}

void LabTest::rulesGoIntoANewCrawl()
{
    test::ScreenWorld world(12);
    crawl(world, true);
    ui::LabPanel &lab = world.window().workspace().lab();
    core::CrawlSpec rules = lab.rules();
    QCOMPARE(rules.seeds, QStringList{world.shop()}); // those of the crawl
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"text"_s, u"css:a"_s, core::ColumnType::Text, true, {}, false, {}}};
    lab.setRules(rules);
    world.find<QToolButton>(u"labUse"_s)->click();
    auto *dialog = world.find<ui::CrawlDialog>(u"crawlDialog"_s);
    QCOMPARE(dialog->spec(), rules);
    QCOMPARE(dialog->findChild<QListWidget *>(u"crawlPages"_s)->currentRow(), int(ui::CrawlDialog::ExtractionTab));
    QCOMPARE(dialog->findChild<QLineEdit *>(u"rowRuleField"_s)->text(), u"css:li"_s);
    dialog->reject();
}

QTEST_MAIN(LabTest)
#include "tst_lab.moc"
