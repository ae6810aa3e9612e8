// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/metrics.h"
#include "tests/support/suites.h"

#include <QTest>

#include <cmath>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

const TargetSpec binary{u"t"_s, LearnTask::Binary, {u"no"_s, u"yes"_s}};
const TargetSpec three{u"t"_s, LearnTask::MultiClass, {u"a"_s, u"b"_s, u"c"_s}};
const TargetSpec quantity{u"t"_s, LearnTask::Regression, {}};

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void twoClasses();
    void tiesCountHalf();
    void oneClassAloneHasNoArea();
    void moreClasses();
    void quantities();
    void sureAndWrongStaysFinite();
    void survivesTheFile();
};

void TestMetrics::twoClasses()
{
    const Metrics metrics = metricsOf(binary, {0.9, 0.4, 0.6, 0.1}, {1, 1, 0, 0});
    QCOMPARE(metrics.rows, 4);
    QCOMPARE(*metrics.accuracy, 0.5);
    QCOMPARE(*metrics.auc, 0.75);
    QCOMPARE(*metrics.f1, 0.5);
    QCOMPARE(*metrics.logLoss, -(std::log(0.9) + std::log(0.4) + std::log(0.4) + std::log(0.9)) / 4);
    QCOMPARE(metrics.confusion, (QList<QList<qint64>>{{1, 1}, {1, 1}}));
    QVERIFY(!metrics.rmse);
}

void TestMetrics::tiesCountHalf()
{
    QCOMPARE(*metricsOf(binary, {0.5, 0.5, 0.5, 0.5}, {1, 0, 1, 0}).auc, 0.5);
    QCOMPARE(*metricsOf(binary, {0.9, 0.5, 0.5, 0.1}, {1, 1, 0, 0}).auc, 0.875);
}

void TestMetrics::oneClassAloneHasNoArea()
{
    const Metrics metrics = metricsOf(binary, {0.9, 0.2}, {1, 1});
    QVERIFY(!metrics.auc);
    QCOMPARE(*metrics.accuracy, 0.5);
    QCOMPARE(metricsOf(binary, {}, {}), Metrics());
}

void TestMetrics::moreClasses()
{
    const Metrics metrics = metricsOf(three, {0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.5, 0.3, 0.2}, {0, 1, 2});
    QCOMPARE(*metrics.accuracy, 2.0 / 3);
    QCOMPARE(metrics.confusion, (QList<QList<qint64>>{{1, 0, 0}, {0, 1, 0}, {1, 0, 0}}));
    QCOMPARE(*metrics.f1, (2.0 / 3 + 1 + 0) / 3);
    QCOMPARE(*metrics.auc, 1.0);
    QCOMPARE(*metrics.logLoss, -(std::log(0.7) + std::log(0.8) + std::log(0.2)) / 3);
}

void TestMetrics::quantities()
{
    const Metrics metrics = metricsOf(quantity, {1, 2, 3}, {1, 4, 3});
    QCOMPARE(*metrics.rmse, std::sqrt(4.0 / 3));
    QVERIFY(!metrics.accuracy && !metrics.auc && metrics.confusion.isEmpty());
}

void TestMetrics::sureAndWrongStaysFinite()
{
    QCOMPARE(*metricsOf(binary, {0.0}, {1}).logLoss, -std::log(1e-15));
}

void TestMetrics::survivesTheFile()
{
    const Metrics metrics = metricsOf(binary, {0.9, 0.4, 0.6, 0.1}, {1, 1, 0, 0});
    QCOMPARE(metricsFromJson(metricsJson(metrics)), metrics);
    const Metrics other = metricsOf(quantity, {1, 2, 3}, {1, 4, 3});
    QCOMPARE(metricsFromJson(metricsJson(other)), other);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
