// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipetables.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class RecipeTablesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tables_data();
    void tables();
    void hugeSpansEnd();
};

void RecipeTablesTest::tables_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("rows"); // one a line
    QTest::newRow("no table") << "<p>x"_ba << QByteArray();
    QTest::newRow("thead") << "<table><caption>c</caption><thead><tr><th>A<th>B<tbody><tr><td>1<td>2</table>"_ba
                           << R"({"table":1,"row":1,"A":"1","B":"2"})"_ba;
    QTest::newRow("a first row of th") << "<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td>4</table>"_ba
                                       << R"({"table":1,"row":1,"A":"1","B":"2"}
{"table":1,"row":2,"A":"3","B":"4"})"_ba;
    QTest::newRow("no header") << "<table><tr><td>1<td>2</table>"_ba
                               << R"({"table":1,"row":1,"column_1":"1","column_2":"2"})"_ba;
    QTest::newRow("row headers are values") << "<table><tr><th>a<td>1<tr><th>b<td>2</table>"_ba
                                            << R"({"table":1,"row":1,"column_1":"a","column_2":"1"}
{"table":1,"row":2,"column_1":"b","column_2":"2"})"_ba;
    QTest::newRow("two header rows with spans")
        << "<table><tr><th rowspan=2>City<th colspan=2>Sales<tr><th>Q1<th>Q2<tr><td>Rome<td>1<td>2</table>"_ba
        << R"({"table":1,"row":1,"City":"Rome","Sales Q1":"1","Sales Q2":"2"})"_ba;
    QTest::newRow("rowspan and colspan in the body")
        << "<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4<tr><td>5</table>"_ba
        << R"({"table":1,"row":1,"A":"1","B":"2","C":"2"}
{"table":1,"row":2,"A":"1","B":"3","C":"4"}
{"table":1,"row":3,"A":"5","B":null,"C":null})"_ba;
    QTest::newRow("a span that begins beyond a short row")
        << "<table><tr><th>A<th>B<th>C<tr><td>1<td>2<td rowspan=2>3<tr><td>4</table>"_ba
        << R"({"table":1,"row":1,"A":"1","B":"2","C":"3"}
{"table":1,"row":2,"A":"4","B":"","C":"3"})"_ba;
    QTest::newRow("rowspan 0 reaches to the end of its group")
        << "<table><tbody><tr><td rowspan=0>a<td>1<tr><td>2<tbody><tr><td>b<td>3</table>"_ba
        << R"({"table":1,"row":1,"column_1":"a","column_2":"1"}
{"table":1,"row":2,"column_1":"a","column_2":"2"}
{"table":1,"row":3,"column_1":"b","column_2":"3"})"_ba;
    QTest::newRow("tfoot comes last") << "<table><thead><tr><th>A<tfoot><tr><td>sum<tbody><tr><td>1</table>"_ba
                                      << R"({"table":1,"row":1,"A":"1"}
{"table":1,"row":2,"A":"sum"})"_ba;
    QTest::newRow("names twice, empty and taken")
        << "<table><tr><th>A<th>A<th><th>row<tr><td>1<td>2<td>3<td>4</table>"_ba
        << "{\"table\":1,\"row\":1,\"A\":\"1\",\"A (2)\":\"2\",\"column_3\":\"3\",\"row (2)\":\"4\"}"_ba;
    QTest::newRow("a row wider than its header") << "<table><tr><th>A<tr><td>1<td>2</table>"_ba
                                                 << R"({"table":1,"row":1,"A":"1","column_2":"2"})"_ba;
    QTest::newRow("nested tables have numbers of their own")
        << "<table><tr><td><table><tr><td>in</table></table><table></table><table><tr><td>3</table>"_ba
        << R"({"table":1,"row":1,"column_1":"in"}
{"table":2,"row":1,"column_1":"in"}
{"table":4,"row":1,"column_1":"3"})"_ba;
    QTest::newRow("spans that are none") << "<table><tr><td colspan=x rowspan=-3>1<td colspan=' +2'>2</table>"_ba
                                         << R"({"table":1,"row":1,"column_1":"1","column_2":"2","column_3":"2"})"_ba;
}

void RecipeTablesTest::tables()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, rows);
    QByteArray lines;
    const RecipeRows tables = readTables(parseHtml(html));
    for (const RecipeRow &row : tables.rows)
        lines += (lines.isEmpty() ? "" : "\n") + row.toJson();
    QCOMPARE(lines, rows);
    QVERIFY(!tables.isCut);
}

void RecipeTablesTest::hugeSpansEnd()
{
    QByteArray html = "<table>";
    for (int i = 0; i < 20'000; ++i)
        html += "<tr><td colspan=99999999999 rowspan=65534>x<td colspan=1000>y";
    const RecipeRows tables = readTables(parseHtml(html));
    QVERIFY(tables.isCut);
    QVERIFY(!tables.rows.isEmpty());
    QCOMPARE(tables.rows.first().columns.size(), 2 + 1000);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RecipeTablesTest)
#include "tst_recipetables.moc"
