// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/columnname.h"
#include "core/extract/selectorsuggestion.h"
#include "core/html/parser.h"
#include "core/html/selector.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class SelectorSuggestionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void namesWithAndWithoutMeaning_data();
    void namesWithAndWithoutMeaning();
    void shortAndTelling_data();
    void shortAndTelling();
    void withinARow();
    void everyElementIsFoundAlone();
    void columnNames_data();
    void columnNames();
    void rowsOfTwoExamples_data();
    void rowsOfTwoExamples();

private:
    static NodeId marked(const Document &document, std::string_view mark);
};

NodeId SelectorSuggestionTest::marked(const Document &document, std::string_view mark)
{
    for (NodeId id = 0; id < document.nodeCount(); ++id) {
        if (document.isElement(id) && document.attribute(id, "x") == mark)
            return id;
    }
    return noNode;
}

void SelectorSuggestionTest::namesWithAndWithoutMeaning_data()
{
    QTest::addColumn<bool>("isMeaningful");
    QTest::newRow("price") << true;
    QTest::newRow("product-card") << true;
    QTest::newRow("productCard") << true;
    QTest::newRow("col-6") << true;
    QTest::newRow("item-48213") << false;
    QTest::newRow("css-1q2w3e") << false;
    QTest::newRow("sc-bdVaJa") << false;
    QTest::newRow("a3f9c2") << false;
    QTest::newRow("_3NiYx9aBcDe") << false;
    QTest::newRow("7") << false;
    QTest::newRow("") << false;
}

void SelectorSuggestionTest::namesWithAndWithoutMeaning()
{
    QFETCH(bool, isMeaningful);
    const QByteArray name = QTest::currentDataTag();
    QCOMPARE(isMeaningfulName(std::string_view(name.constData(), size_t(name.size()))), isMeaningful);
}

void SelectorSuggestionTest::shortAndTelling_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expected");
    QTest::newRow("an id") << R"(<p id=main class=a x=1>)"_ba << u"#main"_s;
    QTest::newRow("a generated id is passed over") << R"(<p id="id-84731" class=lead x=1><p>)"_ba << u".lead"_s;
    QTest::newRow("itemprop before class")
        << R"(<b class=big itemprop=price x=1>1</b><b>)"_ba << u"[itemprop=\"price\"]"_s;
    QTest::newRow("a class") << R"(<b class="css-1ab2c3 price" x=1>1</b><b>2</b>)"_ba << u".price"_s;
    QTest::newRow("a tag that is there once") << R"(<h1 x=1>T</h1><p>)"_ba << u"h1"_s;
    QTest::newRow("class with its tag") << R"(<i class=n></i><b class=n x=1></b>)"_ba << u"b.n"_s;
    QTest::newRow("two classes") << R"(<b class="a b" x=1></b><b class=a></b><b class=b></b>)"_ba << u".a.b"_s;
    QTest::newRow("an ancestor") << R"(<div class=old><b>1</b></div><div class=new><b x=1>2</b></div>)"_ba
                                 << u".new b"_s;
    QTest::newRow("only a child") << R"(<div class=n><b x=1></b><p><b></b></p></div>)"_ba << u".n > b"_s;
    QTest::newRow("a position at last") << R"(<p>1</p><p x=1>2</p><p>3</p>)"_ba << u"p:nth-of-type(2)"_s;
    QTest::newRow("few steps where nothing has a name")
        << R"(<div><div><ul><li><a>1</a><li><a>2</a></ul></div><ul><li><a x=1>3</a><li><a>4</a></ul></div>)"_ba
        << u"body > div > ul > li:nth-of-type(1) > a"_s;
    QTest::newRow("what must be escaped") << R"(<p class="a:b" x=1></p><p>)"_ba << u".a\\:b"_s;
    QTest::newRow("quotes in a value") << R"(<input name='a"b' x=1><input>)"_ba << u"input[name=\"a\\\"b\"]"_s;
}

void SelectorSuggestionTest::shortAndTelling()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, expected);
    const Document document = parseHtml(html);
    const NodeId node = marked(document, "1");
    QCOMPARE(suggestSelector(document, node), expected);
    QCOMPARE(Selector::compile(expected)->selectAll(document), QList<NodeId>{node});
}

void SelectorSuggestionTest::withinARow()
{
    const Document document = parseHtml("<ul><li x=row><b class=name x=1>A</b><i>1</i><i x=2>2</i></li>"
                                        "<li><b class=name>B</b><i>3</i><i>4</i></li></ul>");
    const NodeId row = marked(document, "row");
    QCOMPARE(suggestSelector(document, marked(document, "1"), row), u".name"_s);
    QCOMPARE(suggestSelector(document, marked(document, "2"), row), u"i:nth-of-type(2)"_s);
    QCOMPARE(suggestSelector(document, row, row), QString());
    QCOMPARE(suggestSelector(document, document.root(), 0), QString());
    QCOMPARE(suggestSelector(document, noNode, 0), QString());
}

void SelectorSuggestionTest::everyElementIsFoundAlone()
{
    QByteArray html = "<!doctype html><title>T</title><main id=top>";
    for (int i = 0; i < 12; ++i)
        html +=
            "<section><div><span>a</span><span>b<em>c</em></span></div><div class='x y'><p><a href=#>d</a><p></div>";
    const Document document = parseHtml(html);
    int count = 0;
    for (NodeId id = 0; id < document.nodeCount(); ++id) {
        if (!document.isElement(id))
            continue;
        const QString selector = suggestSelector(document, id);
        QCOMPARE(Selector::compile(selector)->selectAll(document), QList<NodeId>{id});
        ++count;
    }
    QVERIFY(count > 80);
}

void SelectorSuggestionTest::columnNames_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *what, const char *html, const QString &expected) {
        QTest::newRow(what) << QByteArray(html) << expected;
    };
    row("its own class", "<b class='price big' x=1>1</b>", u"price"_s);
    row("an itemprop before a class", "<b class=big itemprop=price x=1>1</b>", u"price"_s);
    row("the class of what holds it alone", "<h3 class=product-name><a x=1>A</a></h3>", u"product_name"_s);
    row("not that of what holds more", "<div class=card><a x=1>A</a> and more</div>", u"link"_s);
    row("a link in a heading", "<h3><a x=1>A</a></h3>", u"title"_s);
    row("a link", "<p><a x=1>A</a><a>B</a></p>", u"link"_s);
    row("a picture", "<img x=1>", u"image"_s);
    row("something", "<span x=1>A</span><span>B</span>", u"text"_s);
    row("an unknown element", "<x-price x=1>A</x-price><i></i>", u"x-price"_s);
    row("the head of its column",
        "<table><caption>C</caption> <thead><tr><th>Name<th>Price (EUR)</thead>"
        "<tbody><tr><td>A<td x=1>1</table>",
        u"price_eur"_s);
    row("the head over a link in a cell", "<table><tr><th>Shop<th>Price<tr><td><a x=1>A</a><td>1</table>", u"shop"_s);
    row("past a wide head", "<table><tr><th colspan=2>Who<th>When<tr><td>A<td>B<td x=1>1</table>", u"when"_s);
    row("the head itself", "<table><tr><th x=1>Name<th>Price<tr><td>A<td>1</table>", u"th"_s);
    row("the head of its line", "<table><tr><th>Weight<td x=1>3 kg<tr><th>Size<td>1 m</table>", u"weight"_s);
    row("a table without heads", "<table><tr><td>A<td x=1>1</table>", u"text"_s);
    row("a term before it", "<dl><dt>Opening hours<dd x=1>9-5</dl>", u"opening_hours"_s);
    row("a label before it", "<p><b>Price:</b> <span x=1>1</span></p>", u"price"_s);
    row("no sentence", "<p><b>What we have always wanted to say about this is:</b> <i x=1>1</i></p>", u"text"_s);
    row("a label of other letters", "<dl><dt>Größe<dd x=1>1</dl>", u"größe"_s);
}

void SelectorSuggestionTest::columnNames()
{
    QFETCH(QByteArray, html);
    const Document document = parseHtml(html);
    QTEST(suggestColumnName(document, marked(document, "1")), "expected");
}

void SelectorSuggestionTest::rowsOfTwoExamples_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the rows themselves")
        << R"(<ul><li class="card a" x=1><li class="card b" x=2><li class=card></ul>)"_ba << u"li.card"_s;
    QTest::newRow("something in them") << R"(<ul><li class=card><b x=1></b><li class=card><p><b x=2></b></ul>)"_ba
                                       << u"li.card"_s;
    QTest::newRow("without classes, below their parent")
        << R"(<table id=prices><tr><td x=1>1<tr><td x=2>2</table><table><tr><td>3</table>)"_ba
        << u"#prices > tbody > tr"_s;
    QTest::newRow("the class that is only theirs")
        << R"(<div class=box></div><main><div class="box hit" x=1></div><div class="box hit" x=2></div></main>)"_ba
        << u"div.hit"_s;
    QTest::newRow("a common attribute") << R"(<main><p role=row x=1></p><p role=row x=2></p></main><p>)"_ba
                                        << u"p[role=\"row\"]"_s;
    QTest::newRow("one within the other") << R"(<div x=1><b x=2></b></div>)"_ba << QString();
    QTest::newRow("twice the same") << R"(<div x=1></div>)"_ba << QString();
    QTest::newRow("nothing in common") << R"(<main><b x=1></b><i x=2></i></main>)"_ba << QString();
}

void SelectorSuggestionTest::rowsOfTwoExamples()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, expected);
    const Document document = parseHtml(html);
    const NodeId second = marked(document, "2");
    const NodeId first = marked(document, "1");
    const QString got = suggestRowSelector(document, first, second == noNode ? first : second);
    if (expected.startsWith(u"#prices"_s)) { // the parent may be named in any way that finds these rows alone
        QCOMPARE(Selector::compile(got)->selectAll(document).size(), 2);
        QVERIFY(!got.contains(u"nth"_s));
        return;
    }
    QCOMPARE(got, expected);
}

QTEST_GUILESS_MAIN(SelectorSuggestionTest)
#include "tst_selectorsuggestion.moc"
