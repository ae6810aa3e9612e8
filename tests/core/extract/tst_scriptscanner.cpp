// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scriptscanner.h"
#include "core/html/whitespace.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::ScriptBlock;
using core::ScriptPattern;
using core::viewOf;

/// One line a block: pattern and name, argument, JSON or the fault.
static QStringList describe(const QList<ScriptBlock> &blocks)
{
    QStringList lines;
    for (const ScriptBlock &block : blocks) {
        QString line = block.name;
        if (block.pattern == ScriptPattern::Call)
            line += u"(%1)"_s.arg(block.argument);
        else if (block.pattern == ScriptPattern::Assignment)
            line += u" ="_s;
        line += block.isQuoted ? u" quoted "_s : u" "_s;
        if (block.error)
            line += u"! %1 at %2"_s.arg(int(block.error->fault)).arg(block.error->position.offset);
        lines.append(line + QString::fromUtf8(block.json));
    }
    return lines;
}

class ScriptScannerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void finds_data();
    void finds();
    void balances_data();
    void balances();
    void namesPositions();
    void survivesHostileText_data();
    void survivesHostileText();
    void capsItsAnswer();
};

void ScriptScannerTest::finds_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QStringList>("blocks");
    const auto row = [](const char *title, const QByteArray &script, const QStringList &blocks) {
        QTest::newRow(title) << script << blocks;
    };
    row("nothing", "", {});
    row("member of window", "window._sharedData = {\"a\":1};", {u"window._sharedData = {\"a\":1}"_s});
    row("declared", "var x = {a:1}; let y=[1],z=[2]\nconst w = {}",
        {u"x = {\"a\":1}"_s, u"y = [1]"_s, u"z = [2]"_s, u"w = {}"_s});
    row("quoted member", "window[\"x\"] = {a:1}; window['y-z']=[1]; a[0].b=[2]",
        {u"window.x = {\"a\":1}"_s, u"window[\"y-z\"] = [1]"_s, u"a[0].b = [2]"_s});
    row("computed member", "a[i+1].b = {c:1}", {u"a[i+1].b = {\"c\":1}"_s});
    row("deep member", "a.b . c = {d:1}", {u"a.b.c = {\"d\":1}"_s});
    row("member called like a keyword", "a.default = {d:1}", {u"a.default = {\"d\":1}"_s});
    row("this", "this.state = {d:1}", {u"this.state = {\"d\":1}"_s});
    row("in parentheses", "x = ({a:1});", {u"x = {\"a\":1}"_s});
    row("only if unset", "x = x || {a:1}; y ||= [1]; z = window.z ?? [2]; w ?\?= [3]",
        {u"x = {\"a\":1}"_s, u"y = [1]"_s, u"z = [2]"_s, u"w = [3]"_s});
    row("chain", "module.exports = window.x = {a:1}", {u"module.exports = {\"a\":1}"_s, u"window.x = {\"a\":1}"_s});
    row("no semicolon", "a = {b:1}\nc = {d:2}", {u"a = {\"b\":1}"_s, u"c = {\"d\":2}"_s});
    row("inside functions", "(function(){ document.ready(function(){ var x = {a:1}; }) })()", {u"x = {\"a\":1}"_s});
    row("call with every argument", "__additionalDataLoaded('/x/', {\"a\":1}, 5, true, null, [2])",
        {u"__additionalDataLoaded(0) \"/x/\""_s, u"__additionalDataLoaded(1) {\"a\":1}"_s,
         u"__additionalDataLoaded(2) 5"_s, u"__additionalDataLoaded(3) true"_s, u"__additionalDataLoaded(4) null"_s,
         u"__additionalDataLoaded(5) [2]"_s});
    row("arguments that are code are left out", "f(a, {b:1}, function(){ g([2]) }, 'x'+y, -1)",
        {u"f(1) {\"b\":1}"_s, u"g(0) [2]"_s, u"f(4) -1"_s});
    row("calls of scalars alone are none", "f('x', 1); alert(\"{\")", {});
    row("nested calls keep apart", "f('a', g('b', [1]), [2])",
        {u"f(0) \"a\""_s, u"g(0) \"b\""_s, u"g(1) [1]"_s, u"f(2) [2]"_s});
    row("the first push of Next.js", "(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push([1,\"a\\n\"])",
        {u"self.__next_f = []"_s, u"self.__next_f.push(0) [0]"_s, u"self.__next_f.push(0) [1,\"a\\n\"]"_s});
    row("called on a call", "$('#a').data({b:1}).more([2])", {u"$().data(0) {\"b\":1}"_s, u".data().more(0) [2]"_s});
    row("optional call", "window.f?.({a:1}); a?.b({c:1}); a?.['b']?.[0]?.c([2])",
        {u"window.f(0) {\"a\":1}"_s, u"a.b(0) {\"c\":1}"_s, u"a.b[0].c(0) [2]"_s});
    row("constructor", "new Vue({a:1})", {u"Vue(0) {\"a\":1}"_s});
    row("called function expression", "(function(a){})({b:1})", {});
    row("JSON.parse assigned", R"(var x = JSON.parse("{\"a\":\"\\u0041\"}");)", {u"x = quoted {\"a\":\"A\"}"_s});
    row("in single quotes", R"(x = JSON.parse('{"a":1,"b":"\'"}'))", {u"x = quoted {\"a\":1,\"b\":\"'\"}"_s});
    row("hex escapes", R"(var d = JSON.parse('\x7b\x22a\x22:1\x7d');)", {u"d = quoted {\"a\":1}"_s});
    row("as an argument", R"(init("k", JSON.parse("[1]")))", {u"init(0) \"k\""_s, u"init(1) quoted [1]"_s});
    row("by itself", R"(return JSON.parse("[1]"))", {u"JSON.parse quoted [1]"_s});
    row("gone on with", R"(x = JSON.parse("[1]").map(f))", {u"JSON.parse quoted [1]"_s});
    row("of joined strings", R"(x = JSON.parse("[1,"+'2]'))", {u"x = quoted [1,2]"_s});
    row("encoded", R"(x = JSON.parse(decodeURIComponent("%7B%22a%22%3A%22%C3%A9%22%7D"));)",
        {u"x = quoted {\"a\":\"é\"}"_s});
    row("of a variable", "x = JSON.parse(y)", {});
    row("of a broken string", R"(x = JSON.parse('{"a":}'); y = [1])", {u"x = quoted ! 0 at 15"_s, u"y = [1]"_s});
    row("JSON in a string", R"(x = '{"a":1}'; y = "[text]"; f("[2]"))",
        {u"x = quoted {\"a\":1}"_s, u"f(0) quoted [2]"_s});
    row("literals that go on are no data", "x = [1,2].map(f); y = {a:1}.a; z = [1] + b; f([1].length)", {});
    row("comparisons are no assignments", "if (a == [1] || b === {c:1} || d != [2] || e => [3]) {}", {});
    row("other assignments", "a += [1]; b -= [2]", {});
    row("parameters are no arguments", "function f({a:b}, [c]) {}", {});
    row("broken beside good", "var a = {\"x\": }; var b = {\"y\": 1}; c = [1 2]; d = [3]",
        {u"a = ! 0 at 14"_s, u"b = {\"y\":1}"_s, u"c = ! 0 at 42"_s, u"d = [3]"_s});
    row("code holds data", "var o = {init: function(){ window.d = {a:1}; f([2]) }}; e = [3]",
        {u"o = ! 1 at 15"_s, u"window.d = {\"a\":1}"_s, u"f(0) [2]"_s, u"e = [3]"_s});
    row("open string", "a = {b: \"c\nd = {e: 1}", {u"a = ! 2 at 10"_s, u"d = {\"e\":1}"_s});
    row("open object", "a = {b: 1; c = [2]", {u"a = ! 0 at 9"_s, u"c = [2]"_s});
    row("stray closers", ")]}) a = {b:1} ]})", {u"a = {\"b\":1}"_s});
    row("Unicode names", "d\xc3\xa9j\xc3\xa0 = {a:1}", {u"déjà = {\"a\":1}"_s});
}

void ScriptScannerTest::finds()
{
    QFETCH(QByteArray, script);
    QFETCH(QStringList, blocks);
    QCOMPARE(describe(core::scanScript(viewOf(script))), blocks);
}

void ScriptScannerTest::balances_data()
{
    QTest::addColumn<QByteArray>("before");
    const auto row = [](const char *title, const QByteArray &before) { QTest::newRow(title) << before; };
    row("nothing", "");
    row("strings with brackets", "s = '}]); x = [9]';");
    row("escaped quotes", "s = 'a\\'; x = [9]; \\\\'; t = \"\\\"\";");
    row("line comment", "// it's x = [9]\n");
    row("block comment", "/* it's x = [9] */");
    row("comment marks of HTML", "<!-- it's x = [9]\n--> it's x = [9]\n");
    row("hash bang", "#! it's x = [9]\n");
    row("template", "s = `it's ${a} x = [9] \\` \" `;");
    row("template in a template", "s = `a${ b ? `c${d}'` : {e: '}'} }'`;");
    row("regular expression with quotes", "s = t.replace(/['\"]/g, '');");
    row("with a class that holds slashes", "s = /[/'\\]]/.test(t);");
    row("after return", "function f(){return /'/}");
    row("after a condition", "if (a) /'/.test(b);");
    row("after a block", "if (a) {}\n/'/.test(b);");
    row("division", "s = a / b / c; t = (a) / 2; u = b[0] / 3 / '1';");
    row("division after an object", "s = {a: 4} / 2; t = '/';");
    row("division after a number", "s = 4 / 2; t = 1. / 2 + '/';");
    row("division after ++", "s = i++ / 2; t = '/';");
    row("slash to the line's end", "s = a ) / 'b\n");
    row("arrow function", "s = (a) => { return /'/ };");
    row("class", "class A { b = 1; c() { return /\"/ } #d = '}' }");
    row("member called like a keyword", "s = a.return / 2; t = '/';");
    row("label", "a: { b = /'/ }");
    row("open string ends with its line", "s = 'abc\n");
    row("CDATA", "<![CDATA[\n");
}

void ScriptScannerTest::balances()
{
    QFETCH(QByteArray, before);
    const QStringList found = describe(core::scanScript(viewOf(before + "found = [\"it's\"];\n'")));
    QVERIFY2(found.contains(u"found = [\"it's\"]"_s), qPrintable(found.join(u'\n')));
    QVERIFY2(found.filter(u"9"_s).isEmpty(), qPrintable(found.join(u'\n')));
}

void ScriptScannerTest::namesPositions()
{
    const QList<ScriptBlock> blocks = core::scanScript("// \xc3\xa9\n  \xc3\xa9 = [1];\n b = {\"c\":\n   ?}");
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[0].position, (core::TextPosition{13, 2, 7}));
    QCOMPARE(blocks[1].position, (core::TextPosition{23, 3, 6}));
    QVERIFY(blocks[1].error.has_value());
    QCOMPARE(blocks[1].error->position, (core::TextPosition{32, 4, 4}));
    QVERIFY(blocks[1].json.isEmpty());
}

void ScriptScannerTest::survivesHostileText_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *title, const QByteArray &script) { QTest::newRow(title) << script; };
    const auto repeated = [](const char *part) {
        return QByteArray(part).repeated(5'000'000 / qsizetype(qstrlen(part)));
    };
    row("100,000 nested arrays", "x = " + QByteArray(100'000, '[') + QByteArray(100'000, ']') + ";");
    row("100,000 nested objects", "x = " + QByteArray("{a:").repeated(100'000) + QByteArray(100'000, '}') + ";");
    row("5 MB of open calls", repeated("f("));
    row("5 MB of open calls with arrays", repeated("f(["));
    row("5 MB of assignments in arrays", repeated("a=["));
    row("5 MB of chained calls", repeated("f({})."));
    row("5 MB of chained assignments", repeated("a=") + "[1];");
    row("5 MB of one path", repeated("a.") + "b = {c:1}");
    row("5 MB of indexes", repeated("a["));
    row("5 MB of slashes after operators", repeated("=/["));
    row("5 MB of open templates", repeated("`${"));
    row("5 MB in an open template", "x = [`" + repeated("a"));
    row("5 MB in an open string", "x = [\"" + repeated("a"));
    row("5 MB of open strings", repeated("='\n"));
    row("5 MB in an open comment", "/*" + repeated("x = [1];"));
    row("5 MB of backslashes", repeated("\\"));
    row("5 MB of numbers in an array", "x = [" + repeated("1,") + "f()];");
    row("5 MB of small data", repeated("a={b:1};"));
    row("5 MB of code that looks like data", repeated("a={b:c};"));
    row("5 MB of JSON.parse", repeated("JSON.parse('[')"));
    row("5 MB of dates", repeated("[new Date("));
    row("5 MB of alternatives", repeated("a=a||"));
    row("5 MB of zeros", QByteArray(5'000'000, '\0'));
}

void ScriptScannerTest::survivesHostileText()
{
    QFETCH(QByteArray, script);
    const QByteArray marked = "first = [\"it is\"]\n" + script + "\nlast = [1]";
    QElapsedTimer timer;
    timer.start();
    const QList<ScriptBlock> blocks = core::scanScript(viewOf(marked));
    // Against hanging alone: quadratic time would be hours.
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    qInfo("%lld ms", timer.elapsed());
    QVERIFY(!blocks.isEmpty());
    QCOMPARE(blocks.first().name, u"first"_s);
}

void ScriptScannerTest::capsItsAnswer()
{
    QCOMPARE(core::scanScript(viewOf(QByteArray("a=[1];").repeated(60'000))).size(), 50'000);
    const QByteArray code = QByteArray("a={b:c};").repeated(2'000) + "d=[1];e={f:};";
    const QList<ScriptBlock> blocks = core::scanScript(viewOf(code));
    QCOMPARE(blocks.size(), 1'002);
    QCOMPARE(blocks[1'000].name, u"d"_s);
    QVERIFY(blocks[1'001].error->fault == core::JsonFault::Syntax);
    const QList<ScriptBlock> deep = core::scanScript(viewOf("x = " + QByteArray(251, '[') + QByteArray(251, ']')));
    QVERIFY(deep.first().error->fault == core::JsonFault::TooDeep);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ScriptScannerTest)
#include "tst_scriptscanner.moc"
