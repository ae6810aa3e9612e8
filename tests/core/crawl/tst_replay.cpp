// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/replay.h"

#include "core/crawl/jobfile.h"
#include "core/crawl/rowdifference.h"
#include "core/extract/workerpool.h"
#include "core/store/database.h"
#include "tests/core/crawl/crawlbench.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::CrawlBench;
using Answer = sluice::test::ScriptedFetcher::Answer;

namespace {

Answer page(const QByteArray &body, const QByteArray &type = "text/html")
{
    Answer answer;
    answer.body = body;
    answer.headers = {{"Content-Type"_ba, type}};
    return answer;
}

/// Two list pages with links to four detail pages, one of them gone; and pages of other kinds.
void serveShop(CrawlBench &bench)
{
    bench.fetcher.add("http://site.test/",
                      page("<title>List</title><ul><li><a href=/1>One</a><i>1,50</i><li><a href=/2>Two</a><i>2</i></ul>"
                           "<a rel=next href='/?page=2'>on</a><a href=/about>about</a><a href=/data.json>d</a>"));
    bench.fetcher.add("http://site.test/?page=2",
                      page("<ul><li><a href=/1>One</a><i>1,50</i><li><a href=/gone>Gone</a><i>x</i><li>No link</ul>"));
    bench.fetcher.add("http://site.test/1", page("<h1>1</h1><p>First</p><ul><li>of no list</ul>"));
    bench.fetcher.add("http://site.test/2", page("<h1>2</h1><p>Second</p>"));
    bench.fetcher.add("http://site.test/about", page("<title>About</title>about \xff", "text/html; charset=utf-8"));
    bench.fetcher.add("http://site.test/data.json", page(R"({"a": 1})", "application/json"));
}

CrawlSpec listRules()
{
    CrawlSpec rules;
    rules.rowRule = u"li"_s;
    rules.fields = {{u"name"_s, u"a"_s}, {u"price"_s, u"i"_s, ColumnType::Price}};
    return rules;
}

CrawlSpec detailRules()
{
    CrawlSpec rules = listRules();
    rules.nextRule = u"a[rel=next]"_s;
    rules.detailRule = u"a"_s;
    rules.detailFields = {{u"text"_s, u"p"_s}};
    return rules;
}

CrawlSpec pageRules()
{
    CrawlSpec rules;
    rules.fields = {{u"heading"_s, u"h1"_s, ColumnType::Number}, {u"number"_s, u"re:\"a\": (\\d)"_s}};
    return rules;
}

QStringList rows(CrawlBench &bench, const QStringList &columns)
{
    QStringList found;
    bench.forEachRow(columns, [&found](const RowValues &row) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells.append(cell.isValid() ? cell.toString() : u"-"_s);
        found.append(cells.join(u'|'));
    });
    found.sort();
    return found;
}

/// A crawl of the shop by every link that kept what it saw.
bool crawlAll(CrawlBench &bench)
{
    serveShop(bench);
    bench.spec.isBodyKept = true;
    return bench.run() && bench.project->drain();
}

ReplayFault faultOf(const Result<ReplayProgress, ReplayFailure> &result)
{
    return result ? ReplayFault(-1) : result.error().kind;
}

} // namespace

/// New rules over the pages that a crawl kept.
class ReplayTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void givesWhatACrawlWithTheRulesGives_data();
    void givesWhatACrawlWithTheRulesGives();
    void goesBackToTheDefaultRow();
    void aSeedKeepsItsRows();
    void pagesWithoutBodySaySo();
    void manyPagesComeInOrder();
    void needsABody();
    void aStopLeavesTheOldRows();
    void rowsFoundLaterAreAdded();
    void theRulesAreTheJobsAlone();
    void tellsTheDifference();
    void comparesRowsWithKeysAndManyDetails();

private:
    WorkerPool m_workers;
};

void ReplayTest::givesWhatACrawlWithTheRulesGives_data()
{
    QTest::addColumn<CrawlSpec>("rules");
    QTest::newRow("a page is a row") << pageRules();
    QTest::newRow("rows of lists") << listRules();
    QTest::newRow("lists and details") << detailRules();
    CrawlSpec keyed = detailRules();
    keyed.keyFields = {u"name"_s};
    QTest::newRow("no row twice") << keyed;
    CrawlSpec both = pageRules();
    both.detailRule = u"li a"_s;
    both.nextRule = u"a[rel=next], a[href='/about'], a[href$=json], a[href='/2'], a[href='/gone']"_s;
    both.detailFields = {{u"text"_s, u"p"_s}};
    QTest::newRow("a page is a row with details") << both;
}

void ReplayTest::givesWhatACrawlWithTheRulesGives()
{
    QFETCH(CrawlSpec, rules);
    CrawlBench fresh;
    serveShop(fresh);
    fresh.spec = withRulesOf(fresh.spec, rules);
    QVERIFY(fresh.run());
    QStringList columns{u"url"_s, u"error"_s};
    for (const FieldSpec &field : rules.fields + rules.detailFields)
        columns.append(field.name);

    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    Replay replay(bench.crawl, rules, m_workers);
    const auto made = replay.run(bench.path(), {});
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(made->pages, 7);
    QCOMPARE(made->pagesInAll, 7);
    const auto replaced = replay.replaceRows(*bench.project, {});
    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error().detail));
    const QStringList expected = rows(fresh, columns);
    QVERIFY(expected.size() >= 4);
    QCOMPARE(rows(bench, columns), expected);
    QCOMPARE(*replaced, expected.size());
    const auto record = bench.project->crawl(bench.crawl);
    QCOMPARE(record->rows, expected.size());
    QVERIFY(!record->hasDefaultRow);
    QStringList shown = columns.mid(2);
    shown += QStringList{u"url"_s, u"found_on"_s, u"error"_s};
    QCOMPARE(*(*ProjectReader::open(bench.path()))->columns(bench.crawl), shown);
}

void ReplayTest::goesBackToTheDefaultRow()
{
    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    const QStringList before = rows(bench, defaultColumns());
    for (const CrawlSpec &rules : {listRules(), CrawlSpec()}) {
        Replay replay(bench.crawl, rules, m_workers);
        QVERIFY(replay.run(bench.path(), {}));
        QVERIFY(replay.replaceRows(*bench.project, {}));
    }
    QVERIFY(bench.project->crawl(bench.crawl)->hasDefaultRow);
    QStringList after = rows(bench, defaultColumns());
    QCOMPARE(after.size(), 7);
    QCOMPARE(after, before);
}

void ReplayTest::aSeedKeepsItsRows()
{
    CrawlBench bench;
    bench.spec.seeds.append(u"http://site.test/1"_s);
    QVERIFY(crawlAll(bench));
    Replay replay(bench.crawl, detailRules(), m_workers);
    QVERIFY(replay.run(bench.path(), {}));
    QVERIFY(replay.replaceRows(*bench.project, {}));
    // Page 1 is a list of its own, and so completes no row.
    QCOMPARE(rows(bench, {u"url"_s, u"name"_s, u"text"_s}),
             (QStringList{u"http://site.test/1|-|-"_s, u"http://site.test/?page=2|-|-"_s,
                          u"http://site.test/?page=2|Gone|-"_s, u"http://site.test/?page=2|One|-"_s,
                          u"http://site.test/|One|-"_s, u"http://site.test/|Two|Second"_s}));
}

void ReplayTest::pagesWithoutBodySaySo()
{
    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    bench.project.reset();
    {
        const auto database = Database::open(bench.path(), Database::Access::ReadWrite);
        (*database)->execute("UPDATE pages SET body_hash = NULL WHERE final_url LIKE '%/about';"
                             "UPDATE bodies SET zstd = x'00' WHERE hash = "
                             "(SELECT body_hash FROM pages WHERE final_url LIKE '%/2')");
        QVERIFY((*database)->takeResult());
    }
    bench.reopen();
    Replay replay(bench.crawl, pageRules(), m_workers);
    QVERIFY(replay.run(bench.path(), {}));
    QVERIFY(replay.replaceRows(*bench.project, {}));
    const QStringList found = rows(bench, {u"url"_s, u"heading"_s, u"error"_s});
    QCOMPARE(found.size(), 7);
    QVERIFY(found.contains(u"http://site.test/about|-|no body of this page is kept"_s));
    QVERIFY(found.contains(u"http://site.test/2|-|http://site.test/2: its body is damaged in the project"_s));
    QVERIFY(found.contains(u"http://site.test/1|1|-"_s));
}

void ReplayTest::manyPagesComeInOrder()
{
    CrawlBench bench;
    QByteArray links;
    for (int i = 0; i < 200; ++i) {
        const QByteArray name = QByteArray::number(i);
        links += "<a href=/" + name + ">x</a>";
        bench.fetcher.add("http://site.test/" + name, page("<h1>" + name + "</h1>" + QByteArray(i % 7 * 9'000, ' ')));
    }
    bench.fetcher.add("http://site.test/", page(links));
    bench.spec.isBodyKept = true;
    QVERIFY(bench.run());
    QVERIFY(bench.project->drain());
    Replay replay(bench.crawl, pageRules(), m_workers);
    qint64 told = 0;
    bool isRising = true;
    QVERIFY(replay.run(bench.path(), {}, [&](const ReplayProgress &progress) {
        isRising = isRising && progress.pages == told + 1 && progress.pagesInAll == 201;
        told = progress.pages;
    }));
    QVERIFY(isRising);
    QCOMPARE(told, 201);
    QVERIFY(replay.replaceRows(*bench.project, {}));
    QStringList headings;
    bench.forEachRow({u"heading"_s}, [&headings](const RowValues &row) { headings.append(row[0].toString()); });
    QCOMPARE(headings.size(), 201);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(headings[i + 1], QString::number(i));
}

void ReplayTest::needsABody()
{
    CrawlBench bench;
    serveShop(bench);
    QVERIFY(bench.run());
    QVERIFY(bench.project->drain());
    Replay replay(bench.crawl, listRules(), m_workers);
    QCOMPARE(faultOf(replay.run(bench.path(), {})), ReplayFault::NoBodies);
    Replay unknown(CrawlId{9}, listRules(), m_workers);
    QCOMPARE(faultOf(unknown.run(bench.path(), {})), ReplayFault::NoBodies);
    QCOMPARE(faultOf(replay.run(bench.path() + u".gone"_s, {})), ReplayFault::Storage);
}

void ReplayTest::aStopLeavesTheOldRows()
{
    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    const QStringList before = rows(bench, defaultColumns());
    const QByteArray spec = bench.project->crawl(bench.crawl)->spec;
    CancelSource stop;
    Replay early(bench.crawl, listRules(), m_workers);
    QCOMPARE(faultOf(early.run(bench.path(), stop.token(), [&stop](const ReplayProgress &) { stop.cancel(); })),
             ReplayFault::Cancelled);

    Replay late(bench.crawl, listRules(), m_workers);
    QVERIFY(late.run(bench.path(), {}));
    const auto replaced = late.replaceRows(*bench.project, stop.token());
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, ReplayFault::Cancelled);
    QCOMPARE(rows(bench, defaultColumns()), before);
    QCOMPARE(bench.project->crawl(bench.crawl)->spec, spec);
    QCOMPARE(bench.project->crawl(bench.crawl)->rows, before.size());
    // The same replay can be tried again.
    QVERIFY(late.replaceRows(*bench.project, {}));
    QCOMPARE(rows(bench, {u"name"_s}).size(), 6);
}

void ReplayTest::rowsFoundLaterAreAdded()
{
    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    Replay replay(bench.crawl, listRules(), m_workers);
    QVERIFY(replay.run(bench.path(), {}));
    QVERIFY(replay.replaceRows(*bench.project, {}));
    UrlRecord url;
    url.id = bench.project->reserveUrlIds(1);
    url.url = "http://site.test/later";
    bench.project->addUrls(bench.crawl, {url});
    Outcome outcome;
    outcome.crawl = bench.crawl;
    outcome.url = url.id;
    outcome.page = PageRecord();
    outcome.rows = {R"({"name":"Later"})"};
    bench.project->commit(outcome);
    QVERIFY(bench.project->drain());
    const QStringList names = rows(bench, {u"name"_s});
    QCOMPARE(names.size(), 7);
    QVERIFY(names.contains(u"Later"_s));
}

void ReplayTest::theRulesAreTheJobsAlone()
{
    CrawlSpec crawl;
    crawl.seeds = {u"http://a.test/"_s};
    crawl.concurrency = 7;
    crawl.isBodyKept = true;
    crawl.fields = {{u"old"_s, u"b"_s}};
    CrawlSpec job = detailRules();
    job.keyFields = {u"name"_s};
    job.seeds = {u"http://b.test/"_s};
    job.concurrency = 9;
    const CrawlSpec merged = withRulesOf(crawl, job);
    CrawlSpec expected = job;
    expected.seeds = crawl.seeds;
    expected.concurrency = 7;
    expected.isBodyKept = true;
    QVERIFY(merged == expected);
}

void ReplayTest::tellsTheDifference()
{
    CrawlBench bench;
    QVERIFY(crawlAll(bench));
    const auto reader = BodyReader::open(bench.path());
    QVERIFY(reader);
    Replay first(bench.crawl, detailRules(), m_workers);
    QVERIFY(first.run(bench.path(), {}));
    QVERIFY(first.replaceRows(*bench.project, {}));
    const auto none = compareRows(first, **reader, {}, {});
    QVERIFY(none);
    QCOMPARE(*none, (RowDifference{0, 0, 0, 5}));
    QVERIFY(rows(bench, {u"name"_s, u"error"_s}).contains(u"Gone|price: 'x' is not a number"_s));

    // Page 2 of the list gives no rows any more, the about page gives one, and prices are read as text.
    CrawlSpec rules = detailRules();
    rules.rowRule = u"ul > li:first-child, title"_s;
    rules.fields[1].type = ColumnType::Text;
    Replay second(bench.crawl, rules, m_workers);
    QVERIFY(second.run(bench.path(), {}));
    QList<RowChange> changes;
    const auto difference = compareRows(second, **reader, {}, [&changes](const RowChange &change) {
        changes.append(change);
        return changes.size() < 5;
    });
    QVERIFY(difference);
    // "/": title, One for One, Two; "/?page=2": One for One, Gone, no link; "/about": title.
    QCOMPARE(*difference, (RowDifference{1, 2, 3, 0}));
    QCOMPARE(changes.size(), 5);
    // What is wrong with a row is none of its columns.
    for (const RowChange &change : std::as_const(changes))
        QVERIFY2(!change.before.contains("u0001") && !change.after.contains("u0001"), change.before);
    QCOMPARE(changes[0].kind, RowChange::Kind::Changed);
    QCOMPARE(changes[0].url, UrlId{1});
    QCOMPARE(changes[0].position, 0);
    QVERIFY2(changes[0].before.contains("One"), changes[0].before);
    CancelSource stop;
    stop.cancel();
    QCOMPARE(compareRows(second, **reader, stop.token(), {}).error().kind, StoreFault::Cancelled);
}

void ReplayTest::comparesRowsWithKeysAndManyDetails()
{
    CrawlBench bench;
    QByteArray list;
    for (int i = 0; i < 40; ++i) {
        const QByteArray name = QByteArray::number(i);
        // Every other row is one that the list has already, and the details are read against their order.
        list.prepend("<li><a href=/" + name + ">" + name + "</a><li><a href=/" + name + ">" + name + "</a>");
        bench.fetcher.add("http://site.test/" + name,
                          page("<p>" + QByteArray(1 + i * 997 % 20'000, char('a' + i % 26))));
    }
    bench.fetcher.add("http://site.test/", page("<ul>" + list + "</ul>"));
    bench.spec.isBodyKept = true;
    QVERIFY(bench.run() && bench.project->drain());
    CrawlSpec rules = detailRules();
    rules.keyFields = {u"name"_s};
    Replay first(bench.crawl, rules, m_workers);
    QVERIFY(first.run(bench.path(), {}));
    QCOMPARE(first.replaceRows(*bench.project, {}).value_or(-1), 40);
    const auto reader = BodyReader::open(bench.path());
    const auto none = compareRows(first, **reader, {}, {});
    QVERIFY(none);
    QCOMPARE(*none, (RowDifference{0, 0, 0, 40}));
    rules.keyFields.clear();
    rules.detailFields[0].rule = u"css:p |> upper"_s;
    Replay second(bench.crawl, rules, m_workers);
    QVERIFY(second.run(bench.path(), {}));
    const auto changed = compareRows(second, **reader, {}, {});
    QVERIFY(changed);
    QCOMPARE(*changed, (RowDifference{40, 0, 40, 0}));
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
