// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/html/selectortable.h"

namespace sluice::test {

/// What a selector may look like, and where a wrong one is wrong.
class SelectorSyntaxTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reads_data();
    void reads() { checkSelectRow(); }
    void refuses_data();
    void refuses();
    void namesWhatItFound();
    void refusesRelative();
    void keepsItsLimits_data();
    void keepsItsLimits();
};

void SelectorSyntaxTest::reads_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QString &selector, const QString &ids) {
        const QByteArray page =
            "<!doctype html><p id=a class='x 1 -- \xef\xbf\xbd' title='a\"b'></p><p id=b title='ab'>"
            "<i id=c title='a\\'></i></p><b id=d title='\xf0\x9f\x98\x80'></b>";
        QTest::newRow(title) << page << selector << ids;
    };
    row("the end closes a bracket", u"[title=ab"_s, u"b"_s);
    row("the end closes a bracket after a name", u"b[title"_s, u"d"_s);
    row("the end closes a string", u"[title='ab"_s, u"b"_s);
    row("the end closes parentheses", u"p:not(:is(.x"_s, u"b"_s);
    row("the end closes a position", u"p:nth-child(2"_s, u"b"_s);
    row("the end closes a comment", u"i/* >"_s, u"c"_s);
    row("a comment in the middle of a compound", u"p/**/.x"_s, u"a"_s);
    row("a comment in a bracket", u"[/**/title/**/=/**/ab/**/]"_s, u"b"_s);
    row("an escaped quote", u"[title='a\\\"b'],[title=\"a\\\"b\"]"_s, u"a"_s);
    row("an escaped line end in a string does not count", u"[title='a\\\nb'],[title='a\\\r\nb']"_s, u"b"_s);
    row("an escaped backslash", u"[title='a\\\\']"_s, u"c"_s);
    row("a space after an escape belongs to it", u".\\31 , .\\31\n"_s, u"a"_s);
    row("a line end of two characters too", u".\\31\r\n"_s, u"a"_s);
    row("two spaces do not", u"p.\\78  .y, #b\\ "_s, QString());
    row("null, surrogates and what is no character", u".\\0, .\\d800 , .\\110000 "_s, u"a"_s);
    row("an escape at the end", u".\\"_s, u"a"_s);
    row("a surrogate pair in a string", u"[title='😀']"_s, u"d"_s);
    row("escapes in names of attributes", u"[t\\69tle=ab]"_s, u"b"_s);
    row("escapes in pseudo-classes", u"p:\\66irst-child"_s, u"a"_s);
    row("dashes alone are a name", u".--"_s, u"a"_s);
    row("all white space", u"p\t\n\r\f i"_s, u"c"_s);
    row("parentheses with space", u"p:not( .x )"_s, u"b"_s);
    row("pseudo-elements match nothing", u"p::before, p:after, p::first-line:hover, i::part(a b)"_s, QString());
    row("and leave the rest alone", u"p::before, i"_s, u"c"_s);
    row("vendors' pseudo-elements", u"p::-webkit-x"_s, QString());
    row("states of a user match nothing", u":hover, :focus, :active, :visited, :target, :focus-within"_s, QString());
    row("nor do hosts", u":host, :host(p), :host-context(p)"_s, QString());
    row("not in a state", u"b:not(:hover)"_s, u"d"_s);
    row("a list drops what it does not know, to the end of an open bracket", u":is(:bogus, p::before, i, >, [, b)"_s,
        u"c"_s);
    row("and goes on after it", u":is(:bogus, p::before, i, > u, a(b, c), b)"_s, u"c d"_s);
    row("an empty list matches nothing", u":is(), :where( )"_s, QString());
}

void SelectorSyntaxTest::refuses_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<SelectorFault>("fault");
    QTest::addColumn<int>("position");
    const auto row = [](const char *title, const QString &selector, int position,
                        SelectorFault fault = SelectorFault::Syntax) {
        QTest::newRow(title) << selector << fault << position;
    };
    row("nothing", QString(), 0);
    row("only space", u"  "_s, 2);
    row("a comma at the end", u"p,"_s, 2);
    row("a comma at the start", u",p"_s, 0);
    row("two commas", u"p,,i"_s, 2);
    row("a class without name", u"p."_s, 2);
    row("a space after the dot", u"p. a"_s, 2);
    row("an id without name", u"#"_s, 1);
    row("a digit first", u".5"_s, 1);
    row("a number as id", u"#5"_s, 1);
    row("type after class", u".a*"_s, 2);
    row("a stray sign", u"p!"_s, 1);
    row("a lone backslash", u"\\\n"_s, 0);
    row("two names", u"p/**/i"_s, 5);
    row("a combinator first", u"> p"_s, 0);
    row("a combinator last", u"p > "_s, 4);
    row("two combinators", u"p > + i"_s, 4);
    row("a closing parenthesis", u"p )"_s, 2);
    row("a closing bracket", u"p]"_s, 1);
    row("a number", u"p 5"_s, 2);
    row("a string", u"'p'"_s, 0);
    row("a rule", u"p {}"_s, 2);
    row("an end of an HTML comment", u"--> p"_s, 0);
    row("a column", u"a || b"_s, 2, SelectorFault::Unsupported);
    row("a column without space", u"a||b"_s, 1, SelectorFault::Unsupported);
    row("a namespace without type", u"a|"_s, 2);
    row("a namespace and a class", u"a|.b"_s, 2);
    row("a bracket without name", u"[]"_s, 1);
    row("a value without name", u"[=a]"_s, 1);
    row("an operator alone", u"[a=]"_s, 3);
    row("half an operator", u"[a~b]"_s, 2);
    row("an operator in two", u"[a~ =b]"_s, 2);
    row("a number as value", u"[a=5]"_s, 3);
    row("two values", u"[a=b c d]"_s, 5);
    row("an unknown flag", u"[a=b x]"_s, 5);
    row("two flags", u"[a=b i s]"_s, 7);
    row("an attribute with two names", u"[a b]"_s, 3);
    row("a line end in a string", u"[a='b\n']"_s, 3);
    row("a namespaced attribute without name", u"[a|]"_s, 3);
    row("an unknown pseudo-class", u"p, a:bogus"_s, 4);
    row("jQuery's", u"a:first"_s, 1);
    row("an unknown function", u"a:contains(x)"_s, 1);
    row("a function that is none", u"a:hover()"_s, 1);
    row("a pseudo-class without its parentheses", u"a:not"_s, 1);
    row("space before the parenthesis", u"a:not (b)"_s, 1);
    row("a colon alone", u"a: b"_s, 2);
    row("an unknown pseudo-element", u"a::bogus"_s, 1);
    row("a pseudo-element in the middle", u"a::before b"_s, 10);
    row("a class after a pseudo-element", u"a::before.b"_s, 9);
    row("two pseudo-elements", u"a::before::after"_s, 9);
    row("a pseudo-element in parentheses", u":not(a::before)"_s, 6);
    row("an empty :not()", u"p:not()"_s, 6);
    row("a comma in :not()", u"p:not(a,)"_s, 8);
    row("an unknown one in :not()", u"p:not(:bogus)"_s, 6);
    row("an empty :has()", u"p:has()"_s, 6);
    row("an unknown one in :has()", u"p:has(a, :bogus)"_s, 9);
    row(":has() in :has()", u"p:has(a:has(b))"_s, 12, SelectorFault::Unsupported);
    row("a bad string in a forgiving list", u":is('a\n)"_s, 4);
    row("a bracket that closes nothing", u":is(a])"_s, 5);
    row("a position without number", u":nth-child()"_s, 11);
    row("a word as position", u":nth-child(foo)"_s, 11);
    row("a fraction", u":nth-child(1.5)"_s, 11);
    row("a space after the sign", u":nth-child(+ n)"_s, 11);
    row("two signs", u":nth-child(n + -1)"_s, 15);
    row("a sign without number", u":nth-child(2n+)"_s, 14);
    row("a number after it", u":nth-child(2n 1)"_s, 14);
    row("of nothing", u":nth-child(2 of)"_s, 15);
    row("a type cannot be chosen from", u":nth-of-type(2 of p)"_s, 15);
    row("no language", u":lang()"_s, 6);
    row("a language too few", u":lang(de,)"_s, 9);
    row("a number as language", u":lang(5)"_s, 6);
    row("no direction", u":dir()"_s, 5);
    row("two directions", u":dir(ltr rtl)"_s, 9);
}

void SelectorSyntaxTest::refuses()
{
    QFETCH(QString, selector);
    QFETCH(int, position);
    const auto compiled = Selector::compile(selector);
    QVERIFY(!compiled);
    const QString start = u"Position %1: "_s.arg(position);
    QVERIFY2(compiled.error().detail.startsWith(start), qPrintable(compiled.error().detail));
    QTEST(compiled.error().kind, "fault");
}

void SelectorSyntaxTest::namesWhatItFound()
{
    QCOMPARE(Selector::compile(u"p !x"_s).error().detail,
             u"Position 2: expected a type, '*', '.class', '#id', '[attribute]' or ':pseudo-class', found '!'."_s);
    QCOMPARE(Selector::compile(u"p:first"_s).error().detail, u"Position 1: unknown pseudo-class ':first'."_s);
    QCOMPARE(Selector::compile(u"p:contains(x)"_s).error().detail,
             u"Position 1: unknown pseudo-class ':contains()'."_s);
    QCOMPARE(Selector::compile(u"p::first"_s).error().detail, u"Position 1: unknown pseudo-element '::first'."_s);
    QVERIFY(Selector::compile(u"p.\n"_s).error().detail.endsWith(u"found white space."_s));
    QVERIFY(Selector::compile(u":\\a "_s).error().detail.endsWith(u"':\\a '."_s));
    QVERIFY(Selector::compile(u':' + u"x"_s.repeated(9999)).error().detail.size() < 100);
    QVERIFY(Selector::compile(u"p,"_s).error().detail.endsWith(u"found the end."_s));
}

void SelectorSyntaxTest::refusesRelative()
{
    QVERIFY(Selector::compileRelative(u"> p, + p, ~ p, p"_s));
    QVERIFY(Selector::compileRelative(u">p>i"_s));
    QVERIFY(!Selector::compileRelative(u"> > p"_s));
    QVERIFY(!Selector::compileRelative(u">"_s));
    QVERIFY(!Selector::compileRelative(u"p:is(> i, !) >"_s));
    QVERIFY(Selector::compileRelative(u"> p )"_s).error().detail.startsWith(u"Position 4: "_s));
}

void SelectorSyntaxTest::keepsItsLimits_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("32 parentheses") << u":not("_s.repeated(32) + u"p"_s << true;
    QTest::newRow("33 parentheses") << u":not("_s.repeated(33) + u"p"_s << false;
    QTest::newRow("100,000 parentheses, short") << u":not("_s.repeated(12'000) << false;
    QTest::newRow("100,000 parentheses") << u":not("_s.repeated(100'000) << false;
    QTest::newRow("a forgiving list forgives no depth") << u":is("_s.repeated(12'000) << false;
    QTest::newRow("positions within each other") << u":nth-child(1 of "_s.repeated(4'000) << false;
    QTest::newRow("256 combinators") << u"a "_s.repeated(256) + u"a"_s << true;
    QTest::newRow("257 combinators") << u"a "_s.repeated(257) + u"a"_s << false;
    QTest::newRow("257 combinators in :is()") << u":is("_s + u"a>"_s.repeated(257) + u"a"_s << false;
    QTest::newRow("many positions") << u":nth-child(2)"_s.repeated(257) << false;
    QTest::newRow("a long list") << u"a,"_s.repeated(30'000) + u"a"_s << true;
    QTest::newRow("65,537 characters") << u"a"_s.repeated(65'537) << false;
    QTest::newRow("open brackets") << u":is("_s + u"["_s.repeated(60'000) << true;
    QTest::newRow("a large position") << u":nth-child(99999999999999999999n-99999999999999999999)"_s << true;
}

void SelectorSyntaxTest::keepsItsLimits()
{
    QFETCH(QString, selector);
    QFETCH(bool, isTaken);
    const auto compiled = Selector::compile(selector);
    QCOMPARE(bool(compiled), isTaken);
    const Document document = core::parseHtml("<p id=a><b id=b></b></p>");
    if (compiled)
        (void)compiled->selectAll(document);
    else
        QCOMPARE(compiled.error().kind, SelectorFault::TooComplex);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::SelectorSyntaxTest)
#include "tst_selectorsyntax.moc"
