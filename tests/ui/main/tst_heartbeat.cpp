// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/heartbeat.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/workspace.h"
#include "ui/results/resultspanel.h"

#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class HeartbeatTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void theWindowAnswersWhileACrawlRunsFlatOut();
};

void HeartbeatTest::theWindowAnswersWhileACrawlRunsFlatOut()
{
    test::ScreenWorld world(8'000); // some seconds of crawling
    ui::MainWindow &window = world.window();
    core::CrawlSpec spec = world.shopSpec();
    spec.concurrency = 64;
    spec.perHost = 64;
    test::Heartbeat heartbeat;
    heartbeat.start();
    window.session().startCrawl(spec, world.path(u"p.sluice"_s));
    ui::ResultsModel &rows = window.workspace().results().model();
    QTRY_VERIFY_WITH_TIMEOUT(rows.rowCount() > 500, 60'000);
    world.find<QLineEdit>(u"resultsFilter"_s)->setText(u"lamp"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rows.query().filter == u"lamp"_s, 10'000);
    rows.sort(0, Qt::DescendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(world.engine().runningCount(), 0, 120'000);
    const double high = heartbeat.percentile(0.99);
    const double most = heartbeat.percentile(1);
    qInfo("%s", qPrintable(heartbeat.report()));
    // Generous: what is judged are the figures, on a machine with nothing else to do.
    QVERIFY(heartbeat.count() > 50);
    QVERIFY(high < 500);
    QVERIFY(most < 3'000);
}

QTEST_MAIN(HeartbeatTest)
#include "tst_heartbeat.moc"
