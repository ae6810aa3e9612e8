// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jqqueryguard.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;

class JqQueryGuardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void names_data();
    void names();
    void positionAndReason();
    void bigIntegers_data();
    void bigIntegers();
};

void JqQueryGuardTest::names_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("refused");
    const auto row = [](const char *title, const char *program, const char *refused) {
        QTest::newRow(title) << QString::fromUtf8(program) << QString::fromUtf8(refused);
    };
    row("a field", ".env", "");
    row("a field of a field", ".a.env.input", "");
    row("a field after everything", "..|.env?", "");
    row("a quoted field", ".\"env\"", "");
    row("a string", "\"env input $ENV\"", "");
    row("an escaped quote in a string", "\"\\\"env\"", "");
    row("a comment", "1 # env\n", "");
    row("a key", "{env: 1}", "");
    row("a key that is its value", "{env}", "");
    row("a later key", "{a: 1, env: 2, input}", "");
    row("a key in a pattern", ". as {env: $x} | $x", "");
    row("part of a longer name", "environment | .a as $inputs_ | envs", "");
    row("a variable of another kind", ".a as $env | $env + $input", "");
    row("a format", "@env", "");
    row("an index", ".[\"env\"]", "");
    row("the function", "env", "env");
    row("inside a pipe", ".a | env | .b", "env");
    row("as an argument", "map(env)", "env");
    row("as a value", "{a: env}", "env");
    row("as a value after a pipe", "{a: 1 | env}", "env");
    row("as a computed key", "{(env): 1}", "env");
    row("in a list within an object", "{a: [1, env]}", "env");
    row("in a condition within an object", "{a: if 1, env, 2 then 3 else 4 end}", "env");
    row("in an interpolation", "\"a\\(env)b\"", "env");
    row("in an interpolation of a key", "{\"\\(env)\": 1}", "env");
    row("after an interpolation", "\"\\(1)\" | env", "env");
    row("after a string in an interpolation", "\"\\(\"a)\" | env)\"", "env");
    row("not hidden by a bracket in a string", "{a: \"}\"} | env", "env");
    row("two dots are no field", "..env", "env");
    row("after a comment", "# x\nenv", "env");
    row("the variable", "$ENV.PATH", "$ENV");
    row("the variable with room", "$ # x\n ENV", "$ENV");
    row("the variable as a key", "{$ENV}", "$ENV");
    row("import", "import \"a\" as $a; $a", "import");
    row("include", "include \"a\"; .", "include");
    row("input", "input", "input");
    row("inputs", "[inputs]", "inputs");
    row("input_filename", "input_filename", "input_filename");
    row("debug", ".a | debug", "debug");
    row("debug with a message", "debug(\"x\")", "debug");
    row("modulemeta", "\"a\" | modulemeta", "modulemeta");
    row("get_search_list", "get_search_list", "get_search_list");
    row("redefined", "def env: 1; env", "env");
    row("nothing", "", "");
    row("an open string", "\"env", "");
    row("an open interpolation", "\"\\(", "");
    row("closing brackets alone", ")]}\"", "");
}

void JqQueryGuardTest::names()
{
    QFETCH(QString, program);
    QFETCH(QString, refused);
    const auto found = core::findRefusedName(program);
    QCOMPARE(found ? found->name : QString(), refused);
}

void JqQueryGuardTest::positionAndReason()
{
    const auto found = core::findRefusedName(u".ü\n| env"_s);
    QVERIFY(found);
    QCOMPARE(found->position, 5);
    QCOMPARE(found->line, 2);
    QCOMPARE(found->detail, u"env is not allowed in a jq program: it shows the environment"_s);
}

void JqQueryGuardTest::bigIntegers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("quoted");
    const auto row = [](const char *title, const char *json, const char *quoted) {
        QTest::newRow(title) << QByteArray(json) << QByteArray(quoted);
    };
    row("small", "[1,-2]", "[1,-2]");
    row("2^53", "9007199254740992", "9007199254740992");
    row("one more", "9007199254740993", "\"9007199254740993\"");
    row("one less than its negative", "-9007199254740993", "\"-9007199254740993\"");
    row("several", "{\"a\":10000000000000000,\"b\":[12345678901234567890]}",
        "{\"a\":\"10000000000000000\",\"b\":[\"12345678901234567890\"]}");
    row("in a string", "\"9007199254740993\"", "\"9007199254740993\"");
    row("after an escaped quote", "\"\\\"9007199254740993\"", "\"\\\"9007199254740993\"");
    row("as a key", "{\"9007199254740993\":1}", "{\"9007199254740993\":1}");
    row("a fraction", "9007199254740993.5", "9007199254740993.5");
    row("an exponent", "9007199254740993e1", "9007199254740993e1");
    row("an open string", "\"9007199254740993\\", "\"9007199254740993\\");
    row("nothing", "", "");
}

void JqQueryGuardTest::bigIntegers()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, quoted);
    QCOMPARE(core::quoteBigIntegers(json), quoted);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::JqQueryGuardTest)
#include "tst_jqqueryguard.moc"
