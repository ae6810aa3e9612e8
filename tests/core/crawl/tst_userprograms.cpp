// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/programcheck.h"
#include "core/crawl/replay.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>

#include <thread>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace {

/// Longer than a program may run for one page, so that only what ends it comes before.
constexpr qint64 promptMs = 8'000;

void serve(CrawlBench &bench, const QByteArray &body, const QByteArray &type)
{
    Answer answer;
    answer.body = body;
    answer.headers = {{"Content-Type"_ba, type}};
    bench.fetcher.add("http://site.test/", answer);
}

CrawlSpec queries(const QString &program, int count = 1)
{
    CrawlSpec rules;
    for (int i = 0; i < count; ++i)
        rules.fields.append({u"n%1"_s.arg(i), u"json:"_s + program});
    return rules;
}

CrawlSpec scripted(const QString &script)
{
    CrawlSpec rules;
    rules.script = script;
    return rules;
}

QStringList rows(CrawlBench &bench, const QString &column)
{
    QStringList found;
    bench.forEachRow({column}, [&found](const RowValues &row) { found.append(row[0].toString()); });
    return found;
}

} // namespace

/// What crawls and replays do about json: programs and scripts that have no end, throw or speak.
class UserProgramsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void aStoppedCrawlLeavesItsPages_data();
    void aStoppedCrawlLeavesItsPages();
    void aStoppedReplayEndsAtOnce();
    void endlessProgramsAreNoProblem();
    void aReplayTellsWhatItsScriptSays();
    void aReplayTellsWhatWentWrong();

private:
    [[nodiscard]] bool crawlKept(CrawlBench &bench, int pages)
    {
        QByteArray links;
        for (int i = 1; i < pages; ++i) {
            const QByteArray name = QByteArray::number(i);
            links += "<a href=/" + name + ">x</a>";
            Answer answer;
            answer.body = "<h1>" + name + "</h1>";
            answer.headers = {{"Content-Type"_ba, "text/html"_ba}};
            bench.fetcher.add("http://site.test/" + name, answer);
        }
        serve(bench, "<h1>0</h1><script>let a = {\"a\": 1};</script>" + links, "text/html");
        bench.spec.isBodyKept = true;
        return bench.run() && bench.project->drain();
    }

    WorkerPool m_workers{sluice::test::poolOptions(2)};
};

void UserProgramsTest::aStoppedCrawlLeavesItsPages_data()
{
    QTest::addColumn<CrawlSpec>("rules");
    QTest::addColumn<bool>("isCancelled");
    const CrawlSpec query = queries(u"[repeat(1)]"_s, 4);
    const CrawlSpec script = scripted(u"function parse(page) { for (;;) {} }"_s);
    QTest::newRow("interrupted in a json: program") << query << false;
    QTest::newRow("cancelled in a json: program") << query << true;
    QTest::newRow("interrupted in a script") << script << false;
    QTest::newRow("cancelled in a script") << script << true;
}

void UserProgramsTest::aStoppedCrawlLeavesItsPages()
{
    QFETCH(CrawlSpec, rules);
    QFETCH(bool, isCancelled);
    WorkerPool workers(sluice::test::poolOptions(2)); // whose processes are this crawl's
    CrawlBench bench;
    serve(bench, R"({"a": 7})", "application/json");
    bench.spec = withRulesOf(bench.spec, rules);
    bench.workers = &workers;
    bench.start();
    QTRY_VERIFY_WITH_TIMEOUT(!workers.processIds().isEmpty(), 30'000);
    QElapsedTimer clock;
    clock.start();
    if (isCancelled) {
        bench.crawler->cancel();
        QVERIFY(bench.ended->count() > 0 || bench.ended->wait(30'000));
    } else {
        bench.crawler->interrupt();
    }
    bench.pool.clear();
    QVERIFY2(clock.elapsed() < promptMs, QByteArray::number(clock.elapsed()));
    QVERIFY(rows(bench, u"n0"_s).isEmpty());

    bench.reopen();
    bench.spec = withRulesOf(bench.spec, queries(u".a"_s, 4));
    QVERIFY(bench.run());
    QCOMPARE(rows(bench, u"n0"_s), QStringList{u"7"_s});
    bench.crawler.reset();
}

void UserProgramsTest::aStoppedReplayEndsAtOnce()
{
    CrawlBench bench;
    QVERIFY(crawlKept(bench, 3));
    WorkerPool workers(sluice::test::poolOptions(2));
    CancelSource stop;
    QElapsedTimer clock;
    std::thread user([&] {
        while (workers.processIds().isEmpty())
            std::this_thread::yield();
        clock.start();
        stop.cancel();
    });
    Replay replay(bench.crawl, queries(u"[repeat(1)]"_s, 12), workers);
    const auto made = replay.run(bench.path(), stop.token());
    user.join();
    QVERIFY2(clock.elapsed() < promptMs, QByteArray::number(clock.elapsed()));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ReplayFault::Cancelled);
}

void UserProgramsTest::endlessProgramsAreNoProblem()
{
    CrawlSpec rules = queries(u"[repeat(1)]"_s, 12);
    rules.fields.append({u"bad"_s, u"json:.a | nosuch"_s});
    QElapsedTimer clock;
    clock.start();
    const QList<SpecProblem> problems = programProblems(rules, m_workers);
    QVERIFY2(clock.elapsed() < promptMs, QByteArray::number(clock.elapsed()));
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems[0].field, u"extraction.fields[12]"_s);
    CancelSource stop;
    stop.cancel();
    QVERIFY(programProblems(rules, m_workers, stop.token()).isEmpty());
}

void UserProgramsTest::aReplayTellsWhatItsScriptSays()
{
    CrawlBench bench;
    QVERIFY(crawlKept(bench, 25));
    Replay replay(bench.crawl, scripted(u"function parse(page) { console.log(page.url); return {u: page.url}; }"_s),
                  m_workers);
    QVERIFY(replay.run(bench.path(), {}));
    QCOMPARE(replay.messages().count, 25);
    QCOMPARE(replay.messages().first.size(), PageRemarks::mostKept);
    QCOMPARE(replay.messages().first[0], qMakePair("http://site.test/"_ba, u"http://site.test/"_s));
    QVERIFY(replay.replaceRows(*bench.project, {}));
    QCOMPARE(replay.notes(), PageRemarks());
}

void UserProgramsTest::aReplayTellsWhatWentWrong()
{
    CrawlBench bench;
    QVERIFY(crawlKept(bench, 25));
    const QString script = u"function parse(page) {\n if (page.first('h1').text !== '3') throw Error('no');\n"
                           " return {a: 1}; }"_s;
    Replay replay(bench.crawl, scripted(script), m_workers);
    QVERIFY(replay.run(bench.path(), {}));
    // The rows are given more than once: the notes are of one time.
    for (int time = 0; time < 2; ++time) {
        QVERIFY(replay.replaceRows(*bench.project, {}));
        QCOMPARE(replay.notes().count, 24);
        QCOMPARE(replay.notes().first.size(), PageRemarks::mostKept);
        QCOMPARE(replay.notes().first[0].first, "http://site.test/"_ba);
        QVERIFY2(replay.notes().first[0].second.startsWith(u"line 2: Error: no"),
                 qPrintable(replay.notes().first[0].second));
    }
    QCOMPARE(rows(bench, u"a"_s), QStringList{u"1"_s});
    QCOMPARE(replay.messages(), PageRemarks());
}

QTEST_GUILESS_MAIN(UserProgramsTest)
#include "tst_userprograms.moc"
