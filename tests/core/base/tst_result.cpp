// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include "tests/support/suites.h"

#include <QTest>

#include <memory>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

enum class Fault { Negative, Large };
using FaultFailure = Failure<Fault>;

Result<int, FaultFailure> halved(int number)
{
    if (number < 0)
        return failure(Fault::Negative, u"%1 is below zero"_s.arg(number));
    return number / 2;
}

Result<void, FaultFailure> check(int number)
{
    if (number > 100)
        return failure(Fault::Large, u"%1 is over 100"_s.arg(number));
    return {};
}

Result<std::unique_ptr<int>, FaultFailure> owned(int number)
{
    return std::make_unique<int>(number);
}

} // namespace

class TestResult final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void holdsAValue();
    void holdsAFailure();
    void canHoldNothingButSuccess();
    void givesOutWhatCannotBeCopied();
    void comparesFailuresByKindAndDetail();
};

void TestResult::holdsAValue()
{
    const auto result = halved(8);
    QVERIFY(result);
    QCOMPARE(*result, 4);
    QCOMPARE(result.value_or(0), 4);
}

void TestResult::holdsAFailure()
{
    const auto result = halved(-8);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Fault::Negative);
    QCOMPARE(result.error().detail, u"-8 is below zero"_s);
    QCOMPARE(result.value_or(7), 7);
}

void TestResult::canHoldNothingButSuccess()
{
    QVERIFY(check(100));
    QVERIFY(!check(101));
    QCOMPARE(check(101).error().kind, Fault::Large);
}

void TestResult::givesOutWhatCannotBeCopied()
{
    auto result = owned(3);
    const std::unique_ptr<int> taken = *std::move(result);
    QCOMPARE(*taken, 3);
}

void TestResult::comparesFailuresByKindAndDetail()
{
    const FaultFailure one{Fault::Large, u"x"_s};
    QVERIFY(one == (FaultFailure{Fault::Large, u"x"_s}));
    QVERIFY(!(one == FaultFailure{Fault::Negative, u"x"_s}));
    QVERIFY(!(one == FaultFailure{Fault::Large, u"y"_s}));
}

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
