// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/heartbeat.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/pageviews.h"
#include "ui/main/workspace.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// How the window's thread beats while the Parser lab is used beside a crawl that runs flat out.
class LabHeartbeatTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void theLabAnswersWhileACrawlRunsFlatOut();

private:
    static core::CrawlSpec shopRules(const core::CrawlSpec &spec);
    void hurry(test::ScreenWorld &world);

    int m_opened = 0;
    int m_runs = 0;
};

core::CrawlSpec LabHeartbeatTest::shopRules(const core::CrawlSpec &spec)
{
    core::CrawlSpec rules = spec;
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"name"_s, u"css:a"_s, core::ColumnType::Text, false, {}, false, {}},
                    {u"link"_s, u"css:a@href"_s, core::ColumnType::Url, false, {}, false, {}}};
    rules.detailRule = u"css:a@href"_s;
    rules.detailFields = {{u"heading"_s, u"css:h1"_s, core::ColumnType::Text, false, {}, false, {}}};
    return rules;
}

/// A user in a hurry: with every answer another page, another side of it, another rule, and a look for more pages.
void LabHeartbeatTest::hurry(test::ScreenWorld &world)
{
    ui::LabPanel &lab = world.window().workspace().lab();
    auto *row = world.find<QLineEdit>(u"labRow"_s);
    auto *views = world.find<ui::PageViews>(u"labViews"_s);
    connect(&lab.session(), &ui::LabSession::pageOpened, this,
            [this, views] { views->setCurrentIndex(++m_opened % 4); });
    connect(&lab.session(), &ui::LabSession::ran, this, [this, &lab, row] {
        row->setText(++m_runs % 2 == 0 ? u"css:li"_s : u"css:ul > li"_s);
        if (!lab.session().pages().isEmpty())
            lab.session().openStored(m_runs % int(lab.session().pages().size()));
        if (m_runs % 20 == 0)
            lab.refreshPages();
    });
}

void LabHeartbeatTest::theLabAnswersWhileACrawlRunsFlatOut()
{
    test::ScreenWorld world(8'000); // some seconds of crawling
    core::CrawlSpec spec = world.shopSpec();
    spec.concurrency = 64;
    spec.perHost = 64;
    spec.isBodyKept = true;
    QSignalSpy started(&world.window().session(), &ui::ProjectSession::crawlStarted);
    world.window().session().startCrawl(spec, world.path(u"p.sluice"_s));
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 60'000);
    world.find<QAction>(u"showLab"_s)->trigger();
    ui::LabPanel &lab = world.window().workspace().lab();
    lab.setRules(shopRules(lab.rules()));
    hurry(world);
    QTRY_VERIFY_WITH_TIMEOUT((lab.refreshPages(), lab.session().page()), 60'000);
    test::Heartbeat heartbeat;
    heartbeat.start();
    QTRY_VERIFY_WITH_TIMEOUT(world.engine().runningCount() == 0 || heartbeat.count() > 3'000, 120'000);
    qInfo("%d pages opened, %d runs, %lld pages listed; crawl still running: %d", m_opened, m_runs,
          qint64(lab.session().pages().size()), world.engine().runningCount());
    const double high = heartbeat.percentile(0.99);
    const double most = heartbeat.percentile(1);
    qInfo("%s", qPrintable(heartbeat.report()));
    // Generous: what is judged are the figures, on a machine with nothing else to do.
    QVERIFY(heartbeat.count() > 50);
    QVERIFY(m_opened > 3);
    QVERIFY(high < 500);
    QVERIFY(most < 3'000);
    disconnect(&lab.session(), nullptr, this, nullptr);
}

QTEST_MAIN(LabHeartbeatTest)
#include "tst_labheartbeat.moc"
