// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/rowextractor.h"
#include "core/extract/srcset.h"
#include "core/html/links.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <thread>
#include <vector>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class RowExtractorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void typesColumns_data();
    void typesColumns();
    void makesOneValueOrSeveral_data();
    void makesOneValueOrSeveral();
    void makesRows();
    void makesOneRowWithoutRowRule();
    void makesNoRowWhereNothingIsFound();
    void tellsWhatIsMissing();
    void dropsDuplicates();
    void followsNextPages_data();
    void followsNextPages();
    void findsLargestImages_data();
    void findsLargestImages();
    void boundsRows();
    void staysFast();
    void refusesPlans_data();
    void refusesPlans();
    void sharesPlansAmongThreads();
};

namespace {

ExtractedRows extract(const ExtractionSpec &spec, const QByteArray &html)
{
    ParseOptions options;
    options.memoryBase = 1LL << 32; // a tree, however large
    const Document document = parseHtml(html, options);
    const WebUrl base = documentBase(document, *WebUrl::parse("https://example.com/list/"));
    const auto plan = ExtractionPlan::compile(spec);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().text()));
    PageContent page(document, base, html);
    return extractRows(**plan, page);
}

QString json(const ExtractedRows &rows)
{
    QJsonArray array;
    for (const QJsonObject &row : rows.rows)
        array.append(row);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

FieldSpec field(const QString &name, const QString &rule, ColumnType type = ColumnType::Text)
{
    FieldSpec spec;
    spec.name = name;
    spec.rule = rule;
    spec.type = type;
    return spec;
}

const QByteArray shop = R"(<ul><li class=item data-id=1><a href=/p/1>One</a> <b>1.234,50 €</b><img src=s.png
srcset="m.png 480w, l.png 1200w"></li><li class=item data-id=2><a href=/p/2>Two</a> <b>on request</b></li>
<li class=item data-id=1><a href=/p/1>One</a> <b>9,99 €</b></li></ul><a class=next href="?page=2">next</a>)";

} // namespace

void RowExtractorTest::typesColumns_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const QString &rule, ColumnType type, const QString &value) {
        QTest::newRow(name) << rule << type << value;
    };
    row("text", u"p"_s, ColumnType::Text, u"\"1.234\""_s);
    row("number", u"p"_s, ColumnType::Number, u"1.234"_s);
    row("price", u"p"_s, ColumnType::Price, u"1234"_s);
    row("a number stays one in a text column", u"p |> number"_s, ColumnType::Text, u"1.234"_s);
    row("a number is not read again", u"p |> number"_s, ColumnType::Price, u"1.234"_s);
    row("date", u"i"_s, ColumnType::Date, u"\"2024-03-04\""_s);
    row("date of an element's attribute", u"time"_s, ColumnType::Date, u"\"2024-01-02\""_s);
    row("date of an empty element", u"meta[itemprop]"_s, ColumnType::Date, u"\"2023-01-02\""_s);
    row("url of an attribute", u"a@href"_s, ColumnType::Url, u"\"https://example.com/x\""_s);
    row("url of a link", u"a"_s, ColumnType::Url, u"\"https://example.com/x\""_s);
    row("url of an image", u"img"_s, ColumnType::Url, u"\"https://example.com/list/s.png\""_s);
    row("image", u"img"_s, ColumnType::Image, u"\"https://example.com/list/lazy.png\""_s);
    row("image by attribute", u"img@src"_s, ColumnType::Image, u"\"https://example.com/list/s.png\""_s);
    row("html", u"a"_s, ColumnType::Html, u"\"<a href=\\\"/x\\\">link</a>\""_s);
    row("html of a text", u"a |> upper"_s, ColumnType::Html, u"\"LINK\""_s);
    row("url of nothing", u"u"_s, ColumnType::Url, u"null"_s);
    row("number of nothing", u"u"_s, ColumnType::Number, u"null"_s);
    row("a boolean", u"xpath:boolean(//p)"_s, ColumnType::Text, u"true"_s);
}

void RowExtractorTest::typesColumns()
{
    QFETCH(QString, rule);
    QFETCH(ColumnType, type);
    QFETCH(QString, value);
    const ExtractedRows rows =
        extract({{}, {field(u"v"_s, rule, type), field(u"x"_s, u"p"_s)}, {}, {}},
                "<p>1.234</p><i>4 March 2024</i><time datetime=2024-01-02>then</time><a href=/x>link</a>"
                "<img src=s.png data-src=lazy.png><u></u><meta itemprop=d content=2023-01-02>");
    QCOMPARE(json(rows), u"[{\"v\":%1,\"x\":\"1.234\"}]"_s.arg(value));
    QCOMPARE(rows.errors, QList<RowError>());
}

void RowExtractorTest::makesOneValueOrSeveral_data()
{
    QTest::addColumn<FieldSpec>("spec");
    QTest::addColumn<QString>("value");
    FieldSpec one = field(u"v"_s, u"p"_s);
    QTest::newRow("the first") << one << u"\"a\""_s;
    FieldSpec list = one;
    list.isList = true;
    QTest::newRow("a list, without empty ones") << list << u"[\"a\",\"b\"]"_s;
    list.joiner = u"; "_s;
    QTest::newRow("joined") << list << u"\"a; b\""_s;
    QTest::newRow("all by transform") << field(u"v"_s, u"p |> all"_s) << u"[\"a\",\"b\"]"_s;
    QTest::newRow("split, the first") << field(u"v"_s, u"i |> split:,"_s) << u"\"1\""_s;
    QTest::newRow("split, all, as numbers")
        << field(u"v"_s, u"i |> split:, |> all"_s, ColumnType::Number) << u"[1,2]"_s;
    FieldSpec absent = field(u"v"_s, u"table"_s);
    QTest::newRow("nothing") << absent << u"null"_s;
    absent.isList = true;
    QTest::newRow("a list of nothing") << absent << u"null"_s;
    absent.defaultValue = u"x"_s;
    QTest::newRow("a list of the default") << absent << u"[\"x\"]"_s;
    FieldSpec number = field(u"v"_s, u"table"_s, ColumnType::Number);
    number.defaultValue = u"0"_s;
    number.isRequired = true;
    QTest::newRow("the default is of the type") << number << u"0"_s;
}

void RowExtractorTest::makesOneValueOrSeveral()
{
    QFETCH(FieldSpec, spec);
    QFETCH(QString, value);
    const ExtractedRows rows =
        extract({{}, {spec, field(u"x"_s, u"b"_s)}, {}, {}}, "<p>a</p><p></p><p>b</p><i>1,2</i><b>x</b>");
    QCOMPARE(json(rows), u"[{\"v\":%1,\"x\":\"x\"}]"_s.arg(value));
    QCOMPARE(rows.errors, QList<RowError>());
}

void RowExtractorTest::makesRows()
{
    for (const QString &rule : {u".item"_s, u"css:li"_s, u"xpath://li[@class='item']"_s}) {
        const ExtractedRows rows =
            extract({rule,
                     {field(u"id"_s, u"@data-id"_s, ColumnType::Number), field(u"name"_s, u"a"_s),
                      field(u"url"_s, u"a"_s, ColumnType::Url), field(u"price"_s, u"xpath:b"_s, ColumnType::Price),
                      field(u"image"_s, u"img"_s, ColumnType::Image)},
                     {},
                     {}},
                    shop);
        QCOMPARE(rows.rows.size(), 3);
        const QString expected = u"[{'id':1,'image':'https://example.com/list/l.png','name':'One','price':1234.5,"
                                 "'url':'https://example.com/p/1'},{'id':2,'image':null,'name':'Two','price':null,"
                                 "'url':'https://example.com/p/2'},{'id':1,'image':null,'name':'One','price':9.99,"
                                 "'url':'https://example.com/p/1'}]"_s;
        QCOMPARE(json(rows).replace(u'"', u'\''), expected);
        QCOMPARE(rows.errors, (QList<RowError>{{1, u"price"_s, u"'on request' is not a number"_s}}));
        QCOMPARE(rows.matches, (QList<int>{3, 3, 3, 3, 1}));
    }
}

void RowExtractorTest::makesOneRowWithoutRowRule()
{
    const ExtractedRows rows = extract({{}, {field(u"a"_s, u"li a"_s), field(u"none"_s, u"h1"_s)}, {}, {}}, shop);
    QCOMPARE(json(rows), u"[{\"a\":\"One\",\"none\":null}]"_s);
    QCOMPARE(rows.matches, (QList<int>{1, 0}));
}

void RowExtractorTest::makesNoRowWhereNothingIsFound()
{
    FieldSpec required = field(u"a"_s, u"h1"_s);
    required.isRequired = true;
    FieldSpec withDefault = field(u"b"_s, u"h2"_s);
    withDefault.defaultValue = u"x"_s;
    const ExtractedRows page = extract({{}, {required, withDefault}, {}, {}}, shop);
    QCOMPARE(page.rows.size(), 0);
    QCOMPARE(page.errors, QList<RowError>());
    const ExtractedRows rows = extract({u"table tr"_s, {required}, {}, {}}, shop);
    QCOMPARE(rows.rows.size(), 0);
    QCOMPARE(rows.errors, QList<RowError>());
    QCOMPARE(extract({{}, {}, {}, {}}, shop).rows.size(), 0);
}

void RowExtractorTest::tellsWhatIsMissing()
{
    FieldSpec required = field(u"image"_s, u"img@src"_s);
    required.isRequired = true;
    const ExtractedRows rows = extract({u".item"_s, {required}, {}, {}}, shop);
    QCOMPARE(rows.rows.size(), 3);
    QCOMPARE(rows.errors, (QList<RowError>{{1, u"image"_s, u"a value is required, and none was found"_s},
                                           {2, u"image"_s, u"a value is required, and none was found"_s}}));
    // Of very many the first are told, and that there are more.
    const ExtractedRows many = extract({u"i"_s, {required}, {}, {}}, QByteArray("<i>x</i>").repeated(1'500));
    QCOMPARE(many.rows.size(), 1'500);
    QCOMPARE(many.errors.size(), 1'001);
    QCOMPARE(many.errors.last(),
             (RowError{-1, {}, u"the page has more errors in its rows than are told one by one"_s}));
    const ExtractedRows costly = extract({{}, {field(u"x"_s, u"re:(a+a+)+[yz]"_s)}, {}, {}}, QByteArray(1000, 'a'));
    QCOMPARE(costly.errors, (QList<RowError>{{-1, u"x"_s, u"the pattern '(a+a+)+[yz]' takes too many steps"_s}}));
}

void RowExtractorTest::dropsDuplicates()
{
    const QList<FieldSpec> fields{field(u"id"_s, u"@data-id"_s), field(u"price"_s, u"b"_s, ColumnType::Price)};
    const ExtractedRows byId = extract({u".item"_s, fields, {}, {u"id"_s}}, shop);
    QCOMPARE(byId.rows.size(), 2);
    QCOMPARE(byId.duplicates, 1);
    QCOMPARE(byId.rows.first().value(u"price"_s).toDouble(), 1234.5);
    const ExtractedRows byBoth = extract({u".item"_s, fields, {}, {u"id"_s, u"price"_s}}, shop);
    QCOMPARE(byBoth.rows.size(), 3);
    QCOMPARE(byBoth.errors.size(), 1);
    QVERIFY(rowKey(byId.rows.first(), {u"id"_s}) != rowKey(byId.rows.last(), {u"id"_s}));
    QVERIFY(rowKey(byId.rows.first(), {}).isEmpty());
}

void RowExtractorTest::followsNextPages_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QStringList>("urls");
    QTest::newRow("a link") << u".next"_s << QStringList{u"https://example.com/list/?page=2"_s};
    QTest::newRow("an attribute") << u".next@href"_s << QStringList{u"https://example.com/list/?page=2"_s};
    QTest::newRow("XPath") << u"xpath://a[.='next']/@href"_s << QStringList{u"https://example.com/list/?page=2"_s};
    QTest::newRow("an XPath string") << u"xpath:string(//link/@href)"_s << QStringList{u"https://example.com/p3"_s};
    QTest::newRow("a link element") << u"link[rel=next]"_s << QStringList{u"https://example.com/p3"_s};
    QTest::newRow("the first link in an element") << u".pager"_s << QStringList{u"https://example.com/p4"_s};
    QTest::newRow("several, each once, without refused ones and the page itself")
        << u"a"_s
        << QStringList{u"https://example.com/list/?page=2"_s, u"https://example.com/p4"_s, u"https://example.com/p5"_s};
    QTest::newRow("none") << u".absent"_s << QStringList();
    QTest::newRow("no rule") << QString() << QStringList();
}

void RowExtractorTest::followsNextPages()
{
    QFETCH(QString, rule);
    const ExtractedRows rows =
        extract({{}, {}, rule, {}}, "<a class=next href='?page=2'>next</a><link rel=next href=/p3><div class=pager><b>"
                                    "</b><a href=/p4></a><a href=/p5></a><a href=/p4></a></div><a href=mailto:x></a>"
                                    "<a></a><a href=''></a>");
    QStringList urls;
    for (const WebUrl &url : rows.next)
        urls.append(url.toString());
    QTEST(urls, "urls");
}

void RowExtractorTest::findsLargestImages_data()
{
    QTest::addColumn<QString>("srcset");
    QTest::addColumn<QString>("url");
    QTest::newRow("by width") << u"a 100w, b 300w, c 200w"_s << u"b"_s;
    QTest::newRow("by density") << u"a, b 2x, c 1.5x"_s << u"b"_s;
    QTest::newRow("one") << u" a "_s << u"a"_s;
    QTest::newRow("commas in an address") << u"a,b,c 2x, d"_s << u"a,b,c"_s;
    QTest::newRow("without space behind the comma") << u"a 1x,b 2x"_s << u"b"_s;
    QTest::newRow("line ends") << u"a\n 1w,\n b\n 2w\n"_s << u"b"_s;
    QTest::newRow("nonsense") << u"a 1q, , b"_s << u"a"_s;
    QTest::newRow("nothing") << u" , "_s << u""_s;
}

void RowExtractorTest::findsLargestImages()
{
    QFETCH(QString, srcset);
    QTEST(largestOfSrcset(srcset), "url");
}

void RowExtractorTest::boundsRows()
{
    const ExtractedRows rows =
        extract({u"br"_s, {field(u"x"_s, u"@y"_s)}, {}, {}}, QByteArray("<br>").repeated(int(mostRowsPerPage) + 1));
    QCOMPARE(rows.rows.size(), mostRowsPerPage);
    QVERIFY(rows.isCut);
    const QByteArray nested = "<body>" + QByteArray("<div>").repeated(400) + QByteArray(400'000, 'x');
    const ExtractedRows text = extract({u"div"_s, {field(u"x"_s, u":scope"_s)}, {}, {}}, nested);
    QVERIFY(text.isCut);
    QVERIFY(text.rows.size() < 400);
    QCOMPARE(text.errors.size(), 1);
}

void RowExtractorTest::staysFast()
{
    QByteArray html = "<base href=/b/><ul>";
    for (int i = 0; i < 10'000; ++i)
        html += "<li class=item data-id=" + QByteArray::number(i) +
                "><a href=/p/1>One <i>thing</i></a> <b>1.234,50 €</b>"
                "<div><span>a</span><span>b</span><img src=s.png></div></li>\n";
    const QList<FieldSpec> fields{field(u"id"_s, u"@data-id"_s, ColumnType::Number),
                                  field(u"name"_s, u"a"_s),
                                  field(u"url"_s, u"> a"_s, ColumnType::Url),
                                  field(u"price"_s, u"b"_s, ColumnType::Price),
                                  field(u"tags"_s, u"div span:last-child |> lower |> match:(\\w)"_s),
                                  field(u"path"_s, u"xpath:div/span[1]"_s),
                                  field(u"sku"_s, u"re:data-id=(\\d+)"_s)};
    QElapsedTimer timer;
    timer.start();
    const ExtractedRows rows = extract({u"li.item"_s, fields, {}, {u"id"_s}}, html);
    const qint64 milliseconds = timer.elapsed();
    QCOMPARE(rows.rows.size(), 10'000);
    QCOMPARE(rows.errors, QList<RowError>());
    qInfo("%lld ms for 10,000 rows of 7 fields from %lld bytes, parsing included", milliseconds,
          qlonglong(html.size()));
    QVERIFY(milliseconds < 20'000);
}

void RowExtractorTest::refusesPlans_data()
{
    QTest::addColumn<QString>("rowRule");
    QTest::addColumn<QString>("next");
    QTest::addColumn<QList<FieldSpec>>("fields");
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<QString>("text");
    const FieldSpec good = field(u"a"_s, u"p"_s);
    const auto row = [](const char *name, const QString &rowRule, const QString &next, const QList<FieldSpec> &fields,
                        const QStringList &keys,
                        const QString &text) { QTest::newRow(name) << rowRule << next << fields << keys << text; };
    row("a bad row rule", u"p["_s, {}, {good}, {}, u"row: Position 2: "_s);
    row("a row rule of another kind", u"re:x"_s, {}, {good}, {}, u"row: Position 0: a css: or xpath: rule"_s);
    row("a row rule with transforms", u"p |> trim"_s, {}, {good}, {}, u"row: Position 5: no transforms"_s);
    row("a bad next rule", {}, u"xpath://a["_s, {good}, {}, u"next: Position 10: "_s);
    row("a bad field", {}, {}, {good, field(u"price"_s, u"css:p |> nmber"_s)}, {}, u"field 'price': Position 9: "_s);
    row("no name", {}, {}, {field(u" "_s, u"p"_s)}, {}, u"field ' ': Position 0: a name"_s);
    row("the same name", {}, {}, {good, good}, {}, u"field 'a': Position 0: the name stands twice"_s);
    FieldSpec badDefault = field(u"a"_s, u"p"_s, ColumnType::Number);
    badDefault.defaultValue = u"none"_s;
    row("a default of another type", {}, {}, {badDefault}, {},
        u"field 'a': Position 0: the default: 'none' is not a number"_s);
    row("a key that is none", {}, {}, {good}, {u"b"_s}, u"key 'b': there is no such field"_s);
}

void RowExtractorTest::refusesPlans()
{
    QFETCH(QString, rowRule);
    QFETCH(QString, next);
    QFETCH(QList<FieldSpec>, fields);
    QFETCH(QStringList, keys);
    QFETCH(QString, text);
    const auto plan = ExtractionPlan::compile({rowRule, fields, next, keys});
    QVERIFY(!plan);
    QVERIFY2(plan.error().text().startsWith(text), qPrintable(plan.error().text()));
}

void RowExtractorTest::sharesPlansAmongThreads()
{
    const auto plan = *ExtractionPlan::compile(
        {u"li"_s,
         {field(u"a"_s, u"a |> match:(\\w)"_s), field(u"b"_s, u"xpath:string(b)"_s, ColumnType::Price),
          field(u"c"_s, u"re:href=(\\S+)>"_s)},
         u".next"_s,
         {}});
    std::vector<qsizetype> counts(8, 0);
    std::vector<std::thread> threads;
    for (qsizetype &count : counts) {
        threads.emplace_back([&plan, &count] {
            for (int i = 0; i < 50; ++i) {
                const Document document = parseHtml(shop);
                const WebUrl base = *WebUrl::parse("https://example.com/");
                PageContent page(document, base, shop);
                const ExtractedRows rows = extractRows(*plan, page);
                count += rows.rows.size() + rows.next.size() + rows.errors.size();
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(counts, std::vector<qsizetype>(8, 250));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RowExtractorTest)
#include "tst_rowextractor.moc"
