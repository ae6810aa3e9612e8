// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csv.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/main/workspace.h"
#include "ui/problems/problemspanel.h"
#include "ui/problems/problemtext.h"
#include "ui/results/exportdialog.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The Problems screen in its window, over a real crawl of the demo shop.
class ProblemsScreenTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void aCrawlsProblemsAreListedAndExported();
};

void ProblemsScreenTest::aCrawlsProblemsAreListedAndExported()
{
    test::ScreenWorld world(60);
    ui::MainWindow &window = world.window();
    ui::ProblemsModel &model = window.workspace().problems().model();
    core::CrawlProgress last;
    connect(&world.engine(), &core::CrawlEngine::finished, this,
            [&last](const core::CrawlProgress &progress) { last = progress; });
    window.session().startCrawl(world.shopSpec(), world.path(u"p.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(last.state, core::RunState::Finished, 60'000);
    QVERIFY(last.failed > 0 && last.skipped > 0);
    QVERIFY(!model.isKnown()); // nobody has looked yet

    world.find<QAction>(u"showProblems"_s)->trigger();
    QTRY_COMPARE(model.rowCount(), int(last.failed + last.skipped));
    model.setReason(core::ProblemKind::Skipped, u"robots"_s);
    QTRY_COMPARE(model.rowCount(), int(last.skipped));
    QTRY_VERIFY(model.index(0, ui::ProblemText::Detail).data().toString().contains(u"isallow"_s));
    world.find<QAction>(u"find"_s)->trigger();
    QVERIFY(world.find<QLineEdit>(u"problemsFilter"_s)->hasFocus());

    world.find<QAction>(u"problemsExportAction"_s)->trigger();
    auto *dialog = world.find<ui::ExportDialog>(u"exportDialog"_s);
    QSignalSpy exported(dialog, &ui::ExportDialog::exported);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"exportPath"_s)->text(), world.path(u"p-problems.csv"_s));
    dialog->findChild<QPushButton *>(u"exportStart"_s)->click();
    QTRY_COMPARE(exported.count(), 1);
    QFile file(world.path(u"p-problems.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto records = core::parseCsv(file.readAll());
    QVERIFY(records);
    QCOMPARE(records->size(), 1 + last.failed + last.skipped);
    QCOMPARE(records->first(), core::problemColumns());
}

QTEST_MAIN(ProblemsScreenTest)
#include "tst_problemsscreen.moc"
