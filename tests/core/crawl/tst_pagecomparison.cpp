// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagecomparison.h"
#include "core/crawl/readabletext.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QTest>

#include <algorithm>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;
using Kind = ComparedEntry::Kind;

class PageComparisonTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void figuresAreCounted();
    void linesStandSideBySide();
    void linksAreFoundInOneOrBoth();
    void dataIsKnownByItsName();
    void valuesAreComparedByRow();
    void aPageIsLikeItself();
    void whatIsTooMuchIsCut();
};

namespace {

/// Keeps what a ComparedPage borrows.
struct Side
{
    explicit Side(const QByteArray &html)
        : document(parseHtml(html))
    {
        page.page = {&document, *WebUrl::parse("https://shop.example/list"), html, false, 200, {}};
        page.text = readableText(document);
        page.data = findEmbeddedData(document);
    }

    Document document;
    ComparedPage page;
};

/// "=same -old +new ≠a|b", for short.
QStringList written(const QList<ComparedEntry> &entries)
{
    QStringList all;
    for (const ComparedEntry &each : entries) {
        const QString place =
            each.name.isEmpty() ? QString() : each.name + (each.row < 0 ? u": "_s : u"%1: "_s.arg(each.row));
        switch (each.kind) {
        case Kind::Same:
            all.append(u"="_s + place + each.http);
            break;
        case Kind::OnlyHttp:
            all.append(u"-"_s + place + each.http);
            break;
        case Kind::OnlyRendered:
            all.append(u"+"_s + place + each.rendered);
            break;
        case Kind::Changed:
            all.append(u"≠"_s + place + each.http + u'|' + each.rendered);
            break;
        }
    }
    return all;
}

} // namespace

void PageComparisonTest::figuresAreCounted()
{
    const Side http("<title>Shop</title><body><script>var a = {\"b\": 1};</script>");
    Side rendered("<title>Shop: 2</title><body><p>One<p>Two<a href=/x>More</a>");
    rendered.page.rows = {QJsonObject(), QJsonObject()};
    const PageComparison result = comparePages(http.page, rendered.page);
    QCOMPARE(result.http.title, u"Shop"_s);
    QCOMPARE(result.rendered.title, u"Shop: 2"_s);
    QCOMPARE(result.http.status, 200);
    QCOMPARE(result.http.url, u"https://shop.example/list"_s);
    QCOMPARE(result.http.elements, 5); // html head title body script
    QCOMPARE(result.http.lines, 0);
    QCOMPARE(result.http.data, 1);
    QCOMPARE(result.rendered.data, 0);
    QCOMPARE(result.rendered.lines, 2);
    QCOMPARE(result.rendered.links, 1);
    QCOMPARE(result.rendered.rows, 2);
    QCOMPARE(result.http.bytes, http.page.page.source.size());
}

void PageComparisonTest::linesStandSideBySide()
{
    const Side http("<p>Head<p>Loading<p>Foot<p>End");
    const Side rendered("<p>Head<p>One<p>Two<p>Foot");
    const PageComparison result = comparePages(http.page, rendered.page);
    QCOMPARE(written(result.text), QStringList({u"=Head"_s, u"≠Loading|One"_s, u"+Two"_s, u"=Foot"_s, u"-End"_s}));
}

void PageComparisonTest::linksAreFoundInOneOrBoth()
{
    const Side http("<a href=/a>A</a><a href=/gone>B</a>");
    const Side rendered("<a href=/new>C</a><a href=https://shop.example/a>A</a>");
    const PageComparison result = comparePages(http.page, rendered.page);
    QCOMPARE(written(result.links), QStringList({u"=https://shop.example/a"_s, u"-https://shop.example/gone"_s,
                                                 u"+https://shop.example/new"_s}));
}

void PageComparisonTest::dataIsKnownByItsName()
{
    const Side http("<script>var state = {\"items\": []}; var gone = [1];</script>");
    const Side rendered("<script>var state = {\"items\": [1]};</script>"
                        "<script type=application/json id=more>{\"a\": 2}</script>");
    const PageComparison result = comparePages(http.page, rendered.page);
    QCOMPARE(result.data.size(), 3);
    QCOMPARE(result.data[0].kind, Kind::Changed);
    QVERIFY2(result.data[0].name.contains(u"state"_s), qUtf8Printable(result.data[0].name));
    QVERIFY(result.data[0].http.contains(u"[]"_s) && result.data[0].rendered.contains(u"[1]"_s));
    QCOMPARE(result.data[1].kind, Kind::OnlyHttp);
    QCOMPARE(result.data[2].kind, Kind::OnlyRendered);
    QVERIFY(result.data[2].name.contains(u"more"_s));
}

void PageComparisonTest::valuesAreComparedByRow()
{
    Side http("<p>");
    Side rendered("<p>");
    http.page.columns = {u"name"_s, u"price"_s};
    http.page.rows = {{{u"name"_s, u"Cup"_s}, {u"price"_s, QJsonValue::Null}}};
    rendered.page.columns = http.page.columns;
    rendered.page.rows = {{{u"name"_s, u"Mug"_s}, {u"price"_s, 4.5}},
                          {{u"name"_s, u"Jar"_s}, {u"price"_s, QJsonValue::Null}}};
    const PageComparison result = comparePages(http.page, rendered.page);
    QCOMPARE(written(result.values),
             QStringList({u"≠name0: Cup|Mug"_s, u"+price0: 4.5"_s, u"+name1: Jar"_s, u"=price1: "_s}));
}

void PageComparisonTest::aPageIsLikeItself()
{
    const Side page("<title>T</title><p>One<a href=/b>b</a><script>var x = [1];</script>");
    const PageComparison result = comparePages(page.page, page.page);
    QCOMPARE(result.http, result.rendered);
    for (const auto &entries : {result.text, result.links, result.data}) {
        QVERIFY(!entries.isEmpty());
        QVERIFY(std::ranges::all_of(entries, [](const ComparedEntry &each) { return each.kind == Kind::Same; }));
    }
    QVERIFY(!result.isCut);
}

void PageComparisonTest::whatIsTooMuchIsCut()
{
    QByteArray body;
    for (qsizetype i = 0; i < mostCompared + 5; ++i)
        body += "<p>line " + QByteArray::number(i);
    const Side http("<p>short");
    const Side rendered(body);
    const PageComparison result = comparePages(http.page, rendered.page);
    QVERIFY(result.isCut);
    QCOMPARE(result.text.size(), mostCompared);
    QCOMPARE(result.rendered.lines, mostCompared + 5);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::PageComparisonTest)
#include "tst_pagecomparison.moc"
