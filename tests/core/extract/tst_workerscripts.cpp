// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// What scripts and jq programs see and give.
class WorkerScriptsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void expressions_data();
    void expressions();
    void rows_data();
    void rows();
    void errors_data();
    void errors();
    void messages();
    void follows();
    void json_data();
    void json();
    void jq_data();
    void jq();

private:
    WorkerPool m_pool{poolOptions(1)};
};

static const char *const samplePage =
    "<!doctype html><html lang=en><head><title>T</title><base href=http://base.test/b/>"
    "<script>window.state = {\"a\": [1, 12345678901234567890]}; var other = {b: 2,};</script>"
    "<script type=application/ld+json>{\"name\": \"x\"}</script><script type=application/ld+json>{bad</script></head>"
    "<body><p class=a>One <b>two</b></p><p id=i data-x=' y "
    "'>Th&uuml;</p><script>no</script><style>no</style></body></html>";

void WorkerScriptsTest::expressions_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *expression, const char *json) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(json);
    };
    row("page.url", "\"http://site.test/dir/page.html\"");
    row("page.status", "200");
    row("page.headers", "{\"content-type\":\"text/html\"}");
    row("page.text", "\"One twoThü\"");
    row("page.html.length > 300", "true");
    row("page.css('p').length", "2");
    row("page.css('p').map(p => p.text)", "[\"One two\",\"Thü\"]");
    row("page.css('p')", "[\"One two\",\"Thü\"]");
    row("page.css('p')[0].html", "\"<p class=\\\"a\\\">One <b>two</b></p>\"");
    row("page.css('p')[1].attr('data-x')", "\" y \"");
    row("page.css('p')[1].attr('none')", "null");
    row("page.css('p')[1].attributes", "{\"id\":\"i\",\"data-x\":\" y \"}");
    row("page.css('p')[0].css('b')[0].tag", "\"b\"");
    row("page.css('p')[1].css('b').length", "0");
    row("page.first('b').text", "\"two\"");
    row("page.first('i')", "null");
    row("'' + page.first('b')", "\"two\"");
    row("page.xpath('//p').length", "2");
    row("page.xpath('//p/@id')", "[\"i\"]");
    row("page.xpath('//p/text()')", "[\"One \",\"Thü\"]");
    row("page.xpath('count(//p)')", "2");
    row("page.xpath('string(//b)')", "\"two\"");
    row("page.xpath('1 = 1')", "true");
    row("page.first('p').xpath('b').map(b => b.text)", "[\"two\"]");
    row("page.json['window.state'].a", "[1,\"12345678901234567890\"]");
    row("page.json['ld+json'].name", "\"x\"");
    row("page.blocks.length", "3");
    row("page.blocks[1]", "{\"kind\":\"assignment\",\"name\":\"other\",\"argument\":-1,\"value\":{\"b\":2}}");
    row("typeof XMLHttpRequest + typeof Qt + typeof require", "\"undefinedundefinedundefined\"");
}

void WorkerScriptsTest::expressions()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, json);
    const QByteArray source = "function parse(page) { return {v: " + expression + "}; }";
    QCOMPARE(textsOf(m_pool.run(batchOf(script(source.constData()), {samplePage}))),
             QList<QByteArray>{"{\"v\":" + json + '}'});
}

void WorkerScriptsTest::rows_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QList<QByteArray>>("values");
    const auto row = [](const char *title, const char *source, const QList<QByteArray> &values) {
        QTest::newRow(title) << QByteArray(source) << values;
    };
    row("nothing", "function parse(page) {}", {});
    row("null", "function parse(page) { return null; }", {});
    row("an object", "function parse(page) { return {b: 1, a: 'x'}; }", {"{\"b\":1,\"a\":\"x\"}"});
    row("a list", "function parse(page) { return [{a: 1}, {a: 2}]; }", {"{\"a\":1}", "{\"a\":2}"});
    row("an empty list", "function parse(page) { return []; }", {});
    row("a generator", "function* parse(page) { yield {a: 1}; yield {a: 2}; }", {"{\"a\":1}", "{\"a\":2}"});
    row("an arrow function", "const parse = page => ({a: 1});", {"{\"a\":1}"});
    row("values of odd types",
        "function parse(page) { return {a: NaN, b: undefined, c: new Date(0), d: '\\n\\u2028'}; }",
        {"{\"a\":null,\"c\":\"1970-01-01T00:00:00.000Z\",\"d\":\"\\n\u2028\"}"});
}

void WorkerScriptsTest::rows()
{
    QFETCH(QByteArray, source);
    QFETCH(QList<QByteArray>, values);
    const WorkerOutcome outcome = m_pool.run(batchOf(script(source.constData()), {""}));
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
    QVERIFY2(!outcome->at(0).failure, textsOf(outcome)[0].constData());
    QCOMPARE(outcome->at(0).values, values);
}

void WorkerScriptsTest::errors_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<int>("line");
    const auto row = [](const char *title, const char *source, const char *detail, int line) {
        QTest::newRow(title) << QByteArray(source) << QByteArray(detail) << line;
    };
    row("null", "function parse(page) {\n return page.first('i').text;\n}", "TypeError", 2);
    row("in a called function", "function parse(page) { return f(); }\n\nfunction f() {\n x.y = 1; }",
        "x is not defined", 4);
    row("a selector", "function parse(page) {\n\n return page.css('p[');\n}", "selector 'p['", 3);
    row("a selector of an element", "function parse(page) {\n page.first('body').css('::');\n}", "selector '::'", 2);
    row("an XPath", "function parse(page) {\n\n return page.xpath('//[');\n}", "XPath '//['", 3);
    row("in a callback", "function parse(page) {\n return [1].map(n =>\n  n.a.b);\n}", "TypeError", 3);
    row("text that is thrown", "function parse(page) {\n throw 'x';\n}", "x", 2);
}

void WorkerScriptsTest::errors()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, detail);
    QFETCH(int, line);
    const WorkerOutcome outcome = m_pool.run(batchOf(script(source.constData()), {samplePage}));
    QVERIFY(outcome);
    QVERIFY(outcome->at(0).failure);
    const WorkerFailure &failure = *outcome->at(0).failure;
    QVERIFY(failure.kind == WorkerFault::Failed);
    QVERIFY2(failure.detail.contains(QString::fromUtf8(detail)), qPrintable(failure.detail));
    QCOMPARE(failure.line, line);
}

void WorkerScriptsTest::messages()
{
    const char *source = "function parse(page) { console.log('a', 1, {b: [2]}, null); console.error('c');"
                         " if (page.html === 'much') for (let i = 0; i < 1e5; ++i) console.log('0123456789'); }";
    const WorkerOutcome outcome = m_pool.run(batchOf(script(source), {"", "much"}));
    QVERIFY(outcome);
    QCOMPARE(outcome->at(0).messages, (QStringList{u"a 1 {\"b\":[2]} null"_s, u"c"_s}));
    QVERIFY(outcome->at(1).messages.size() > 1'000);
    QVERIFY(outcome->at(1).messages.join(QString()).size() <= 64 << 10);
}

void WorkerScriptsTest::follows()
{
    const char *source = "function parse(page) { return {v: ['x', '/y', 'x#z', 'mailto:a', 'http://c.test'].map("
                         "page.follow, page)}; }";
    const WorkerOutcome outcome = m_pool.run(batchOf(script(source), {samplePage}));
    QCOMPARE(textsOf(outcome), QList<QByteArray>{"{\"v\":[\"http://base.test/b/x\",\"http://base.test/y\","
                                                 "\"http://base.test/b/x\",null,\"http://c.test/\"]}"});
    QCOMPARE(outcome->at(0).follow,
             (QList<QByteArray>{"http://base.test/b/x", "http://base.test/y", "http://c.test/"}));
}

void WorkerScriptsTest::json_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("a page of JSON") << QByteArray("application/json; charset=utf-8")
                                    << QByteArray("{\"a\":[12345678901234567890]}")
                                    << QByteArray("{\"v\":{\"a\":[\"12345678901234567890\"]}}");
    QTest::newRow("of a type of JSON") << QByteArray("application/activity+json") << QByteArray("[1]")
                                       << QByteArray("{\"v\":[1]}");
    QTest::newRow("a page that is none") << QByteArray("text/html") << QByteArray("{\"a\":[1]}")
                                         << QByteArray("{\"v\":{}}");
    QTest::newRow("a dangerous name") << QByteArray("text/html")
                                      << QByteArray("<script>__proto__ = {\"a\": 1};</script>")
                                      << QByteArray("{\"v\":{\"__proto__\":{\"a\":1}}}");
}

void WorkerScriptsTest::json()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, json);
    WorkerBatch batch = batchOf(script("function parse(page) { return {v: page.json}; }"), {content});
    batch.pages[0].headers = {{"content-type", type}};
    QCOMPARE(textsOf(m_pool.run(batch)), QList<QByteArray>{json});
}

void WorkerScriptsTest::jq_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("results");
    const auto row = [](const char *title, const char *program, const char *json, const char *results) {
        QTest::newRow(title) << QByteArray(program) << QByteArray(json) << QByteArray(results);
    };
    row("a field", ".a", "{\"a\":1}", "1");
    row("several results", ".[]", "[1,\"a\",null,{\"b\":[]}]", "1 \"a\" null {\"b\":[]}");
    row("no result", "empty", "1", "");
    row("a big integer", ".a", "{\"a\":12345678901234567890}", "\"12345678901234567890\"");
    row("the order of keys", ".", "{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}");
    row("beyond ASCII", ".", "\"\xc3\xbc\xf0\x9f\x98\x80\"", "\"\xc3\xbc\xf0\x9f\x98\x80\"");
    row("a zero character", ".", "\"a\\u0000b\"", "\"a\\u0000b\"");
    row("a field called env", ".env + .input", "{\"env\":1,\"input\":2}", "3");
    row("halt", "1, halt, 2", "null", "1");
    row("an environment that is empty by other means", "[$__loc__.line]", "null", "[1]");
    row("not JSON", ".", "{", "failed: not JSON: Unfinished JSON term at EOF at line 1, column 1");
    row("nothing", ".", " ", "failed: not JSON: it is empty");
    row("two values", ".", "1 2", "failed: not JSON: it has more than one value");
}

void WorkerScriptsTest::jq()
{
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, results);
    QCOMPARE(textsOf(m_pool.run(batchOf(test::jq(program.constData()), {json, json}))),
             (QList<QByteArray>{results, results}));
    const QByteArray deep = QByteArray(300, '[') + QByteArray(300, ']');
    QVERIFY(textsOf(m_pool.run(batchOf(test::jq("."), {deep})))[0].contains("depth"));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WorkerScriptsTest)
#include "tst_workerscripts.moc"
