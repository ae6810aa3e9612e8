// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/crossvalidation.h"
#include "core/learn/tablesource.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <cmath>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestCrossValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void everyRowIsJudgedOnce();
    void spreadIsOverFoldsAndRepetitions();
    void groupsDoNotLeak_data();
    void groupsDoNotLeak();
    void noiseIsNotLearnt();
    void ownDataSets_data();
    void ownDataSets();
    void refuses();
    void stopsWhenAsked();
};

void TestCrossValidation::everyRowIsJudgedOnce()
{
    const Table table = ruleTable();
    const auto dataset = datasetOf(table, u"told"_s);
    const auto result = crossValidate(*dataset, quickOptions(), 4, 1, {});
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->parts.size(), 4);
    qint64 rows = 0;
    for (const auto &line : result->confusion) {
        for (const qint64 count : line)
            rows += count;
    }
    QCOMPARE(rows, table.rowCount());
    QCOMPARE(result->importances.size(), 2);
}

void TestCrossValidation::spreadIsOverFoldsAndRepetitions()
{
    const Table table = ruleTable();
    const auto dataset = datasetOf(table, u"told"_s);
    const auto result = crossValidate(*dataset, quickOptions(10), 3, 2, {});
    QCOMPARE(result->parts.size(), 6);
    const FigureSpread *accuracy = result->figure(u"accuracy"_s);
    QVERIFY(accuracy && !result->figure(u"rmse"_s));
    QList<double> values;
    for (const Metrics &part : result->parts)
        values.append(*part.accuracy);
    double mean = 0;
    for (const double value : values)
        mean += value / 6;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    QVERIFY(std::abs(accuracy->mean - mean) < 1e-12);
    QVERIFY(std::abs(accuracy->deviation - std::sqrt(squares / 5)) < 1e-12);
    const double first = (values[0] + values[1] + values[2]) / 3;
    const double second = (values[3] + values[4] + values[5]) / 3;
    QVERIFY(std::abs(accuracy->repetitionDeviation - std::abs(first - second) / std::sqrt(2.0)) < 1e-12);
    QVERIFY(std::abs(accuracy->high - accuracy->mean - 12.706 * accuracy->repetitionDeviation / std::sqrt(2.0)) < 1e-9);
    // The second repetition is the first one of the next seed.
    TrainingOptions next = quickOptions(10);
    ++next.seed;
    QCOMPARE(crossValidate(*dataset, next, 3, 1, {})->parts, result->parts.mid(3));
}

void TestCrossValidation::groupsDoNotLeak_data()
{
    QTest::addColumn<bool>("isGrouped");
    QTest::newRow("near-duplicates on both sides give it away") << false;
    QTest::newRow("groups kept together do not") << true;
}

/// 40 shops of 10 products each. What is told of a shop is chance, the same for all of its products, and its products
/// share a number that tells the shop: whoever has seen one product of a shop knows the others.
void TestCrossValidation::groupsDoNotLeak()
{
    QFETCH(bool, isGrouped);
    QStringList lines{u"url,mark,told"_s};
    SeededOrder order(11);
    for (int shop = 0; shop < 40; ++shop) {
        const QString told = order.below(2) == 0 ? u"yes"_s : u"no"_s;
        const QString mark = QString::number(double(order.below(100'000)) / 10, 'f', 1);
        for (int product = 0; product < 10; ++product)
            lines.append(u"https://shop%1.example/p/%2,%3,%4"_s.arg(shop).arg(product).arg(mark, told));
    }
    const Table table = tableOf(lines);
    const auto dataset = datasetOf(table, u"told"_s, {}, isGrouped ? u"url"_s : QString());
    QVERIFY2(dataset, qPrintable(dataset ? QString() : dataset.error().detail));
    TrainingOptions options = quickOptions(100);
    options.earlyStopping = 0;
    const double accuracy = crossValidate(*dataset, options, 5, 1, {})->figure(u"accuracy"_s)->mean;
    qInfo("accuracy %.3f", accuracy);
    if (isGrouped)
        QVERIFY(accuracy < 0.7);
    else
        QVERIFY(accuracy > 0.95);
}

void TestCrossValidation::noiseIsNotLearnt()
{
    QStringList lines{u"code,number,told"_s};
    SeededOrder order(17);
    for (int i = 0; i < 400; ++i)
        lines.append(u"c%1,%2,%3"_s.arg(order.below(60)).arg(double(order.below(1'000)) / 10).arg(order.below(2)));
    const Table table = tableOf(lines);
    const auto dataset = datasetOf(table, u"told"_s);
    const double accuracy = crossValidate(*dataset, quickOptions(100), 5, 2, {})->figure(u"accuracy"_s)->mean;
    qInfo("accuracy %.3f", accuracy);
    QVERIFY(std::abs(accuracy - 0.5) < 0.08);
}

void TestCrossValidation::ownDataSets_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("target");
    QTest::newRow("fruit") << u"fruit.csv"_s << u"kind"_s;
    QTest::newRow("orders") << u"orders.csv"_s << u"returned"_s;
    QTest::newRow("flats") << u"flats.csv"_s << u"rent"_s;
}

/// The defaults on data of other kinds, for a person to look at.
void TestCrossValidation::ownDataSets()
{
    QFETCH(QString, file);
    QFETCH(QString, target);
    const auto table = readCsvTable(QStringLiteral(SLUICE_FIXTURES "/models/") + file, {});
    const auto dataset = datasetOf(*table, target);
    const auto result = crossValidate(*dataset, quickOptions(500), 5, 2, {});
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    for (const FigureSpread &figure : result->figures)
        qInfo("%s: %s %.4f, deviation %.4f", qPrintable(file), qPrintable(figure.name), figure.mean, figure.deviation);
    const FigureSpread *accuracy = result->figure(u"accuracy"_s);
    QVERIFY(accuracy ? accuracy->mean > 0.75 : result->figure(u"rmse"_s)->mean < 100);
}

void TestCrossValidation::refuses()
{
    const Table table = ruleTable();
    const auto dataset = datasetOf(table, u"told"_s, {}, u"colour"_s);
    QCOMPARE(crossValidate(*dataset, quickOptions(), 1, 1, {}).error().kind, LearnFault::Options);
    QCOMPARE(crossValidate(*dataset, quickOptions(), 5, 0, {}).error().kind, LearnFault::Options);
    const auto whole = datasetOf(table, u"told"_s);
    QVERIFY(crossValidate(*whole, quickOptions(1), 2, 1, {}));
    QStringList lines{u"g,a,t"_s};
    for (int i = 0; i < 30; ++i)
        lines.append(u"%1,%2,%3"_s.arg(i % 3).arg(i % 7).arg(i % 2));
    const Table groups = tableOf(lines);
    const auto grouped = datasetOf(groups, u"t"_s, {}, u"g"_s);
    QCOMPARE(crossValidate(*grouped, quickOptions(), 5, 1, {}).error().detail,
             u"column \"g\": there are fewer groups than the 5 folds asked for"_s);
}

void TestCrossValidation::stopsWhenAsked()
{
    CancelSource source;
    int parts = 0;
    const TrainingGround ground{source.token(), [&](const TrainingProgress &progress) {
                                    parts = progress.parts;
                                    if (progress.part == 2)
                                        source.cancel();
                                }};
    const Table table = ruleTable();
    const auto dataset = datasetOf(table, u"told"_s);
    QCOMPARE(crossValidate(*dataset, quickOptions(), 3, 2, ground).error().kind, LearnFault::Cancelled);
    QCOMPARE(parts, 6);
}

QTEST_GUILESS_MAIN(TestCrossValidation)
#include "tst_crossvalidation.moc"
