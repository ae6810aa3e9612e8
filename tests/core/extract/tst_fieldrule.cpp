// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/fieldrule.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// What a rule gives on a page, its values one after another with '|' between; null where there is none.
class FieldRuleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void finds_data();
    void finds();
    void transforms_data();
    void transforms() { finds(); }
    void failsWithAReason_data();
    void failsWithAReason();
    void isRelativeToTheRow_data();
    void isRelativeToTheRow();
    void refuses_data();
    void refuses();
    void boundsPatterns();
    void takesJsonFromThePage();
    void readsTexts_data();
    void readsTexts();
};

namespace {

const QByteArray page = R"(<!doctype html><html><head><title> The  Title </title>
<meta name=description content=" About "><meta property="og:title" content="One"><meta property="OG:Title" content="Two">
<meta name=twitter:card property=og:type content=both></head><body id=b>
<h1>Head <b>line</b></h1><a id=a1 href="/one?x=1" class=l>First</a> <a href="two.html" class=l>Second </a><a class=l>None</a>
<p class=price>1.234,50 €</p><p class=price>USD 7</p><p class=empty> </p><p class=bad>soon</p>
<time datetime="2024-03-04T10:00Z">yesterday</time><p class=date>4 March 2024</p><p class=tags>a, b,c ,, </p>
<svg viewBox="0 0 1 1"></svg><script>var sku = "X-1", sku2 = "X-2";</script>
<p id=many>x y  z</p><mark>text</mark></body></html>)";

QString shown(const FieldValues &values)
{
    QStringList texts;
    for (const FieldValue &value : values.values)
        texts.append(value.text());
    return values.values.isEmpty() ? QString() : u""_s + texts.join(u'|');
}

FieldValues valuesOf(const Document &document, const QString &rule, NodeId row = 0)
{
    const WebUrl base = *WebUrl::parse("https://example.com/dir/page.html");
    PageContent content(document, base, page);
    const Result<FieldRule, RuleFailure> compiled = FieldRule::compile(rule);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().text()));
    return compiled->values(content, row);
}

void addColumns()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("found");
}

void row(const QString &rule, const QString &found)
{
    QTest::newRow(qPrintable(rule)) << rule << found;
}

} // namespace

void FieldRuleTest::finds_data()
{
    addColumns();
    row(u"title"_s, u"The Title"_s);
    row(u"css:h1"_s, u"Head line"_s);
    row(u"h2"_s, QString());
    row(u"a"_s, u"First|Second|None"_s);
    row(u"a@href"_s, u"/one?x=1|two.html"_s);
    row(u"a.l:first-of-type@HREF"_s, u"/one?x=1"_s);
    row(u"svg@viewBox"_s, u"0 0 1 1"_s);
    row(u"p.empty"_s, u""_s);
    row(u"xpath://h1"_s, u"Head line"_s);
    row(u"xpath://h1/text()"_s, u"Head "_s);
    row(u"xpath://a/@href"_s, u"/one?x=1|two.html"_s);
    row(u"xpath:count(//a)"_s, u"3"_s);
    row(u"xpath:string(//a[2])"_s, u"Second "_s);
    row(u"xpath:boolean(//a)"_s, u"true"_s);
    row(u"xpath:number(//h1)"_s, u""_s);
    row(u"xpath://table"_s, QString());
    row(u"meta:description"_s, u"About"_s);
    row(u"meta:og:title"_s, u"One|Two"_s);
    row(u"meta: OG:TYPE "_s, u"both"_s);
    row(u"meta:twitter:card"_s, u"both"_s);
    row(u"meta:none"_s, QString());
    row(u"re:sku\\d? = \"([^\"]+)\""_s, u"X-1|X-2"_s);
    row(u"re:sku\\d"_s, u"sku2"_s);
    row(u"re:(absent)?sku2"_s, u"sku2"_s);
    row(u"re:nothing"_s, QString());
}

void FieldRuleTest::transforms_data()
{
    addColumns();
    row(u"xpath:string(//a[2]) |> trim"_s, u"Second"_s);
    row(u".price |> number"_s, u"1234.5|7"_s);
    row(u".price |> price |> first"_s, u"1234.5"_s);
    row(u".price |> first |> price:,"_s, u"1234.5"_s);
    row(u".price |> first |> replace:,50 €: |> price:."_s, u"1.234"_s);
    row(u"time |> date"_s, u"2024-03-04T10:00:00Z"_s);
    row(u"time |> trim |> date"_s, u"2024-03-04T10:00:00Z"_s);
    row(u".date |> date"_s, u"2024-03-04"_s);
    row(u".date |> replace:4 March 2024:3.4.2024 |> date:mdy"_s, u"2024-03-04"_s);
    row(u"a@href |> url"_s, u"https://example.com/one?x=1|https://example.com/dir/two.html"_s);
    row(u"a#a1 |> url"_s, u"https://example.com/one?x=1"_s);
    row(u"h1 |> lower"_s, u"head line"_s);
    row(u"h1 |> upper"_s, u"HEAD LINE"_s);
    row(u"h1 |> replace:e:3"_s, u"H3ad lin3"_s);
    row(u"h1 |> replace: line:"_s, u"Head"_s);
    row(u"h1 |> replace:Head:a\\:b"_s, u"a:b line"_s);
    row(u"h1 |> replace:Head:a\\\\b\\c"_s, u"a\\b\\c line"_s);
    row(u"h1 |> replace: :\\n"_s, u"Head\nline"_s);
    row(u"h1 |> match:(\\w+)$"_s, u"line"_s);
    row(u"h1 |> match:l.n"_s, u"lin"_s);
    row(u"a |> match:^(F|S)"_s, u"F|S"_s);
    row(u"h1 |> match:a:b"_s, QString());
    row(u"h1 |> match:(H)(e)"_s, u"H"_s);
    row(u".tags |> split:,"_s, u"a| b|c "_s);
    row(u".tags |> split:, |> trim"_s, u"a|b|c"_s);
    row(u"#many |> split:"_s, u"x|y|z"_s);
    row(u"a |> join:, "_s, u"First, Second, None"_s);
    row(u"a |> join:\\n"_s, u"First\nSecond\nNone"_s);
    row(u"a |> join::"_s, u"First:Second:None"_s);
    row(u"h2 |> join:,"_s, QString());
    row(u"a |> first"_s, u"First"_s);
    row(u"a |> all"_s, u"First|Second|None"_s);
    row(u"mark |> html"_s, u"<mark>text</mark>"_s);
    row(u"mark |> upper |> html"_s, u"TEXT"_s);
    row(u"h2 |> default:none"_s, u"none"_s);
    row(u".empty |> default:none"_s, u"none"_s);
    row(u"h1 |> default:none"_s, u"Head line"_s);
    row(u"h2 |> default:http://x/"_s, u"http://x/"_s);
    row(u"h2 |> default:"_s, u""_s);
    row(u"h2 |> default:7 |> number"_s, u"7"_s);
    row(u".empty |> number"_s, u""_s);
    row(u"meta:og:title |> lower |> join:+"_s, u"one+two"_s);
}

void FieldRuleTest::finds()
{
    QFETCH(QString, rule);
    QFETCH(QString, found);
    const Document document = parseHtml(page);
    const FieldValues values = valuesOf(document, rule);
    QCOMPARE(values.errors, QStringList());
    QCOMPARE(shown(values), found);
    QCOMPARE(shown(values).isNull(), found.isNull());
}

void FieldRuleTest::failsWithAReason_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("found");
    QTest::addColumn<QStringList>("errors");
    QTest::newRow("no number") << u".bad |> number"_s << QString() << QStringList{u"'soon' is not a number"_s};
    QTest::newRow("one of several") << u".price, .bad |> price"_s << u"1234.5|7"_s
                                    << QStringList{u"'soon' is not a number"_s};
    QTest::newRow("no date") << u".bad |> date"_s << QString() << QStringList{u"'soon' is not a date"_s};
    QTest::newRow("then a default") << u".bad |> number |> default:0"_s << u"0"_s
                                    << QStringList{u"'soon' is not a number"_s};
    QTest::newRow("long texts are cut") << u"h1 |> replace:Head line:%1 |> number"_s.arg(QString(100, u'x'))
                                        << QString()
                                        << QStringList{u'\'' + QString(60, u'x') + u"…' is not a number"_s};
    QTest::newRow("endless patterns") << u"h1 |> replace:Head line:%1 |> match:(x+x+)+[yz]"_s.arg(QString(100, u'x'))
                                      << QString() << QStringList{u"the pattern '(x+x+)+[yz]' takes too many steps"_s};
}

void FieldRuleTest::failsWithAReason()
{
    QFETCH(QString, rule);
    const Document document = parseHtml(page);
    const FieldValues values = valuesOf(document, rule);
    QTEST(values.errors, "errors");
    QTEST(shown(values), "found");
    const FieldValues noAddress = valuesOf(document, u"h1 |> replace:Head line:mailto\\:x |> url"_s);
    QCOMPARE(noAddress.errors.size(), 1);
    QVERIFY(noAddress.errors.first().startsWith(u"'mailto:x' is not a web address: "_s));
}

void FieldRuleTest::isRelativeToTheRow_data()
{
    addColumns();
    row(u"b"_s, u"in"_s);
    row(u"> b"_s, u"in"_s);
    row(u"> i"_s, QString());
    row(u":scope > b"_s, u"in"_s);
    row(u":scope@class"_s, u"row"_s);
    row(u"@class"_s, u"row"_s);
    row(u"@absent"_s, QString());
    row(u"div"_s, u"x"_s);
    row(u"body b"_s, u"in"_s);
    row(u"+ p"_s, u"beside"_s);
    row(u"xpath:b"_s, u"in"_s);
    row(u"xpath:.//i"_s, u"x"_s);
    row(u"xpath:string(@class)"_s, u"row"_s);
    row(u"xpath:count(//b)"_s, u"2"_s);
    row(u"xpath:../p"_s, u"beside"_s);
}

void FieldRuleTest::isRelativeToTheRow()
{
    QFETCH(QString, rule);
    QFETCH(QString, found);
    const Document document =
        parseHtml("<body><b>out</b><div class=row id=r><b>in</b><div><i>x</i></div></div><p>beside</p>");
    const NodeId element = Selector::compile(u"#r"_s)->selectFirst(document);
    const FieldValues values = valuesOf(document, rule, element);
    QCOMPARE(shown(values), found);
    QCOMPARE(values.isMatch, !found.isNull());
}

void FieldRuleTest::refuses_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<qsizetype>("position");
    const auto bad = [](const QString &rule, qsizetype position) {
        QTest::newRow(qPrintable(rule)) << rule << position;
    };
    bad(u""_s, 0);
    bad(u"css:"_s, 4);
    bad(u"css: "_s, 4);
    bad(u"p..b"_s, 2);
    bad(u"css:p..b"_s, 6);
    bad(u" css:p..b@x"_s, 7);
    bad(u"xpath:"_s, 6);
    bad(u"xpath://p[$x]"_s, 10);
    bad(u"json:"_s, 5);
    bad(u"meta: "_s, 5);
    bad(u"re:"_s, 3);
    bad(u"re:a(b"_s, 6);
    bad(u"re:(*LIMIT_MATCH=999999999)a"_s, 3);
    bad(u"a@"_s, 2);
    bad(u"a |> "_s, 5);
    bad(u"a |> trimm"_s, 5);
    bad(u"a |> trim:x"_s, 10);
    bad(u"a |> trim |> foo:x"_s, 13);
    bad(u"a |> replace"_s, 12);
    bad(u"a |> replace:x"_s, 13);
    bad(u"a |> replace:x:y:z"_s, 13);
    bad(u"a |> replace::z"_s, 13);
    bad(u"a |> match:"_s, 11);
    bad(u"a |> match:[x"_s, 13);
    bad(u"a |> match"_s, 10);
    bad(u"a |> number:;"_s, 12);
    bad(u"a |> date:us"_s, 10);
    bad(u"a |> default"_s, 12);
    bad(u"a |>  |> trim"_s, 5);
}

void FieldRuleTest::refuses()
{
    QFETCH(QString, rule);
    const Result<FieldRule, RuleFailure> compiled = FieldRule::compile(rule);
    QVERIFY(!compiled);
    qInfo("%s", qPrintable(compiled.error().text()));
    QVERIFY(!compiled.error().detail.isEmpty());
    QTEST(compiled.error().position, "position");
}

void FieldRuleTest::boundsPatterns()
{
    const Document document = parseHtml("");
    const WebUrl base;
    const QByteArray source(200'000, 'x');
    PageContent content(document, base, source);
    QElapsedTimer timer;
    timer.start();
    const FieldValues values = FieldRule::compile(u"re:(x+x+)+[yz]"_s)->values(content, 0);
    QCOMPARE(values.errors, QStringList{u"the pattern '(x+x+)+[yz]' takes too many steps"_s});
    const FieldValues many = FieldRule::compile(u"re:x"_s)->values(content, 0);
    QCOMPARE(many.values.size(), UserPattern::mostMatches);
    QVERIFY(timer.elapsed() < 10'000);
}

void FieldRuleTest::takesJsonFromThePage()
{
    const Document document = parseHtml("");
    const WebUrl base;
    const QByteArray source;
    PageContent content(document, base, source);
    const FieldRule rule = *FieldRule::compile(u"json: .user | .name |> trim |> default:none"_s);
    QCOMPARE(rule.kind(), RuleKind::Json);
    QCOMPARE(rule.jsonProgram(), u".user | .name"_s);
    QCOMPARE(shown(rule.values(content, 0)), u"none"_s);
    content.setJson(rule.jsonProgram(), {{{u" Ann "_s, noNode}, {12.5, noNode}, {true, noNode}}, {}, false, true});
    QCOMPARE(shown(rule.values(content, 0)), u"Ann|12.5|true"_s);
}

void FieldRuleTest::readsTexts_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("text");
    const auto text = [](const char *name, const QByteArray &html, const QString &expected) {
        QTest::newRow(name) << html << expected;
    };
    text("white space folded", " a \n <b> b</b>\tc\u00a0 d ", u"a b c d"_s);
    text("within a word", "a<b>b</b>c", u"abc"_s);
    text("blocks part", "<p>a</p><p>b</p>c", u"a b c"_s);
    text("a block that ends", "<div>a<p>b</p></div><i>c</i>", u"a b c"_s);
    text("lines part", "a<br>b", u"a b"_s);
    text("cells part", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", u"a b c"_s);
    text("list items part", "<ul><li>a<li>b</ul>", u"a b"_s);
    text("without scripts, styles and templates", "a<script>x</script><style>y</style><template>z</template>b",
         u"ab"_s);
    text("without comments", "a<!--x-->b", u"ab"_s);
    text("nothing", "", u""_s);
}

void FieldRuleTest::readsTexts()
{
    QFETCH(QByteArray, html);
    const Document document = parseHtml("<body>before<div id=x>" + html + "</div>after");
    QTEST(shown(valuesOf(document, u"#x"_s)), "text");
    QCOMPARE(shown(valuesOf(parseHtml("<script>var a;</script>"), u"script"_s)), u"var a;"_s);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FieldRuleTest)
#include "tst_fieldrule.moc"
