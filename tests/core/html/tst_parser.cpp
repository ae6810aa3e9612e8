// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/serializer.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::Document;
using core::NodeId;
using core::ParseOptions;

/// What the document interface gives of ordinary pages. Hostile ones are in tst_hostilepages.
class ParserTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void buildsTheTree_data();
    void buildsTheTree();
    void idsFollowDocumentOrder();
    void deepElementsBecomeSiblings();
    void ordinaryNestingIsLeftAlone_data();
    void ordinaryNestingIsLeftAlone();
    void attributesAreCapped();
    void overTheMemoryCapLinksAndTextRemain();
    void documentsMove();
};

void ParserTest::buildsTheTree_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<ParseOptions>("options");
    QTest::addColumn<QByteArray>("tree");
    const ParseOptions plain;
    ParseOptions scripting;
    scripting.isScripting = true;
    ParseOptions cell;
    cell.fragmentContext = "tr";
    ParseOptions svg;
    svg.fragmentContext = "svg g";
    const auto row = [](const char *title, const QByteArray &html, const ParseOptions &options,
                        const QByteArray &tree) { QTest::newRow(title) << html << options << tree; };
    const QByteArray head = "| <html>\n|   <head>\n";
    const QByteArray body = head + "|   <body>\n";
    row("nothing", "", plain, body);
    row("an implied frame", "a", plain, body + "|     \"a\"\n");
    row("a doctype with identifiers", "<!doctype html public 'p' 's'>", plain,
        "| <!DOCTYPE html \"p\" \"s\">\n" + body);
    row("a comment before the doctype", " <!--c--> <!doctype html>", plain, "| <!-- c -->\n| <!DOCTYPE html>\n" + body);
    row("a comment after the doctype", "<!doctype html><!--c-->", plain, "| <!DOCTYPE html>\n| <!-- c -->\n" + body);
    row("attributes in order of name", "<a b=2 a='&lt;1'>", plain,
        body + "|     <a>\n|       a=\"<1\"\n|       b=\"2\"\n");
    row("unknown elements in lower case", "<X-Ray>", plain, body + "|     <x-ray>\n");
    row("SVG names in their own case", "<svg viewbox=1><LINEARgradient xlink:href=x>", plain,
        body + "|     <svg svg>\n|       viewBox=\"1\"\n|       <svg linearGradient>\n|         xlink href=\"x\"\n");
    row("MathML", "<math><mi>x", plain, body + "|     <math math>\n|       <math mi>\n|         \"x\"\n");
    row("template contents", "<body><template><td>x", plain,
        body + "|     <template>\n|       content\n|         <td>\n|           \"x\"\n");
    row("character references", "&amp;&eacute;&#x20AC;", plain, body + "|     \"&\xc3\xa9\xe2\x82\xac\"\n");
    row("NULs are dropped from text", QByteArray("a\0b", 3), plain, body + "|     \"ab\"\n");
    row("noscript holds elements", "<body><noscript><p>x", plain,
        body + "|     <noscript>\n|       <p>\n|         \"x\"\n");
    row("noscript holds text with scripting", "<body><noscript><p>x</noscript>y", scripting,
        body + "|     <noscript>\n|       \"<p>x\"\n|     \"y\"\n");
    row("noframes stays itself with scripting", "<body><noframes>x</noframes>", scripting,
        body + "|     <noframes>\n|       \"x\"\n");
    row("dialog and search close paragraphs", "<p>a<dialog>b<p>c</DIALOG><p>d<search>e</search>f", plain,
        body + "|     <p>\n|       \"a\"\n|     <dialog>\n|       \"b\"\n|       <p>\n|         \"c\"\n"
               "|     <p>\n|       \"d\"\n|     <search>\n|       \"e\"\n|     \"f\"\n");
    row("center stays itself in any spelling", "<cEnTeR>a</cEnTeR><x-iSiNdEx>", plain,
        body + "|     <center>\n|       \"a\"\n|     <x-isindex>\n");
    row("menuitem and isindex are ordinary", "<body><menuitem>a</menuitem><isindex>b", plain,
        body + "|     <menuitem>\n|       \"a\"\n|     <isindex>\n|       \"b\"\n");
    row("a paragraph's end tag leaves SVG", "<p><svg><g></p>a", plain,
        body + "|     <p>\n|       <svg svg>\n|         <svg g>\n|     \"a\"\n");
    row("text moved out of a table joins", "a<table>b<tr>c</table>", plain,
        body + "|     \"abc\"\n|     <table>\n|       <tbody>\n|         <tr>\n");
    row("a fragment in its context", "<td>x", cell, "| <td>\n|   \"x\"\n");
    row("a fragment in SVG", "<rect/>", svg, "| <svg rect>\n");
}

void ParserTest::buildsTheTree()
{
    QFETCH(QByteArray, html);
    QFETCH(ParseOptions, options);
    QFETCH(QByteArray, tree);
    const Document document = core::parseHtml(html, options);
    QCOMPARE(core::html5libTree(document), tree);
    QVERIFY(document.notes() == core::ParseNotes());
}

void ParserTest::idsFollowDocumentOrder()
{
    const Document document = core::parseHtml("<p>a<b>c</b><template><i>x</i></template><table>d<tr><td>e");
    NodeId expected = 0;
    for (NodeId id = 0; id != core::noNode; id = document.next(id))
        QCOMPARE(id, expected++);
    QCOMPARE(expected, document.nodeCount());
}

void ParserTest::deepElementsBecomeSiblings()
{
    ParseOptions options;
    options.depthCap = 5;
    const Document document =
        core::parseHtml("<div><div><p>1<a href=x>2<b>3</b>4</a>5</p><i>6</i></div><u>7</u></div>", options);
    QVERIFY(document.notes().isFlattened);
    const QByteArray tree = core::html5libTree(document);
    QVERIFY2(!tree.contains("|           <"), tree);
    QCOMPARE(document.textContent(document.root()), "1234567");
    const NodeId link = document.firstElement("a");
    QCOMPARE(document.attribute(link, "href"), "x");
    QCOMPARE(document.node(link).parent, document.node(document.firstElement("p")).parent);
    for (NodeId id = 0, expected = 0; id != core::noNode; id = document.next(id))
        QCOMPARE(id, expected++);
}

void ParserTest::ordinaryNestingIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("html");
    const QByteArray many[] = {
        QByteArray("<p>x").repeated(2'000),
        QByteArray("<li>x").repeated(2'000),
        "<dl>" + QByteArray("<dt>x<dd>y").repeated(2'000),
        "<table>" + QByteArray("<tr><td>x<td>y").repeated(2'000),
        "<table>" + QByteArray("<tbody><tr><th>x").repeated(2'000),
        "<select>" + QByteArray("<option>x").repeated(2'000),
        "<ruby>" + QByteArray("<rb>x<rt>y").repeated(2'000),
        QByteArray("<a name=x>x").repeated(2'000),
        QByteArray("<div><span>x</div>").repeated(2'000),
        QByteArray("<p><b>x</b>").repeated(2'000),
        QByteArray("<b><p>x</b></p>").repeated(2'000),
        QByteArray("<h1>x<h2>y").repeated(2'000),
        QByteArray("<svg><path/><circle/></svg>").repeated(2'000),
        QByteArray("<math><mspace/></math>").repeated(2'000),
        QByteArray("<br><hr><img src=x><input><wbr>").repeated(2'000),
        QByteArray("<script>'<div>'</script>").repeated(2'000),
        QByteArray("<!-- <div> -->").repeated(2'000),
        QByteArray("<x-a><x-b>y</x-b></x-a>").repeated(2'000),
        "<textarea>" + QByteArray("<div>").repeated(2'000),
        QByteArray("<div title='").append(QByteArray("<div>").repeated(2'000)),
    };
    const char *names[] = {"paragraphs", "list items", "definitions",      "rows and cells", "sections",
                           "options",    "ruby",       "anchors",          "unclosed spans", "bold in paragraphs",
                           "misnested",  "headings",   "self-closing SVG", "MathML",         "void elements",
                           "scripts",    "comments",   "custom elements",  "a textarea",     "an attribute"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        QTest::newRow(names[i]) << many[i];
}

void ParserTest::ordinaryNestingIsLeftAlone()
{
    QFETCH(QByteArray, html);
    ParseOptions options;
    options.memoryFactor = 200;
    QVERIFY(core::parseHtml(html, options).notes() == core::ParseNotes());
}

void ParserTest::attributesAreCapped()
{
    QByteArray html = "<p id=first";
    for (int i = 0; i < 1'000; ++i)
        html += " a" + QByteArray::number(i) + "='>'";
    const Document document = core::parseHtml(html + ">text<p id=second>");
    QVERIFY(document.notes().isTrimmed);
    const NodeId first = document.firstElement("p");
    QCOMPARE(document.node(first).attributeCount, 512);
    QCOMPARE(document.textContent(first), "text");
    QCOMPARE(document.attribute(document.node(first).nextSibling, "id"), "second");
}

void ParserTest::overTheMemoryCapLinksAndTextRemain()
{
    ParseOptions options;
    options.memoryFactor = 0;
    options.memoryBase = 4'096;
    const Document document = core::parseHtml("<!doctype html><html><head><title>T &amp; t</title>"
                                              "<base href=/b/><meta name=description content='D &amp; d'>"
                                              "<script>var a = '<a href=no>';</script></head><body>"
                                              "<svg><title>no</title></svg><h1>H <a href=one?a&amp;b>link</a></h1>"
                                              "<p>text &lt; <area href=two><iframe src=three></iframe></body></html>",
                                              options);
    QVERIFY(document.notes().isTextOnly);
    QCOMPARE(core::html5libTree(document), "| <html>\n|   <head>\n|     <title>\n|       \"T & t\"\n"
                                           "|     <base>\n|       href=\"/b/\"\n"
                                           "|     <meta>\n|       content=\"D & d\"\n|       name=\"description\"\n"
                                           "|   <body>\n|     \"no\"\n|     <h1>\n|       \"H \"\n"
                                           "|       <a>\n|         href=\"one?a&b\"\n|       \"link\"\n"
                                           "|     \"text < \"\n|     <area>\n|       href=\"two\"\n"
                                           "|     <iframe>\n|       src=\"three\"\n");
}

void ParserTest::documentsMove()
{
    Document first = core::parseHtml("<p>a");
    Document second = std::move(first);
    QCOMPARE(second.textContent(second.root()), "a");
    first = core::parseHtml("<p>b");
    QCOMPARE(first.textContent(first.root()), "b");
    QCOMPARE(Document().nodeCount(), 1U);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ParserTest)
#include "tst_parser.moc"
