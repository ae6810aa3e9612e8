// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/datasplit.h"
#include "tests/support/suites.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

/// 100 rows, one in five of class 1, in 25 groups of four.
SplitGround ground(bool isGrouped)
{
    SplitGround ground;
    for (int i = 0; i < 100; ++i) {
        ground.rows.push_back(i * 2);
        ground.strata.push_back((i / 4) % 5 == 0 ? 1 : 0);
        if (isGrouped)
            ground.groups.push_back(i / 4);
    }
    return ground;
}

int ones(const SplitGround &ground, const RowList &rows)
{
    return int(
        std::count_if(rows.cbegin(), rows.cend(), [&](qsizetype row) { return ground.strata[size_t(row / 2)] == 1; }));
}

std::set<int> groupsOf(const RowList &rows)
{
    std::set<int> groups;
    for (const qsizetype row : rows)
        groups.insert(int(row / 8));
    return groups;
}

} // namespace

class TestDataSplit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void numbersAreTheSameEverywhere();
    void shares_data();
    void shares();
    void folds_data();
    void folds();
    void groupsAreNeverDivided();
    void tooFewForFolds();
    void aSmallPartGetsAGroup();
};

void TestDataSplit::numbersAreTheSameEverywhere()
{
    SeededOrder order(42);
    std::vector<int> values{0, 1, 2, 3, 4, 5, 6, 7};
    order.shuffle(values);
    SeededOrder again(42);
    std::vector<int> same{0, 1, 2, 3, 4, 5, 6, 7};
    again.shuffle(same);
    QCOMPARE(values, same);
    SeededOrder other(43);
    std::vector<int> different{0, 1, 2, 3, 4, 5, 6, 7};
    other.shuffle(different);
    QVERIFY(values != different);
    QVERIFY(values != (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(order.below(7) < 7);
}

void TestDataSplit::shares_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("isGrouped");
    QTest::addColumn<int>("second");
    QTest::newRow("a fifth") << 0.2 << false << 20;
    QTest::newRow("nothing") << 0.0 << false << 0;
    QTest::newRow("a half") << 0.5 << false << 50;
    QTest::newRow("a fifth of groups") << 0.2 << true << 20;
    QTest::newRow("nothing of groups") << 0.0 << true << 0;
}

void TestDataSplit::shares()
{
    QFETCH(double, share);
    QFETCH(bool, isGrouped);
    QFETCH(int, second);
    const SplitGround all = ground(isGrouped);
    const TwoParts parts = splitShare(all, share, 1);
    QCOMPARE(int(parts.second.size()), second);
    QCOMPARE(parts.first.size() + parts.second.size(), all.rows.size());
    QCOMPARE(ones(all, parts.second), second / 5);
    QVERIFY(std::is_sorted(parts.first.cbegin(), parts.first.cend()));
    std::set<qsizetype> rows(parts.first.cbegin(), parts.first.cend());
    rows.insert(parts.second.cbegin(), parts.second.cend());
    QCOMPARE(rows.size(), all.rows.size());
    QCOMPARE(splitShare(all, share, 1).second, parts.second);
    QVERIFY(second == 0 || splitShare(all, share, 2).second != parts.second);
}

void TestDataSplit::folds_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isGrouped");
    QTest::newRow("five") << 5 << false;
    QTest::newRow("seven") << 7 << false;
    QTest::newRow("five of groups") << 5 << true;
}

void TestDataSplit::folds()
{
    QFETCH(int, count);
    QFETCH(bool, isGrouped);
    const SplitGround all = ground(isGrouped);
    const auto folds = foldsOf(all, count, 9);
    QVERIFY(folds);
    QCOMPARE(int(folds->size()), count);
    std::set<qsizetype> rows;
    for (const RowList &fold : *folds) {
        QVERIFY(std::abs(int(fold.size()) - 100 / count) <= 2);
        QVERIFY(std::abs(ones(all, fold) - 20 / count) <= 1);
        rows.insert(fold.cbegin(), fold.cend());
    }
    QCOMPARE(rows.size(), all.rows.size());
    QCOMPARE(*foldsOf(all, count, 9), *folds);
}

void TestDataSplit::groupsAreNeverDivided()
{
    const SplitGround all = ground(true);
    for (quint64 seed = 0; seed < 20; ++seed) {
        const TwoParts parts = splitShare(all, 0.3, seed);
        std::set<int> both = groupsOf(parts.first);
        both.merge(groupsOf(parts.second));
        QCOMPARE(both.size(), groupsOf(parts.first).size() + groupsOf(parts.second).size());
        size_t inAll = 0;
        const auto folds = foldsOf(all, 4, seed);
        for (const RowList &fold : *folds)
            inAll += groupsOf(fold).size();
        QCOMPARE(inAll, size_t(25));
    }
}

void TestDataSplit::tooFewForFolds()
{
    SplitGround all = ground(true);
    QVERIFY(!foldsOf(all, 26, 1));
    QVERIFY(foldsOf(all, 25, 1));
    all.groups.clear();
    QVERIFY(!foldsOf(all, 101, 1));
}

void TestDataSplit::aSmallPartGetsAGroup()
{
    SplitGround two;
    for (int i = 0; i < 100; ++i) {
        two.rows.push_back(i);
        two.groups.push_back(i < 50 ? 0 : 1);
    }
    const TwoParts parts = splitShare(two, 0.01, 1);
    QCOMPARE(parts.first.size(), size_t(50));
    QCOMPARE(parts.second.size(), size_t(50));
}

QTEST_GUILESS_MAIN(TestDataSplit)
#include "tst_datasplit.moc"
