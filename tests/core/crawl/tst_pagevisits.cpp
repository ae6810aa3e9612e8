// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretstore.h"
#include "core/base/whendone.h"
#include "core/crawl/enginevisitor.h"
#include "core/crawl/pagevisits.h"
#include "core/net/networkfetcher.h"
#include "core/net/useragents.h"
#include "core/render/renderpool.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QTest>
#include <QThreadPool>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// Single pages through the engine, as the lab asks for them.
class PageVisitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersOfAnyStatusCome_data();
    void answersOfAnyStatusCome();
    void whatGivesNoPageSaysWhy_data();
    void whatGivesNoPageSaysWhy();
    void robotsAreAskedFirst();
    void theAgentIsHonest();
    void secretsStayWithTheSeedsHosts();
    void cancelEnds();
    void theGateIsThatOfTheCrawls();
    void withoutSluiceRenderThatIsSaid();
    void renderedPagesCome();

private:
    [[nodiscard]] VisitResult visit(const QByteArray &path, const CrawlSpec &asker = {});
    [[nodiscard]] WebUrl url(const QByteArray &path) const { return *WebUrl::parse(m_server->url(path)); }

    SystemClock m_clock;
    SessionSecretStore m_secrets;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<CrawlEngine> m_engine;
    std::unique_ptr<EngineVisitor> m_visitor;
};

void PageVisitsTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_engine = std::make_unique<CrawlEngine>(m_clock);
    m_visitor = std::make_unique<EngineVisitor>(*m_engine, m_secrets);
}

void PageVisitsTest::cleanup()
{
    m_visitor.reset();
    m_engine.reset();
    m_server.reset();
}

VisitResult PageVisitsTest::visit(const QByteArray &path, const CrawlSpec &asker)
{
    const QFuture<VisitResult> future = m_visitor->visit(asker, url(path), this);
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        return tl::unexpected(u"no answer"_s);
    return future.result();
}

void PageVisitsTest::answersOfAnyStatusCome_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("a page") << "/ok"_ba << 200 << "/ok"_ba;
    QTest::newRow("a compressed one") << "/gzip"_ba << 200 << "/gzip"_ba;
    QTest::newRow("one that is moved") << "/redirect"_ba << 200 << "/ok"_ba;
    QTest::newRow("one that is missing") << "/404"_ba << 404 << "/404"_ba;
    QTest::newRow("a server that is at its end, not asked again") << "/503"_ba << 503 << "/503"_ba;
}

void PageVisitsTest::answersOfAnyStatusCome()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, last);
    const VisitResult page = visit(path);
    QVERIFY2(page, qUtf8Printable(page ? QString() : page.error()));
    QCOMPARE(page->status, status);
    QCOMPARE(page->finalUrl, url(last));
    if (status == 200)
        QCOMPARE(page->body, honestPage());
    QCOMPARE(m_server->count(path), 1);
}

void PageVisitsTest::whatGivesNoPageSaysWhy_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("part");
    QTest::newRow("robots.txt disallows it")
        << "/private/x"_ba << u"robots.txt does not allow it (Disallow: /private"_s;
    QTest::newRow("no answer in time") << "/never-answers"_ba << u"500 ms"_s;
    QTest::newRow("redirects in a circle") << "/redirect-loop"_ba << u"redirect"_s;
    QTest::newRow("more than the body cap") << "/big?200000"_ba << u"100000"_s;
    QTest::newRow("a connection that breaks") << "/drop"_ba << QString();
}

void PageVisitsTest::whatGivesNoPageSaysWhy()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, part);
    m_server->add("/robots.txt", httpAnswer(200, "User-agent: *\nDisallow: /private\n", "text/plain"));
    CrawlSpec asker;
    asker.timeoutMs = 500;
    asker.maximumBodyBytes = 100'000;
    const VisitResult page = visit(path, asker);
    QVERIFY(!page);
    QVERIFY(!page.error().isEmpty());
    qInfo("%s", qUtf8Printable(page.error()));
    if (!part.isEmpty())
        QVERIFY2(page.error().contains(part), qUtf8Printable(page.error()));
}

void PageVisitsTest::robotsAreAskedFirst()
{
    QVERIFY(visit("/ok"));
    QCOMPARE(m_server->requests().value(0).path, "/robots.txt"_ba);
    QCOMPARE(m_server->requests().value(1).path, "/ok"_ba);
    CrawlSpec asker;
    asker.isRobotsObeyed = false;
    QVERIFY(visit("/ok", asker));
    QCOMPARE(m_server->count("/robots.txt"), 1);
}

void PageVisitsTest::theAgentIsHonest()
{
    QVERIFY(visit("/ok"));
    QCOMPARE(m_server->requests().value(1).header("User-Agent"), honestUserAgent());
    CrawlSpec asker;
    asker.userAgents = {u"Own/1.0"_s};
    QVERIFY(visit("/ok", asker));
    QCOMPARE(m_server->requests().last().header("User-Agent"), "Own/1.0"_ba);
}

void PageVisitsTest::secretsStayWithTheSeedsHosts()
{
    CrawlSpec asker;
    asker.headers = {{u"Authorization"_s, u"secret:token"_s}, {u"Accept-Language"_s, u"de"_s}};
    asker.seeds = {u"https://shop.example/"_s};
    const VisitResult unknown = visit("/ok", asker);
    QVERIFY(!unknown && unknown.error().contains(u"token"_s));
    QVERIFY(m_secrets.write(u"token"_s, "Bearer x"));
    QVERIFY(visit("/ok", asker));
    QCOMPARE(m_server->requests().last().header("Authorization"), QByteArray());
    QCOMPARE(m_server->requests().last().header("Accept-Language"), "de"_ba);
    asker.seeds = {QString::fromLatin1(m_server->url("/"))};
    QVERIFY(visit("/ok", asker));
    QCOMPARE(m_server->requests().last().header("Authorization"), "Bearer x"_ba);
    asker.seeds.clear(); // nobody's: no host is one of its own
    QVERIFY(visit("/ok", asker));
    QCOMPARE(m_server->requests().last().header("Authorization"), QByteArray());
}

void PageVisitsTest::cancelEnds()
{
    m_server->hold("/ok");
    const QFuture<VisitResult> future = m_visitor->visit({}, url("/ok"), this);
    const int another = 0;
    MisbehavingServer other;
    QVERIFY(other.start());
    other.hold("/ok");
    const QFuture<VisitResult> others = m_visitor->visit({}, *WebUrl::parse(other.url("/ok")), &another);
    QTRY_COMPARE(m_server->heldCount("/ok"), 1);
    QTRY_COMPARE(other.heldCount("/ok"), 1);
    m_visitor->cancelVisits(this);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QVERIFY(!others.isFinished()); // nobody ends what somebody else waits for
    other.unhold("/ok");
    QTRY_VERIFY(others.isFinished());
    QVERIFY(others.result());
    m_server->unhold("/ok");
    QVERIFY(visit("/ok")); // others go on
}

void PageVisitsTest::theGateIsThatOfTheCrawls()
{
    QVERIFY(visit("/429")); // asks for two minutes without requests
    MisbehavingServer other;
    QVERIFY(other.start());
    const QFuture<VisitResult> future = m_visitor->visit({}, url("/ok"), this);
    const QFuture<VisitResult> elsewhere = m_visitor->visit({}, *WebUrl::parse(other.url("/ok")), this);
    QTRY_VERIFY(elsewhere.isFinished()); // by then the first would have been asked as well
    QVERIFY(elsewhere.result());
    QVERIFY(!future.isFinished());
    QCOMPARE(m_server->count("/ok"), 0);
    QCOMPARE(m_server->count("/robots.txt"), 1);
    m_visitor->cancelVisits(this);
    QTRY_VERIFY(future.isFinished());
}

void PageVisitsTest::withoutSluiceRenderThatIsSaid()
{
    if (!findRenderProgram().isEmpty())
        QSKIP("sluice-render stands beside this program");
    CrawlSpec asker;
    asker.renderMode = RenderMode::Rendered;
    const VisitResult page = visit("/ok", asker);
    QVERIFY(!page);
    QCOMPARE(page.error(), renderProgramMissing());
    QCOMPARE(m_server->count("/ok"), 0);
}

void PageVisitsTest::renderedPagesCome()
{
    RenderPoolOptions options;
    options.program = QStringLiteral(SLUICE_RENDER);
    if (options.program.isEmpty())
        QSKIP("built without sluice-render");
    m_server->add("/made", httpAnswer(200, "<p id=p>as sent</p><script>p.textContent = 'made ' + 'here'</script>"));
    RenderPool renderers(options);
    NetworkFetcher fetcher({});
    HostGate gate(m_clock);
    core::ThreadPool pool;
    const CrawlServices services{m_clock, fetcher, gate,      pool, std::make_shared<ByteBudget>(1 << 20),
                                 false,   nullptr, &renderers};
    CrawlSpec spec;
    spec.seeds = {QString::fromLatin1(m_server->url("/made"))};
    spec.renderMode = RenderMode::Rendered;
    const auto plan = makePlan(spec, m_secrets);
    QVERIFY(plan);
    std::optional<VisitResult> page;
    PageVisits visits;
    visits.start(*plan, url("/made"), services, nullptr, [&page](const VisitResult &result) { page = result; });
    QTRY_VERIFY_WITH_TIMEOUT(page, 60'000);
    QVERIFY2(*page, page->has_value() ? "" : qUtf8Printable(page->error()));
    QCOMPARE((*page)->status, 200);
    QVERIFY2((*page)->body.contains("made here"), (*page)->body);
    QCOMPARE(m_server->count("/robots.txt"), 1); // over HTTP, before the page
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::PageVisitsTest)
#include "tst_pagevisits.moc"
