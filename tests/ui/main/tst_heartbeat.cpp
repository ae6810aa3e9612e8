// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/workspace.h"
#include "ui/results/resultspanel.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sluice;

/// Beats every 5 ms in the window's thread and keeps the gaps between the beats.
class Heartbeat final : public QObject
{
    Q_OBJECT

public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
    }

    void start()
    {
        m_gaps.clear();
        m_since.start();
        m_timer.start();
    }
    /// The gap in ms that this part of all gaps stays below.
    [[nodiscard]] double percentile(double part)
    {
        std::ranges::sort(m_gaps);
        return double(m_gaps.at(qsizetype(double(m_gaps.size() - 1) * part))) / 1e6;
    }
    [[nodiscard]] qsizetype count() const { return m_gaps.size(); }

private:
    void beat()
    {
        m_gaps.append(m_since.nsecsElapsed());
        m_since.start();
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    QList<qint64> m_gaps;
};

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
    Heartbeat heartbeat;
    heartbeat.start();
    window.session().startCrawl(spec, world.path(u"p.sluice"_s));
    ui::ResultsModel &rows = window.workspace().results().model();
    QTRY_VERIFY_WITH_TIMEOUT(rows.rowCount() > 500, 60'000);
    world.find<QLineEdit>(u"resultsFilter"_s)->setText(u"lamp"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rows.query().filter == u"lamp"_s, 10'000);
    rows.sort(0, Qt::DescendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(world.engine().runningCount(), 0, 120'000);
    const double middle = heartbeat.percentile(0.5);
    const double high = heartbeat.percentile(0.99);
    const double most = heartbeat.percentile(1);
    qInfo("%lld beats of 5 ms: median %.1f ms, 99th percentile %.1f ms (limit 50), largest gap %.1f ms (limit 200)",
          qint64(heartbeat.count()), middle, high, most);
    // Generous: what is judged are the figures, on a machine with nothing else to do.
    QVERIFY(heartbeat.count() > 50);
    QVERIFY(high < 500);
    QVERIFY(most < 3'000);
}

QTEST_MAIN(HeartbeatTest)
#include "tst_heartbeat.moc"
