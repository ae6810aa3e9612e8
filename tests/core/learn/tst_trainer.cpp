// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelfile.h"
#include "core/learn/predictor.h"
#include "core/learn/tablesource.h"
#include "core/learn/trainer.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

Result<Model, LearnFailure> trained(const Table &table, const QString &target, const TrainingOptions &options,
                                    const Model *from = nullptr, const TrainingGround &ground = {})
{
    const auto dataset = from ? datasetFor(*from, table, {}) : datasetOf(table, target);
    if (!dataset)
        return tl::unexpected(dataset.error());
    return trainModel(*dataset, options, from, u"data"_s, FakeClock(), ground);
}

QList<Prediction> predictions(const Model &model, const Table &table)
{
    QList<Prediction> all;
    const auto done = predictRows(model, table, {}, [&](qsizetype, const Prediction &one) { all.append(one); });
    return done ? all : QList<Prediction>();
}

} // namespace

class TestTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void ownDataSets_data();
    void ownDataSets();
    void aRuleOfCategoriesIsLearntWhole();
    void theSameSeedGivesTheSameModel_data();
    void theSameSeedGivesTheSameModel();
    void strangersChangeNothingElse();
    void earlyStoppingKeepsTheBestRound();
    void goesOnFromAModel();
    void nativeMissing();
    void weightsCount();
    void rowsWithoutATargetAreLeftOut();
    void progressIsToldAndStops();
    void refuses_data();
    void refuses();
};

void TestTrainer::ownDataSets_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("target");
    QTest::addColumn<double>("leastAccuracy");
    QTest::addColumn<double>("mostError");
    QTest::addColumn<QString>("first");
    QTest::newRow("fruit: three classes") << u"fruit.csv"_s << u"kind"_s << 0.9 << 0.0 << u"colour"_s;
    QTest::newRow("orders: one answer in ten is wrong")
        << u"orders.csv"_s << u"returned"_s << 0.75 << 0.0 << u"total"_s;
    QTest::newRow("flats: a quantity") << u"flats.csv"_s << u"rent"_s << 0.0 << 90.0 << u"area"_s;
}

void TestTrainer::ownDataSets()
{
    QFETCH(QString, file);
    QFETCH(QString, target);
    QFETCH(double, leastAccuracy);
    QFETCH(double, mostError);
    QFETCH(QString, first);
    const auto table = readCsvTable(QStringLiteral(SLUICE_FIXTURES "/models/") + file, {});
    QVERIFY(table);
    const auto model = trained(*table, target, quickOptions(500));
    QVERIFY2(model, qPrintable(model ? QString() : model.error().detail));
    qInfo("%s: accuracy %.3f, RMSE %.1f, %d rounds, first %s", qPrintable(file), model->metrics.accuracy.value_or(0),
          model->metrics.rmse.value_or(0), model->forest.rounds(), qPrintable(model->importances[0].column));
    QVERIFY(model->metrics.accuracy.value_or(1) >= leastAccuracy);
    QVERIFY(model->metrics.rmse.value_or(0) <= mostError);
    QCOMPARE(model->importances[0].column, first);
    QVERIFY(*model->importances[0].permutation != 0);
    QCOMPARE(model->card.rows, table->rowCount());
    QCOMPARE(model->card.testRows, model->metrics.rows);
}

void TestTrainer::aRuleOfCategoriesIsLearntWhole()
{
    QStringList lines{u"shop,kind,paid"_s};
    for (int i = 0; i < 600; ++i) {
        const int shop = i % 12;
        const int kind = (i / 12) % 5;
        const bool isPaid = (shop % 3 == 0) != (kind == 1 || kind == 4);
        lines.append(u"s%1,k%2,%3"_s.arg(shop).arg(kind).arg(isPaid ? u"yes"_s : u"no"_s));
    }
    const auto model = trained(tableOf(lines), u"paid"_s, TrainingOptions());
    QVERIFY2(model, qPrintable(model ? QString() : model.error().detail));
    QCOMPARE(*model->metrics.accuracy, 1.0);
    QCOMPARE(evaluate(*model, tableOf(lines))->accuracy, 1.0);
}

void TestTrainer::theSameSeedGivesTheSameModel_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("one thread") << 1;
    QTest::newRow("two threads") << 2;
    QTest::newRow("four threads") << 4;
}

void TestTrainer::theSameSeedGivesTheSameModel()
{
    QFETCH(int, threads);
    TrainingOptions options = quickOptions();
    options.threads = threads;
    const Table table = ruleTable();
    const auto first = trained(table, u"told"_s, options);
    const auto second = trained(table, u"told"_s, options);
    QCOMPARE(modelJson(*first), modelJson(*second));
    options.seed = 43;
    QVERIFY(trained(table, u"told"_s, options)->forest != first->forest);
}

void TestTrainer::strangersChangeNothingElse()
{
    const auto model = trained(ruleTable(), u"told"_s, quickOptions());
    const Table plain = tableOf({u"colour,size"_s, u"red,20"_s, u"blue,20"_s, u"green,90"_s, u"red,"_s});
    const Table strange = tableOf({u"size,new,colour"_s, u"20,x,red"_s, u"20,y,blue"_s, u"90,z,green"_s, u",x,red"_s,
                                   u"20,x,purple"_s, u"20,x,"_s, u"95,x,purple"_s});
    const QList<Prediction> before = predictions(*model, plain);
    const QList<Prediction> after = predictions(*model, strange);
    QCOMPARE(after.size(), 7);
    QCOMPARE(after.first(4), before);
    QCOMPARE(after[4].predicted, u"no"_s);
    QCOMPARE(after[5].predicted, u"no"_s);
    QCOMPARE(after[6].predicted, u"yes"_s);
    for (const Prediction &one : after)
        QVERIFY(*one.probability >= 0.5 && *one.probability <= 1);
}

void TestTrainer::earlyStoppingKeepsTheBestRound()
{
    TrainingOptions options = quickOptions(400);
    options.earlyStopping = 5;
    options.rate = 0.5;
    const auto table = readCsvTable(QStringLiteral(SLUICE_FIXTURES "/models/orders.csv"), {});
    const auto model = trained(*table, u"returned"_s, options);
    const LearningCurve &curve = model->curve;
    QCOMPARE(curve.metric, u"logloss"_s);
    QCOMPARE(curve.training.size(), curve.bestRound + 5);
    QCOMPARE(curve.validation.size(), curve.training.size());
    QCOMPARE(std::min_element(curve.validation.cbegin(), curve.validation.cend()) - curve.validation.cbegin(),
             curve.bestRound - 1);
    QCOMPARE(model->forest.rounds(), curve.bestRound);
    options.earlyStopping = 0;
    options.rounds = 12;
    QCOMPARE(trained(*table, u"returned"_s, options)->forest.rounds(), 12);
}

void TestTrainer::goesOnFromAModel()
{
    const Table table = ruleTable();
    TrainingOptions options = quickOptions(5);
    options.earlyStopping = 0;
    const auto first = trained(table, u"told"_s, options);
    const auto loaded = modelFromJson(modelJson(*first));
    const auto second = trained(table, u"told"_s, options, &*loaded);
    QVERIFY2(second, qPrintable(second ? QString() : second.error().detail));
    QCOMPARE(second->forest.rounds(), 10);
    for (size_t i = 0; i < 5; ++i)
        QCOMPARE(second->forest.trees[i], first->forest.trees[i]);
    QVERIFY(*second->metrics.logLoss < *first->metrics.logLoss);
    const auto other = trained(tableOf({u"colour,told"_s, u"red,no"_s}), {}, options, &*loaded);
    QVERIFY2(other.error().detail.contains("no column \"size\""_L1), qPrintable(other.error().detail));
}

void TestTrainer::nativeMissing()
{
    TrainingOptions options = quickOptions();
    options.missing.isNative = true;
    const auto model = trained(ruleTable(), u"told"_s, options);
    QVERIFY(model);
    QVERIFY(*model->metrics.accuracy > 0.9);
    QVERIFY(modelFromJson(modelJson(*model))->encoder.missing.isNative);
}

void TestTrainer::weightsCount()
{
    const auto table = readCsvTable(QStringLiteral(SLUICE_FIXTURES "/models/orders.csv"), {});
    TrainingOptions options = quickOptions();
    const auto plain = trained(*table, u"returned"_s, options);
    QVERIFY(setTrainingOption(options, u"class_weights"_s, u"yes:20"_s));
    const auto weighted = trained(*table, u"returned"_s, options);
    const auto told = [](const Model &model) { return model.metrics.confusion[0][1] + model.metrics.confusion[1][1]; };
    QVERIFY2(told(*weighted) > told(*plain), "rows of a class that counts more are told more often");
    QVERIFY(setTrainingOption(options, u"class_weights"_s, u"maybe:2"_s));
    const auto refused = trained(*table, u"returned"_s, options);
    QCOMPARE(refused.error().detail, u"class_weights: column \"returned\": it has no class \"maybe\""_s);
}

void TestTrainer::rowsWithoutATargetAreLeftOut()
{
    QStringList lines{u"a,t"_s};
    for (int i = 0; i < 40; ++i)
        lines.append(u"%1,%2"_s.arg(i % 7).arg(i < 10 ? QString() : i % 7 > 3 ? u"x"_s : u"y"_s));
    const auto model = trained(tableOf(lines), u"t"_s, quickOptions());
    QVERIFY2(model, qPrintable(model ? QString() : model.error().detail));
    QCOMPARE(model->card.rows, 30);
    QCOMPARE(model->card.rowsWithout, 10);
}

void TestTrainer::progressIsToldAndStops()
{
    CancelSource source;
    QList<TrainingProgress> told;
    const TrainingGround ground{source.token(), [&](const TrainingProgress &progress) {
                                    told.append(progress);
                                    if (told.size() == 3)
                                        source.cancel();
                                }};
    const auto model = trained(ruleTable(), u"told"_s, quickOptions(), nullptr, ground);
    QVERIFY(!model);
    QCOMPARE(model.error().kind, LearnFault::Cancelled);
    QCOMPARE(told.size(), 3);
    QCOMPARE(told[2].round, 3);
    QCOMPARE(told[2].rounds, 30);
    QVERIFY(told[2].trainingLoss < told[0].trainingLoss);
    QVERIFY(told[2].validationLoss.has_value());
}

void TestTrainer::refuses_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("why");
    QStringList few{u"a,t"_s};
    for (int i = 0; i < 9; ++i)
        few.append(u"%1,%2"_s.arg(i % 4).arg(i % 2));
    QStringList constant{u"a,t"_s};
    for (int i = 0; i < 30; ++i)
        constant.append(u"1,%1"_s.arg(i % 2));
    QStringList oneClass{u"a,t"_s};
    for (int i = 0; i < 30; ++i)
        oneClass.append(u"%1,x"_s.arg(i % 4));
    QTest::newRow("too few rows") << few << u"column \"t\": 9 rows have a target, at least 10 are needed"_s;
    QTest::newRow("nothing to learn from") << constant << u"column \"t\": there is no column to learn it from"_s;
    QTest::newRow("one class") << oneClass << u"column \"t\": the target is the same in every row"_s;
}

void TestTrainer::refuses()
{
    QFETCH(QStringList, lines);
    QFETCH(QString, why);
    const auto model = trained(tableOf(lines), u"t"_s, quickOptions());
    QVERIFY(!model);
    QVERIFY2(model.error().detail.startsWith(why), qPrintable(model.error().detail));
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
