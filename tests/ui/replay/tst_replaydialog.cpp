// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "core/store/projectreader.h"
#include "tests/ui/support/helddisk.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/fields/fieldsmodel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/replayflow.h"
#include "ui/main/rulesdialog.h"
#include "ui/main/workspace.h"
#include "ui/replay/differencemodel.h"
#include "ui/replay/differencepane.h"
#include "ui/replay/replaytexts.h"
#include "ui/results/resultspanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using Kind = core::RowChange::Kind;

/// New rules over stored pages, driven as a user does, on the demo shop crawled with its pages kept.
class ReplayDialogTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void newRulesTakeTheRowsPlace();
    void discardedRowsChangeNothing();
    void theTableShowsOneKindOfChange();
    void equalRowsSaySo();
    void withoutStoredPagesItSaysWhatToDo();
    void pagesThatTheRulesFailOnAreListed();
    void whatScriptsSayIsListed();
    void rulesThatCannotRunAreTold();
    void aProjectThatCannotBeReadIsTold();
    void cancelledWorkLeavesTheRows();
    void cancelledReplacingLeavesTheRows();
    void aCrawlThatEndedMeanwhileIsLookedAtAgain();
    void aRunningCrawlIsReplacedAndGoesOn();
    void aCrawlGoesOnWhenItsReplacingIsCancelled();
    void closingTheProjectEndsIt();
    void theProjectClosesAfterIt();
    void otherRulesCanBeTried();
    void theLabsRulesAreApplied();
    void theTableTellsWhichCellsChange();
    void whatIsNotShownIsCounted();
    void progressHasARateAndAnEnd();

private:
    static core::CrawlSpec rules(const QString &name, const QString &rule)
    {
        core::CrawlSpec spec;
        spec.fields = {{name, rule}};
        return spec;
    }
    static void crawl(test::ScreenWorld &world, bool isBodyKept = true)
    {
        core::CrawlSpec spec = world.shopSpec();
        spec.fields = {{u"name"_s, u"css:h1"_s}, {u"title"_s, u"css:title"_s}};
        spec.isBodyKept = isBodyKept;
        spec.maximumPages = 12;
        QSignalSpy finished(&world.engine(), &core::CrawlEngine::finished);
        world.window().session().startCrawl(spec, world.path(u"p.sluice"_s));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    }
    static void startLongCrawl(test::ScreenWorld &world);
    static ui::ReplayDialog *apply(test::ScreenWorld &world, const core::CrawlSpec &rules)
    {
        return world.window().replay().apply(core::CrawlId{1}, rules);
    }
    static QList<core::RowValues> rowsOf(const test::ScreenWorld &world, const QStringList &columns)
    {
        QList<core::RowValues> rows;
        const auto reader = core::ProjectReader::open(world.path(u"p.sluice"_s));
        const auto visited = (*reader)->visitRows(core::CrawlId{1}, columns, [&rows](const core::RowValues &row) {
            rows.append(row);
            return true;
        });
        return visited ? rows : QList<core::RowValues>();
    }
    static QPushButton *button(QDialog *dialog, const QString &name) { return dialog->findChild<QPushButton *>(name); }
    /// All that the dialog's message page says.
    static QString message(QDialog *dialog)
    {
        QStringList texts;
        const auto *page = dialog->findChild<QWidget *>(u"replayMessage"_s);
        if (page->isVisible()) {
            for (const QLabel *label : page->findChildren<QLabel *>())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    static QTableView *table(QDialog *dialog) { return dialog->findChild<QTableView *>(u"differenceTable"_s); }
};

void ReplayDialogTest::newRulesTakeTheRowsPlace()
{
    test::ScreenWorld world(12);
    crawl(world);
    ui::MainWindow &window = world.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    auto *rulesDialog = world.find<ui::RulesDialog>(u"rulesDialog"_s);
    auto *fields = rulesDialog->findChild<QTableView *>(u"fieldsTable"_s)->model();
    QCOMPARE(fields->index(0, ui::FieldsModel::Rule).data().toString(), u"css:h1"_s); // those of the crawl
    fields->setData(fields->index(0, ui::FieldsModel::Rule), u"css:h1 |> upper"_s);
    fields->setData(fields->index(1, ui::FieldsModel::Name), u"heading"_s);
    QTRY_VERIFY(rulesDialog->isActiveWindow());
    QTest::keyClick(rulesDialog, Qt::Key_Return, Qt::ControlModifier);

    auto *dialog = world.find<ui::ReplayDialog>(u"replayDialog"_s);
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    const QList<core::RowValues> before = rowsOf(world, {u"name"_s, u"title"_s});
    QCOMPARE(before.size(), 12);
    QCOMPARE(dialog->findChild<QLabel *>(u"differenceCounts"_s)->text(),
             u"12 changed, 0 added, 0 removed, 0 as they were"_s);
    QCOMPARE(table(dialog)->model()->rowCount(), 12);
    const QString old = before.first().first().toString();
    QCOMPARE(table(dialog)->model()->index(0, ui::DifferenceModel::FirstCell).data().toString(),
             u"%1 → %2"_s.arg(old, old.toUpper()));
    QCOMPARE(rowsOf(world, {u"name"_s, u"title"_s}), before); // shown is not done

    button(dialog, u"replayReplace"_s)->click();
    QTRY_VERIFY2(message(dialog).contains(u"12"_s), qUtf8Printable(message(dialog)));
    const QList<core::RowValues> after = rowsOf(world, {u"name"_s, u"heading"_s});
    QCOMPARE(after.size(), 12);
    QCOMPARE(after.first().first().toString(), old.toUpper());
    QCOMPARE(after.first().at(1), before.first().at(1));
    ui::ResultsModel &shown = window.workspace().results().model();
    QTRY_VERIFY(shown.columns().contains(u"heading"_s) && !shown.columns().contains(u"title"_s));
    QTRY_COMPARE(shown.rowCount(), 12);
    QCOMPARE(window.session().specOf(core::CrawlId{1})->fields.value(1).name, u"heading"_s);
    button(dialog, u"replayClose"_s)->click();
    QTRY_VERIFY(!window.findChild<ui::ReplayDialog *>());
}

void ReplayDialogTest::discardedRowsChangeNothing()
{
    test::ScreenWorld world(12);
    crawl(world);
    const QList<core::RowValues> before = rowsOf(world, {u"name"_s, u"title"_s});
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1 |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    button(dialog, u"replayClose"_s)->click();
    QTRY_VERIFY(!world.window().findChild<ui::ReplayDialog *>());
    QCOMPARE(rowsOf(world, {u"name"_s, u"title"_s}), before);
    QCOMPARE(world.window().session().specOf(core::CrawlId{1})->fields.size(), 2);
}

void ReplayDialogTest::theTableShowsOneKindOfChange()
{
    test::ScreenWorld world(12);
    crawl(world);
    core::CrawlSpec lists = rules(u"name"_s, u"css:a"_s);
    lists.rowRule = u"css:li"_s; // a list's first row takes the page's place, its others are added
    ui::ReplayDialog *dialog = apply(world, lists);
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    const int all = table(dialog)->model()->rowCount();
    int shown = 0;
    for (const QString &kind : {u"differenceChanged"_s, u"differenceAdded"_s, u"differenceRemoved"_s}) {
        dialog->findChild<QAction *>(kind)->trigger();
        const QAbstractItemModel *rows = table(dialog)->model();
        for (int row = 0; row < rows->rowCount(); ++row) {
            const QString word = rows->index(row, ui::DifferenceModel::Kind).data().toString();
            QVERIFY(kind.endsWith(word));
        }
        shown += rows->rowCount();
        QCOMPARE(dialog->findChild<QToolButton *>(u"differenceKinds"_s)->text(),
                 dialog->findChild<QAction *>(kind)->text());
    }
    QVERIFY(all > 12);
    QCOMPARE(shown, all);
    dialog->findChild<QAction *>(u"differenceAll"_s)->trigger();
    QCOMPARE(table(dialog)->model()->rowCount(), all);
}

void ReplayDialogTest::equalRowsSaySo()
{
    test::ScreenWorld world(12);
    crawl(world);
    ui::ReplayDialog *dialog = apply(world, *world.window().session().specOf(core::CrawlId{1}));
    QTRY_VERIFY2(message(dialog).contains(u"No difference"_s), qUtf8Printable(message(dialog)));
    QVERIFY(message(dialog).contains(u"12"_s));
    QVERIFY(button(dialog, u"replayReplace"_s)->isEnabled()); // the rules may be others all the same
}

void ReplayDialogTest::withoutStoredPagesItSaysWhatToDo()
{
    test::ScreenWorld world(12);
    crawl(world, false);
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1"_s));
    QTRY_VERIFY2(message(dialog).contains(u"Keep the pages themselves"_s), qUtf8Printable(message(dialog)));
    QVERIFY(!button(dialog, u"replayReplace"_s)->isVisible());
    QVERIFY(!table(dialog)->isVisible());
}

void ReplayDialogTest::pagesThatTheRulesFailOnAreListed()
{
    test::ScreenWorld world(12);
    crawl(world);
    core::CrawlSpec strict = rules(u"price"_s, u"css:h1"_s);
    strict.fields.first().type = core::ColumnType::Number; // a heading is none
    ui::ReplayDialog *dialog = apply(world, strict);
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    auto *tabs = dialog->findChild<QTabWidget *>(u"differenceTabs"_s);
    QVERIFY(tabs->isTabVisible(1));
    const QAbstractItemModel *notes = dialog->findChild<QTableView *>(u"notesTable"_s)->model();
    QVERIFY(notes->rowCount() > 0);
    QVERIFY(notes->index(0, 0).data().toString().startsWith(world.shop()));
    QVERIFY2(notes->index(0, 1).data().toString().contains(u"price"_s),
             qUtf8Printable(notes->index(0, 1).data().toString()));
    QVERIFY(tabs->tabText(1).contains(QLocale().toString(notes->rowCount())));
}

void ReplayDialogTest::whatScriptsSayIsListed()
{
    ui::DifferencePane pane({});
    ui::ReplayResult result;
    pane.showResult(result);
    auto *tabs = pane.findChild<QTabWidget *>(u"differenceTabs"_s);
    QVERIFY(!tabs->isTabVisible(ui::DifferencePane::Messages));
    result.messages = {{u"http://shop.example/"_s, u"no price here"_s}};
    result.messageCount = 1'234;
    pane.showResult(result);
    QVERIFY(tabs->isTabVisible(ui::DifferencePane::Messages));
    QCOMPARE(tabs->tabText(ui::DifferencePane::Messages), u"Messages (first 1 of 1,234)"_s);
    const QAbstractItemModel *messages = pane.findChild<QTableView *>(u"messagesTable"_s)->model();
    QCOMPARE(messages->index(0, 1).data().toString(), u"no price here"_s);
    QVERIFY(!tabs->isTabVisible(ui::DifferencePane::Notes));
}

void ReplayDialogTest::rulesThatCannotRunAreTold()
{
    test::ScreenWorld world(12);
    crawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1["_s));
    QTRY_VERIFY2(message(dialog).contains(u"The rules cannot run"_s), qUtf8Printable(message(dialog)));
    QVERIFY2(message(dialog).contains(u"fields[0]"_s), qUtf8Printable(message(dialog)));
    QVERIFY(button(dialog, u"replayRules"_s)->isVisible());
}

void ReplayDialogTest::aProjectThatCannotBeReadIsTold()
{
    test::ScreenWorld world(12);
    ui::ReplayDialog dialog({world.path(u"gone.sluice"_s), core::CrawlId{1}, u"Gone"_s, rules(u"name"_s, u"css:h1"_s),
                             std::make_shared<core::WorkerPool>()},
                            nullptr);
    dialog.show();
    dialog.start();
    QTRY_VERIFY2(message(&dialog).contains(u"gone.sluice"_s), qUtf8Printable(message(&dialog)));
    QVERIFY(!button(&dialog, u"replayReplace"_s)->isVisible());
}

void ReplayDialogTest::cancelledWorkLeavesTheRows()
{
    test::ScreenWorld world(12);
    crawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1 |> upper"_s));
    QVERIFY(dialog->findChild<QWidget *>(u"replayProgress"_s)->isVisible());
    QVERIFY(!button(dialog, u"replayReplace"_s)->isEnabled());
    button(dialog, u"replayClose"_s)->click(); // says Cancel while it works
    QTRY_VERIFY2(message(dialog).contains(u"Cancelled"_s), qUtf8Printable(message(dialog)));
    button(dialog, u"replayAgain"_s)->click();
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
}

void ReplayDialogTest::cancelledReplacingLeavesTheRows()
{
    test::ScreenWorld world(12);
    crawl(world);
    const QList<core::RowValues> before = rowsOf(world, {u"name"_s, u"title"_s});
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1 |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    {
        const test::HeldDisk disk(world.path(u"p.sluice"_s));
        button(dialog, u"replayReplace"_s)->click();
        QVERIFY(dialog->findChild<QWidget *>(u"replayProgress"_s)->isVisible());
        button(dialog, u"replayClose"_s)->click();
    }
    QTRY_VERIFY2(message(dialog).contains(u"stay as they were"_s), qUtf8Printable(message(dialog)));
    QCOMPARE(rowsOf(world, {u"name"_s, u"title"_s}), before);
}

/// A crawl that takes a while, some pages of which are there.
void ReplayDialogTest::startLongCrawl(test::ScreenWorld &world)
{
    core::CrawlSpec spec = world.shopSpec();
    spec.isBodyKept = true;
    spec.delayMs = 20;
    world.window().session().startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_VERIFY_WITH_TIMEOUT(world.window().workspace().results().model().rowCount() > 5, 60'000);
}

void ReplayDialogTest::aRunningCrawlIsReplacedAndGoesOn()
{
    test::ScreenWorld world(1'000);
    startLongCrawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"loud"_s, u"css:title |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    QSignalSpy finished(&world.engine(), &core::CrawlEngine::finished);
    QSignalSpy resumed(&world.window().session(), &ui::ProjectSession::crawlResumed);
    button(dialog, u"replayReplace"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(message(dialog).contains(u"goes on"_s), 60'000);
    QCOMPARE(finished.count(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(resumed.count(), 1, 60'000);
    const qsizetype replaced = rowsOf(world, {u"loud"_s}).size();
    QVERIFY(replaced > 5);
    QTRY_VERIFY_WITH_TIMEOUT(rowsOf(world, {u"loud"_s}).size() > replaced + 5, 60'000);
    world.engine().cancel(core::CrawlId{1});
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60'000);
    QSet<QString> urls;
    const QList<core::RowValues> rows = rowsOf(world, {u"url"_s, u"loud"_s});
    for (const core::RowValues &row : rows) {
        urls.insert(row[0].toString());
        QCOMPARE(row[1].toString(), row[1].toString().toUpper());
        QVERIFY(!row[1].toString().isEmpty());
    }
    QCOMPARE(urls.size(), rows.size()); // no page twice
}

void ReplayDialogTest::aCrawlGoesOnWhenItsReplacingIsCancelled()
{
    test::ScreenWorld world(1'000);
    startLongCrawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"loud"_s, u"css:title |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    QSignalSpy resumed(&world.window().session(), &ui::ProjectSession::crawlResumed);
    {
        const test::HeldDisk disk(world.path(u"p.sluice"_s)); // so that the crawl does not end at once
        button(dialog, u"replayReplace"_s)->click();
        QVERIFY(dialog->findChild<QWidget *>(u"replayProgress"_s)->isVisible());
        button(dialog, u"replayClose"_s)->click();
    }
    QVERIFY(table(dialog)->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(resumed.count(), 1, 60'000);
    QVERIFY(world.engine().isRunning(core::CrawlId{1}));
    QVERIFY(!world.window().session().specOf(core::CrawlId{1})->hasFields());
}

void ReplayDialogTest::aCrawlThatEndedMeanwhileIsLookedAtAgain()
{
    test::ScreenWorld world(1'000);
    startLongCrawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1"_s));
    auto *notice = dialog->findChild<QWidget *>(u"replayNotice"_s);
    QVERIFY(notice->isVisible());
    QTRY_VERIFY(table(dialog)->isVisible()); // what the pages so far would give
    QVERIFY(!button(dialog, u"replayAgain"_s)->isEnabled());
    world.window().workspace().jobs().cancelAction()->trigger();
    QTRY_VERIFY(button(dialog, u"replayAgain"_s)->isEnabled());
    QVERIFY(notice->isVisible()); // there are more pages than were looked at
    QVERIFY(!button(dialog, u"replayReplace"_s)->isEnabled());
    button(dialog, u"replayAgain"_s)->click();
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    QVERIFY(!notice->isVisible());
    const qsizetype pages = rowsOf(world, {u"url"_s}).size();
    button(dialog, u"replayReplace"_s)->click();
    QTRY_VERIFY2(message(dialog).contains(u"Rows replaced"_s), qUtf8Printable(message(dialog)));
    QCOMPARE(rowsOf(world, {u"name"_s}).size(), pages);
}

void ReplayDialogTest::closingTheProjectEndsIt()
{
    test::ScreenWorld world(12);
    crawl(world);
    QSignalSpy released(&world.window().session(), &ui::ProjectSession::released);
    apply(world, rules(u"name"_s, u"css:h1 |> upper"_s));
    world.window().session().close();
    QTRY_COMPARE(released.count(), 1);
    QTRY_VERIFY(!world.window().findChild<ui::ReplayDialog *>());
    QVERIFY(!QFile::exists(world.path(u"p.sluice-wal"_s))); // nobody reads it any more
}

void ReplayDialogTest::theProjectClosesAfterIt()
{
    test::ScreenWorld world(12);
    crawl(world);
    QSignalSpy released(&world.window().session(), &ui::ProjectSession::released);
    ui::ReplayDialog *dialog = apply(world, rules(u"name"_s, u"css:h1 |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayReplace"_s)->isEnabled());
    button(dialog, u"replayClose"_s)->click();
    world.window().session().close();
    QTRY_COMPARE(released.count(), 1);
}

void ReplayDialogTest::otherRulesCanBeTried()
{
    test::ScreenWorld world(12);
    crawl(world);
    ui::ReplayDialog *dialog = apply(world, rules(u"loud"_s, u"css:h1 |> upper"_s));
    QTRY_VERIFY(button(dialog, u"replayRules"_s)->isVisible());
    button(dialog, u"replayRules"_s)->click();
    auto *rulesDialog = world.find<ui::RulesDialog>(u"rulesDialog"_s);
    QCOMPARE(rulesDialog->spec().fields.value(0).name, u"loud"_s); // those that were tried, not the crawl's
    auto *fields = rulesDialog->findChild<QTableView *>(u"fieldsTable"_s)->model();
    fields->setData(fields->index(0, ui::FieldsModel::Rule), u"css:h1["_s);
    button(rulesDialog, u"rulesApply"_s)->click();
    QVERIFY(rulesDialog->isVisible()); // a wrong rule is not applied
    QVERIFY(rulesDialog->findChild<QLabel *>(u"rulesSummary"_s)->text().contains(u"1"_s));
}

void ReplayDialogTest::theLabsRulesAreApplied()
{
    test::ScreenWorld world(12);
    crawl(world);
    auto *apply = world.find<QToolButton>(u"labApply"_s);
    QVERIFY(apply->isEnabled());
    apply->click(); // nothing was changed in the lab: the rules are the crawl's
    auto *dialog = world.find<ui::ReplayDialog>(u"replayDialog"_s);
    QTRY_VERIFY2(message(dialog).contains(u"No difference"_s), qUtf8Printable(message(dialog)));
}

void ReplayDialogTest::theTableTellsWhichCellsChange()
{
    ui::DifferenceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(
        {u"a"_s, u"b"_s},
        {{Kind::Changed, u"http://x/1"_s, 0, {{u"a"_s, 1}, {u"b"_s, u"x"_s}}, {{u"a"_s, 2}, {u"b"_s, u"x"_s}}},
         {Kind::Changed, u"http://x/2"_s, 1, {{u"a"_s, QJsonValue::Null}}, {{u"b"_s, u"new"_s}}},
         {Kind::Removed, u"http://x/3"_s, 2, {{u"a"_s, 3}}, {}},
         {Kind::Added, u"http://x/4"_s, 0, {}, {{u"a"_s, 4}}}});
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    const auto tone = [&model](int row, int column) {
        return ui::Tone(model.index(row, column).data(ui::ToneRole).toInt());
    };
    constexpr int a = ui::DifferenceModel::FirstCell;
    constexpr int b = a + 1;
    QCOMPARE(text(0, a), u"1 → 2"_s);
    QCOMPARE(tone(0, a), ui::Tone::Warning);
    QCOMPARE(text(0, b), u"x"_s);
    QCOMPARE(tone(0, b), ui::Tone::Muted);
    QCOMPARE(text(1, a), QString()); // null and missing are the same
    QCOMPARE(tone(1, a), ui::Tone::Muted);
    QCOMPARE(text(1, b), u"(empty) → new"_s);
    QCOMPARE(text(1, ui::DifferenceModel::Row), u"2"_s);
    QCOMPARE(text(2, a), u"3"_s);
    QCOMPARE(tone(2, ui::DifferenceModel::Kind), ui::Tone::Danger);
    QCOMPARE(text(3, a), u"4"_s);
    QCOMPARE(tone(3, ui::DifferenceModel::Kind), ui::Tone::Success);
    model.setShown(Kind::Removed);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(text(0, ui::DifferenceModel::Page), u"http://x/3"_s);
}

void ReplayDialogTest::whatIsNotShownIsCounted()
{
    ui::ReplayResult result;
    result.difference = {1, 0, 31'337, 5};
    result.rows.resize(2'000, {Kind::Changed, {}, 0, {}, {}});
    result.rows.append({Kind::Added, {}, 0, {}, {}});
    const QString part = ui::ReplayTexts::part(result);
    QVERIFY2(part.contains(u"first 2,000 of 31,337 changed"_s), qUtf8Printable(part));
    QVERIFY(!part.contains(u"added"_s));
    result.difference.changed = 2'000;
    QCOMPARE(ui::ReplayTexts::part(result), QString());
}

void ReplayDialogTest::progressHasARateAndAnEnd()
{
    using Stage = ui::ReplayRun::Stage;
    QCOMPARE(ui::ReplayTexts::progress({Stage::Making, 0, 0}, 0), QString());
    QCOMPARE(ui::ReplayTexts::progress({Stage::Making, 10, 4'000}, 100), u"10 of 4,000 pages"_s);
    QCOMPARE(ui::ReplayTexts::progress({Stage::Making, 1'000, 4'000}, 10'000),
             u"1,000 of 4,000 pages, 100 pages/s, 31 s left"_s);
    QCOMPARE(ui::ReplayTexts::progress({Stage::Replacing, 100, 4'100}, 10'000),
             u"100 of 4,100 pages, 10 pages/s, 6 min left"_s);
    QCOMPARE(ui::ReplayTexts::progress({Stage::Making, 4'000, 4'000}, 10'000), u"4,000 of 4,000 pages, 400 pages/s"_s);
}

QTEST_MAIN(ReplayDialogTest)
#include "tst_replaydialog.moc"
