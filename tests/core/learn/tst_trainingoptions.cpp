// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/trainingoptions.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestTrainingOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void defaultsAreAsPromised();
    void sets_data();
    void sets();
    void refuses_data();
    void refuses();
    void everyOptionSurvivesTheFile();
};

void TestTrainingOptions::defaultsAreAsPromised()
{
    const TrainingOptions options;
    QCOMPARE(options.rounds, 500);
    QCOMPARE(options.rate, 0.1);
    QCOMPARE(options.depth, 6);
    QCOMPARE(options.earlyStopping, 50);
    QCOMPARE(options.seed, 42);
    QCOMPARE(options.missing, (NullRule{false, -999}));
}

void TestTrainingOptions::sets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("a count") << u"rounds"_s << u"7"_s;
    QTest::newRow("a share") << u"subsample"_s << u"0.25"_s;
    QTest::newRow("early stopping off") << u"early_stopping"_s << u"0"_s;
    QTest::newRow("a number for nothing") << u"missing"_s << u"-1"_s;
    QTest::newRow("XGBoost's own nothing") << u"missing"_s << u"native"_s;
    QTest::newRow("balanced") << u"class_weights"_s << u"balanced"_s;
    QTest::newRow("weights") << u"class_weights"_s << u"a:b:2,no:0.5"_s;
    QTest::newRow("regression") << u"task"_s << u"regression"_s;
    QTest::newRow("no refit") << u"refit"_s << u"no"_s;
}

void TestTrainingOptions::sets()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    TrainingOptions options;
    const auto done = setTrainingOption(options, name, value);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    QVERIFY(options != TrainingOptions());
    QCOMPARE(trainingOptionsJson(options).value(name).toString(), value);
    QCOMPARE(*trainingOptionsFromJson(trainingOptionsJson(options)), options);
}

void TestTrainingOptions::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("why");
    QTest::newRow("an unknown name") << u"bogus"_s << u"1"_s
                                     << u"unknown option \"bogus\"; expected one of rounds, rate"_s;
    QTest::newRow("a misspelt name") << u"rouds"_s << u"1"_s << u"did you mean rounds?"_s;
    QTest::newRow("no rounds") << u"rounds"_s << u"0"_s
                               << u"rounds: expected a whole number from 1 to 100000, got \"0\""_s;
    QTest::newRow("no number") << u"depth"_s << u"deep"_s << u"depth: expected a whole number from 1 to 16"_s;
    QTest::newRow("a fraction of rounds") << u"rounds"_s << u"1.5"_s << u"rounds: expected"_s;
    QTest::newRow("no rate") << u"rate"_s << u"0"_s << u"rate: expected a number above 0, at most 1"_s;
    QTest::newRow("nan") << u"rate"_s << u"nan"_s << u"rate: expected"_s;
    QTest::newRow("a negative seed") << u"seed"_s << u"-1"_s << u"seed: expected"_s;
    QTest::newRow("a weight of nothing") << u"class_weights"_s << u"yes:0"_s << u"class_weights: expected"_s;
    QTest::newRow("a weight twice") << u"class_weights"_s << u"a:1,a:2"_s << u"class_weights: expected"_s;
    QTest::newRow("another task") << u"task"_s << u"clustering"_s << u"task: expected auto, classification"_s;
    QTest::newRow("another word") << u"refit"_s << u"1"_s << u"refit: expected yes or no"_s;
}

void TestTrainingOptions::refuses()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, why);
    TrainingOptions options;
    const auto done = setTrainingOption(options, name, value);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, LearnFault::Options);
    QVERIFY2(done.error().detail.contains(why), qPrintable(done.error().detail));
    QCOMPARE(options, TrainingOptions());
}

void TestTrainingOptions::everyOptionSurvivesTheFile()
{
    const TrainingOptions options;
    const QJsonObject json = trainingOptionsJson(options);
    QCOMPARE(json.size(), trainingOptionInfos().size());
    QCOMPARE(*trainingOptionsFromJson(json), options);
    QVERIFY(!trainingOptionsFromJson({{u"rounds"_s, 5}}));
}

QTEST_GUILESS_MAIN(TestTrainingOptions)
#include "tst_trainingoptions.moc"
