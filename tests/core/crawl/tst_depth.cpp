// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

#include <QQueue>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;

namespace {

using Graph = QList<QList<int>>;

QByteArray address(int node)
{
    return node == 0 ? "http://site.test/"_ba : "http://site.test/" + QByteArray::number(node);
}

/// A random graph with chains, cycles and cross links.
Graph randomGraph(quint32 seed, int nodes)
{
    QRandomGenerator random(seed);
    Graph graph(nodes);
    for (int node = 1; node < nodes; ++node)
        graph[random.bounded(std::max(0, node - 12), node)].append(node);
    for (int i = 0; i < nodes; ++i)
        graph[random.bounded(nodes)].append(random.bounded(nodes));
    return graph;
}

/// The articles' fan-out and fan-in: one level after the other.
QMap<QString, int> levelByLevel(const Graph &graph, int maximumDepth)
{
    QMap<int, int> depth{{0, 0}};
    QQueue<int> queue;
    queue.enqueue(0);
    while (!queue.isEmpty()) {
        const int node = queue.dequeue();
        for (const int target : graph[node]) {
            if (depth.contains(target) || depth[node] + 1 > maximumDepth)
                continue;
            depth.insert(target, depth[node] + 1);
            queue.enqueue(target);
        }
    }
    QMap<QString, int> byUrl;
    for (auto each = depth.cbegin(); each != depth.cend(); ++each)
        byUrl.insert(QString::fromLatin1(address(each.key())), each.value());
    return byUrl;
}

void serve(CrawlBench &bench, const Graph &graph, QRandomGenerator &random)
{
    for (int node = 0; node < graph.size(); ++node) {
        sluice::test::ScriptedFetcher::Answer answer;
        for (const int target : graph[node])
            answer.body += "<a href='" + address(target) + "'>x</a>";
        // Pages near the start are the slow ones, so that long ways are walked before short ones.
        answer.delayMs = node < 40 ? random.bounded(25) : random.bounded(2);
        bench.fetcher.add(address(node), answer);
    }
}

} // namespace

/// Depth is the shortest link distance, whatever order the answers come in.
class DepthTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void agreesWithLevelByLevel_data();
    void agreesWithLevelByLevel();
    void shorterPathBringsBackWhatWasTooDeep();
};

void DepthTest::agreesWithLevelByLevel_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("graph %u", seed) << seed;
}

void DepthTest::agreesWithLevelByLevel()
{
    QFETCH(quint32, seed);
    constexpr int maximumDepth = 7;
    const Graph graph = randomGraph(seed, 250);
    CrawlBench bench;
    bench.spec.maximumDepth = maximumDepth;
    bench.spec.concurrency = 16;
    bench.spec.perHost = 16;
    QRandomGenerator random(seed + 1'000);
    serve(bench, graph, random);
    QVERIFY(bench.run());
    const QMap<QString, int> expected = levelByLevel(graph, maximumDepth);
    QVERIFY2(expected.size() > 30 && expected.size() < graph.size(), "the limit must cut some of the graph, not all");
    QCOMPARE(bench.depths(), expected);
}

void DepthTest::shorterPathBringsBackWhatWasTooDeep()
{
    // 0 → 1 → 2 → 3 → 4 is quick, 0 → 5 → 3 slow: 4 lies at depth 4 first, then at 3.
    const Graph graph{{1, 5}, {2}, {3}, {4}, {}, {3}};
    CrawlBench bench;
    bench.spec.maximumDepth = 3;
    for (int node = 0; node < graph.size(); ++node) {
        sluice::test::ScriptedFetcher::Answer answer;
        for (const int target : graph[node])
            answer.body += "<a href='" + address(target) + "'>x</a>";
        answer.delayMs = node == 5 ? 300 : 0;
        bench.fetcher.add(address(node), answer);
    }
    QVERIFY(bench.run());
    QCOMPARE(bench.depths(), levelByLevel(graph, 3));
    QCOMPARE(bench.depths().value(u"http://site.test/4"_s), 3);
    QCOMPARE(bench.crawler->progress().skipped, 0);
}

QTEST_GUILESS_MAIN(DepthTest)
#include "tst_depth.moc"
