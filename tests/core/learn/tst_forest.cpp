// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/booster.h"
#include "core/learn/boosterjson.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <QJsonDocument>

#include <xgboost/c_api.h>

#include <cmath>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

/// 300 rows of a number, a category of six with gaps, and a number with gaps; the label depends on all of them.
struct Sample
{
    FeatureMatrix matrix{300, 3, std::vector<float>(900)};
    std::vector<float> labels;

    explicit Sample(LearnTask task)
    {
        SeededOrder order(5);
        for (int row = 0; row < 300; ++row) {
            float *at = matrix.values.data() + row * 3;
            at[0] = float(order.below(1'000)) / 7;
            at[1] = order.below(9) == 0 ? std::nanf("") : float(order.below(6));
            at[2] = order.below(5) == 0 ? std::nanf("") : float(order.below(50));
            const float sum = at[0] / 20 + (at[1] == 2 || at[1] == 5 ? 4 : 0) + (at[2] > 25 ? 3 : 0);
            labels.push_back(task == LearnTask::Regression ? sum * 10
                             : task == LearnTask::Binary   ? float(sum > 7)
                                                           : std::min(std::floor(sum / 5), 2.0F));
        }
    }
};

ForestShape shapeOf(LearnTask task)
{
    return {task, task == LearnTask::MultiClass ? 3 : 1, {0, 6, 0}};
}

QList<BoosterParameter> parametersOf(LearnTask task)
{
    QList<BoosterParameter> parameters{{"tree_method", "hist"}, {"max_depth", "4"}, {"nthread", "2"},
                                       {"base_score", "0.4"},   {"gamma", "0.05"},  {"max_cat_to_onehot", "3"}};
    parameters.append(BoosterParameter{"objective", task == LearnTask::Binary       ? "binary:logistic"
                                                    : task == LearnTask::Regression ? "reg:squarederror"
                                                                                    : "multi:softprob"});
    if (task == LearnTask::MultiClass)
        parameters.append(BoosterParameter{"num_class", "3"});
    return parameters;
}

/// What XGBoost itself says to these rows.
std::vector<double> libraryScores(const QByteArray &json, const BoosterData &data)
{
    BoosterHandle handle = nullptr;
    bst_ulong const *shape = nullptr;
    bst_ulong dimensions = 0;
    float const *result = nullptr;
    std::vector<double> scores;
    if (XGBoosterCreate(nullptr, 0, &handle) == 0 &&
        XGBoosterLoadModelFromBuffer(handle, json.constData(), bst_ulong(json.size())) == 0 &&
        XGBoosterPredictFromDMatrix(
            handle, data.handle(),
            R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true})", &shape,
            &dimensions, &result) == 0)
        scores.assign(result, result + shape[0] * shape[1]);
    XGBoosterFree(handle);
    return scores;
}

} // namespace

class TestForest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void saysWhatXGBoostSays_data();
    void saysWhatXGBoostSays();
    void threadsChangeNothing();
    void unknownCategoriesGoWithTheMost();
};

void TestForest::saysWhatXGBoostSays_data()
{
    QTest::addColumn<int>("task");
    QTest::newRow("two classes") << int(LearnTask::Binary);
    QTest::newRow("three classes") << int(LearnTask::MultiClass);
    QTest::newRow("a quantity") << int(LearnTask::Regression);
}

void TestForest::saysWhatXGBoostSays()
{
    QFETCH(int, task);
    const Sample sample{LearnTask(task)};
    const auto data = BoosterData::make(sample.matrix, {false, true, false}, sample.labels, {}, 2);
    QVERIFY2(data, qPrintable(data ? QString() : data.error().detail));
    auto booster = Booster::make(*data, nullptr);
    QVERIFY(booster && booster->configure(parametersOf(LearnTask(task))));
    for (int round = 0; round < 12; ++round)
        QVERIFY(booster->addRound(round));
    const auto text = booster->json();
    QVERIFY(text);
    const auto forest = forestFromBooster(*text, shapeOf(LearnTask(task)));
    QVERIFY2(forest, qPrintable(forest ? QString() : forest.error().detail));
    QCOMPARE(forest->rounds(), 12);
    const std::vector<double> own = forest->scores(sample.matrix, 1);
    // XGBoost reads what is written here, and says the same.
    const QByteArray json = boosterJson(*forest);
    const std::vector<double> theirs = libraryScores(json, *data);
    QCOMPARE(own.size(), theirs.size());
    for (size_t i = 0; i < own.size(); ++i)
        QVERIFY2(std::abs(own[i] - theirs[i]) <= 1e-5 * std::max(1.0, std::abs(theirs[i])),
                 qPrintable(u"%1: %2 and %3"_s.arg(i).arg(own[i]).arg(theirs[i])));
    QCOMPARE(libraryScores(*text, *data), theirs);
    const auto again = forestFromJson(QJsonDocument::fromJson(json).object(), shapeOf(LearnTask(task)));
    QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    QVERIFY(*again == *forest);
    QCOMPARE(boosterJson(*again), json);
}

void TestForest::threadsChangeNothing()
{
    Forest forest{{LearnTask::Regression, 1, {0}}, 1, {}};
    forest.trees.push_back({{{1, 2, 0, 0.5F, 1, 1, 0, true, false, 0, 0}, {-1, -1, 0, 10}, {-1, -1, 0, 20}}, {}});
    FeatureMatrix matrix{5'000, 1, {}};
    for (int row = 0; row < 5'000; ++row)
        matrix.values.push_back(float(row % 3));
    const std::vector<double> alone = forest.scores(matrix, 1);
    QCOMPARE(alone[0], 11.0);
    QCOMPARE(alone[1], 21.0);
    QCOMPARE(forest.scores(matrix, 7), alone);
}

void TestForest::unknownCategoriesGoWithTheMost()
{
    Tree tree{{{1, 2, 0, 0, 1, 1, 0, false, true, 0, 2}, {-1, -1, 0, 10}, {-1, -1, 0, 20}}, {1, 3}};
    const auto valueFor = [&tree](float feature) { return tree.valueFor(&feature); };
    QCOMPARE(valueFor(1), 20.0F);
    QCOMPARE(valueFor(3), 20.0F);
    QCOMPARE(valueFor(2), 10.0F);
    QCOMPARE(valueFor(9), 10.0F);
    tree.nodes[1].cover = 3;
    tree.nodes[2].cover = 5;
    QCOMPARE(valueFor(unknownCategory), 20.0F);
    tree.nodes[1].cover = 6;
    QCOMPARE(valueFor(unknownCategory), 10.0F);
    QCOMPARE(valueFor(std::nanf("")), 20.0F);
}

QTEST_GUILESS_MAIN(TestForest)
#include "tst_forest.moc"
