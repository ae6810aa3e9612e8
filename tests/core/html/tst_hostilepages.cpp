// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/links.h"
#include "core/html/parser.h"
#include "core/html/serializer.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

namespace sluice::test {

using core::Document;
using core::NodeId;

/// Pages made to make a parser slow, large or crash.
class HostilePagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void endInTime_data();
    void endInTime();
    void linksSurviveDeepNesting();
    void randomMarkupDoesNoHarm();
};

static QByteArray numbered(const QByteArray &before, int count, const QByteArray &after)
{
    QByteArray html;
    for (int i = 0; i < count; ++i)
        html += before + QByteArray::number(i) + after;
    return html;
}

void HostilePagesTest::endInTime_data()
{
    QTest::addColumn<QByteArray>("html");
    const auto row = [](const char *title, const QByteArray &html) { QTest::newRow(title) << html; };
    row("20,000 nested div", QByteArray("<div>").repeated(20'000));
    row("100,000 nested tables", QByteArray("<table><tr><td>").repeated(100'000));
    row("500 bold, then 4,000 paragraphs", numbered("<b a=", 500, ">") + QByteArray("<p>x").repeated(4'000));
    row("500 bold in a paragraph, then 4,000 paragraphs",
        "<p>" + numbered("<b a=", 500, ">") + QByteArray("<p>x").repeated(4'000));
    row("a megabyte of <", QByteArray(1 << 20, '<'));
    row("tags that never end", QByteArray("<a b=").repeated(100'000));
    row("a megabyte of NUL", QByteArray(1 << 20, '\0'));
    row("NULs in tags", QByteArray("<a\0 b\0=\0>", 10).repeated(50'000));
    row("65,536 attributes", "<p " + numbered("a", 65'536, " ") + ">");
    row("100,000 body tags with an attribute", numbered("<body a", 100'000, ">"));
    row("100,000 html tags with an attribute", numbered("<html a", 100'000, ">"));
    row("formatting that never closes", numbered("<b a=", 50'000, ">x"));
    row("formatting across paragraphs", numbered("<p><b a=", 20'000, ">x</p>"));
    row("misnested links", QByteArray("<a><div></a>").repeated(50'000));
    row("misnested formatting", QByteArray("<b><i><u><p></b></i></u>").repeated(20'000));
    row("unknown nested elements", QByteArray("<x>").repeated(100'000));
    row("end tags that match nothing", QByteArray("<div>").repeated(500) + QByteArray("</x>").repeated(100'000));
    row("end tags that match badly", QByteArray("<div></x>").repeated(100'000));
    row("nested SVG", QByteArray("<svg><g>").repeated(50'000));
    row("HTML in SVG titles", "<svg><title>" + QByteArray("<g>").repeated(100'000));
    row("nested SVG titles", QByteArray("<svg><title>").repeated(50'000));
    row("CDATA with end tags", QByteArray("<svg><![CDATA[></svg>]]><g>").repeated(30'000));
    row("nested templates", QByteArray("<template>").repeated(50'000));
    row("nested lists", QByteArray("<ul><li>").repeated(50'000));
    row("nested buttons and objects", QByteArray("<object><button>").repeated(50'000));
    row("nested selects", QByteArray("<select><option>").repeated(50'000));
    row("text between rows", "<table>" + QByteArray("x<b>y").repeated(50'000));
    row("framesets", QByteArray("<frameset>").repeated(100'000));
    row("one comment", "<!--" + QByteArray(1 << 20, '-'));
    row("comments", QByteArray("<!---->").repeated(150'000));
    row("a doctype a megabyte long", "<!doctype " + QByteArray(1 << 20, 'x'));
    row("character references", QByteArray("&amp").repeated(250'000));
    row("half references", QByteArray("&#x").repeated(300'000));
    row("scripts inside comments inside scripts", "<script>" + QByteArray("<!--<script>").repeated(80'000));
    row("carriage returns", QByteArray(1 << 20, '\r'));
    row("invalid UTF-8", QByteArray(1 << 20, '\xff'));
    row("small links", QByteArray("<a href=&x>").repeated(90'000));
}

void HostilePagesTest::endInTime()
{
    QFETCH(QByteArray, html);
    QElapsedTimer timer;
    timer.start();
    const Document document = core::parseHtml(html);
    const qint64 parsed = timer.elapsed();
    const core::WebUrl url = *core::WebUrl::parse("http://a/");
    (void)core::findLinks(document, url);
    (void)core::outerHtml(document, document.root());
    qInfo("%lld ms%s%s%s", parsed, document.notes().isFlattened ? ", flattened" : "",
          document.notes().isTextOnly ? ", text only" : "", document.notes().isTrimmed ? ", trimmed" : "");
    QVERIFY2(timer.elapsed() < 20'000, "hangs");
}

void HostilePagesTest::linksSurviveDeepNesting()
{
    const QByteArray html = QByteArray("<div>").repeated(5'000) + numbered("<table><tr><td><a href=", 3'000, ">x</a>");
    const Document document = core::parseHtml(html);
    QVERIFY(document.notes().isFlattened);
    QCOMPARE(core::findLinks(document, *core::WebUrl::parse("http://a/")).web.size(), 3'000);
}

/// Soup of markup from a fixed seed: the parser must come back, and the tree must be in order.
void HostilePagesTest::randomMarkupDoesNoHarm()
{
    static const QByteArrayList pieces{"<a>",
                                       "</a>",
                                       "<b>",
                                       "</b>",
                                       "<p>",
                                       "</p>",
                                       "<div>",
                                       "</div>",
                                       "<table>",
                                       "</table>",
                                       "<tr>",
                                       "</tr>",
                                       "<td>",
                                       "</td>",
                                       "<tbody>",
                                       "<caption>",
                                       "<colgroup>",
                                       "<col>",
                                       "<select>",
                                       "</select>",
                                       "<option>",
                                       "<optgroup>",
                                       "<input>",
                                       "<svg>",
                                       "</svg>",
                                       "<math>",
                                       "</math>",
                                       "<mi>",
                                       "<desc>",
                                       "<title>",
                                       "</title>",
                                       "<foreignObject>",
                                       "<template>",
                                       "</template>",
                                       "<form>",
                                       "</form>",
                                       "<button>",
                                       "<nobr>",
                                       "<frameset>",
                                       "</frameset>",
                                       "<frame>",
                                       "<noframes>",
                                       "<body>",
                                       "</body>",
                                       "<html>",
                                       "</html>",
                                       "<head>",
                                       "</head>",
                                       "<script>",
                                       "</script>",
                                       "<!--",
                                       "-->",
                                       "<![CDATA[",
                                       "]]>",
                                       "x",
                                       " ",
                                       "&amp;",
                                       "<x/>",
                                       "<isindex>",
                                       "<image>",
                                       "<plaintext",
                                       "<li>",
                                       "<dd>",
                                       "<h1>",
                                       "</h2>",
                                       "<ruby><rt>",
                                       "<textarea>",
                                       "</textarea>",
                                       "</br>",
                                       "<hr>",
                                       "<applet>",
                                       "</applet>",
                                       "<noscript>",
                                       "</noscript>",
                                       "<!doctype>",
                                       "<annotation-xml encoding=text/html>",
                                       "<font color=x>",
                                       "<mglyph>"};
    std::mt19937 random(20'260'725);
    const QByteArrayList contexts{"", "", "", "div", "table", "select", "template", "svg desc", "math mi", "frameset"};
    for (int round = 0; round < 4'000; ++round) {
        QByteArray html;
        for (unsigned i = random() % 60; i > 0; --i)
            html += pieces.at(qsizetype(random() % unsigned(pieces.size())));
        core::ParseOptions options;
        options.fragmentContext = contexts.at(qsizetype(random() % unsigned(contexts.size())));
        options.isScripting = random() % 4 == 0;
        options.depthCap = random() % 3 == 0 ? 8 : 512;
        const Document document = core::parseHtml(html, options);
        NodeId expected = 0;
        for (NodeId id = 0; id != core::noNode; id = document.next(id))
            QVERIFY2(id == expected++, html);
    }
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::HostilePagesTest)
#include "tst_hostilepages.moc"
