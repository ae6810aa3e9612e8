// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/structureddata.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::FactSource;
using core::StructuredData;
using core::StructuredFact;

static StructuredData readPage(const QByteArray &html)
{
    static const core::WebUrl url = *core::WebUrl::parse("http://site.test/dir/page.html");
    const core::Document document = core::parseHtml(html);
    return core::findStructuredData(document, url, core::findEmbeddedData(document));
}

/// One line a row of that source: item (counted from the source's first), type, property, value.
static QStringList factLines(const StructuredData &data, FactSource source)
{
    QStringList lines;
    int first = -1;
    for (const StructuredFact &fact : core::factsOf(data)) {
        if (fact.source != source)
            continue;
        first = first < 0 ? fact.item : first;
        lines.append(u"%1|%2|%3|%4"_s.arg(fact.item - first).arg(fact.type, fact.property, fact.value));
    }
    return lines;
}

static QByteArray jsonOf(const StructuredData &data, const QString &member)
{
    const QJsonValue value = core::toJson(data)[member];
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

class StructuredDataTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void jsonLd_data();
    void jsonLd();
    void brokenJsonLdBesideGood();
    void microdata_data();
    void microdata();
    void rdfa_data();
    void rdfa();
    void openGraph_data();
    void openGraph();
    void twitter();
    void meta_data();
    void meta();
    void writesJson();
    void survivesHostilePages_data();
    void survivesHostilePages();
    void capsLevelsAndText();
};

static void addRows(std::initializer_list<std::tuple<const char *, QByteArray, QStringList>> rows)
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QStringList>("facts");
    for (const auto &[title, html, facts] : rows)
        QTest::newRow(title) << html << facts;
}

void StructuredDataTest::jsonLd_data()
{
    const auto script = [](const QByteArray &json) {
        return QByteArray("<script type=application/ld+json>" + json + "</script>");
    };
    addRows({
        {"nothing", "<p>", {}},
        {"one node",
         script(R"({"@context":"https://schema.org","@type":"Product","name":"Cup","price":9.5,"new":true,"x":null})"),
         {u"0|Product|name|Cup"_s, u"0|Product|new|true"_s, u"0|Product|price|9.5"_s}},
        {"nested nodes",
         script(R"({"@type":"A","author":{"@type":"Person","name":"Ada"},"tag":["x","y"],"o":[{"p":1},{"p":2}]})"),
         {u"0|A|author.@type|Person"_s, u"0|A|author.name|Ada"_s, u"0|A|o.p|1"_s, u"0|A|o.p|2"_s, u"0|A|tag|x"_s,
          u"0|A|tag|y"_s}},
        {"values",
         script(R"({"@type":"A","name":{"@value":"N","@language":"en"}})"),
         {u"0|A|name.@language|en"_s, u"0|A|name|N"_s}},
        {"several types", script(R"({"@type":["A","B"],"n":1})"), {u"0|A B|n|1"_s}},
        {"node without properties", script(R"({"@type":"A"})"), {u"0|A||"_s}},
        {"array", script(R"([{"@type":"A","n":1},{"@type":"B","n":2}])"), {u"0|A|n|1"_s, u"1|B|n|2"_s}},
        {"graph",
         script(R"({"@context":"c","@graph":[{"@type":"A","@id":"#a"},[{"@type":"B","n":2}]]})"),
         {u"0|A|@id|#a"_s, u"1|B|n|2"_s}},
        {"graph of a node with properties",
         script(R"({"@type":"A","n":1,"@graph":[{"@type":"B","n":2}]})"),
         {u"0|A|n|1"_s, u"1|B|n|2"_s}},
        {"graph in a graph", script(R"({"@graph":{"@graph":[{"@type":"B","n":2}]}})"), {u"0|B|n|2"_s}},
        {"several blocks in order",
         script(R"({"@type":"A","n":1})") + script(R"({"@type":"B","n":2})"),
         {u"0|A|n|1"_s, u"1|B|n|2"_s}},
        {"large numbers", script(R"({"@type":"A","n":12345678901234567890})"), {u"0|A|n|12345678901234567890"_s}},
        {"JSON of other scripts is none", "<script type=application/json>{\"@type\":\"A\",\"n\":1}</script>", {}},
    });
}

void StructuredDataTest::jsonLd()
{
    QFETCH(QByteArray, html);
    QFETCH(QStringList, facts);
    QCOMPARE(factLines(readPage(html), FactSource::JsonLd), facts);
}

void StructuredDataTest::brokenJsonLdBesideGood()
{
    const StructuredData data =
        readPage("<script>x</script><script type=application/ld+json>{\"@type\":\"A\",\n\"n\" 1}"
                 "</script><script type=application/ld+json>{\"@type\":\"B\",\"n\":2}</script>");
    QCOMPARE(factLines(data, FactSource::JsonLd), QStringList{u"0|B|n|2"_s});
    QCOMPARE(data.problems.size(), 1);
    QCOMPARE(data.problems.first().script, 1);
    QCOMPARE(data.problems.first().error.position.line, 2);
    QCOMPARE(data.problems.first().error.position.column, 5);
    QVERIFY(jsonOf(data, u"problems"_s).contains("\"line\":2"));
}

void StructuredDataTest::microdata_data()
{
    const QByteArray person = "<div itemscope itemtype=\"http://schema.org/Person\">";
    const auto fact = [](const QString &rest) { return u"0|http://schema.org/Person|"_s + rest; };
    addRows({
        {"nothing", "<p itemprop=a>x", {}},
        {"item without properties", "<p itemscope>x", {u"0|||"_s}},
        {"text", person + "<b itemprop=name> Ada <i>L.</i></b>", {fact(u"name| Ada L."_s)}},
        {"several names and values",
         person + "<b itemprop='a b a'>x</b><b itemprop=a>y</b>",
         {fact(u"a|x"_s), fact(u"b|x"_s), fact(u"a|y"_s)}},
        {"values of elements",
         person + "<meta itemprop=a content=1><img itemprop=b src=i.png><a itemprop=c href='../x#f'>t</a>"
                  "<object itemprop=d data=/o></object><data itemprop=e value=5>t</data>"
                  "<meter itemprop=f value=6>t</meter><time itemprop=g datetime=2020-01-31>t</time>"
                  "<time itemprop=h>noon</time><link itemprop=i href=mailto:a@b><img itemprop=j>",
         {fact(u"a|1"_s), fact(u"b|http://site.test/dir/i.png"_s), fact(u"c|http://site.test/x#f"_s),
          fact(u"d|http://site.test/o"_s), fact(u"e|5"_s), fact(u"f|6"_s), fact(u"g|2020-01-31"_s), fact(u"h|noon"_s),
          fact(u"i|mailto:a@b"_s), fact(u"j|"_s)}},
        {"item in an item",
         person + "<div itemprop=knows itemscope itemtype=T><b itemprop=name>Bob</b></div><b itemprop=name>Ada</b>",
         {fact(u"knows.@type|T"_s), fact(u"knows.name|Bob"_s), fact(u"name|Ada"_s)}},
        {"an item that is no property stands alone",
         person + "<p itemscope itemtype=T><b itemprop=a>1</b></p><b itemprop=b>2</b>",
         {fact(u"b|2"_s), u"1|T|a|1"_s}},
        {"id", "<p itemscope itemtype=T itemid='/i#x'>", {u"0|T|@id|http://site.test/i#x"_s}},
        {"id without type is none", "<p itemscope itemid=/i>", {u"0|||"_s}},
        {"references in document order",
         "<b id=x itemprop=a>1</b><p itemscope itemref='y x none'><b itemprop=b>2</b></p><p id=y><b "
         "itemprop=c>3</b></p>",
         {u"0||a|1"_s, u"0||b|2"_s, u"0||c|3"_s}},
        {"a reference to what is inside counts once", "<p itemscope itemref=x><b id=x itemprop=a>1</b>", {u"0||a|1"_s}},
        {"an item that refers to itself does not hold itself",
         "<p itemscope itemref=x></p><div id=x itemprop=a itemscope itemref=x><b itemprop=b>1</b></div>",
         {u"0||a.b|1"_s}},
        {"items that hold each other",
         "<p itemscope itemref=x></p><p id=x itemprop=a itemscope itemref=y></p><p id=y itemprop=b itemscope "
         "itemref=x></p>",
         {u"0||a.b.a|ERROR"_s}},
        {"empty property name", person + "<b itemprop=' '>x</b>", {fact(u"|"_s)}},
        {"not in templates", person + "<template><b itemprop=a>x</b></template>", {fact(u"|"_s)}},
    });
}

void StructuredDataTest::microdata()
{
    QFETCH(QByteArray, html);
    QFETCH(QStringList, facts);
    QCOMPARE(factLines(readPage(html), FactSource::Microdata), facts);
}

void StructuredDataTest::rdfa_data()
{
    const QByteArray person = "<div vocab=\"http://schema.org/\" typeof=Person>";
    const auto fact = [](const QString &rest) { return u"0|http://schema.org/Person|"_s + rest; };
    addRows({
        {"nothing", "<a href=/x>x</a>", {}},
        {"terms of the vocabulary", person + "<b property=name>Ada</b>", {fact(u"name|Ada"_s)}},
        {"no vocabulary, no terms", "<div typeof=Person><b property=name>Ada</b></div>", {}},
        {"values",
         person + "<meta property=a content=1><a property=b href=/x#f>t</a><img property=c src=i.png>"
                  "<time property=d datetime=2020>t</time><b property=e content=2>t</b><b property=f resource=/r>t</b>"
                  "<data property=g value=7>t</data><i property='h k'>t</i>",
         {fact(u"a|1"_s), fact(u"b|http://site.test/x#f"_s), fact(u"c|http://site.test/dir/i.png"_s), fact(u"d|2020"_s),
          fact(u"e|2"_s), fact(u"f|http://site.test/r"_s), fact(u"g|7"_s), fact(u"h|t"_s), fact(u"k|t"_s)}},
        {"resource names the item",
         "<p vocab=http://v/ resource='#me' typeof=T><b property=n>x</b></p>",
         {u"0|http://v/T|@id|http://site.test/dir/page.html#me"_s, u"0|http://v/T|n|x"_s}},
        {"item in an item",
         person + "<p property=address typeof=PostalAddress><b property=town>X</b></p><b property=name>Ada</b>",
         {fact(u"address.@type|http://schema.org/PostalAddress"_s), fact(u"address.town|X"_s), fact(u"name|Ada"_s)}},
        {"one resource in two places",
         "<body vocab=http://v/><p resource=#a typeof=T><b property=n>x</b></p><p resource=#a><b property=m>y</b></p>",
         {u"0|http://v/T|@id|http://site.test/dir/page.html#a"_s, u"0|http://v/T|n|x"_s, u"0|http://v/T|m|y"_s}},
        {"prefixes",
         "<p prefix='ex: http://ex/ DC2: http://dc/' typeof='ex:T schema:Thing'><b property=dc2:a>1</b>"
         "<b property=dc:title>2</b><b property=http://full/c>3</b></p>",
         {u"0|http://ex/T http://schema.org/Thing|http://dc/a|1"_s,
          u"0|http://ex/T http://schema.org/Thing|http://purl.org/dc/terms/title|2"_s,
          u"0|http://ex/T http://schema.org/Thing|http://full/c|3"_s}},
        {"vocabulary ends with its element",
         "<div><p vocab=http://v/ typeof=A><b property=n>1</b></p></div><p typeof=B><b property=n>2</b></p>",
         {u"0|http://v/A|n|1"_s}},
        {"vocabulary is taken back", person + "<p vocab=''><b property=name>Ada</b></p>", {fact(u"|"_s)}},
        {"of the page",
         "<body vocab=http://v/><b property=n>1</b>",
         {u"0||@id|http://site.test/dir/page.html"_s, u"0||n|1"_s}},
        {"Open Graph is no RDFa here", "<meta property=og:title content=t>", {}},
        {"ring of items",
         "<div vocab=http://v/><p resource=#a typeof=T><b property=p resource=#b typeof=T><i property=p resource=#a "
         "typeof=T></i></b></p></div>",
         {u"0|http://v/T|@id|http://site.test/dir/page.html#a"_s, u"0|http://v/T|p.@type|http://v/T"_s,
          u"0|http://v/T|p.@id|http://site.test/dir/page.html#b"_s, u"0|http://v/T|p.p|ERROR"_s}},
        {"about",
         "<div vocab=http://v/><p about=/a typeof=T property=q><b property=n>1</b></p></div>",
         {u"0|http://v/T|@id|http://site.test/a"_s, u"0|http://v/T|q|1"_s, u"0|http://v/T|n|1"_s}},
    });
}

void StructuredDataTest::rdfa()
{
    QFETCH(QByteArray, html);
    QFETCH(QStringList, facts);
    QCOMPARE(factLines(readPage(html), FactSource::RdfaLite), facts);
}

void StructuredDataTest::openGraph_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *title, const QByteArray &html, const QByteArray &json) {
        QTest::newRow(title) << html << json;
    };
    row("nothing", "<meta property=x content=y><meta name=description content=og:title>", "{}");
    row("title", "<meta property=og:title content=' a  b '>", R"({"og:title":["a b"]})");
    row("as name and in capitals", "<meta name=OG:Title content=a>", R"({"og:title":["a"]})");
    row("said as both", "<meta name=og:title property=og:title content=a>", R"({"og:title":["a"]})");
    row("arrays", "<meta property=og:image content=a><meta property=og:image content=b>", R"({"og:image":["a","b"]})");
    row("structured",
        "<meta property=og:image content=a><meta property=og:image:width content=3><meta property=og:image content=b>"
        "<meta property=og:image:width content=4><meta property=og:image:alt content=x>",
        R"({"og:image":[{"url":"a","width":"3"},{"alt":"x","url":"b","width":"4"}]})");
    row("url said twice", "<meta property=og:image content=a><meta property=og:image:url content=a>",
        R"({"og:image":["a"]})");
    row("url alone begins one", "<meta property=og:image:url content=a><meta property=og:image:url content=b>",
        R"({"og:image":["a","b"]})");
    row("part before its whole", "<meta property=og:image:width content=3><meta property=og:image:url content=a>",
        R"({"og:image":[{"url":"a","width":"3"}]})");
    row("locales",
        "<meta property=og:locale content=en><meta property=og:locale:alternate content=de>"
        "<meta property=og:locale:alternate content=fr>",
        R"({"og:locale":[{"alternate":["de","fr"],"content":"en"}]})");
    row("sister vocabularies",
        "<meta property=article:tag content=a><meta property=article:tag content=b><meta property=fb:app_id content=1>",
        R"({"article:tag":["a","b"],"fb:app_id":["1"]})");
}

void StructuredDataTest::openGraph()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, json);
    QCOMPARE(jsonOf(readPage(html), u"opengraph"_s), json);
}

void StructuredDataTest::twitter()
{
    const StructuredData data =
        readPage("<meta property=og:type content=article><meta property=og:title content=o><meta name=twitter:card "
                 "content=summary><meta property=twitter:site content=@a>");
    QCOMPARE(factLines(data, FactSource::TwitterCard),
             (QStringList{u"0|summary|twitter:card|summary"_s, u"0|summary|twitter:site|@a"_s}));
    QCOMPARE(factLines(data, FactSource::OpenGraph),
             (QStringList{u"0|article|og:type|article"_s, u"0|article|og:title|o"_s}));
    QCOMPARE(jsonOf(data, u"twitter"_s), QByteArray(R"({"twitter:card":["summary"],"twitter:site":["@a"]})"));
}

void StructuredDataTest::meta_data()
{
    addRows({
        {"nothing", "<p>", {}},
        {"title and language",
         "<html lang=de><title> a\n b</title><svg><title>c</title></svg>",
         {u"0||lang|de"_s, u"0||title|a b"_s}},
        {"the first title", "<title>a</title><title>b</title>", {u"0||title|a"_s}},
        {"charset", "<meta charset=utf-8>", {u"0||charset|utf-8"_s}},
        {"names",
         "<meta name=Description content='a  b'><meta name=robots content=noindex><meta name=theme-color content=red>"
         "<meta name=author content=x><meta name=author content=y>",
         {u"0||description|a b"_s, u"0||robots|noindex"_s, u"0||theme-color|red"_s, u"0||author|x"_s,
          u"0||author|y"_s}},
        {"without content", "<meta name=author>", {}},
        {"instead of headers", "<meta http-equiv=Refresh content='5; url=/x'>", {u"0||http-equiv:refresh|5; url=/x"_s}},
        {"properties outside of items",
         "<meta itemprop=image content=/i><p itemscope><meta itemprop=a content=b>",
         {u"0||itemprop:image|/i"_s}},
        {"links",
         "<link rel=canonical href='../c'><link rel='shortcut icon' href=i.ico><link rel=alternate href=/feed>"
         "<link rel=stylesheet href=s.css><link rel=next>",
         {u"0||canonical|http://site.test/c"_s, u"0||link:icon|http://site.test/dir/i.ico"_s,
          u"0||link:alternate|http://site.test/feed"_s}},
    });
}

void StructuredDataTest::meta()
{
    QFETCH(QByteArray, html);
    QFETCH(QStringList, facts);
    QCOMPARE(factLines(readPage(html), FactSource::Meta), facts);
}

void StructuredDataTest::writesJson()
{
    const StructuredData data = readPage(
        "<title>t</title><script type=application/ld+json>{\"@type\":\"A\",\"n\":[1]}</script>"
        "<p itemscope itemtype='T U' itemid=/i><b itemprop=n>1</b><b itemprop=n>2</b><i itemprop=m itemscope></i></p>"
        "<p vocab=http://v/ typeof=X><b property=n>3</b></p>");
    QCOMPARE(jsonOf(data, u"json-ld"_s), QByteArray(R"([{"@type":"A","n":[1]}])"));
    const QByteArray items = "[{\"id\":\"http://site.test/i\",\"properties\":{\"m\":[{\"properties\":{}}],"
                             "\"n\":[\"1\",\"2\"]},\"type\":[\"T\",\"U\"]}]";
    QCOMPARE(jsonOf(data, u"microdata"_s), items);
    const QByteArray rdfa = "[{\"properties\":{\"n\":[\"3\"]},\"type\":[\"http://v/X\"]}]";
    QCOMPARE(jsonOf(data, u"rdfa"_s), rdfa);
    QCOMPARE(jsonOf(data, u"meta"_s), QByteArray(R"({"title":["t"]})"));
    QCOMPARE(core::toJson(data).keys(), (QStringList{u"json-ld"_s, u"meta"_s, u"microdata"_s, u"rdfa"_s}));
}

/// Items in `levels` levels, each of which refers to both of the next one.
static QByteArray doublingItems(int levels)
{
    QByteArray html = "<p itemscope itemref='a1 b1'></p>";
    for (int i = 1; i <= levels; ++i) {
        const QByteArray next = QByteArray::number(i + 1);
        for (const char *name : {"a", "b"})
            html += "<p id=" + (name + QByteArray::number(i)) + " itemprop=p itemscope itemref='a" + next + " b" +
                    next + "'></p>";
    }
    return html;
}

void StructuredDataTest::survivesHostilePages_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("items that double at each level") << doublingItems(200);
    QTest::newRow("all items share a large part") << "<p id=x>" + QByteArray("<b itemprop=a>y</b>").repeated(20'000) +
                                                         "</p>" +
                                                         QByteArray("<p itemscope itemref=x></p>").repeated(20'000);
    QByteArray chain = "<p itemscope itemref=i0></p>";
    for (int i = 0; i < 20'000; ++i)
        chain +=
            "<p itemprop=p itemscope id=i" + QByteArray::number(i) + " itemref=i" + QByteArray::number(i + 1) + "></p>";
    QTest::newRow("20,000 items, each in the other") << chain;
    QTest::newRow("properties in properties")
        << "<p itemscope>" + QByteArray("<b itemprop=a>").repeated(500) + QByteArray(2'000'000, 'x');
    QTest::newRow("RDFa properties in properties")
        << "<p vocab=http://v/ typeof=T>" + QByteArray("<i property=a>").repeated(500) + QByteArray(2'000'000, 'x');
    QTest::newRow("500 nested RDFa items")
        << "<p vocab=http://v/ typeof=T>" + QByteArray("<i property=a typeof=T>").repeated(500) + "x";
    QTest::newRow("many prefixes at many levels")
        << QByteArray("<i prefix='a: b c: d e: f' typeof=a:x>").repeated(50'000);
    QTest::newRow("200,000 meta tags") << QByteArray("<meta name=a content=b>").repeated(200'000);
    QTest::newRow("deep JSON-LD") << "<script type=application/ld+json>" + QByteArray("{\"a\":").repeated(249) + "[1]" +
                                         QByteArray(249, '}') + "</script>";
    QTest::newRow("too deep JSON-LD") << "<script type=application/ld+json>" + QByteArray(100'000, '[') + "</script>";
}

void StructuredDataTest::survivesHostilePages()
{
    QFETCH(QByteArray, html);
    QElapsedTimer timer;
    timer.start();
    const StructuredData data = readPage(html + "<meta name=last content=1>");
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    qInfo("%lld ms", timer.elapsed());
    QVERIFY(core::factsOf(data).size() <= 3 * 100'000 + 100'000);
    QVERIFY(!data.items.isEmpty() || !data.problems.isEmpty());
    QVERIFY(!core::toJson(data).isEmpty());
}

void StructuredDataTest::capsLevelsAndText()
{
    const QByteArray chain = "<div itemscope>" + QByteArray("<div itemprop=p itemscope>").repeated(100);
    const StructuredData deep = readPage(chain);
    QCOMPARE(deep.items.size(), 1);
    QCOMPARE(deep.items.first().values.size(), 1);
    QCOMPARE(deep.items.first().values.first().property.count(u'p'), 64);
    QCOMPARE(deep.items.first().values.first().value, u"ERROR"_s);

    const QByteArray text(1'000'000, 'x');
    const StructuredData wide = readPage("<div itemscope>" + QByteArray("<div itemprop=a>").repeated(100) + text);
    qsizetype length = 0;
    for (const StructuredFact &fact : core::factsOf(wide))
        length += fact.value.size();
    QCOMPARE(length / text.size(), 34); // the one that passes 32 MiB is still whole
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::StructuredDataTest)
#include "tst_structureddata.moc"
