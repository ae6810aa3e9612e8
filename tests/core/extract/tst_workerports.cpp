// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerjsonquery.h"
#include "core/extract/workerparser.h"
#include "core/html/parser.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonObject>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// The worker behind the ports of core/extract.
class WorkerPortsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void jsonQueries();
    void jsonQueriesWithoutWorker();
    void aPageOfEndlessQueries();
    void scripts();
    void scriptsKeepTheirOrderAndSpeak();
    void scriptsThatFail();
    void plugins();

private:
    WorkerPool m_pool{poolOptions(2)};
};

static ExtractedRows parsed(const PageParser &parser, const QByteArray &source, bool isJson = false)
{
    const Document document = parseHtml(source);
    const ParserPage page{&document, *WebUrl::parse("http://site.test/a/"), source, isJson};
    return parser.parse({&page, 1}).value(0);
}

void WorkerPortsTest::jsonQueries()
{
    WorkerJsonQuery query(m_pool);
    const QList<JsonAnswer> answers = query.evaluate({{u".a"_s, "{\"a\":1}"},
                                                      {u".[]"_s, "[\"x\",{\"b\":null},[true]]"},
                                                      {u".a"_s, "{\"a\":\"y\"}"},
                                                      {u".a"_s, "[]"},
                                                      {u"env"_s, "1"},
                                                      {u".a"_s, "{\"a\":12345678901234567890}"},
                                                      {u"empty"_s, "1"}});
    QCOMPARE(answers.size(), 7);
    QCOMPARE(*answers[0], QList<QJsonValue>{1});
    QCOMPARE(*answers[1], (QList<QJsonValue>{u"x"_s, QJsonObject{{u"b"_s, QJsonValue()}}, QJsonArray{true}}));
    QCOMPARE(*answers[2], QList<QJsonValue>{u"y"_s});
    QVERIFY(!answers[3]);
    QVERIFY2(answers[3].error().contains(u"Cannot index array"), qPrintable(answers[3].error()));
    QVERIFY(!answers[4]);
    QVERIFY2(answers[4].error().contains(u"env is not allowed"), qPrintable(answers[4].error()));
    QCOMPARE(*answers[5], QList<QJsonValue>{u"12345678901234567890"_s});
    QVERIFY(answers[6]);
    QVERIFY(answers[6]->isEmpty());
    QVERIFY(query.evaluate({}).isEmpty());
}

void WorkerPortsTest::jsonQueriesWithoutWorker()
{
    WorkerPoolOptions options;
    options.program = u"/nonexistent/sluice-worker"_s;
    WorkerPool pool(options);
    const QList<JsonAnswer> answers = WorkerJsonQuery(pool).evaluate({{u"."_s, "1"}});
    QVERIFY(!answers[0]);
    QVERIFY(answers[0].error().contains(u"/nonexistent/sluice-worker"));
}

void WorkerPortsTest::aPageOfEndlessQueries()
{
    WorkerLimits limits;
    limits.pageTime = std::chrono::milliseconds(300);
    WorkerJsonQuery query(m_pool, limits);
    QList<JsonTask> tasks;
    for (int i = 0; i < 12; ++i)
        tasks.append({u"[repeat(%1)]"_s.arg(i), "1"});
    int leftOut = 0;
    for (const JsonAnswer &answer : query.evaluate(tasks)) {
        QVERIFY(!answer);
        leftOut += answer.error().startsWith(u"left out: "_s) ? 1 : 0;
    }
    QVERIFY2(leftOut >= 10, QByteArray::number(leftOut)); // two workers have begun with one each
    QVERIFY(query.evaluate({{u"."_s, "1"}})[0]);          // the next page is another
    CancelSource stop;
    stop.cancel();
    const QList<JsonAnswer> cancelled = WorkerJsonQuery(m_pool, {}, stop.token()).evaluate({{u"."_s, "1"}});
    QVERIFY(!cancelled[0]);
    QCOMPARE(cancelled[0].error(), u"cancelled"_s);
}

void WorkerPortsTest::scripts()
{
    const WorkerParser parser(m_pool, script("function parse(page) { page.follow('b'); page.follow('/c');"
                                             " return [{t: page.first('p').text, j: page.json.a}, {t: page.url}]; }"));
    const ExtractedRows rows = parsed(parser, "<p>x");
    QCOMPARE(rows.rows, (QList<QJsonObject>{{{u"t"_s, u"x"_s}}, {{u"t"_s, u"http://site.test/a/"_s}}}));
    QVERIFY(rows.errors.isEmpty());
    QCOMPARE(rows.next, (QList<WebUrl>{*WebUrl::parse("http://site.test/a/b"), *WebUrl::parse("http://site.test/c")}));
    const WorkerParser reader(m_pool, script("function parse(page) { return {j: page.json.a}; }"));
    const QList<QJsonObject> expected{{{u"j"_s, QJsonArray{1}}}};
    QCOMPARE(parsed(reader, "{\"a\":[1]}", true).rows, expected);
}

void WorkerPortsTest::scriptsKeepTheirOrderAndSpeak()
{
    const WorkerParser parser(m_pool,
                              script("function parse(page) { console.log('seen', {n: 1}); console.warn('twice');"
                                     " return [{zoo: 1, ant: {y: 1, x: 2}}, {bee: 2, zoo: 3, 'a\"b': 0}]; }"));
    const ExtractedRows rows = parsed(parser, "<p>x");
    QCOMPARE(rows.columns, (QStringList{u"zoo"_s, u"ant"_s, u"bee"_s, u"a\"b"_s}));
    QCOMPARE(rows.messages, (QStringList{u"seen {\"n\":1}"_s, u"twice"_s}));
    const WorkerParser failing(m_pool, script("function parse(page) { console.log('before'); throw 1; }"));
    QCOMPARE(parsed(failing, "<p>x").messages, QStringList{u"before"_s});
}

void WorkerPortsTest::scriptsThatFail()
{
    const WorkerParser failing(m_pool, script("function parse(page) {\n return page.first('i').text;\n}"));
    const ExtractedRows failed = parsed(failing, "<p>x");
    QCOMPARE(failed.errors.size(), 1);
    QCOMPARE(failed.errors[0].row, -1);
    QVERIFY2(failed.errors[0].detail.startsWith(u"line 2: TypeError"), qPrintable(failed.errors[0].detail));
    const WorkerParser broken(m_pool, script("function parse(page) {\n"));
    const ExtractedRows refused = parsed(broken, "<p>x");
    QCOMPARE(refused.errors.size(), 1);
    QVERIFY2(refused.errors[0].detail.contains(u"SyntaxError"), qPrintable(refused.errors[0].detail));
}

void WorkerPortsTest::plugins()
{
    const WorkerParser parser(m_pool, plugin("plugin_example"));
    const ExtractedRows rows = parsed(parser, "<title>T</title><a href=x>y</a>");
    QCOMPARE(rows.rows.size(), 1);
    QCOMPARE(rows.rows[0].value(u"title"_s), QJsonValue(u"T"_s));
    QCOMPARE(rows.rows[0].value(u"links"_s), QJsonValue(1));
    QCOMPARE(rows.next, QList<WebUrl>{*WebUrl::parse("http://site.test/a/x")});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WorkerPortsTest)
#include "tst_workerports.moc"
