// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/targetspec.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <cmath>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestTargetSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void decides_data();
    void decides();
    void refuses_data();
    void refuses();
    void labelsArePlacesOrNumbers();
    void strangersAreNamed();
};

void TestTargetSpec::decides_data()
{
    QTest::addColumn<QString>("cells");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("classes");
    QTest::newRow("two words") << u"no yes no yes"_s << u"binary"_s << u"no yes"_s;
    QTest::newRow("0 and 1") << u"1 0 1 1 0"_s << u"binary"_s << u"0 1"_s;
    QTest::newRow("few whole numbers, by size") << u"10 9 2 9 10"_s << u"multiclass"_s << u"2 9 10"_s;
    QTest::newRow("three words") << u"c a b a b c"_s << u"multiclass"_s << u"a b c"_s;
    QTest::newRow("fractions") << u"1.5 2.5 3.25 4"_s << u"regression"_s << QString();
    QTest::newRow("fractions that are all different") << u"0.1 0.2 0.3 0.4"_s << u"regression"_s << QString();
    QTest::newRow("two fractions") << u"0.5 1.5 0.5"_s << u"binary"_s << u"0.5 1.5"_s;
}

void TestTargetSpec::decides()
{
    QFETCH(QString, cells);
    const Table table = columnOf(cells.split(u' '));
    const auto target = decideTarget(table.column(0), TaskWish::Auto);
    QVERIFY2(target, qPrintable(target ? QString() : target.error().detail));
    QTEST(learnTaskName(target->task), "task");
    QTEST(target->classes.join(u' '), "classes");
}

void TestTargetSpec::refuses_data()
{
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<int>("wish");
    QTest::addColumn<QString>("why");
    QStringList numbers;
    QStringList fractions;
    QStringList changing;
    for (int i = 0; i < 60; ++i) {
        numbers.append(QString::number(i * 3));
        fractions.append(QString::number(i + 0.5));
        changing.append(i == 30 ? u"n.a."_s : QString::number(i % 3));
    }
    QTest::newRow("nothing at all") << QStringList{u""_s, u""_s} << 0 << u"no value in any row"_s;
    QTest::newRow("one class") << QStringList{u"a"_s, u"a"_s, u""_s} << 0 << u"one class"_s;
    QTest::newRow("one class but for spaces") << QStringList{u"a"_s, u"a "_s, u" a"_s, u"a"_s} << 0 << u"one class"_s;
    QTest::newRow("a number per row") << numbers << 0 << u"another whole number in each of 60 rows"_s;
    QTest::newRow("a number per row as classes") << fractions << 1 << u"a value of its own in each of 60 rows"_s;
    QTest::newRow("a word per row") << QStringList{u"a"_s, u"b"_s, u"c"_s} << 0 << u"a value of its own in each of 3"_s;
    QTest::newRow("a type that changes") << changing << 0 << u"changes its type: row 31 is \"n.a.\", a number"_s;
    QTest::newRow("words as a quantity") << QStringList{u"1"_s, u"b"_s} << 2
                                         << u"row 2 is \"b\", a number was expected"_s;
}

void TestTargetSpec::refuses()
{
    QFETCH(QStringList, cells);
    QFETCH(int, wish);
    QFETCH(QString, why);
    const Table table = columnOf(cells);
    const auto target = decideTarget(table.column(0), TaskWish(wish));
    QVERIFY(!target);
    QCOMPARE(target.error().kind, LearnFault::Table);
    QVERIFY2(target.error().detail.startsWith("column \"c\": "_L1), qPrintable(target.error().detail));
    QVERIFY2(target.error().detail.contains(why), qPrintable(target.error().detail));
}

void TestTargetSpec::labelsArePlacesOrNumbers()
{
    const Table words = columnOf({u"b"_s, u""_s, u" a "_s});
    const auto places = labelsOf({u"c"_s, LearnTask::Binary, {u"a"_s, u"b"_s}}, words.column(0));
    QCOMPARE((*places)[0], 1.0F);
    QVERIFY(std::isnan((*places)[1]));
    QCOMPARE((*places)[2], 0.0F);
    const Table numbers = columnOf({u"2.5"_s, u"NA"_s});
    const auto values = labelsOf({u"c"_s, LearnTask::Regression, {}}, numbers.column(0));
    QCOMPARE((*values)[0], 2.5F);
    QVERIFY(std::isnan((*values)[1]));
}

void TestTargetSpec::strangersAreNamed()
{
    const Table table = columnOf({u"a"_s, u"x"_s});
    const auto classes = labelsOf({u"c"_s, LearnTask::Binary, {u"a"_s, u"b"_s}}, table.column(0));
    QCOMPARE(classes.error().detail, u"column \"c\": row 2 is \"x\", which is no class of the model"_s);
    const auto numbers = labelsOf({u"c"_s, LearnTask::Regression, {}}, table.column(0));
    QCOMPARE(numbers.error().detail, u"column \"c\": row 1 is \"a\", a number was expected"_s);
}

QTEST_GUILESS_MAIN(TestTargetSpec)
#include "tst_targetspec.moc"
