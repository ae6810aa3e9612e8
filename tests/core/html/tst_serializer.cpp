// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/serializer.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::Document;
using core::NodeId;

class SerializerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void writesHtml_data();
    void writesHtml();
    void writesTheWholeDocument();
    void noscriptDependsOnScripting();
    void pathLeadsToTheElement_data();
    void pathLeadsToTheElement();
};

void SerializerTest::writesHtml_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *title, const QByteArray &html, const QByteArray &written) {
        QTest::newRow(title) << html << written;
    };
    row("text is escaped", "a&lt;&gt;&amp;&nbsp;\"'", "a&lt;&gt;&amp;&nbsp;\"'");
    row("attributes are escaped", "<p a='\"&amp;&lt;>&nbsp;'>", "<p a=\"&quot;&amp;<>&nbsp;\"></p>");
    row("attributes keep their order", "<p b a>", "<p b=\"\" a=\"\"></p>");
    row("void elements", "<br><img src=x><input>", "<br><img src=\"x\"><input>");
    row("script text is literal", "<script>a<b&&c</script>", "<script>a<b&&c</script>");
    row("style text is literal", "<style>a>b</style>", "<style>a>b</style>");
    row("textarea text is escaped", "<textarea>a&lt;b</textarea>", "<textarea>a&lt;b</textarea>");
    row("comments", "<!-- a<b -->", "<!-- a<b -->");
    row("template contents", "<template><td>x</td></template>", "<template><td>x</td></template>");
    row("SVG names and namespaces", "<svg viewbox=1><a xlink:href=x xml:lang=y /></svg>",
        "<svg viewBox=\"1\"><a xlink:href=\"x\" xml:lang=\"y\"></a></svg>");
    row("xmlns", "<svg xmlns=a xmlns:xlink=b></svg>", "<svg xmlns=\"a\" xmlns:xlink=\"b\"></svg>");
    row("nesting", "<ul><li>a<li>b<i>c</i>d</ul>e", "<ul><li>a</li><li>b<i>c</i>d</li></ul>e");
    row("beyond ASCII as it is", "\xc3\xbc\xf0\x9f\x98\x80", "\xc3\xbc\xf0\x9f\x98\x80");
}

void SerializerTest::writesHtml()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, written);
    const Document document = core::parseHtml("<body>" + html);
    QCOMPARE(core::outerHtml(document, document.firstElement("body")), "<body>" + written + "</body>");
}

void SerializerTest::writesTheWholeDocument()
{
    const Document document = core::parseHtml("<!doctype html><!--c--><title>t</title><p>x");
    QCOMPARE(core::outerHtml(document, document.root()),
             "<!DOCTYPE html><!--c--><html><head><title>t</title></head><body><p>x</p></body></html>");
    QCOMPARE(core::outerHtml(document, document.node(document.firstElement("p")).firstChild), "x");
}

void SerializerTest::noscriptDependsOnScripting()
{
    core::ParseOptions options;
    const QByteArray html = "<body><noscript><p>a&amp;b</p></noscript>";
    const Document off = core::parseHtml(html, options);
    QCOMPARE(core::outerHtml(off, off.firstElement("noscript")), "<noscript><p>a&amp;b</p></noscript>");
    options.isScripting = true;
    const Document on = core::parseHtml(html, options);
    QCOMPARE(on.textContent(on.firstElement("noscript")), "<p>a&amp;b</p>");
    QCOMPARE(core::outerHtml(on, on.firstElement("noscript")), "<noscript><p>a&amp;b</p></noscript>");
}

void SerializerTest::pathLeadsToTheElement_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *title, const QByteArray &html, const QByteArray &name, const QByteArray &path) {
        QTest::newRow(title) << html << name << path;
    };
    row("html", "", "html", "html");
    row("head", "", "head", "html > head");
    row("in the head", "<meta><title>x</title>", "title", "html > head > title:nth-child(2)");
    row("elements are counted", "x<br><!--c-->y<p>", "p", "html > body > p:nth-child(2)");
    row("nested", "<div></div><div><p>x<i>", "i", "html > body > div:nth-child(2) > p:nth-child(1) > i:nth-child(1)");
    row("names are escaped", "<x:y.z>", "x:y.z", "html > body > x\\:y\\.z:nth-child(1)");
}

void SerializerTest::pathLeadsToTheElement()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, name);
    const Document document = core::parseHtml(html);
    const NodeId id = document.firstElement({name.constData(), std::size_t(name.size())});
    QVERIFY(id != core::noNode);
    QTEST(core::cssPath(document, id), "path");
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::SerializerTest)
#include "tst_serializer.moc"
