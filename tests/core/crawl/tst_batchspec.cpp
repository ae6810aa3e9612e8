// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchspec.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// What a batch may be asked for.
class BatchSpecTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();
    void everyWrongLineIsTold();
    void theListStaysAsItIs();
    void itsCrawlCanBeResumed();

private:
    [[nodiscard]] static BatchSpec right();
};

BatchSpec BatchSpecTest::right()
{
    BatchSpec spec;
    spec.crawl.seeds = {u"http://a.test/1"_s, u"http://a.test/2"_s};
    return spec;
}

void BatchSpecTest::whatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<BatchSpec>("spec");
    QTest::addColumn<QString>("field");
    QTest::newRow("nothing is wrong") << right() << QString();
    BatchSpec spec = right();
    spec.crawl.seeds.clear();
    QTest::newRow("an empty list") << spec << u"seeds"_s;
    spec = right();
    spec.timeoutMs = 0;
    QTest::newRow("a deadline of 0") << spec << u"batch.timeout"_s;
    spec.timeoutMs = -1;
    QTest::newRow("a deadline in the past") << spec << u"batch.timeout"_s;
    spec.timeoutMs = 1;
    QTest::newRow("a deadline") << spec << QString();
    spec = right();
    spec.crawl.concurrency = 0;
    QTest::newRow("no request at all") << spec << u"speed.concurrency"_s;
    spec.crawl.concurrency = 201;
    QTest::newRow("too many at once") << spec << u"speed.concurrency"_s;
    spec = right();
    spec.until = BatchUntil::First;
    QTest::newRow("until without waiting") << spec << u"batch.until"_s;
    spec.mode = BatchMode::Wait;
    QTest::newRow("until with waiting") << spec << QString();
    spec = right();
    spec.followRule = u"css:a@href"_s;
    spec.followDepth = 1;
    QTest::newRow("follow without callbacks") << spec << u"batch.follow"_s;
    spec.mode = BatchMode::Callback;
    QTest::newRow("follow with callbacks") << spec << QString();
    spec.followDepth = 0;
    QTest::newRow("follow to nowhere") << spec << u"batch.follow_depth"_s;
    spec.followDepth = 1;
    spec.followRule = u"css:a["_s;
    QTest::newRow("a broken rule") << spec << u"extraction.next"_s;
    spec.followRule.clear();
    QTest::newRow("a depth without a rule") << spec << u"batch.follow_depth"_s;
}

void BatchSpecTest::whatMakesNoSenseIsRefused()
{
    QFETCH(BatchSpec, spec);
    QFETCH(QString, field);
    const QList<SpecProblem> problems = validate(spec);
    QCOMPARE(problems.value(0).field, field);
    const auto plan = makeBatchPlan(spec, SessionSecretStore());
    QCOMPARE(plan.has_value(), field.isEmpty());
    if (!plan) {
        QCOMPARE(plan.error().kind, StartFault::Spec);
        QVERIFY2(plan.error().detail.startsWith(field + u": "_s), qPrintable(plan.error().detail));
    }
}

void BatchSpecTest::everyWrongLineIsTold()
{
    BatchSpec spec = right();
    spec.crawl.seeds = {u"http://a.test/"_s, u"mailto:x@a.test"_s, u"http://a.test/2"_s, u"a.test"_s};
    const QList<SpecProblem> problems = validate(spec);
    QCOMPARE(problems.size(), 2);
    QCOMPARE(problems[0].field, u"seeds[1]"_s);
    QCOMPARE(problems[1].field, u"seeds[3]"_s);
    QVERIFY2(problems[1].message.contains(u"absolute http or https URL"_s), qPrintable(problems[1].message));
}

void BatchSpecTest::theListStaysAsItIs()
{
    BatchSpec spec = right();
    spec.crawl.seeds = {u"http://A.test/2"_s, u"http://a.test/1"_s, u"http://a.test:80/2"_s};
    const auto plan = makeBatchPlan(spec, SessionSecretStore());
    QVERIFY(plan.has_value());
    QCOMPARE(plan->urls.size(), 3);
    QCOMPARE(plan->urls[0].text(), "http://a.test/2"_ba);
    QCOMPARE(plan->urls[2], plan->urls[0]);
    QCOMPARE(plan->crawl.spec.concurrency, BatchSpec::defaultConcurrency);
}

void BatchSpecTest::itsCrawlCanBeResumed()
{
    BatchSpec spec = right();
    const auto plain = makeBatchPlan(spec, SessionSecretStore());
    QVERIFY(plain.has_value());
    QCOMPARE(plain->crawl.spec.maximumDepth, std::optional(0));
    spec.mode = BatchMode::Callback;
    spec.followRule = u"css:a@href"_s;
    spec.followDepth = 3;
    const auto following = makeBatchPlan(spec, SessionSecretStore());
    QVERIFY(following.has_value());
    QCOMPARE(following->crawl.spec.maximumDepth, std::optional(3));
    QCOMPARE(following->crawl.spec.nextRule, u"css:a@href"_s);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::BatchSpecTest)
#include "tst_batchspec.moc"
