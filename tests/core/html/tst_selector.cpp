// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/html/selectortable.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sluice::test {

class SelectorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void selects_data();
    void selects() { checkSelectRow(); }
    void combines_data();
    void combines() { checkSelectRow(); }
    void comparesAttributes_data();
    void comparesAttributes() { checkSelectRow(); }
    void knowsQuirksMode_data();
    void knowsQuirksMode();
    void looksOnlyBelow();
    void startsAtTheScope_data();
    void startsAtTheScope();
    void findsTheFirstAndTheClosest();
    void staysInsideATemplate();
    void staysFast_data();
    void staysFast();
    void conformsToSizzle();
};

void SelectorTest::selects_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << html << selector << ids;
    };
    const QByteArray page = "<!doctype html><html id=h><head id=e></head><body id=b><p id=p1 class='a b'>x"
                            "<i id=i class=B></i></p><div id=d><p id=p2 class='ab\ta'></p></div></body></html>";
    row("by type", page, u"p"_s, u"p1 p2"_s);
    row("type in any case", page, u"P"_s, u"p1 p2"_s);
    row("all", page, u"*"_s, u"h e b p1 i d p2"_s);
    row("by id", page, u"#d"_s, u"d"_s);
    row("id in its case", page, u"#D"_s, QString());
    row("by class", page, u".a"_s, u"p1 p2"_s);
    row("class in its case", page, u".B"_s, u"i"_s);
    row("a class is a whole word", page, u".ab"_s, u"p2"_s);
    row("all parts must hold", page, u"p.a.b#p1"_s, u"p1"_s);
    row("universal with class", page, u"*.a"_s, u"p1 p2"_s);
    row("two ids never hold", page, u"#p1#p2"_s, QString());
    row("a list, in document order", page, u"#p2, i ,p.b"_s, u"p1 i p2"_s);
    row("a match is given once", page, u"p,.a,#p1"_s, u"p1 p2"_s);
    row("white space and comments", page, u" \n/* x */ p/**/,/*y*/i "_s, u"p1 i p2"_s);
    row("hexadecimal escape", "<i id=1a>", u"#\\31 a"_s, u"1a"_s);
    row("six digits need no space", "<i id=1a>", u"#\\000031a"_s, u"1a"_s);
    row("escaped punctuation", "<i id='a:b.c'>", u"#a\\:b\\.c"_s, u"a:b.c"_s);
    row("escape in a type", "<x:y id=i>", u"x\\:y"_s, u"i"_s);
    row("beyond ASCII", "<i id=\xc3\xbc class='\xf0\x9f\x98\x80'>", u"#ü.😀"_s, u"ü"_s);
    row("an escaped smiley", "<i id=i class='\xf0\x9f\x98\x80'>", u".\\1f600"_s, u"i"_s);
    row("two dashes", "<i id=i class='--x'>", u".--x"_s, u"i"_s);
    row("SVG names in their case", "<svg><linearGradient id=g /></svg>", u"linearGradient"_s, u"g"_s);
    row("SVG names in another case", "<svg><linearGradient id=g /></svg>", u"lineargradient"_s, QString());
    row("not inside templates", "<template><p id=x></p></template><p id=y>", u"p"_s, u"y"_s);
    row("no class at all", "<p id=x><p id=y class=''>", u".x"_s, QString());
    row("namespace prefixes do not count", "<p id=x><svg id=s></svg>", u"a|p, *|svg, |p, b|*#x"_s, u"x s"_s);
    row("no namespace is no HTML", "<p id=x>", u"|p"_s, QString());
}

void SelectorTest::combines_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QString &selector, const QString &ids) {
        const QByteArray page = "<!doctype html><div id=d class=x><p id=p1>t<b id=b1></b>u<i id=i1></i></p><!-- c -->"
                                "<p id=p2><b id=b2><u id=u1></u></b></p>t<b id=b3></b><p id=p3></p></div>"
                                "<div id=e><div id=f class=x><b id=b4></b></div></div>";
        QTest::newRow(title) << page << selector << ids;
    };
    row("descendant", u"div b"_s, u"b1 b2 b3 b4"_s);
    row("child", u"div > b"_s, u"b3 b4"_s);
    row("next sibling, over text and comments", u"p+p"_s, u"p2"_s);
    row("later sibling", u"p ~ p"_s, u"p2 p3"_s);
    row("next sibling of another type", u"b + p"_s, u"p3"_s);
    row("no white space", u"div>p~b"_s, u"b3"_s);
    row("a comment is no combinator, space beside it is", u"div /**/b"_s, u"b1 b2 b3 b4"_s);
    row("descendant goes on after a child that fails", u"#e > .x b, div div > b"_s, u"b4"_s);
    row("farther ancestors are tried", u"#d > p u"_s, u"u1"_s);
    row("mixed chain", u"#p1 + p > b u"_s, u"u1"_s);
    row("sibling then descendant", u"#d ~ div b"_s, u"b4"_s);
    row("an element is not its own ancestor", u"#d #d"_s, QString());
    row("nor its own sibling", u"#p1 ~ #p1"_s, QString());
    row("siblings share a parent", u"#b1 ~ #b2"_s, QString());
    row("html has no parent element", u"* > html"_s, QString());
    row("a list of chains", u"p > i, #e b"_s, u"i1 b4"_s);
}

void SelectorTest::comparesAttributes_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << "<!doctype html>" + html << selector << ids;
    };
    const QByteArray page = "<p id=a data-x='one two' title=''><p id=b data-x=one-two><p id=c data-x=one>"
                            "<p id=d data-x='TWO'><p id=e data-x=''>";
    row("there", page, u"[title]"_s, u"a"_s);
    row("spaces inside", page, u"[ data-x = 'one' ]"_s, u"c"_s);
    row("names in any case", page, u"[DATA-X=one]"_s, u"c"_s);
    row("equal", page, u"[data-x=one]"_s, u"c"_s);
    row("equal to nothing", page, u"[data-x='']"_s, u"e"_s);
    row("a word", page, u"[data-x~=one]"_s, u"a c"_s);
    row("no empty word", page, u"[data-x~='']"_s, QString());
    row("no word with a space", page, u"[data-x~='one two']"_s, QString());
    row("with a dash", page, u"[data-x|=one]"_s, u"b c"_s);
    row("start", page, u"[data-x^=one]"_s, u"a b c"_s);
    row("end", page, u"[data-x$=two]"_s, u"a b"_s);
    row("part", page, u"[data-x*='e t']"_s, u"a"_s);
    row("an empty start matches nothing", page, u"[data-x^=''],[data-x$=''],[data-x*='']"_s, QString());
    row("values keep their case", page, u"[data-x=two]"_s, QString());
    row("flag i", page, u"[data-x=two i], [data-x='Two'I]"_s, u"d"_s);
    row("flag i on a part", page, u"[data-x*=Wo i]"_s, u"a b d"_s);
    row("HTML's list has no case", "<input id=a TYPE=Text><a id=b rel=NoFollow>", u"[type=text],[rel~=nofollow]"_s,
        u"a b"_s);
    row("flag s brings case back", "<input id=a type=Text>", u"[type=text s]"_s, QString());
    row("others keep their case", "<a id=a href=X name=Y>", u"[href=x],[name=y]"_s, QString());
    row("the list is for HTML elements", "<svg id=a type=Text></svg>", u"[type=text]"_s, QString());
    row("SVG attributes in their case", "<svg id=a viewbox=1></svg>", u"[viewBox]"_s, u"a"_s);
    row("SVG attributes in another case", "<svg id=a viewbox=1></svg>", u"[viewbox]"_s, QString());
    row("xlink needs a prefix", "<svg><a id=a xlink:href=x></a></svg>", u"[href]"_s, QString());
    row("any namespace", "<svg><a id=a xlink:href=x></a></svg>", u"[*|href=x]"_s, u"a"_s);
    row("some namespace", "<svg><a id=a xlink:href=x></a></svg>", u"[xlink|href]"_s, u"a"_s);
    row("no namespace", "<p id=a title=x>", u"[|title|=x]"_s, u"a"_s);
    row("a name like HTML's", "<p id=a class='x  y'>", u"[class='x  y']"_s, u"a"_s);
    row("bytes beyond ASCII keep their case", "<p id=a title=\xc3\x9c>", u"[title=ü i]"_s, QString());
}

void SelectorTest::knowsQuirksMode_data()
{
    QTest::addColumn<QByteArray>("doctype");
    QTest::addColumn<bool>("isQuirky");
    const auto row = [](const char *title, const QByteArray &doctype, bool isQuirky) {
        QTest::newRow(title) << doctype << isQuirky;
    };
    row("none", QByteArray(), true);
    row("html", "<!DOCTYPE html>", false);
    row("another name", "<!DOCTYPE htm>", true);
    row("legacy-compat", "<!DOCTYPE html SYSTEM 'about:legacy-compat'>", false);
    row("HTML 3.2", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 3.2 Final//EN'>", true);
    row("HTML 4.01", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN' 'http://www.w3.org/TR/html4/strict.dtd'>",
        false);
    row("transitional without system id", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>", true);
    row("transitional with it",
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' 'http://www.w3.org/TR/html4/loose.dtd'>",
        false);
    row("XHTML", "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>", false);
    row("a whole public id", "<!DOCTYPE html PUBLIC 'HTML'>", true);
    row("IBM's system id", "<!DOCTYPE html SYSTEM 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd'>", true);
}

void SelectorTest::knowsQuirksMode()
{
    QFETCH(QByteArray, doctype);
    QFETCH(bool, isQuirky);
    const Document document = core::parseHtml(doctype + "<p id=One class='x Two'><p id=one title=two class=two>");
    const auto found = [&](const QString &selector) {
        return idsOf(document, Selector::compile(selector)->selectAll(document));
    };
    QCOMPARE(found(u"#ONE"_s), isQuirky ? u"One one"_s : QString());
    QCOMPARE(found(u".two"_s), isQuirky ? u"One one"_s : u"one"_s);
    QCOMPARE(found(u"[title=TWO]"_s), QString());
}

void SelectorTest::looksOnlyBelow()
{
    const Document document = core::parseHtml("<p id=x></p><div id=d><p id=y></p></div><p id=z>");
    const NodeId div = document.firstElement("div");
    const Selector all = *Selector::compile(u"*"_s);
    QCOMPARE(idsOf(document, all.selectAll(document, div)), u"y"_s);
    QVERIFY(all.matches(document, div));
    QVERIFY(!all.matches(document, document.root()));
    QCOMPARE(idsOf(document, Selector::compile(u"body p, p + div > p"_s)->selectAll(document, div)), u"y"_s);
}

void SelectorTest::startsAtTheScope_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<bool>("isRelative");
    QTest::addColumn<QString>("within");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *title, const QString &selector, bool isRelative, const QString &within,
                        const QString &ids) { QTest::newRow(title) << selector << isRelative << within << ids; };
    row(":scope", u":scope > li"_s, false, u"u"_s, u"l1 l2"_s);
    row(":scope itself is not below it", u":scope"_s, false, u"u"_s, QString());
    row(":scope of a document", u":scope > body"_s, false, QString(), u"b"_s);
    row("without :scope ancestors count", u"body li"_s, false, u"u"_s, u"l1 l3 l2"_s);
    row("child", u"> li"_s, true, u"u"_s, u"l1 l2"_s);
    row("descendant", u"li"_s, true, u"u"_s, u"l1 l3 l2"_s);
    row("ancestors outside do not count", u"body li"_s, true, u"u"_s, QString());
    row("nor does the scope itself", u"#u li"_s, true, u"u"_s, QString());
    row("a chain below", u"> li > ol li"_s, true, u"u"_s, u"l3"_s);
    row("with :scope as it is", u":scope > li, body :scope li"_s, true, u"u"_s, u"l1 l3 l2"_s);
    row(":scope in parentheses", u"li:is(:scope > li)"_s, true, u"u"_s, u"l1 l2"_s);
    row("a list", u"> li, + p"_s, true, u"u"_s, u"l1 l2 p1"_s);
    row("next sibling", u"+ *"_s, true, u"u"_s, u"p1"_s);
    row("later siblings", u"~ p"_s, true, u"u"_s, u"p1 p2"_s);
    row("below a sibling", u"+ p i"_s, true, u"u"_s, u"i"_s);
    row("of the document", u"> html, > body"_s, true, QString(), u"h"_s);
    row("below the document", u"li li"_s, true, QString(), u"l3"_s);
}

void SelectorTest::startsAtTheScope()
{
    QFETCH(QString, selector);
    QFETCH(bool, isRelative);
    QFETCH(QString, within);
    const Document document =
        core::parseHtml("<!doctype html><html id=h><body id=b><p id=p0></p><ul id=u><li id=l1><ol><li id=l3></li></ol>"
                        "</li><li id=l2></li></ul><p id=p1><i id=i></i></p><p id=p2>");
    const NodeId scope = within.isEmpty() ? document.root() : Selector::compile(u'#' + within)->selectFirst(document);
    const auto compiled = isRelative ? Selector::compileRelative(selector) : Selector::compile(selector);
    QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().detail));
    QTEST(idsOf(document, compiled->selectAll(document, scope)), "ids");
}

void SelectorTest::findsTheFirstAndTheClosest()
{
    const Document document = core::parseHtml("<div class=x id=a><div class=x id=b><p id=c></p></div></div>");
    const Selector x = *Selector::compile(u".x"_s);
    const NodeId p = document.firstElement("p");
    QCOMPARE(idsOf(document, {x.selectFirst(document)}), u"a"_s);
    QCOMPARE(idsOf(document, {x.closest(document, p)}), u"b"_s);
    QCOMPARE(Selector::compile(u":scope"_s)->closest(document, p), p);
    QCOMPARE(Selector::compile(u"table"_s)->selectFirst(document), core::noNode);
    QCOMPARE(Selector::compile(u"table"_s)->closest(document, p), core::noNode);
    QVERIFY(Selector::compile(u":scope > p"_s)->matches(document, p, document.node(p).parent));
    QVERIFY(!Selector::compile(u":scope > p"_s)->matches(document, p, p));
}

void SelectorTest::staysInsideATemplate()
{
    const Document document = core::parseHtml("<div id=d><template id=t><p id=p><i id=i></i></p></template></div>");
    NodeId content = document.firstElement("template");
    content = document.node(content).firstChild;
    const auto found = [&](const QString &selector) {
        return idsOf(document, Selector::compile(selector)->selectAll(document, content));
    };
    QCOMPARE(found(u"*"_s), u"p i"_s);
    QCOMPARE(found(u"div i, template i"_s), QString());
    QCOMPARE(found(u":first-child"_s), u"p i"_s);
    QCOMPARE(idsOf(document, Selector::compile(u"#t:empty, div:has(p)"_s)->selectAll(document)), u"t"_s);
}

void SelectorTest::staysFast_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("selector");
    QTest::addColumn<int>("count");
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, int count) {
        QTest::newRow(title) << html << selector << count;
    };
    constexpr int many = 100'000;
    const QByteArray list = "<ul>" + QByteArray("<li>").repeated(many);
    const QByteArray deep = QByteArray("<b>").repeated(400) + QByteArray("<i></i>").repeated(many);
    row("position", list, u"li:nth-child(2n)"_s, many / 2);
    row("position from the end", list, u"li:nth-last-child(2n)"_s, many / 2);
    row("position of a type", list, u"li:nth-last-of-type(2n+1)"_s, many / 2);
    row("position in a selection", list, u":nth-child(4n of li:nth-child(even))"_s, many / 8);
    row("later siblings that are not there", list, u"p ~ li"_s, 0);
    row("long chains of siblings", list, u"p ~ li ~ li ~ li ~ li"_s, 0);
    row("ancestors that are not there", deep, u"p b b b i"_s, 0);
    row("having what is not there", deep, u"b:has(b b b p)"_s, 0);
    row("having it at the end", deep + "<p>", u"b:has(p)"_s, 400);
    row("having later siblings", list, u"li:has(~ p)"_s, 0);
    row("having positions", list, u"li:has(~ li:nth-child(3n))"_s, many - 2);
    row("not having siblings below", list, u"ul:has(> li ~ p), li:not(:has(+ li))"_s, 1);
    row("last, over comments", "<ul>" + QByteArray("<li><!---->").repeated(many), u"li:last-child"_s, 1);
    row("a form with many fields", "<form>" + QByteArray("<input required>").repeated(many / 4), u"form:invalid"_s, 1);
    row("many options", "<select>" + QByteArray("<option>").repeated(many), u":checked"_s, 1);
}

/// The limit is only there to catch quadratic time, which takes minutes.
void SelectorTest::staysFast()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, selector);
    core::ParseOptions options;
    options.memoryBase = qint64(1) << 30; // so many tags in so few bytes pass the usual cap
    const Document document = core::parseHtml("<!doctype html>" + html, options);
    QVERIFY(!document.notes().isTextOnly);
    QElapsedTimer timer;
    timer.start();
    QTEST(int(Selector::compile(selector)->selectAll(document).size()), "count");
    const qint64 spent = timer.elapsed();
    constexpr qint64 limitMs = 5000;
    QVERIFY2(spent < limitMs, qPrintable(QString::number(spent)));
    qInfo("%lld ms", spent);
}

void SelectorTest::conformsToSizzle()
{
    const QString path = suitePath(u"sizzle/cases.json"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile cases(path);
    QFile fixtures(suitePath(u"sizzle/fixtures.html"_s));
    QVERIFY(cases.open(QIODevice::ReadOnly) && fixtures.open(QIODevice::ReadOnly));
    const Document document =
        core::parseHtml("<!doctype html><html id=html><body id=body>" + fixtures.readAll() + "</body></html>");
    int count = 0;
    int passed = 0;
    const QJsonArray list = QJsonDocument::fromJson(cases.readAll()).array();
    for (const QJsonValue &one : list) {
        if (!one[u"std"].toBool())
            continue;
        const QString text = one[u"selector"].toString();
        const auto selector = Selector::compile(text);
        QStringList expected;
        const QJsonArray ids = one[u"ids"].toArray();
        for (const QJsonValue &id : ids)
            expected.append(id.toString());
        // The suite lists a comma's matches by alternative in places, so the order is not compared.
        QStringList found = selector ? idsOf(document, selector->selectAll(document)).split(u' ', Qt::SkipEmptyParts)
                                     : QStringList(selector.error().detail);
        expected.sort();
        found.sort();
        ++count;
        passed += found == expected ? 1 : 0;
        if (found != expected)
            qInfo("%s: %s", qPrintable(text), qPrintable(found.join(u' ')));
    }
    qInfo("sizzle: %d of %d standard cases", passed, count);
    QVERIFY(count > 0);
    QCOMPARE(passed, count);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::SelectorTest)
#include "tst_selector.moc"
