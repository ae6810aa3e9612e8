// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/xmlmirror.h"
#include "core/html/xpath.h"
#include "tests/support/suites.h"

#include <QTest>

#include <thread>
#include <vector>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// What XPath gives: for a node set each node's id, name, text in quotes or @attribute, else the value.
class XPathTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void selects_data();
    void selects();
    void walksAxes_data();
    void walksAxes() { selects(); }
    void compares_data();
    void compares() { selects(); }
    void computes_data();
    void computes() { selects(); }
    void seesThePage_data();
    void seesThePage() { selects(); }
    void refuses_data();
    void refuses();
    void startsAtTheContext();
    void findsNothingInATemplate();
    void runsInManyThreads();
};

namespace {

QString described(const Document &document, const XPathNode &node)
{
    if (node.attribute >= 0) {
        const Attribute &attribute = document.attributes(node.node)[std::size_t(node.attribute)];
        return u'@' + QString::fromUtf8(attribute.name.data(), qsizetype(attribute.name.size()));
    }
    const Document::Node &source = document.node(node.node);
    switch (source.type) {
    case NodeType::Document:
        return u"/"_s;
    case NodeType::Text:
        return u'\'' + textOf(document, node) + u'\'';
    case NodeType::Comment:
        return u"<!--"_s + textOf(document, node) + u"-->"_s;
    default:
        break;
    }
    const std::string_view id = document.attribute(node.node, "id");
    const std::string_view name = id.empty() ? source.text : id;
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString described(const Document &document, const XPathValue &value)
{
    if (value.type != XPathType::NodeSet)
        return value.text;
    QStringList nodes;
    for (const XPathNode &node : value.nodes)
        nodes.append(described(document, node));
    return nodes.join(u' ');
}

const QByteArray page =
    "<!doctype html><html id=h lang=en><head id=e></head><body id=b><div id=d1 class=x><p id=p1>one<b id=b1>two</b></p>"
    "<!--c--><p id=p2>3</p></div><div id=d2 lang=de-AT><p id=p3>one</p><div id=d3><p id=p4>4.5</p><i id=i1 "
    "title=t></i></div></div></body></html>";

void addColumns()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("found");
}

void row(const char *name, const QString &expression, const QString &found)
{
    QTest::newRow(name) << page << expression << found;
}

} // namespace

void XPathTest::selects_data()
{
    addColumns();
    row("the document", u"/"_s, u"/"_s);
    row("all of a name", u"//p"_s, u"p1 p2 p3 p4"_s);
    row("names are lower case", u"//P"_s, QString());
    row("from the root", u"/html/body/div"_s, u"d1 d2"_s);
    row("any element", u"/html/*"_s, u"e b"_s);
    row("relative to the document", u"html/body"_s, u"b"_s);
    row("descendants of several, each once", u"//div//p"_s, u"p1 p2 p3 p4"_s);
    row("descendants of descendants", u"//*//*//p"_s, u"p1 p2 p3 p4"_s);
    row("attributes", u"//div/@*"_s, u"@id @class @id @lang @id"_s);
    row("attributes anywhere", u"//@title"_s, u"@title"_s);
    row("an attribute of everything", u"//body//@class"_s, u"@class"_s);
    row("texts", u"//p[@id='p1']//text()"_s, u"'one' 'two'"_s);
    row("comments", u"//comment()"_s, u"<!--c-->"_s);
    row("any node", u"//div[@id='d1']/node()"_s, u"p1 <!--c--> p2"_s);
    row("no processing instructions", u"//processing-instruction('x')"_s, QString());
    row("predicate by attribute", u"//*[@lang]"_s, u"h d2"_s);
    row("predicate by value", u"//p[.='one']"_s, u"p3"_s);
    row("predicate by number, per parent", u"//p[1]"_s, u"p1 p3 p4"_s);
    row("predicate by number, of all", u"(//p)[2]"_s, u"p2"_s);
    row("the last", u"(//p)[last()]"_s, u"p4"_s);
    row("the last of each", u"//div/p[last()]"_s, u"p2 p3 p4"_s);
    row("two predicates", u"//p[position()>1][1]"_s, u"p2"_s);
    row("positions below several", u"//div//p[1]"_s, u"p1 p3 p4"_s);
    row("a path as predicate", u"//div[p/b]"_s, u"d1"_s);
    row("nested predicates", u"//div[p[b[.='two']]]"_s, u"d1"_s);
    row("a union in document order, each once", u"//b | //p[2] | //b | //h | //p"_s, u"p1 b1 p2 p3 p4"_s);
    row("a union of attributes and nodes", u"//i | //i/@title"_s, u"i1 @title"_s);
    row("steps after a union", u"(//div[1] | //div[3])/p"_s, u"p1 p2 p4"_s);
    row("steps after a filter", u"(//div)[2]/p"_s, u"p3"_s);
    row("descendants after a filter", u"(//div)[2]//p"_s, u"p3 p4"_s);
    row("by id", u"id('p2')"_s, u"p2"_s);
    row("by several ids", u"id('p4 nothing  p1')"_s, u"p1 p4"_s);
    row("by the ids that nodes name", u"id(//b[@id='b1']/../@id)"_s, u"p1"_s);
    row("steps after id()", u"id('d1')/p"_s, u"p1 p2"_s);
    row("operators that are names", u"//div/div | //and | //div[div]"_s, u"d2 d3"_s);
    row("white space everywhere", u" // div [ @id = 'd1' ] / child :: p "_s, u"p1 p2"_s);
}

void XPathTest::walksAxes_data()
{
    addColumns();
    row("parent", u"//b/.."_s, u"p1"_s);
    row("parents of several, each once", u"//p/.."_s, u"d1 d2 d3"_s);
    row("parent by name", u"//p/parent::div[@class]"_s, u"d1"_s);
    row("parent with a position", u"//p/parent::*[1]"_s, u"d1 d2 d3"_s);
    row("no parent with position two", u"//p/parent::*[2]"_s, QString());
    row("parent of an attribute", u"//@title/.."_s, u"i1"_s);
    row("grandparents", u"//p/../.."_s, u"b d2"_s);
    row("ancestors", u"//i/ancestor::*"_s, u"h b d2 d3"_s);
    row("ancestors of several", u"//p/ancestor::div"_s, u"d1 d2 d3"_s);
    row("nearest ancestors", u"//p/ancestor::div[1]"_s, u"d1 d2 d3"_s);
    row("the ancestors' root", u"//p/ancestor::node()"_s, u"/ h b d1 d2 d3"_s);
    row("ancestors of attributes", u"//@title/ancestor::div"_s, u"d2 d3"_s);
    row("ancestor or self", u"//div/ancestor-or-self::div"_s, u"d1 d2 d3"_s);
    row("descendants", u"//div/descendant::p"_s, u"p1 p2 p3 p4"_s);
    row("descendant or self", u"//div/descendant-or-self::div"_s, u"d1 d2 d3"_s);
    row("following siblings", u"//p/following-sibling::*"_s, u"p2 d3 i1"_s);
    row("next siblings", u"//p/following-sibling::*[1]"_s, u"p2 d3 i1"_s);
    row("preceding siblings", u"//*/preceding-sibling::p"_s, u"p1 p3 p4"_s);
    row("the nearest preceding sibling", u"//i/preceding-sibling::*[1]"_s, u"p4"_s);
    row("siblings of texts", u"//text()/following-sibling::b"_s, u"b1"_s);
    row("attributes have no siblings", u"//@id/following-sibling::*"_s, QString());
    row("following", u"//b/following::*"_s, u"p2 d2 p3 d3 p4 i1"_s);
    row("following of several", u"//p/following::p"_s, u"p2 p3 p4"_s);
    row("following of attributes", u"//div[@class]/@*/following::p"_s, u"p1 p2 p3 p4"_s);
    row("preceding", u"//i/preceding::p"_s, u"p1 p2 p3 p4"_s);
    row("preceding of several, not their ancestors", u"//p/preceding::div"_s, u"d1"_s);
    row("self", u"//*/self::i"_s, u"i1"_s);
    row("self, abbreviated", u"//i/."_s, u"i1"_s);
    row("self of the document", u"."_s, u"/"_s);
    row("nothing above the document", u".."_s, QString());
    row("all under all", u"count(//node()//node())"_s, u"17"_s);
    row("from each node up and down", u"//b/ancestor::*/descendant::i"_s, u"i1"_s);
    row("deep under attributes is nothing but themselves", u"count(//@title//node())"_s, u"0"_s);
}

void XPathTest::compares_data()
{
    addColumns();
    row("nodes with a text", u"//p = 'one'"_s, u"true"_s);
    row("a text with nodes", u"'none' = //p"_s, u"false"_s);
    row("nodes unlike a text", u"//p != 'one'"_s, u"true"_s);
    row("all like it", u"//i/@title != 't'"_s, u"false"_s);
    row("nodes with a number", u"//p = 3"_s, u"true"_s);
    row("nodes below a number", u"//p < 3"_s, u"false"_s);
    row("nodes at most a number", u"//p <= 3"_s, u"true"_s);
    row("a number below nodes", u"4 < //p"_s, u"true"_s);
    row("a number above nodes", u"3 > //p"_s, u"false"_s);
    row("nodes above a text", u"//p > '4'"_s, u"true"_s);
    row("nodes with nodes", u"//p = //b"_s, u"false"_s);
    row("nodes with nodes of the same text", u"//div[2]//p = //p[@id='p3']"_s, u"true"_s);
    row("nodes unlike nodes", u"//p[@id='p3'] != //p[@id='p3']"_s, u"false"_s);
    row("several unlike one", u"//p != //p[@id='p3']"_s, u"true"_s);
    row("one unlike several", u"//p[@id='p3'] != //p"_s, u"true"_s);
    row("nothing is unlike nothing", u"//x != //p"_s, u"false"_s);
    row("nodes below nodes", u"//p[@id='p2'] < //p[@id='p4']"_s, u"true"_s);
    row("nodes above nodes", u"//p[@id='p2'] > //p[@id='p4']"_s, u"false"_s);
    row("what is no number has no order", u"//b < //p"_s, u"false"_s);
    row("nodes with a boolean", u"//p = true()"_s, u"true"_s);
    row("no nodes with a boolean", u"//x = false()"_s, u"true"_s);
    row("a boolean above no nodes", u"true() > //x"_s, u"true"_s);
    row("texts", u"'a' = 'a'"_s, u"true"_s);
    row("numbers", u"1 < 2"_s, u"true"_s);
    row("compared twice", u"//p = 3 = true()"_s, u"true"_s);
    row("and, or", u"//x and //p or //b"_s, u"true"_s);
    row("in a predicate", u"//p[. = ../p[2]]"_s, u"p2"_s);
    row("with a quote in it", u"//p[. != \"it's\"][1]"_s, u"p1 p3 p4"_s);
    row("a placeholder in a text", u"'%1' = //p or '%2' = '%2'"_s, u"true"_s);
}

void XPathTest::computes_data()
{
    addColumns();
    row("number", u"1.50"_s, u"1.5"_s);
    row("integers without point", u"4 div 2"_s, u"2"_s);
    row("no exponents", u"100000000000000000000 * 10"_s, u"1000000000000000000000"_s);
    row("not a number", u"number('x')"_s, u"NaN"_s);
    row("infinity", u"-1 div 0"_s, u"-Infinity"_s);
    row("minus zero", u"-0"_s, u"0"_s);
    row("precedence", u"1 + 2 * 3 - -4 mod 3"_s, u"8"_s);
    row("nodes as numbers", u"//p[2] + //p[@id='p4']"_s, u"7.5"_s);
    row("minus nodes", u"-//p[2]"_s, u"-3"_s);
    row("twice minus", u"--//p[2]"_s, u"3"_s);
    row("a star that multiplies", u"3 * //p[2]"_s, u"9"_s);
    row("a star that names, and one that multiplies", u"count(//*) * 1"_s, u"12"_s);
    row("div as an element and as an operator", u"count(//div) div count(//div)"_s, u"1"_s);
    row("count", u"count(//p)"_s, u"4"_s);
    row("sum", u"sum(//p[@id='p2' or @id='p4'])"_s, u"7.5"_s);
    row("sum of texts", u"sum(//p)"_s, u"NaN"_s);
    row("string", u"string(//p)"_s, u"onetwo"_s);
    row("string of an attribute", u"string(//i/@title)"_s, u"t"_s);
    row("string of nothing", u"string(//x)"_s, QString());
    row("string of a boolean", u"string(true())"_s, u"true"_s);
    row("concat", u"concat('a', 1, //b)"_s, u"a1two"_s);
    row("starts-with", u"starts-with(//p, 'on')"_s, u"true"_s);
    row("contains", u"contains(//p, 'et')"_s, u"true"_s);
    row("substring", u"substring('12345', 2, 3)"_s, u"234"_s);
    row("substring, rounded", u"substring('12345', 1.5, 2.6)"_s, u"234"_s);
    row("substring-before", u"substring-before('1999/04', '/')"_s, u"1999"_s);
    row("substring-after", u"substring-after('1999/04', '/')"_s, u"04"_s);
    row("normalize-space", u"normalize-space('  a  b ')"_s, u"a b"_s);
    row("string-length in characters", u"string-length('äöü')"_s, u"3"_s);
    row("translate", u"translate('bar', 'abc', 'AB')"_s, u"BAr"_s);
    row("round", u"round(2.5) + round(-2.5)"_s, u"1"_s);
    row("floor and ceiling", u"floor(1.9) + ceiling(1.1)"_s, u"3"_s);
    row("name", u"name(//i/@title)"_s, u"title"_s);
    row("local-name of nothing", u"local-name(//x)"_s, QString());
    row("no namespaces", u"namespace-uri(//p)"_s, QString());
    row("not", u"not(//x)"_s, u"true"_s);
    row("position at the start", u"position() + last()"_s, u"2"_s);
    row("lang", u"//p[lang('de')]"_s, u"p3 p4"_s);
    row("lang, nearest first", u"//p[lang('EN')]"_s, u"p1 p2"_s);
    row("functions in predicates", u"//p[string-length() > 3]"_s, u"p1"_s);
}

void XPathTest::seesThePage_data()
{
    addColumns();
    const auto other = [](const char *name, const QByteArray &html, const QString &expression, const QString &found) {
        QTest::newRow(name) << html << expression << found;
    };
    other("without the contents of templates", "<template><p id=x></p></template><p id=y>", u"//p"_s, u"y"_s);
    other("the template itself", "<template id=t><p></p></template>", u"//template"_s, u"t"_s);
    other("its text is empty", "<template>a</template>b", u"string(/)"_s, u"b"_s);
    other("without the doctype", "<!doctype html><p>", u"count(/node())"_s, u"1"_s);
    other("comments outside", "<!--a--><p></p><!--b-->", u"/comment()"_s, u"<!--a-->"_s);
    other("SVG without a prefix", "<svg id=s><linearGradient id=g /></svg>", u"//svg/linearGradient"_s, u"g"_s);
    other("xlink:href", "<svg><a xlink:href=u><b/></a></svg>", u"string(//@xlink:href)"_s, u"u"_s);
    other("declarations are no attributes", "<svg xmlns:xlink='http://www.w3.org/1999/xlink' id=s></svg>",
          u"//svg/@*"_s, u"@id"_s);
    other("beyond ASCII", "<p id=ü title='€'>😀", u"//p[@title='€']"_s, u"ü"_s);
    other("string of smileys", "<p>😀", u"string(//p)"_s, u"😀"_s);
    other("names beyond ASCII", "<ä-b id=x>", u"//ä-b"_s, QString());
    other("custom elements", "<x-y id=x>", u"//x-y"_s, u"x"_s);
    other("a page of nothing", "", u"//body"_s, u"body"_s);
    other("id() takes the first", "<p id=a title=1></p><p id=a>", u"string(id('a')/@title)"_s, u"1"_s);
}

void XPathTest::selects()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, expression);
    const Document document = parseHtml(html);
    const Result<XPath, XPathFailure> path = XPath::compile(expression);
    QVERIFY2(path, path ? "" : qPrintable(path.error().detail));
    XmlMirror mirror(document);
    const Result<XPathValue, XPathFailure> value = path->evaluate(mirror);
    QVERIFY2(value, value ? "" : qPrintable(value.error().detail));
    QCOMPARE(value->type, path->type());
    QTEST(described(document, *value), "found");
}

void XPathTest::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<XPathFault>("fault");
    QTest::addColumn<QString>("start");
    const auto bad = [](const char *name, const QString &expression, XPathFault fault, const QString &start) {
        QTest::newRow(name) << expression << fault << start;
    };
    bad("nothing", u""_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("white space", u"  "_s, XPathFault::Syntax, u"Position 2: "_s);
    bad("a step missing", u"//p/"_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("an operand missing", u"1 + "_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("a bracket open", u"//p[1"_s, XPathFault::Syntax, u"Position 5: ']' expected"_s);
    bad("a parenthesis open", u"count(//p"_s, XPathFault::Syntax, u"Position 9: ')' expected"_s);
    bad("a quote open", u"//p[.='x]"_s, XPathFault::Syntax, u"Position 6: "_s);
    bad("too much", u"//p]"_s, XPathFault::Syntax, u"Position 3: "_s);
    bad("two operands", u"1 2"_s, XPathFault::Syntax, u"Position 2: "_s);
    bad("a character that is none", u"//p[#]"_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("a CSS selector", u"div > p.x:first-child"_s, XPathFault::Unsupported, u"Position 6: unknown prefix"_s);
    bad("a variable", u"//p[$x]"_s, XPathFault::Unsupported, u"Position 4: "_s);
    bad("an unknown function", u"//p[matches(., 'x')]"_s, XPathFault::Syntax,
        u"Position 4: there is no function matches()"_s);
    bad("document()", u"document('file:///etc/passwd')"_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("EXSLT", u"str:tokenize('a')"_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("our own functions", u"sluice-union(//a, //b)"_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("too few arguments", u"contains('a')"_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("too many arguments", u"true(1)"_s, XPathFault::Syntax, u"Position 0: "_s);
    bad("count of a text", u"1 + count('a')"_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("a union with a text", u"//a | 'b'"_s, XPathFault::Syntax, u"Position 6: "_s);
    bad("steps of a number", u"(1)/a"_s, XPathFault::Syntax, u"Position 3: "_s);
    bad("predicates of a text", u"'a'[1]"_s, XPathFault::Syntax, u"Position 3: "_s);
    bad("a function as a step", u"//p/string()"_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("an unknown axis", u"//p/above::a"_s, XPathFault::Syntax, u"Position 4: "_s);
    bad("the namespace axis", u"//p/namespace::*"_s, XPathFault::Unsupported, u"Position 4: "_s);
    bad("an unknown prefix", u"//svg:path"_s, XPathFault::Unsupported, u"Position 2: "_s);
    bad("XPath 2.0", u"for $x in //p return $x"_s, XPathFault::Unsupported, u"Position 4: "_s);
    bad("20,000 parentheses", QString(20'000, u'('), XPathFault::TooComplex, u"Position "_s);
    bad("20,000 predicates within each other", QString(u"a["_s).repeated(20'000), XPathFault::TooComplex,
        u"Position "_s);
    bad("20,000 steps", u"a"_s + QString(u"/a"_s).repeated(20'000), XPathFault::TooComplex, u"Position "_s);
    bad("20,000 signs", QString(20'000, u'-') + u'1', XPathFault::TooComplex, u"Position "_s);
    bad("20,000 sums", u"1"_s + QString(u"+1"_s).repeated(20'000), XPathFault::TooComplex, u"Position "_s);
    bad("20,000 predicates", u"a"_s + QString(u"[1]"_s).repeated(20'000), XPathFault::TooComplex, u"Position "_s);
    bad("too long", QString(70'000, u'a'), XPathFault::TooComplex, u"Position 65536: "_s);
}

void XPathTest::refuses()
{
    QFETCH(QString, expression);
    QFETCH(QString, start);
    const Result<XPath, XPathFailure> path = XPath::compile(expression);
    QVERIFY(!path);
    QTEST(path.error().kind, "fault");
    QVERIFY2(path.error().detail.startsWith(start), qPrintable(path.error().detail));
}

void XPathTest::startsAtTheContext()
{
    const Document document = parseHtml(page);
    XmlMirror mirror(document);
    const auto rows = XPath::compile(u"//div"_s)->evaluate(mirror);
    QVERIFY(rows);
    const XPath paragraphs = *XPath::compile(u"p"_s);
    QStringList found;
    for (const XPathNode &node : rows->nodes)
        found.append(described(document, *paragraphs.evaluate(mirror, node.node)));
    QCOMPARE(found, (QStringList{u"p1 p2"_s, u"p3"_s, u"p4"_s}));
    QCOMPARE(described(document, *XPath::compile(u"/html/body"_s)->evaluate(mirror, rows->nodes.first().node)), u"b"_s);
    QCOMPARE(described(document, *XPath::compile(u".//b"_s)->evaluate(mirror, rows->nodes.first().node)), u"b1"_s);
}

void XPathTest::findsNothingInATemplate()
{
    const Document document = parseHtml("<template><p>x</p></template><p>y</p>");
    NodeId inside = document.root();
    while (inside != noNode && !document.isElement(inside, "p"))
        inside = document.next(inside);
    XmlMirror mirror(document);
    QVERIFY(XPath::compile(u"//p"_s)->evaluate(mirror, inside)->nodes.isEmpty());
}

void XPathTest::runsInManyThreads()
{
    const XPath path = *XPath::compile(u"//div//p[contains(., 'o')]/@id"_s);
    std::vector<qsizetype> counts(8, -1);
    std::vector<std::thread> threads;
    for (qsizetype &count : counts) {
        threads.emplace_back([&path, &count] {
            for (int i = 0; i < 50; ++i) {
                const Document document = parseHtml(page);
                XmlMirror mirror(document);
                count = path.evaluate(mirror)->nodes.size();
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(counts, std::vector<qsizetype>(8, 2));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::XPathTest)
#include "tst_xpath.moc"
