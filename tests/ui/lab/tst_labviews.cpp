// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/readabletext.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"
#include "ui/lab/documentmodel.h"
#include "ui/lab/factsmodel.h"
#include "ui/lab/labrun.h"
#include "ui/lab/previewmodel.h"
#include "ui/lab/sourcemap.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class LabViewsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void elementsAreFoundInTheSource_data();
    void elementsAreFoundInTheSource();
    void theTreeHasAllNodes();
    void marksAreTold();
    void textHasALineForEachBlock();
    void factsBecomeRules();
    void rulesGiveRowsAndMarks();
    void wrongRulesTakeNothingFromTheOthers();
    void rulesThatNeedAWorkerSaySo();
    void aFileIsRead();
    void previewKeepsNumbers();

private:
    static ui::LabPagePtr page(const QByteArray &html)
    {
        core::KeptPage origin;
        origin.url = "https://shop.example/list";
        origin.contentType = "text/html";
        return ui::makeLabPage(origin, html, ui::LabDetail::Everything);
    }
    static core::CrawlSpec rules(const QString &row, const QStringList &fieldRules)
    {
        core::CrawlSpec spec;
        spec.rowRule = row;
        for (const QString &rule : fieldRules) {
            core::FieldSpec field;
            field.name = u"c%1"_s.arg(spec.fields.size() + 1);
            field.rule = rule;
            spec.fields.append(field);
        }
        return spec;
    }
};

void LabViewsTest::elementsAreFoundInTheSource_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("expected"); // what belongs to the element with x
    QTest::newRow("from tag to tag") << "<p>a</p><P x=1>b <b>c</b></p><p>d"_ba
                                     << "<P x=1>b <b>c</b></p>"_ba;
    QTest::newRow("nested alike") << "<div x><div>1</div>2</div><div>3</div>"_ba
                                  << "<div x><div>1</div>2</div>"_ba;
    QTest::newRow("a void element") << "<img><img x src=a>text"_ba
                                    << "<img x src=a>"_ba;
    QTest::newRow("without an end tag") << "<ul><li>1<li x>2<li>3</ul>"_ba
                                        << "<li x>"_ba;
    QTest::newRow("not in comments and scripts") << "<!-- <b> --><script>'<b>'</script><b x>1</b>"_ba
                                                 << "<b x>1</b>"_ba;
    QTest::newRow("after an element that was added") << "<table><tr><td>1<tr><td x>2</td></table>"_ba
                                                     << "<td x>2</td>"_ba;
    QTest::newRow("text in UTF-8") << "<p>gr\u00fc\u00df</p><i x>\u00e4</i>"_ba
                                   << "<i x>\u00e4</i>"_ba;
}

void LabViewsTest::elementsAreFoundInTheSource()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, expected);
    const core::Document document = core::parseHtml(html);
    const std::vector<ui::ByteRange> places = ui::mapSource(document, html);
    QCOMPARE(places.size(), size_t(document.nodeCount()));
    for (core::NodeId id = 0; id < document.nodeCount(); ++id) {
        if (document.isElement(id) && document.hasAttribute(id, "x"))
            QCOMPARE(html.mid(places[id].from, places[id].size), expected);
        if (document.isElement(id, "html") || document.isElement(id, "tbody"))
            QCOMPARE(places[id].size, 0); // the parser has added it
    }
}

void LabViewsTest::theTreeHasAllNodes()
{
    ui::DocumentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ui::LabPagePtr shown =
        page("<!doctype html><body><!-- c --><p id=a class='b c'>text <b>bold</b></p>\n<template><i></i></template>");
    model.setPage(shown);
    QCOMPARE(model.rowCount(), 2); // doctype and html
    const QModelIndex html = model.index(1, 0);
    QCOMPARE(html.data().toString(), u"<html>"_s);
    const QModelIndex body = model.index(1, 0, html);
    QCOMPARE(model.rowCount(body), 3); // white space is left out
    QCOMPARE(model.index(0, 0, body).data().toString(), u"<!-- c -->"_s);
    const QModelIndex p = model.index(1, 0, body);
    QCOMPARE(p.data().toString(), u"<p id=\"a\" class=\"b c\">"_s);
    QCOMPARE(model.index(0, 0, p).data().toString(), u"text"_s);
    for (core::NodeId id = 1; id < shown->document.nodeCount(); ++id) {
        if (const QModelIndex index = model.indexOf(id); index.isValid())
            QCOMPARE(model.node(index), id);
    }
    model.setPage(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void LabViewsTest::marksAreTold()
{
    ui::DocumentModel model;
    const ui::LabPagePtr shown = page("<p>1</p><p>2</p>");
    model.setPage(shown);
    QList<core::NodeId> paragraphs;
    for (core::NodeId id = 0; id < shown->document.nodeCount(); ++id) {
        if (shown->document.isElement(id, "p"))
            paragraphs.append(id);
    }
    model.setMarks({paragraphs.first()});
    QVERIFY(model.indexOf(paragraphs.first()).data(ui::DocumentModel::MarkRole).toBool());
    model.setMarks({paragraphs.last()});
    QVERIFY(!model.indexOf(paragraphs.first()).data(ui::DocumentModel::MarkRole).toBool());
    QVERIFY(model.indexOf(paragraphs.last()).data(ui::DocumentModel::MarkRole).toBool());
}

void LabViewsTest::textHasALineForEachBlock()
{
    const core::Document document =
        core::parseHtml("<title>T</title><h1>Head</h1><p>One <b>two</b>\n three</p><script>no</script>"
                        "<ul><li><a>a</a> <a>link</a><li>b</ul>tail<style>no</style>");
    QCOMPARE(core::readableText(document), u"Head\nOne two three\na link\nb\ntail"_s);
}

void LabViewsTest::factsBecomeRules()
{
    ui::FactsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPage(page(R"(<meta property="og:title" content="Lamp"><script>var item = {"id": 7};</script>)"));
    QVERIFY(model.rowCount() >= 2);
    int found = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString property = model.index(row, ui::FactsModel::Property).data().toString();
        if (property == u"og:title"_s) {
            ++found;
            QCOMPARE(model.rule(row), u"meta:og:title"_s);
            QCOMPARE(model.index(row, ui::FactsModel::Value).data().toString(), u"Lamp"_s);
        } else if (property == u"item"_s) {
            ++found;
            QCOMPARE(model.index(row, ui::FactsModel::Value).data().toString(), u"{\"id\":7}"_s);
            QCOMPARE(model.rule(row), QString());
        }
    }
    QCOMPARE(found, 2);
    const ui::LabPagePtr shown = page("<html lang=de><title>T</title><meta name=author content=A>"
                                      "<link rel=canonical href=/c><link rel=icon href=/i.svg>");
    model.setPage(shown);
    int rulesTried = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.rule(row).isEmpty())
            continue;
        ++rulesTried;
        const ui::LabResult result = ui::runRules(rules({}, {model.rule(row)}), *shown, -1, nullptr);
        QCOMPARE(result.rows.value(0).value(u"c1"_s).toString(),
                 model.index(row, ui::FactsModel::Value).data().toString());
    }
    QVERIFY2(rulesTried >= 5, qPrintable(QString::number(rulesTried)));
    model.setPage(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void LabViewsTest::rulesGiveRowsAndMarks()
{
    const ui::LabPagePtr shown = page("<ul><li><b>A</b><i>1</i></li><li><b>B</b></li></ul><a rel=next href=/2>n</a>");
    core::CrawlSpec spec = rules(u"css:li"_s, {u"css:b"_s, u"css:i |> number"_s});
    spec.nextRule = u"css:a[rel=next]"_s;
    const ui::LabResult rows = ui::runRules(spec, *shown, -1, nullptr);
    QCOMPARE(rows.columns, QStringList({u"c1"_s, u"c2"_s}));
    QCOMPARE(rows.rows.size(), 2);
    QCOMPARE(rows.rows.at(1).value(u"c1"_s).toString(), u"B"_s);
    QCOMPARE(rows.matches, QList<int>({2, 1}));
    QCOMPARE(rows.nextPages, 1);
    QCOMPARE(rows.rowNodes.size(), 2);
    QCOMPARE(rows.marked, rows.rowNodes);
    const ui::LabResult column = ui::runRules(spec, *shown, 1, nullptr);
    QCOMPARE(column.marked.size(), 1);
    QVERIFY(shown->document.isElement(column.marked.first(), "i"));
    const ui::SampleCounts counts = ui::countRules(spec, {shown, shown, page("<p>")}, nullptr, {});
    QCOMPARE(counts, (ui::SampleCounts{3, 4, {4, 2}}));
}

void LabViewsTest::wrongRulesTakeNothingFromTheOthers()
{
    const ui::LabPagePtr shown = page("<p>A</p>");
    const ui::LabResult result =
        ui::runRules(rules({}, {u"css:p["_s, u"css:p"_s, u"css:q |> nonsense"_s}), *shown, 0, nullptr);
    QCOMPARE(result.columns, QStringList{u"c2"_s});
    QCOMPARE(result.rows.size(), 1);
    QCOMPARE(result.matches, QList<int>({-1, 1, -1}));
    QVERIFY(result.marked.isEmpty());
    const ui::LabResult wrongRow = ui::runRules(rules(u"css:li["_s, {u"css:p"_s}), *shown, -1, nullptr);
    QVERIFY(wrongRow.rows.isEmpty());
    QVERIFY2(wrongRow.errors.value(0).contains(u"row"_s), qUtf8Printable(wrongRow.errors.join(u';')));
}

void LabViewsTest::rulesThatNeedAWorkerSaySo()
{
    const ui::LabPagePtr shown = page("<p>A</p><script>var x = {\"a\": 1};</script>");
    const ui::LabResult json = ui::runRules(rules({}, {u"json:.a"_s, u"css:p"_s}), *shown, -1, nullptr);
    QCOMPARE(json.rows.size(), 1);
    QVERIFY(!json.errors.isEmpty());
    core::CrawlSpec own;
    own.script = u"function parse(page) { return []; }"_s;
    QVERIFY(!ui::runRules(own, *shown, -1, nullptr).errors.isEmpty());
}

void LabViewsTest::aFileIsRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"page.html"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<link rel=canonical href='https://shop.example/a/'><p>gr\xfc\xdf</p><a href=b>");
    file.close();
    const auto read = ui::readLabFile(path);
    QVERIFY(read);
    QCOMPARE((*read)->title, u"page.html"_s);
    QCOMPARE((*read)->text, u"grüß"_s);
    core::CrawlSpec spec = rules({}, {u"css:a@href |> url"_s});
    QCOMPARE(ui::runRules(spec, **read, -1, nullptr).rows.value(0).value(u"c1"_s).toString(),
             u"https://shop.example/a/b"_s);
    const auto missing = ui::readLabFile(folder.filePath(u"none.html"_s));
    QVERIFY(!missing);
    QVERIFY(missing.error().contains(u"none.html"_s));
}

void LabViewsTest::previewKeepsNumbers()
{
    ui::PreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({u"price"_s, u"tags"_s, u"none"_s},
                  {{{u"price"_s, 1234.5}, {u"tags"_s, QJsonArray{u"a"_s, u"b"_s}}, {u"none"_s, QJsonValue()}}});
    QCOMPARE(model.columnCount(), 3);
    QVERIFY(model.index(0, 0).data().toString().contains(u"234"_s));
    QCOMPARE(model.index(0, 1).data().toString(), u"[\"a\",\"b\"]"_s);
    QCOMPARE(model.index(0, 2).data().toString(), QString());
}

QTEST_MAIN(LabViewsTest)
#include "tst_labviews.moc"
