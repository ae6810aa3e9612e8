// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/projectreader.h"
#include "tests/core/crawl/batchbench.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTemporaryDir>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// What a batch makes of single URLs: answers of all kinds, duplicates, robots.txt, retries, links that are followed, and
/// what it files in a project.
class BatchPagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void answersOfAllKinds_data();
    void answersOfAllKinds();
    void robotsAreAskedFirst();
    void whatMayWorkASecondTimeIsTriedAgain();
    void equalUrlsAreAskedForOnce();
    void equalUrlsThatComeLateAreAnsweredFromWhatCame();
    void cancellingOneOfTwoLeavesTheOther();
    void aSlowHostHoldsUpNoOther();
    void timesRise();
    void linksAreFollowed();
    void linksAreFollowedSoFarOnly();
    void linksAreFollowedWithinTheScope();
    void pagesAreFiled();
    void fieldsAreFiled();
    void followedPagesWithoutFieldsAreFiledAsTheyAre();
    void whatIsLeftCanBeResumed();

private:
    using Row = QMap<QString, QString>;
    [[nodiscard]] QList<Row> rowsOf(BatchBench &bench, const QStringList &columns);
    [[nodiscard]] static QByteArray page(const QByteArrayList &links);

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Project> m_project;
    [[nodiscard]] bool openProject(const QString &name);
};

QByteArray BatchPagesTest::page(const QByteArrayList &links)
{
    QByteArray body = "<!doctype html><title>page</title>";
    for (const QByteArray &link : links)
        body += "<a href=\"" + link + "\">x</a>";
    return httpAnswer(200, body);
}

bool BatchPagesTest::openProject(const QString &name)
{
    auto opened = Project::open(m_folder.filePath(name), Project::Mode::OpenOrCreate, m_clock);
    if (opened)
        m_project = std::move(*opened);
    return opened.has_value();
}

QList<BatchPagesTest::Row> BatchPagesTest::rowsOf(BatchBench &bench, const QStringList &columns)
{
    QList<Row> rows;
    bench.engine.reset();
    if (!m_project->drain())
        return rows;
    auto reader = ProjectReader::open(m_project->path());
    if (!reader)
        return rows;
    const auto visited = (*reader)->visitRows(CrawlId{1}, columns, [&](const RowValues &values) {
        Row row;
        for (qsizetype i = 0; i < columns.size(); ++i)
            row.insert(columns[i], values.value(i).toString());
        rows.append(row);
        return true;
    });
    return visited ? rows : QList<Row>();
}

void BatchPagesTest::answersOfAllKinds_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<BatchState>("state");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("a page") << "/ok"_ba << BatchState::Done << 200 << QString();
    QTest::newRow("a compressed one") << "/gzip"_ba << BatchState::Done << 200 << QString();
    QTest::newRow("one that is moved") << "/redirect"_ba << BatchState::Done << 200 << QString();
    QTest::newRow("one that is missing") << "/404"_ba << BatchState::Failed << 404 << u"HTTP 404"_s;
    QTest::newRow("a server at its end") << "/503"_ba << BatchState::Failed << 503 << u"HTTP 503"_s;
    QTest::newRow("redirects in a circle") << "/redirect-loop"_ba << BatchState::Failed << -1 << u"redirect"_s;
    QTest::newRow("over the cap") << "/big?200000"_ba << BatchState::Failed << -1 << u"100000"_s;
    QTest::newRow("a connection that breaks") << "/drop"_ba << BatchState::Failed << 0 << QString();
    QTest::newRow("no answer in time") << "/never-answers"_ba << BatchState::Failed << 0 << u"1000 ms"_s;
    QTest::newRow("a broken encoding") << "/gzip-cut"_ba << BatchState::Failed << 200 << QString();
}

void BatchPagesTest::answersOfAllKinds()
{
    QFETCH(QByteArray, path);
    QFETCH(BatchState, state);
    QFETCH(int, status);
    QFETCH(QString, error);
    BatchBench bench;
    bench.spec.crawl.seeds = {bench.url(path)};
    bench.spec.crawl.maximumBodyBytes = 100'000;
    bench.spec.crawl.timeoutMs = path == "/never-answers" ? 1'000 : 30'000;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    const BatchEntry &entry = bench.result(0);
    QCOMPARE(entry.state, state);
    if (status >= 0)
        QCOMPARE(entry.status, status);
    QVERIFY2(entry.error.contains(error), qPrintable(entry.error));
    QCOMPARE(entry.error.isEmpty(), state == BatchState::Done);
    if (state == BatchState::Done)
        QCOMPARE(entry.bytes, honestPage().size());
    QCOMPARE(entry.url.toString(), bench.url(path));
}

void BatchPagesTest::robotsAreAskedFirst()
{
    BatchBench bench;
    bench.server.add("/robots.txt", httpAnswer(200, "User-agent: *\nDisallow: /private\n", "text/plain"));
    bench.server.add("/inward", httpAnswer(302, {}, "text/html", "Location: /private/y\r\n"));
    bench.spec.crawl.isRobotsObeyed = true;
    bench.spec.crawl.seeds = {bench.url("/ok"), bench.url("/private/x"), bench.url("/inward")};
    bench.spec.mode = BatchMode::Map;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dff"_s);
    QCOMPARE(bench.server.requests().value(0).path, "/robots.txt"_ba);
    QCOMPARE(bench.server.count("/robots.txt"), 1);
    QVERIFY2(bench.result(1).error.contains(u"Disallow: /private"_s), qPrintable(bench.result(1).error));
    QVERIFY2(bench.result(2).error.contains(u"robots.txt"_s), qPrintable(bench.result(2).error));
    QCOMPARE(bench.server.count("/private/x") + bench.server.count("/private/y"), 0);
}

void BatchPagesTest::whatMayWorkASecondTimeIsTriedAgain()
{
    BatchBench bench;
    int asked = 0;
    bench.server.add("/moody", [&asked](ServedConnection &connection, const MisbehavingServer::Request &) {
        connection.write(++asked == 1 ? httpAnswer(500, "not now") : httpAnswer(200, "now"));
    });
    bench.spec.crawl.retries = 1;
    bench.spec.crawl.seeds = {bench.url("/moody"), bench.url("/500"), bench.url("/404")};
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dff"_s);
    QCOMPARE(asked, 2);
    QCOMPARE(bench.server.count("/500"), 2);
    QCOMPARE(bench.server.count("/404"), 1);
}

void BatchPagesTest::equalUrlsAreAskedForOnce()
{
    BatchBench bench;
    bench.addHeldPages(2);
    bench.spec.crawl.seeds = {bench.url("/p0"), bench.url("/p1"), bench.url("/p0"), bench.url("/p0#part")};
    bench.spec.mode = BatchMode::Map;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(2));
    bench.server.unhold("/p0");
    bench.server.unhold("/p1");
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.order(), (QList<qint64>{0, 1, 2, 3}));
    QCOMPARE(bench.states(), u"dddd"_s);
    QCOMPARE(bench.server.count("/p0"), 1);
    for (const qint64 twin : {0, 2, 3})
        QCOMPARE(bench.result(twin).bytes, BatchBench::sizeOf(0));
    QCOMPARE(bench.result(1).bytes, BatchBench::sizeOf(1));
}

/// More of them than the fetcher takes in hand at once.
void BatchPagesTest::equalUrlsThatComeLateAreAnsweredFromWhatCame()
{
    BatchBench bench;
    bench.spec.crawl.seeds = QStringList(BatchRun::window + 100, bench.url("/404"));
    bench.spec.crawl.seeds.prepend(bench.url("/ok"));
    bench.spec.crawl.seeds.append(bench.url("/ok"));
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.last.done, 2);
    QCOMPARE(bench.last.failed, BatchRun::window + 100);
    QCOMPARE(bench.server.requests().size(), 2);
    QCOMPARE(bench.result(bench.spec.crawl.seeds.size() - 1).bytes, honestPage().size());
}

void BatchPagesTest::cancellingOneOfTwoLeavesTheOther()
{
    BatchBench bench;
    bench.addHeldPages(1);
    bench.spec.crawl.seeds = {bench.url("/p0"), bench.url("/p0")};
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(1));
    bench.engine->cancelBatchEntry(bench.batch, 0);
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 1; }));
    QVERIFY(bench.release({0}));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"cd"_s);
    QCOMPARE(bench.server.count("/p0"), 1);
}

void BatchPagesTest::aSlowHostHoldsUpNoOther()
{
    BatchBench bench;
    MisbehavingServer other;
    QVERIFY(other.start());
    bench.addHeldPages(6);
    for (int i = 0; i < 3; ++i)
        bench.spec.crawl.seeds.append(QString::fromLatin1(other.url("/ok?" + QByteArray::number(i))));
    bench.spec.crawl.concurrency = 2;
    bench.spec.crawl.perHost = 1;
    QVERIFY(bench.start());
    QVERIFY(bench.turnUntil([&] { return bench.results.size() == 3; }));
    for (const qint64 index : {6, 7, 8})
        QCOMPARE(bench.result(index).state, BatchState::Done);
    QCOMPARE(other.count("/ok"), 3);
    QCOMPARE(bench.server.peakConnections(), 1);
    bench.engine->cancelBatch(bench.batch);
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.last.cancelled, 6);
}

void BatchPagesTest::timesRise()
{
    BatchBench bench;
    bench.addHeldPages(2);
    bench.spec.crawl.seeds.append(bench.url("/drop"));
    bench.spec.mode = BatchMode::Gather;
    bench.spec.isWatched = true;
    QVERIFY(bench.start());
    QVERIFY(bench.untilAllWait(2));
    QVERIFY(bench.turnUntil([&] { return bench.changes.size() >= 4; })); // three began and one has failed
    QCOMPARE(bench.changes.first().state, BatchState::Pending);
    QVERIFY(bench.changes.first().times.started >= 0);
    QCOMPARE(bench.changes.first().times.parsed, -1);
    QCOMPARE(bench.results.size(), 0);
    QVERIFY(bench.release({1, 0}));
    QVERIFY(bench.untilEnded());
    const BatchTimes times = bench.result(0).times;
    QCOMPARE(times.queued, 0);
    QVERIFY(times.started >= times.queued);
    QVERIFY(times.connected >= times.started);
    QVERIFY(times.firstByte >= times.connected);
    QVERIFY(times.bodyEnd >= times.firstByte);
    QVERIFY(times.parsed >= times.bodyEnd);
    QVERIFY(times.parsed <= bench.last.elapsedMs);
    QVERIFY(bench.result(0).times.bodyEnd >= bench.result(1).times.bodyEnd);
    QCOMPARE(bench.result(2).times.firstByte, -1);
    QCOMPARE(bench.changes.last().state, BatchState::Done);
}

void BatchPagesTest::linksAreFollowed()
{
    BatchBench bench;
    bench.server.add("/a", page({"/b", "/c", "/a", "mailto:x@y.test"}));
    bench.server.add("/b", page({"/c", "/d"}));
    bench.server.add("/c", page({"/d", "/404"}));
    bench.server.add("/d", page({"/e"}));
    bench.spec.crawl.seeds = {bench.url("/a"), bench.url("/c")};
    bench.spec.crawl.scope = ScopeKind::Any;
    bench.spec.mode = BatchMode::Callback;
    bench.spec.followRule = u"css:a@href"_s;
    bench.spec.followDepth = 3;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QMap<QString, BatchState> byPath;
    for (const BatchEntry &entry : std::as_const(bench.results))
        byPath.insert(QString::fromLatin1(entry.url.path().toByteArray()), entry.state);
    QCOMPARE(byPath.keys(), (QStringList{u"/404"_s, u"/a"_s, u"/b"_s, u"/c"_s, u"/d"_s, u"/e"_s}));
    QCOMPARE(byPath.value(u"/404"_s), BatchState::Failed);
    QCOMPARE(bench.results.size(), 6);
    QCOMPARE(bench.last.total, 6);
    for (const char *path : {"/a", "/b", "/c", "/d", "/e"})
        QCOMPARE(bench.server.count(path), 1);
    QCOMPARE(bench.result(0).url.toString(), bench.url("/a"));
    QCOMPARE(bench.result(1).url.toString(), bench.url("/c"));
}

void BatchPagesTest::linksAreFollowedSoFarOnly()
{
    BatchBench bench;
    bench.server.add("/a", page({"/b"}));
    bench.server.add("/b", page({"/c"}));
    bench.server.add("/c", page({"/d"}));
    bench.spec.crawl.seeds = {bench.url("/a")};
    bench.spec.crawl.scope = ScopeKind::Any;
    bench.spec.mode = BatchMode::Callback;
    bench.spec.followRule = u"css:a@href"_s;
    bench.spec.followDepth = 2;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"ddd"_s);
    QCOMPARE(bench.order(), (QList<qint64>{0, 1, 2}));
    QVERIFY(bench.result(2).times.queued >= bench.result(0).times.bodyEnd);
    QCOMPARE(bench.server.count("/d"), 0);
}

void BatchPagesTest::linksAreFollowedWithinTheScope()
{
    BatchBench bench;
    MisbehavingServer other;
    QVERIFY(other.start());
    bench.server.add("/a", page({"/ok", other.url("/ok"), "/404"}));
    bench.spec.crawl.seeds = {bench.url("/a")};
    bench.spec.crawl.scope = ScopeKind::Host;
    bench.spec.crawl.exclude = {u"404"_s};
    bench.spec.mode = BatchMode::Callback;
    bench.spec.followRule = u"css:a@href"_s;
    bench.spec.followDepth = 1;
    QVERIFY(bench.start());
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dd"_s);
    QCOMPARE(other.requests().size(), 0);
    QCOMPARE(bench.server.count("/404"), 0);
}

void BatchPagesTest::pagesAreFiled()
{
    BatchBench bench;
    bench.server.add("/robots.txt", httpAnswer(200, "User-agent: *\nDisallow: /private\n", "text/plain"));
    bench.server.add("/titled", page({}));
    bench.spec.crawl.isRobotsObeyed = true;
    bench.spec.crawl.seeds = {bench.url("/titled"), bench.url("/404"), bench.url("/titled"), bench.url("/private")};
    QVERIFY(openProject(u"pages.sluice"_s));
    QVERIFY(bench.start(m_project.get()));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dfdf"_s);
    QCOMPARE(bench.last.rows, 2);
    const QList<Row> rows = rowsOf(bench, {u"url"_s, u"title"_s, u"status"_s, u"error"_s});
    QCOMPARE(rows.size(), 2);
    const bool isFirst = rows[0].value(u"status"_s) == "200"_L1;
    const Row titled = rows[isFirst ? 0 : 1];
    const Row missing = rows[isFirst ? 1 : 0];
    QCOMPARE(titled.value(u"title"_s), u"page"_s);
    QCOMPARE(missing.value(u"status"_s), u"404"_s);
    QCOMPARE(missing.value(u"error"_s), u"HTTP 404"_s);
    const auto record = m_project->crawl(CrawlId{1});
    QVERIFY(record.has_value());
    QCOMPARE(record->state, CrawlState::Finished);
    QCOMPARE(record->done, 1);
    QCOMPARE(record->failed, 1);
    QCOMPARE(record->skipped, 1);
    QCOMPARE(record->pending, 0);
    m_project.reset();
}

void BatchPagesTest::fieldsAreFiled()
{
    BatchBench bench;
    bench.server.add("/list", httpAnswer(200, "<ul><li>a<li>b</ul><a href=/more>more</a>"));
    bench.server.add("/more", httpAnswer(200, "<ul><li>c</ul>"));
    bench.spec.crawl.seeds = {bench.url("/list")};
    bench.spec.crawl.scope = ScopeKind::Any;
    bench.spec.crawl.rowRule = u"css:li"_s;
    bench.spec.crawl.fields = {{u"letter"_s, u"css::scope |> trim"_s}};
    bench.spec.mode = BatchMode::Callback;
    bench.spec.followRule = u"css:a@href"_s;
    bench.spec.followDepth = 1;
    QVERIFY(openProject(u"fields.sluice"_s));
    QVERIFY(bench.start(m_project.get()));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dd"_s);
    QStringList letters;
    for (const Row &row : rowsOf(bench, {u"letter"_s, u"url"_s, u"found_on"_s}))
        letters.append(row.value(u"letter"_s) + row.value(u"found_on"_s).section(u'/', -1));
    QCOMPARE(letters, (QStringList{u"a"_s, u"b"_s, u"clist"_s}));
    m_project.reset();
}

/// A rule that only leads on takes nothing from the default row.
void BatchPagesTest::followedPagesWithoutFieldsAreFiledAsTheyAre()
{
    BatchBench bench;
    bench.server.add("/list", httpAnswer(200, "<title>List</title><h1>All</h1><a href=/more>more</a>"));
    bench.server.add("/more", httpAnswer(200, "<title>More</title><h1>Rest</h1>"));
    bench.spec.crawl.seeds = {bench.url("/list")};
    bench.spec.crawl.scope = ScopeKind::Any;
    bench.spec.mode = BatchMode::Callback;
    bench.spec.followRule = u"css:a@href"_s;
    bench.spec.followDepth = 1;
    QVERIFY(openProject(u"followed.sluice"_s));
    QVERIFY(bench.start(m_project.get()));
    QVERIFY(bench.untilEnded());
    QCOMPARE(bench.states(), u"dd"_s);
    QStringList rows;
    for (const Row &row : rowsOf(bench, {u"title"_s, u"h1"_s}))
        rows.append(row.value(u"title"_s) + u'/' + row.value(u"h1"_s));
    QCOMPARE(rows, (QStringList{u"List/All"_s, u"More/Rest"_s}));
    m_project.reset();
}

void BatchPagesTest::whatIsLeftCanBeResumed()
{
    BatchBench bench;
    bench.addHeldPages(3);
    QVERIFY(openProject(u"left.sluice"_s));
    QVERIFY(bench.start(m_project.get()));
    QVERIFY(bench.untilAllWait(3));
    QVERIFY(bench.release({1}));
    bench.engine->cancelBatch(bench.batch);
    QVERIFY(bench.untilEnded());
    bench.server.unhold("/p0");
    bench.server.unhold("/p2");
    QVERIFY(m_project->drain().has_value());
    const auto left = m_project->crawl(CrawlId{1});
    QVERIFY(left.has_value());
    QCOMPARE(left->state, CrawlState::Interrupted);
    QCOMPARE(left->pending, 2);
    QSignalSpy finished(bench.engine.get(), &CrawlEngine::finished);
    QVERIFY(bench.engine->resume(*m_project, CrawlId{1}, bench.secrets).has_value());
    QVERIFY(finished.count() > 0 || finished.wait(60'000));
    QCOMPARE(rowsOf(bench, {u"url"_s}).size(), 3);
    QCOMPARE(bench.server.count("/p1"), 1);
    m_project.reset();
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::BatchPagesTest)
#include "tst_batchpages.moc"
