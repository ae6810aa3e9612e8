// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/rendering.h"
#include "core/render/renderpool.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace sluice::test {

/// When a crawl renders, and what becomes of a page where it cannot. What is rendered well, tests/core/render and
/// tests/e2e/render.py show.
class RenderingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void nothingFound_data();
    void nothingFound();
    void onlyAutoRendersAfterwards();
    void partsAreRenderedFor();
    void vainRenderingEnds();
    void unrenderablePageKeepsWhatHttpGave();
    void unrenderablePageFailsWhereAllAreRendered();
    void scriptsAreHintedAtOnce();
    void furtherRequestsHoldTheGate();

private:
    static void addShell(CrawlBench &bench, const QByteArray &url);
    static RenderPoolOptions noProgram();
};

void RenderingTest::addShell(CrawlBench &bench, const QByteArray &url)
{
    Answer answer;
    answer.body = "<title>shell</title><script>make()</script>";
    bench.fetcher.add(url, answer);
}

RenderPoolOptions RenderingTest::noProgram()
{
    RenderPoolOptions options;
    options.program = u"/nonexistent/sluice-render"_s;
    return options;
}

void RenderingTest::nothingFound_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QList<int>>("matches");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("isRequired");
    QTest::addColumn<bool>("isNothing");
    QTest::newRow("no row") << u"text/html"_s << QList<int>{0, 0} << 0 << false << true;
    QTest::newRow("a row without values") << u"text/html"_s << QList<int>{0, 0} << 1 << false << true;
    QTest::newRow("a value") << u"text/html"_s << QList<int>{0, 1} << 1 << false << false;
    QTest::newRow("a required one is missing") << u"text/html"_s << QList<int>{0, 1} << 1 << true << true;
    QTest::newRow("a required one is missing once") << u"text/html"_s << QList<int>{1, 2} << 2 << true << true;
    QTest::newRow("the required ones are there") << u"text/html"_s << QList<int>{2, 0} << 2 << true << false;
    QTest::newRow("no HTML") << u"application/json"_s << QList<int>{0, 0} << 0 << false << false;
}

void RenderingTest::nothingFound()
{
    QFETCH(QString, type);
    QFETCH(QList<int>, matches);
    QFETCH(int, rows);
    QFETCH(bool, isRequired);
    QFETCH(bool, isNothing);
    CrawlSpec spec;
    spec.fields = {{u"a"_s, u"p"_s}, {u"b"_s, u"i"_s}};
    spec.fields.first().isRequired = isRequired;
    ParsedPage page;
    page.contentType = type.toLatin1();
    page.extracted.matches = matches;
    page.extracted.rows.resize(rows);
    QCOMPARE(findsNothing(spec, page, false), isNothing);
}

void RenderingTest::onlyAutoRendersAfterwards()
{
    CrawlSpec spec;
    spec.fields = {{u"a"_s, u"p"_s}};
    ParsedPage page;
    for (const auto &[mode, isRendered] : {std::pair(RenderMode::Http, false), std::pair(RenderMode::Rendered, false),
                                           std::pair(RenderMode::Auto, true)}) {
        spec.renderMode = mode;
        RenderLearning learning;
        QCOMPARE(isToBeRendered(spec, page, false, learning), isRendered);
    }
}

/// One by HTML, one by script: what the issue is about.
void RenderingTest::partsAreRenderedFor()
{
    CrawlSpec spec;
    spec.renderMode = RenderMode::Auto;
    spec.fields = {{u"name"_s, u"h1"_s}, {u"price"_s, u".price"_s}};
    ParsedPage page;
    page.contentType = "text/html";
    page.extracted.rows.resize(1);
    page.extracted.matches = {1, 0};
    RenderLearning learning;
    QVERIFY(isToBeRendered(spec, page, false, learning));
    page.extracted.matches = {1, 1};
    QVERIFY(!isToBeRendered(spec, page, false, learning));
    page.extracted.matches = {1, 0};
    page.contentType = "application/json";
    QVERIFY(!isToBeRendered(spec, page, false, learning));
}

void RenderingTest::vainRenderingEnds()
{
    RenderLearning learning;
    for (int i = 1; i <= RenderLearning::triesWanted; ++i) {
        QVERIFY(learning.isWorthIt({1, 0, 0}));
        QVERIFY(learning.takeRendered({0, 0, 0}, {0, 0, 0}).isEmpty()); // of no kind with values
        const bool isLast = i == RenderLearning::triesWanted;
        QCOMPARE(learning.takeRendered({1, 0, 0}, {1, 0, i == 1 ? 1 : 0}),
                 isLast ? QList<qsizetype>{1} : QList<qsizetype>());
    }
    QVERIFY2(learning.isWorthIt({1, 1, 0}), "it was filled once");
    int rendered = 0;
    for (int i = 0; i < 10 * RenderLearning::tryAgainEvery; ++i)
        rendered += learning.isWorthIt({1, 0, 1}) ? 1 : 0;
    QCOMPARE(rendered, 10);
    QVERIFY(learning.takeRendered({1, 0, 1}, {1, 1, 1}).isEmpty());
    QVERIFY2(learning.isWorthIt({1, 0, 1}), "other pages of the site are made otherwise");
}

void RenderingTest::unrenderablePageKeepsWhatHttpGave()
{
    CrawlBench bench;
    RenderPool pool(noProgram());
    bench.renderers = &pool;
    bench.spec.renderMode = RenderMode::Auto;
    bench.spec.fields = {{u"title"_s, u"title"_s}, {u"item"_s, u"p"_s}};
    bench.spec.fields.last().isRequired = true;
    addShell(bench, "http://site.test/");
    QVERIFY(bench.run());
    QStringList rows;
    bench.forEachRow({u"title"_s, u"error"_s},
                     [&](const RowValues &row) { rows.append(row[0].toString() + u'|' + row[1].toString()); });
    QCOMPARE(rows.size(), 1);
    QVERIFY2(rows.first().startsWith(u"shell|"_s), qPrintable(rows.first()));
    QVERIFY2(rows.first().contains(u"could not be rendered"_s), qPrintable(rows.first()));
    QCOMPARE(bench.statusCounts(u"state"_s).value(u"done"_s), 1);
}

void RenderingTest::unrenderablePageFailsWhereAllAreRendered()
{
    CrawlBench bench;
    RenderPool pool(noProgram());
    bench.renderers = &pool;
    bench.spec.renderMode = RenderMode::Rendered;
    addShell(bench, "http://site.test/");
    QVERIFY(bench.run());
    QCOMPARE(bench.statusCounts(u"error"_s).value(u"connection-lost"_s), 1);
}

void RenderingTest::scriptsAreHintedAtOnce()
{
    CrawlBench bench;
    bench.spec.seeds = {u"http://site.test/1"_s, u"http://site.test/2"_s};
    bench.spec.fields = {{u"item"_s, u"p"_s}};
    addShell(bench, "http://site.test/1");
    addShell(bench, "http://site.test/2");
    bench.start();
    QStringList warnings;
    connect(bench.crawler.get(), &Crawler::warned, this,
            [&warnings](CrawlId, const QString &line) { warnings.append(line); });
    QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    QCOMPARE(warnings.filter(u"--render auto"_s).size(), 1);
}

void RenderingTest::furtherRequestsHoldTheGate()
{
    FakeClock clock;
    HostGate gate(clock);
    const QByteArray origin = "http://a.test";
    const HostLimits limits{8, 1'000, false};
    QCOMPARE(gate.waitMs(origin, limits), 0);
    gate.count(origin, 5);
    QVERIFY2(gate.waitMs(origin, limits) == 5'000, "the delay holds for each of them");
    clock.advance(4'999);
    QCOMPARE(gate.waitMs(origin, limits), 1);
    clock.advance(1);
    gate.begin(origin);
    QVERIFY2(gate.waitMs(origin, limits) == 1'000, "and then as ever");
    gate.abandon(origin);
    QCOMPARE(gate.host(origin)->requests, 5);
    QCOMPARE(gate.host(origin)->inFlight, 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderingTest)
#include "tst_rendering.moc"
