// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/columnwriter.h"
#include "core/learn/featureencoder.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <cmath>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

/// Features of the rows of one column with an encoding.
QList<float> encoded(const ColumnEncoding &encoding, const QStringList &cells, const NullRule &missing = {})
{
    FeatureEncoder encoder{{encoding}, missing};
    RowList rows;
    for (qsizetype row = 0; row < cells.size(); ++row)
        rows.push_back(row);
    const auto matrix = encoder.encode(columnOf(cells), rows);
    return matrix ? QList<float>(matrix->values.cbegin(), matrix->values.cend()) : QList<float>();
}

constexpr NullRule native{true, -999};

} // namespace

class TestFeatureEncoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void numbers();
    void categories();
    void datesAndTimes();
    void words();
    void fitsToItsRowsAlone();
    void columnsAreFoundByName();
    void refuses_data();
    void refuses();
};

void TestFeatureEncoder::numbers()
{
    const ColumnEncoding numeric{u"c"_s, ColumnRole::Numeric, {}, {}, false};
    QCOMPARE(encoded(numeric, {u"1.5"_s, u""_s, u"NA"_s, u"-2"_s}), (QList<float>{1.5F, -999, -999, -2}));
    QCOMPARE(encoded(numeric, {u""_s}, {false, 7}), QList<float>{7});
    QVERIFY(std::isnan(encoded(numeric, {u""_s}, native)[0]));
}

void TestFeatureEncoder::categories()
{
    const ColumnEncoding levels{u"c"_s, ColumnRole::Categorical, {"a", "b"}, {}, false, true, true};
    // Two levels, then the missing one, then any other.
    QCOMPARE(encoded(levels, {u"b"_s, u"a"_s, u""_s, u"new"_s, u" b "_s}), (QList<float>{1, 0, 2, 3, 1}));
    QVERIFY(std::isnan(encoded(levels, {u""_s}, native)[0]));
    const ColumnEncoding closed{u"c"_s, ColumnRole::Categorical, {"a", "b"}, {}, false};
    QCOMPARE(encoded(closed, {u"b"_s, u""_s, u"new"_s}), (QList<float>{1, unknownCategory, unknownCategory}));
    QCOMPARE(FeatureEncoder({{levels}, {}}).categoryCounts(), std::vector<quint32>{4});
}

void TestFeatureEncoder::datesAndTimes()
{
    const ColumnEncoding days{u"c"_s, ColumnRole::Date, {}, {}, false};
    QCOMPARE(encoded(days, {u"2026-01-31"_s, u""_s}), (QList<float>{2026, 1, 31, 6, -999, -999, -999, -999}));
    const ColumnEncoding times{u"c"_s, ColumnRole::Date, {}, {}, true};
    QCOMPARE(encoded(times, {u"2026-01-31T07:00:00Z"_s, u"2026-02-01"_s}),
             (QList<float>{2026, 1, 31, 6, 7, 2026, 2, 1, 7, -999}));
}

void TestFeatureEncoder::words()
{
    QCOMPARE(wordBucket("a"), quint32((0xE40C292CU >> 16) ^ (0xE40C292CU & 0xFFFFU))); // FNV-1a's published value
    QList<quint32> buckets{wordBucket("mr"), wordBucket("mrs")};
    std::sort(buckets.begin(), buckets.end());
    const ColumnEncoding text{u"c"_s, ColumnRole::TextWords, {}, buckets, false};
    const float mr = buckets[0] == wordBucket("mr") ? 1 : 0;
    QCOMPARE(encoded(text, {u"Owen, Mr. O."_s, u"Mrs! MRS"_s, u""_s}), (QList<float>{mr, 1 - mr, 1 - mr, mr, 0, 0}));
}

void TestFeatureEncoder::fitsToItsRowsAlone()
{
    QStringList lines{u"code,text,told"_s};
    for (int i = 0; i < 12; ++i)
        lines.append(u"%1,%2,%3"_s.arg(i < 6   ? u"x"_s
                                       : i < 8 ? u"rare"_s
                                               : u"late"_s,
                                       i < 6 ? u"early word"_s : u"later word"_s, i % 2 ? u"yes"_s : u"no"_s));
    const Table table = tableOf(lines);
    const auto dataset =
        datasetOf(table, u"told"_s, {{u"code"_s, ColumnRole::TextCategories}, {u"text"_s, ColumnRole::TextWords}});
    QVERIFY(dataset);
    const FeatureEncoder encoder = FeatureEncoder::fit(*dataset, {0, 1, 2, 3, 4, 5, 6, 7}, {});
    QCOMPARE(encoder.columns[0].levels, QByteArrayList{"x"}); // "rare" stands there twice, "late" is not of these rows
    QVERIFY(encoder.columns[0].hasOther && !encoder.columns[0].hasMissing);
    QCOMPARE(encoder.columns[1].buckets.size(), 2); // "early" and "word"
    QVERIFY(!encoder.columns[1].buckets.contains(wordBucket("later")));
    QCOMPARE(encoder.columnOfFeature(), (std::vector<qsizetype>{0, 1, 1}));
}

void TestFeatureEncoder::columnsAreFoundByName()
{
    const FeatureEncoder encoder{
        {{u"a"_s, ColumnRole::Numeric, {}, {}, false}, {u"b"_s, ColumnRole::Numeric, {}, {}, false}}, {}};
    const auto straight = encoder.encode(tableOf({u"a,b"_s, u"1,2"_s}), {0});
    const auto shuffled = encoder.encode(tableOf({u"b,x,a"_s, u"2,9,1"_s}), {0});
    QCOMPARE(straight->values, shuffled->values);
    const auto absent = encoder.encode(tableOf({u"x"_s, u"1"_s}), {0});
    QCOMPARE(absent.error().detail, u"the table does not fit the model: it has no column \"a\", \"b\""_s);
}

void TestFeatureEncoder::refuses_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("why");
    QTest::newRow("a word for a number") << int(ColumnRole::Numeric) << u"sold"_s
                                         << u"column \"c\": row 2 is \"sold\", a number was expected"_s;
    QTest::newRow("a number too large") << int(ColumnRole::Numeric) << u"1e300"_s << u"row 2 is \"1e300\""_s;
    QTest::newRow("a word for a date") << int(ColumnRole::Date) << u"soon"_s
                                       << u"column \"c\": row 2 is \"soon\", a date such as"_s;
}

void TestFeatureEncoder::refuses()
{
    QFETCH(int, role);
    QFETCH(QString, cell);
    QFETCH(QString, why);
    const FeatureEncoder encoder{{{u"c"_s, ColumnRole(role), {}, {}, false}}, {}};
    const auto matrix = encoder.encode(columnOf({u""_s, cell}), {0, 1});
    QVERIFY(!matrix);
    QVERIFY2(matrix.error().detail.contains(why), qPrintable(matrix.error().detail));
}

QTEST_GUILESS_MAIN(TestFeatureEncoder)
#include "tst_featureencoder.moc"
