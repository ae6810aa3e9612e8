// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/proxyhold.h"
#include "core/crawl/crawlengine.h"
#include "ui/main/projectsession.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

} // namespace

/// What joins the proxies to the window: who lets go of a project last, and which crawls keep requests off the direct
/// way.
class ProxiesJoinTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theLastUserIsCalledBeforeTheFileIsClosed();
    void theLastUserIsCalledWhenTheSessionEnds();
    void crawlsHold_data();
    void crawlsHold();
    void batchesHold_data();
    void batchesHold();
    void holdsUntilAllHaveEnded();
    void crawlsThatDoNotStartLetGo();

private:
    [[nodiscard]] bool open(const QString &name);
    void expect(const QString &proxy, bool isRequired = true);
    void start(qint64 crawl);
    void finish(qint64 crawl);

    core::SystemClock m_clock;
    core::SessionSecretStore m_secrets;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::CrawlEngine> m_engine;
    std::unique_ptr<ui::ProjectSession> m_session;
    std::unique_ptr<app::ProxyHold> m_hold;
    QList<bool> m_told;
};

void ProxiesJoinTest::init()
{
    m_told.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<core::CrawlEngine>(m_clock, core::EngineSettings());
    m_session = std::make_unique<ui::ProjectSession>(*m_engine, m_clock, m_secrets);
    m_hold = std::make_unique<app::ProxyHold>(*m_engine, *m_session);
    connect(m_hold.get(), &app::ProxyHold::changed, this, [this](bool isHeld) { m_told.append(isHeld); });
}

void ProxiesJoinTest::cleanup()
{
    m_hold.reset();
    m_session.reset();
    m_engine.reset();
}

bool ProxiesJoinTest::open(const QString &name)
{
    QSignalSpy opened(m_session.get(), &ui::ProjectSession::opened);
    m_session->open(m_folder->filePath(name), core::Project::Mode::OpenOrCreate);
    return !opened.isEmpty() || opened.wait(patienceMs);
}

void ProxiesJoinTest::theLastUserIsCalledBeforeTheFileIsClosed()
{
    core::Project *store = nullptr;
    connect(m_session.get(), &ui::ProjectSession::opened, this,
            [&store](const ui::OpenedProject &project) { store = project.store; });
    QVERIFY(open(u"one.sluice"_s));
    std::atomic_int readable = 0;
    m_session->setLastUser([&readable, &store] { readable += store->proxies().has_value() ? 1 : 0; });
    QSignalSpy released(m_session.get(), &ui::ProjectSession::released);
    m_session->close();
    QVERIFY(!released.isEmpty() || released.wait(patienceMs));
    QCOMPARE(readable.load(), 1);
    QVERIFY(open(u"two.sluice"_s));
    QCOMPARE(readable.load(), 1); // none was open
    std::atomic_int called = 0;
    m_session->setLastUser([&called] { ++called; });
    QVERIFY(open(u"three.sluice"_s));
    QCOMPARE(called.load(), 1);
    m_session->setLastUser({});
}

void ProxiesJoinTest::theLastUserIsCalledWhenTheSessionEnds()
{
    QVERIFY(open(u"one.sluice"_s));
    std::atomic_int called = 0;
    m_session->setLastUser([&called] { ++called; });
    m_hold.reset();
    m_session.reset();
    QCOMPARE(called.load(), 1);
}

void ProxiesJoinTest::expect(const QString &proxy, bool isRequired)
{
    core::CrawlSpec spec;
    spec.proxy = proxy;
    spec.isProxyRequired = isRequired;
    Q_EMIT m_session->aboutToRun(spec);
}

void ProxiesJoinTest::start(qint64 crawl)
{
    core::CrawlRecord record;
    record.id = core::CrawlId{crawl};
    Q_EMIT m_session->crawlStarted(record);
}

void ProxiesJoinTest::finish(qint64 crawl)
{
    core::CrawlProgress last;
    last.crawl = core::CrawlId{crawl};
    Q_EMIT m_engine->finished(last);
}

void ProxiesJoinTest::crawlsHold_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<bool>("isRequired");
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("directly") << QString() << true << false;
    QTest::newRow("the pool alone") << u"pool"_s << true << true;
    QTest::newRow("the pool, else directly") << u"pool"_s << false << false;
    QTest::newRow("one proxy is never left") << u"http://127.0.0.1:9"_s << false << true;
}

void ProxiesJoinTest::crawlsHold()
{
    QFETCH(QString, proxy);
    QFETCH(bool, isRequired);
    QFETCH(bool, isHeld);
    expect(proxy, isRequired);
    QCOMPARE(m_told.value(0, false), isHeld); // before it starts
    start(1);
    QCOMPARE(m_told.value(m_told.size() - 1, false), isHeld);
    finish(1);
    QCOMPARE(m_told.value(m_told.size() - 1, false), false);
    QCOMPARE(int(m_told.size()), isHeld ? 2 : 0);
}

void ProxiesJoinTest::batchesHold_data()
{
    crawlsHold_data();
}

void ProxiesJoinTest::batchesHold()
{
    QFETCH(QString, proxy);
    QFETCH(bool, isRequired);
    QFETCH(bool, isHeld);
    core::BatchSpec spec;
    spec.crawl.proxy = proxy;
    spec.crawl.isProxyRequired = isRequired;
    Q_EMIT m_session->aboutToRunBatch(spec.crawl);
    QCOMPARE(m_told.value(0, false), isHeld); // before it starts
    Q_EMIT m_session->batchStarted(core::BatchId{1}, spec, false);
    core::BatchNews news;
    news.progress.batch = core::BatchId{1};
    Q_EMIT m_engine->batchNews(news);
    QCOMPARE(int(m_told.size()), isHeld ? 1 : 0);
    news.progress.hasEnded = true;
    Q_EMIT m_engine->batchNews(news);
    QCOMPARE(int(m_told.size()), isHeld ? 2 : 0);
    Q_EMIT m_session->aboutToRunBatch(spec.crawl);
    Q_EMIT m_session->batchFailed({});
    QCOMPARE(int(m_told.size()), isHeld ? 4 : 0);
    QCOMPARE(m_told.value(3, false), false);
}

void ProxiesJoinTest::holdsUntilAllHaveEnded()
{
    expect(u"pool"_s);
    expect({});
    expect(u"pool"_s);
    start(1);
    start(2);
    Q_EMIT m_session->crawlResumed(core::CrawlId{3});
    Q_EMIT m_session->closed(); // their requests go on until they have stopped
    finish(1);
    finish(2);
    QCOMPARE(int(m_told.size()), 1);
    finish(3);
    QCOMPARE(int(m_told.size()), 2);
    QCOMPARE(m_told.value(1), false);
}

void ProxiesJoinTest::crawlsThatDoNotStartLetGo()
{
    expect(u"pool"_s);
    Q_EMIT m_session->notRun();
    QCOMPARE(int(m_told.size()), 2);
    QCOMPARE(m_told.value(1), false);
    // As one that cannot be resumed: the session tells of each that it announced.
    QVERIFY(open(u"one.sluice"_s));
    QSignalSpy notRun(m_session.get(), &ui::ProjectSession::notRun);
    m_session->resumeCrawl(core::CrawlId{99});
    QVERIFY(!notRun.isEmpty() || notRun.wait(patienceMs));
}

QTEST_GUILESS_MAIN(ProxiesJoinTest)
#include "tst_proxiesjoin.moc"
