// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/html/selectortable.h"

namespace sluice::test {

/// Pseudo-classes of the tree, of lists of selectors, of language and of links.
class PseudoClassesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void countsPositions_data();
    void countsPositions() { checkSelectRow(); }
    void looksAtTheTree_data();
    void looksAtTheTree() { checkSelectRow(); }
    void asksLists_data();
    void asksLists() { checkSelectRow(); }
    void knowsLanguages_data();
    void knowsLanguages() { checkSelectRow(); }
    void knowsDirections_data();
    void knowsDirections() { checkSelectRow(); }
};

void PseudoClassesTest::countsPositions_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QString &selector, const QString &ids) {
        const QByteArray page =
            "<!doctype html><ul>x<!-- x --><li id=1></li><li id=2 class=x></li>y<b id=3 class=x></b>"
            "<li id=4></li><b id=5></b><li id=6 class=x></li></ul>";
        QTest::newRow(title) << page << u"ul > "_s + selector << ids;
    };
    row("a number", u":nth-child(2)"_s, u"2"_s);
    row("0 is none", u":nth-child(0), :nth-child(-1), :nth-child(0n), :nth-child(-2n)"_s, QString());
    row("n is all", u":nth-child(n)"_s, u"1 2 3 4 5 6"_s);
    row("odd", u":nth-child(ODD)"_s, u"1 3 5"_s);
    row("even", u":nth-child( even )"_s, u"2 4 6"_s);
    row("2n+1", u":nth-child(2n+1)"_s, u"1 3 5"_s);
    row("with spaces", u":nth-child( +3n - 2 )"_s, u"1 4"_s);
    row("3n-1 in one token", u":nth-child(3n-1)"_s, u"2 5"_s);
    row("n- and a number", u":nth-child(3n- 1)"_s, u"2 5"_s);
    row("minus after a space", u":nth-child(3n -1)"_s, u"2 5"_s);
    row("-n+3", u":nth-child(-n+3)"_s, u"1 2 3"_s);
    row("-n + 3", u":nth-child(-n + 3)"_s, u"1 2 3"_s);
    row("+n", u":nth-child(+n)"_s, u"1 2 3 4 5 6"_s);
    row("n+5", u":nth-child(n+5)"_s, u"5 6"_s);
    row("n-1", u":nth-child(n-1)"_s, u"1 2 3 4 5 6"_s);
    row("-2n+5", u":nth-child(-2n+5)"_s, u"1 3 5"_s);
    row("0n+3", u":nth-child(0n+3)"_s, u"3"_s);
    row("+4", u":nth-child(+4)"_s, u"4"_s);
    row("a large step", u":nth-child(99999999999n+2)"_s, u"2"_s);
    row("any case", u":NTH-CHILD(2N)"_s, u"2 4 6"_s);
    row("from the end", u":nth-last-child(-n+2)"_s, u"5 6"_s);
    row("of a type", u":nth-of-type(2)"_s, u"2 5"_s);
    row("of a type, odd", u"li:nth-of-type(odd)"_s, u"1 4"_s);
    row("of a type from the end", u":nth-last-of-type(2)"_s, u"3 4"_s);
    row("first of its type", u":first-of-type"_s, u"1 3"_s);
    row("last of its type", u":last-of-type"_s, u"5 6"_s);
    row("among selected ones", u":nth-child(2 of .x)"_s, u"3"_s);
    row("among a list", u":nth-child(odd of .x, #\\31)"_s, u"1 3"_s);
    row("among selected ones from the end", u":nth-last-child(1 of li:not(.x))"_s, u"4"_s);
    row("a compound beside is not among", u"li:nth-child(2 of .x)"_s, QString());
    row("first", u":first-child"_s, u"1"_s);
    row("last", u":last-child"_s, u"6"_s);
    row("not alone", u":only-child, b:only-of-type"_s, QString());
}

void PseudoClassesTest::looksAtTheTree_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << "<!doctype html>" + html << selector << ids;
    };
    row("root", "<html id=h><p id=p>", u":root"_s, u"h"_s);
    row("root has no parent element", "<html id=h>", u"* :root"_s, QString());
    row("html is first, last and only", "<html id=h>", u"html:first-child:last-child:only-child:only-of-type"_s,
        u"h"_s);
    row("only child", "<p>x<b id=b></b>y</p><p><b></b><i></i>", u"p > :only-child"_s, u"b"_s);
    row("only of its type", "<p><b></b><i id=i></i><b></b>", u"p > :only-of-type"_s, u"i"_s);
    row("types are told apart by namespace", "<p><a id=a></a><svg id=s><a id=x></a></svg>",
        u"a:only-of-type, svg:only-of-type"_s, u"a s x"_s);
    row("empty", "<p id=a></p><p id=b><!-- x --></p><p> </p><p><i id=i></i></p>", u"body :empty"_s, u"a b i"_s);
    row("links", "<a id=a href=x></a><a id=b></a><area id=c href=><link id=d href=x>", u":link"_s, u"a c"_s);
    row("any link", "<a id=a href=x></a><svg><a id=b xlink:href=x></a><a id=c></a></svg>", u":any-link"_s, u"a b"_s);
    row("defined", "<p id=a></p><x-y id=b></x-y><blah id=c></blah><p id=d is=x-p></p><svg><a-b id=e /></svg>",
        u"body :defined:not(svg)"_s, u"a c e"_s);
    row("open", "<details id=a open></details><details id=b></details><dialog id=c open></dialog><p open>", u":open"_s,
        u"a c"_s);
    row("scope of a document", "<html id=h>", u":scope"_s, u"h"_s);
}

void PseudoClassesTest::asksLists_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QString &selector, const QString &ids) {
        const QByteArray page = "<!doctype html><div id=d><p id=p1 class=x><b id=b1></b></p><p id=p2><i id=i1></i></p>"
                                "<p id=p3></p></div><div id=e class=x><b id=b2><i id=i2></i></b></div>";
        QTest::newRow(title) << page << selector << ids;
    };
    row("is", u":is(p, b).x"_s, u"p1"_s);
    row("where is the same", u":where(p, b).x"_s, u"p1"_s);
    row("is with chains", u":is(div > b, p b)"_s, u"b1 b2"_s);
    row("is looks above the compound", u".x :is(div i)"_s, u"i2"_s);
    row("is within is", u":is(:is(p):is(.x))"_s, u"p1"_s);
    row("not", u"p:not(.x)"_s, u"p2 p3"_s);
    row("not a list", u"p:not(.x, #p3)"_s, u"p2"_s);
    row("not a chain", u"i:not(p i)"_s, u"i2"_s);
    row("not not", u"p:not(:not(.x))"_s, u"p1"_s);
    row("not of what lists drop", u"p:not(:is(:bogus))"_s, u"p1 p2 p3"_s);
    row("has", u"p:has(b)"_s, u"p1"_s);
    row("has is not itself", u"p:has(p)"_s, QString());
    row("has a child", u"div:has(> b)"_s, u"e"_s);
    row("has a next sibling", u"p:has(+ p)"_s, u"p1 p2"_s);
    row("has a later sibling with something below", u"p:has(~ p i)"_s, u"p1"_s);
    row("has a chain", u"div:has(b > i)"_s, u"e"_s);
    row("the chain is all below", u"body :has(.x i)"_s, QString());
    row("has a chain of siblings", u"div:has(.x + p > i)"_s, u"d"_s);
    row("has something next to a child", u"div:has(> .x ~ #p3)"_s, u"d"_s);
    row("has one of a list", u"p:has(b, i)"_s, u"p1 p2"_s);
    row("has not", u"p:not(:has(*))"_s, u"p3"_s);
    row("has what is elsewhere below another", u"#d:has(:is(.x i))"_s, QString());
    row("lists within :has() look above it", u"b:has(:is(.x i))"_s, u"b2"_s);
    row("has within is", u":is(p:has(i), b:has(i))"_s, u"p2 b2"_s);
    row("after what has", u"p:has(b) ~ p"_s, u"p2 p3"_s);
    row("scope in has", u":has(> :scope > body)"_s, QString());
}

void PseudoClassesTest::knowsLanguages_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << "<!doctype html>" + html << u"body "_s + selector << ids;
    };
    const QByteArray page = "<p id=a lang=de><i id=b></i></p><p id=c lang=de-Latn-DE-1996></p><p id=d lang=den></p>"
                            "<p id=e lang=''></p><p id=f></p><p id=g lang=en-GB></p>";
    row("own and inherited", page, u":lang(de)"_s, u"a b c"_s);
    row("in any case", page, u":lang(DE)"_s, u"a b c"_s);
    row("skips subtags", page, u":lang(de-de)"_s, u"c"_s);
    row("does not skip a singleton", "<p id=a lang=de-x-de>", u":lang(de-de)"_s, QString());
    row("needs all subtags", page, u":lang(en-GB-oed)"_s, QString());
    row("star first", page, u":lang('*-GB')"_s, u"g"_s);
    row("star escaped", page, u":lang(\\*-1996)"_s, u"c"_s);
    row("any language", page, u":lang('*')"_s, u"a b c d g"_s);
    row("unknown language", page, u":lang('')"_s, u"e f"_s);
    row("a list", page, u":lang(en, \"den\")"_s, u"d g"_s);
    row("xml:lang of SVG", "<svg id=a xml:lang=fr lang=de><g id=b /></svg>", u":lang(fr)"_s, u"a b"_s);
    row("xml:lang is no attribute of HTML", "<p id=a xml:lang=fr>", u":lang(fr)"_s, QString());
    row("from a meta element", "<meta http-equiv=Content-Language content=' nl x'><p id=a>", u":lang(nl)"_s, u"a"_s);
    row("not from several", "<meta http-equiv=content-language content='nl,en'><p id=a>", u":lang(nl)"_s, QString());
    row("unknown beats the meta element", "<meta http-equiv=content-language content=nl><p id=a lang=>", u":lang(nl)"_s,
        QString());
}

void PseudoClassesTest::knowsDirections_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << "<!doctype html>" + html << u"body "_s + selector << ids;
    };
    row("from left to right by default", "<p id=a>", u":dir(ltr)"_s, u"a"_s);
    row("inherited", "<p id=a dir=RTL><b id=b></b><b dir=ltr id=c></b>", u":dir(rtl)"_s, u"a b"_s);
    row("by the text", "<p id=a dir=auto>1 <b id=b>\xd7\x90</b>x</p><p id=c dir=auto>x\xd7\x90", u":dir(rtl)"_s,
        u"a b"_s);
    row("not by scripts and bdi", "<p id=a dir=auto><script>x</script><bdi id=b>x</bdi>\xd7\x90", u":dir(rtl)"_s,
        u"a -"_s);
    row("bdi is automatic", "<bdi id=a>\xd7\x90</bdi><bdi id=b>x</bdi>", u":dir(rtl)"_s, u"a"_s);
    row("a value", "<input id=a dir=auto value=\xd7\x90><input id=b dir=auto value=x>", u":dir(rtl)"_s, u"a"_s);
    row("telephone numbers", "<div dir=rtl><input id=a type=tel><input id=b></div>", u":dir(ltr)"_s, u"a"_s);
    row("no other direction", "<p id=a>", u":dir(up)"_s, QString());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::PseudoClassesTest)
#include "tst_pseudoclasses.moc"
