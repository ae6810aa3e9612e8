// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/tolerantjson.h"
#include "core/html/whitespace.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::JsonFault;
using core::viewOf;

class TolerantJsonTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void normalizes_data();
    void normalizes();
    void refuses_data();
    void refuses();
    void nestsUpToTheCap();
    void survivesHostileText_data();
    void survivesHostileText();
    void readsOneValueOfMany();
    void linesMayBreakWhereAllowed();
    void repairsBrokenUtf8();
    void givesValues();
};

void TolerantJsonTest::normalizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *title, const QByteArray &text, const QByteArray &json) {
        QTest::newRow(title) << text << json;
    };
    row("strict JSON loses its white space", " { \"a\" : [ 1 , true , null ] } ", R"({"a":[1,true,null]})");
    row("scalars", "\"x\"", "\"x\"");
    row("semicolons after it", "[1] ; ; // end", "[1]");
    row("empty containers", "[{},[]]", "[{},[]]");
    row("trailing commas", "{a:[1,2,],}", R"({"a":[1,2]})");
    row("holes are null", "[,1,,2,,]", "[null,1,null,2,null]");
    row("unquoted keys", "{a:1,$b_2:2,\xc3\xa9:3,class:4}", "{\"a\":1,\"$b_2\":2,\"\xc3\xa9\":3,\"class\":4}");
    row("escaped keys", R"({\u0061b:1,c\u{64}:2})", R"({"ab":1,"cd":2})");
    row("single-quoted keys and strings", R"({'a':'b"c'})", R"({"a":"b\"c"})");
    row("numeric keys", "{1:1,.5:2,0x10:3,1e3:4,9007199254740993:5}",
        R"({"1":1,"0.5":2,"16":3,"1e3":4,"9007199254740993":5})");
    row("comments", "/*a*/[1,//b\n2/*,3*/]//c", "[1,2]");
    row("white space of JavaScript", "[1,\xc2\xa0\xef\xbb\xbf\xe2\x80\xa8\v\f 2]", "[1,2]");
    row("signs", "[+1,-1,- 1,-0,+.5]", "[1,-1,-1,-0,0.5]");
    row("bare points", "[.5,5.,-5.e2,0.0]", "[0.5,5,-5e2,0.0]");
    row("exponents", "[1e5,1E-5,1.5e+3]", "[1e5,1e-5,1.5e+3]");
    row("other bases", "[0xff,0XFF,0o17,0b101,017,089]", "[255,255,15,5,15,89]");
    row("separators", "[1_000_000,0xff_ff]", "[1000000,65535]");
    row("no leading zeros", "[00,08.5,0]", "[0,8.5,0]");
    row("exact integers stay numbers", "[9007199254740992,-9007199254740992]", "[9007199254740992,-9007199254740992]");
    row("larger ones become strings", "[9007199254740993,-12345678901234567890,0xffffffffffffffff]",
        R"(["9007199254740993","-12345678901234567890","18446744073709551615"])");
    row("BigInt", "[12n,0x10n,123456789012345678901234567890n]", R"([12,16,"123456789012345678901234567890"])");
    row("hex beyond 64 bits", "0x100000000000000000000", R"("1208925819614629174706176")");
    row("hex with zero limbs", "0x3635c9adc5dea00000", R"("1000000000000000000000")");
    row("fractions keep their digits", "0.1234567890123456789", "0.1234567890123456789");
    row("what no double holds", "[1e999,-1e999,1e-999]", "[null,null,0]");
    row("no values", "[undefined,NaN,Infinity,-Infinity,+NaN,void 0,void 1]", "[null,null,null,null,null,null,null]");
    row("minified booleans", "[!0,!1,!!1,! 0,!true]", "[true,false,true,true,false]");
    row("strings joined", R"(["a"+'b' + `c`])", R"(["abc"])");
    row("JSON escapes", R"("\"\\\/\b\f\n\r\t\u00e9")", "\"\\\"\\\\/\\u0008\\u000c\\n\\u000d\\u0009\xc3\xa9\"");
    row("JavaScript escapes", R"('\x41\u{1F600}\'\v\0\101\q')", "\"A\xf0\x9f\x98\x80'\\u000b\\u0000Aq\"");
    row("surrogate pairs join", R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\"");
    row("lone surrogates", R"("\ud83dx\ude00\ud83d")", "\"\xef\xbf\xbdx\xef\xbf\xbd\xef\xbf\xbd\"");
    row("line continuations", "'a\\\nb\\\r\nc\\\rd\\\xe2\x80\xa8'", "\"abcd\"");
    row("templates", "`a\n\"$b\\``", R"("a\n\"$b`")");
    row("slashes in strings are no comments", R"(["//","/*"])", R"(["//","/*"])");
    row("dates", R"([new Date("2020-01-31"),new Date( -5 ),new Date(`x`)])", R"(["2020-01-31",-5,"x"])");
    row("same keys stay", "{a:1,a:2}", R"({"a":1,"a":2})");
    row("a word as key and value", "{null:null,true:false}", R"({"null":null,"true":false})");
}

void TolerantJsonTest::normalizes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const core::Result<QByteArray, core::JsonError> parsed = core::parseTolerantJson(viewOf(text));
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
    QCOMPARE(*parsed, json);
    QVERIFY(!QJsonDocument::fromJson("[" + *parsed + "]").isNull());
    QCOMPARE(*core::parseTolerantJson(viewOf(*parsed)), json);
}

void TolerantJsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<JsonFault>("fault");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *title, const QByteArray &text, JsonFault fault, int offset, int line, int column) {
        QTest::newRow(title) << text << fault << offset << line << column;
    };
    row("nothing", " ", JsonFault::Unterminated, 1, 1, 2);
    row("no comma", "[1 2]", JsonFault::Syntax, 3, 1, 4);
    row("no value", "{\"a\":}", JsonFault::Syntax, 5, 1, 6);
    row("no value on a later line", "{\n \"a\": 1,\n \"b\": }", JsonFault::Syntax, 17, 3, 7);
    row("lines of old Macs and Windows", "[\r\r\n\n*]", JsonFault::Syntax, 5, 4, 1);
    row("columns count characters", "[\"\xc3\xa9\xf0\x9f\x98\x80\" 1]", JsonFault::Syntax, 10, 1, 7);
    row("no colon", "{a 1}", JsonFault::Syntax, 3, 1, 4);
    row("no key", "{,}", JsonFault::Syntax, 1, 1, 2);
    row("wrong bracket", "[1}", JsonFault::Syntax, 2, 1, 3);
    row("more after the value", "[1] x", JsonFault::Syntax, 4, 1, 5);
    row("open object", "{\"a\":1", JsonFault::Unterminated, 6, 1, 7);
    row("open after a key", "{\"a\"", JsonFault::Unterminated, 4, 1, 5);
    row("open array", "[1,", JsonFault::Unterminated, 3, 1, 4);
    row("open string", "[\"abc", JsonFault::Unterminated, 5, 1, 6);
    row("a string ends with its line", "[\"ab\n\"]", JsonFault::Unterminated, 4, 1, 5);
    row("open template", "[`abc", JsonFault::Unterminated, 5, 1, 6);
    row("backslash at the end", "[\"a\\", JsonFault::Unterminated, 4, 1, 5);
    row("short hex escape", R"("a\x4")", JsonFault::Syntax, 2, 1, 3);
    row("short unicode escape", R"("\u12")", JsonFault::Syntax, 1, 1, 2);
    row("beyond Unicode", R"("\u{110000}")", JsonFault::Syntax, 1, 1, 2);
    row("letters after a number", "[12px]", JsonFault::Syntax, 3, 1, 4);
    row("hex without digits", "[0x]", JsonFault::Syntax, 3, 1, 4);
    row("exponent without digits", "[1e]", JsonFault::Syntax, 3, 1, 4);
    row("sign alone", "[-]", JsonFault::Syntax, 1, 1, 2);
    row("variable", "[a]", JsonFault::Code, 1, 1, 2);
    row("member", "[1.5, a.b]", JsonFault::Code, 6, 1, 7);
    row("call", "{a:f()}", JsonFault::Code, 3, 1, 4);
    row("function", "{a:function(){}}", JsonFault::Code, 3, 1, 4);
    row("arrow function", "{a:()=>1}", JsonFault::Code, 3, 1, 4);
    row("method", "{a(){}}", JsonFault::Code, 2, 1, 3);
    row("getter", "{get a(){}}", JsonFault::Code, 5, 1, 6);
    row("shorthand", "{a,b}", JsonFault::Code, 2, 1, 3);
    row("spread", "[...a]", JsonFault::Code, 1, 1, 2);
    row("spread in an object", "{...a}", JsonFault::Code, 1, 1, 2);
    row("computed key", "{[a]:1}", JsonFault::Code, 1, 1, 2);
    row("operator", "[1+2]", JsonFault::Code, 2, 1, 3);
    row("string and variable", "[\"a\"+b]", JsonFault::Code, 4, 1, 5);
    row("regular expression", "[/a/]", JsonFault::Code, 1, 1, 2);
    row("substitution", "[`a${b}`]", JsonFault::Code, 3, 1, 4);
    row("signed variable", "[-a]", JsonFault::Code, 1, 1, 2);
    row("signed expression", "[-(1)]", JsonFault::Code, 1, 1, 2);
    row("negated variable", "[!a]", JsonFault::Code, 1, 1, 2);
    row("date of now", "[new Date()]", JsonFault::Code, 1, 1, 2);
    row("date of parts", "[new Date(2020,1,2)]", JsonFault::Code, 1, 1, 2);
    row("other objects", "[new Map()]", JsonFault::Code, 1, 1, 2);
}

void TolerantJsonTest::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(JsonFault, fault);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    const core::Result<QByteArray, core::JsonError> parsed = core::parseTolerantJson(viewOf(text));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().fault, fault);
    QCOMPARE(parsed.error().position.offset, offset);
    QCOMPARE(parsed.error().position.line, line);
    QCOMPARE(parsed.error().position.column, column);
    QVERIFY(!parsed.error().detail.isEmpty());
}

void TolerantJsonTest::nestsUpToTheCap()
{
    const QByteArray most = QByteArray(250, '[') + QByteArray(250, ']');
    QCOMPARE(*core::parseTolerantJson(viewOf(most)), most);
    const QByteArray tooMany = "[" + most + "]";
    const core::Result<QByteArray, core::JsonError> parsed = core::parseTolerantJson(viewOf(tooMany));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().fault, JsonFault::TooDeep);
    QCOMPARE(parsed.error().position.offset, 250);
    QCOMPARE(*core::parseTolerantJson(viewOf(tooMany), {.depthCap = 251}), tooMany);
}

void TolerantJsonTest::survivesHostileText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isData");
    QTest::newRow("100,000 open arrays") << QByteArray(100'000, '[') << false;
    QTest::newRow("100,000 open objects") << QByteArray("{a:").repeated(100'000) << false;
    QTest::newRow("5 MB string without end") << "[\"" + QByteArray(5'000'000, 'a') << false;
    QTest::newRow("5 MB comment without end") << "[/*" + QByteArray(5'000'000, '*') << false;
    QTest::newRow("5 MB of digits") << QByteArray(5'000'000, '7') << true;
    QTest::newRow("5 MB of zeros") << QByteArray(5'000'000, '0') + "9" << true;
    QTest::newRow("5 MB of hex digits") << "0x" + QByteArray(5'000'000, 'f') << false;
    QTest::newRow("5 MB of negations") << QByteArray(5'000'000, '!') + "0" << true;
    QTest::newRow("5 MB of holes") << "[" + QByteArray(5'000'000, ',') + "]" << true;
    QTest::newRow("a million short strings") << "[" + QByteArray("'a',").repeated(1'000'000) + "]" << true;
    QTest::newRow("a million joined strings") << QByteArray("'a'+").repeated(1'000'000) + "''" << true;
    QTest::newRow("every control character") << QByteArray("[\x01\x02\x00\x7f]", 6) << false;
}

void TolerantJsonTest::survivesHostileText()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isData);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(core::parseTolerantJson(viewOf(text)).has_value(), isData);
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

void TolerantJsonTest::readsOneValueOfMany()
{
    const QByteArray text = "x = {a:1}, [2]; ";
    const auto object = core::readJsonValue(viewOf(text), 3);
    QVERIFY(object.has_value());
    QVERIFY(*object == (core::JsonReading{R"({"a":1})", 9}));
    QVERIFY(*core::readJsonValue(viewOf(text), 10) == (core::JsonReading{"[2]", 14}));
    const auto none = core::readJsonValue(viewOf(text), 14);
    QVERIFY(!none);
    QCOMPARE(none.error().position, (core::TextPosition{14, 0, 0}));
}

void TolerantJsonTest::linesMayBreakWhereAllowed()
{
    const QByteArray text = "{\"a\":\"b\r\nc\td\"}";
    QVERIFY(!core::parseTolerantJson(viewOf(text)));
    QCOMPARE(*core::parseTolerantJson(viewOf(text), {.mayBreakLines = true}),
             QByteArray(R"({"a":"b\u000d\nc\u0009d"})"));
}

void TolerantJsonTest::repairsBrokenUtf8()
{
    const QByteArray text = "[\"a\xff\xc3\"]";
    QCOMPARE(*core::parseTolerantJson(viewOf(text)), QByteArray("[\"a\xef\xbf\xbd\xef\xbf\xbd\"]"));
}

void TolerantJsonTest::givesValues()
{
    QCOMPARE(core::jsonValueOf("\"a\""), QJsonValue(u"a"_s));
    QCOMPARE(core::jsonValueOf("9007199254740991").toInteger(), 9'007'199'254'740'991);
    QCOMPARE(core::jsonValueOf("{\"a\":[1]}").toObject()[u"a"_s].toArray().size(), 1);
    QVERIFY(core::jsonValueOf("").isUndefined());
    QVERIFY(core::jsonValueOf("1,2").isUndefined());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::TolerantJsonTest)
#include "tst_tolerantjson.moc"
