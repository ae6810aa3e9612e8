// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/roleproposal.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <functional>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

QStringList cells(int count, const std::function<QString(int)> &cell)
{
    QStringList list;
    for (int i = 0; i < count; ++i)
        list.append(cell(i));
    return list;
}

} // namespace

class TestRoleProposal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void proposes_data();
    void proposes();
    void namesNumberRows_data();
    void namesNumberRows();
    void theTargetIsTheTarget();
    void choicesGoBefore();
    void refuses_data();
    void refuses();
};

void TestRoleProposal::proposes_data()
{
    QTest::addColumn<QStringList>("column");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QStringList &column, const QString &role, const QString &reason) {
        QTest::newRow(name) << column << role << reason;
    };
    row("nothing", {u""_s, u" "_s}, u"ignored"_s, u"no value in any row"_s);
    row("one value", {u"a"_s, u"a"_s}, u"ignored"_s, u"the same value in every row"_s);
    row("one value, or none", {u"a"_s, u""_s, u"a"_s, u"a"_s}, u"categorical"_s, u"text, 1 different, 25 % missing"_s);
    row("numbers", {u"1.5"_s, u"2"_s, u""_s, u"1.5"_s}, u"numeric"_s, u"numbers, 2 different, 25 % missing"_s);
    row("numbers and NA", {u"1"_s, u"2"_s, u"NA"_s, u"1"_s}, u"numeric"_s,
        u"whole numbers, 2 different, 25 % missing"_s);
    row("countries", cells(40, [](int i) { return i % 2 ? u"NA"_s : u"DE"_s; }), u"categorical"_s,
        u"text, 2 different, 0 % missing"_s);
    row("running numbers", cells(50, [](int i) { return QString::number(i + 100); }), u"identifier"_s,
        u"whole numbers, 50 different, 0 % missing: numbers the rows"_s);
    row("scattered numbers", cells(50, [](int i) { return QString::number(i * i * 7 + 3); }), u"numeric"_s,
        u"whole numbers, 50 different, 0 % missing"_s);
    row("truth", cells(30, [](int i) { return i % 3 ? u"true"_s : u"false"_s; }), u"categorical"_s,
        u"text, 2 different, 0 % missing"_s);
    row("days", cells(30, [](int i) { return u"2026-01-%1"_s.arg(i % 9 + 10); }), u"date"_s,
        u"dates, 9 different, 0 % missing"_s);
    row("addresses", cells(30, [](int i) { return u"https://a.example/p/%1"_s.arg(i); }), u"identifier"_s,
        u"text, 30 different, 0 % missing: names the rows"_s);
    row("codes", cells(30, [](int i) { return u"SKU%1"_s.arg(i); }), u"identifier"_s,
        u"text, 30 different, 0 % missing: names the rows"_s);
    row("codes that repeat at times", cells(40, [](int i) { return u"C%1"_s.arg(i % 30); }), u"text-categories"_s,
        u"text, 30 different, 0 % missing: only some of the values repeat"_s);
    row("sentences", cells(30, [](int i) { return u"a word and %1"_s.arg(i); }), u"text-words"_s,
        u"text, 30 different, 0 % missing: several words in a cell"_s);
    row("a column that changes its type", cells(40, [](int i) { return i == 20 ? u"sold out"_s : QString::number(i); }),
        u"text-categories"_s, u"changes its type: 39 numbers, but row 21 is \"sold out\""_s);
}

void TestRoleProposal::proposes()
{
    QFETCH(QStringList, column);
    const Table table = columnOf(column);
    const RoleProposal proposal = proposeRole(profileOf(table.column(0)));
    QTEST(columnRoleName(proposal.role), "role");
    QTEST(proposal.reason, "reason");
    QCOMPARE(proposal.isUnsure, proposal.reason.startsWith("changes"_L1));
}

void TestRoleProposal::namesNumberRows_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("role");
    for (const char *name : {"id", "order_id", "PassengerId", "row id", "ID"})
        QTest::newRow(name) << QString::fromLatin1(name) << u"identifier"_s;
    for (const char *name : {"paid", "humid", "price"})
        QTest::newRow(name) << QString::fromLatin1(name) << u"numeric"_s;
}

void TestRoleProposal::namesNumberRows()
{
    QFETCH(QString, name);
    Column column(name);
    for (int i = 0; i < 30; ++i)
        column.append(QByteArray::number(i * 1'000));
    QTEST(columnRoleName(proposeRole(profileOf(column)).role), "role");
}

void TestRoleProposal::theTargetIsTheTarget()
{
    const Table table = tableOf({u"Sex,Age"_s, u"male,1"_s, u"female,2.5"_s, u"male,"_s, u"male,4"_s});
    const auto proposals = proposeRoles(table, u"Sex"_s);
    QCOMPARE(proposals[0].role, ColumnRole::Target);
    QCOMPARE(proposals[1].role, ColumnRole::Numeric);
}

void TestRoleProposal::choicesGoBefore()
{
    const QList<RoleProposal> proposals{{u"a"_s, ColumnRole::TextCategories, u"changes"_s, true},
                                        {u"b"_s, ColumnRole::Numeric, {}, false},
                                        {u"t"_s, ColumnRole::Identifier, {}, false}};
    const auto roles = decideRoles(proposals, {{u"a"_s, ColumnRole::Ignored}}, u"t"_s);
    QVERIFY2(roles, qPrintable(roles ? QString() : roles.error().detail));
    QCOMPARE(*roles, (QList<RoleAssignment>{
                         {u"a"_s, ColumnRole::Ignored}, {u"b"_s, ColumnRole::Numeric}, {u"t"_s, ColumnRole::Target}}));
}

void TestRoleProposal::refuses_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("column");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("why");
    QTest::newRow("no such target") << u"pricee"_s << u"price"_s << 1
                                    << u"column \"pricee\": the table has none of that name; did you mean \"price\"?"_s;
    QTest::newRow("no such column") << u"price"_s << u"zzz"_s << 1 << u"column \"zzz\": the table has none"_s;
    QTest::newRow("a second target") << u"price"_s << u"name"_s << 0 << u"column \"name\": the target is \"price\""_s;
    QTest::newRow("the target as a feature") << u"price"_s << u"price"_s << 1 << u"column \"price\": the target is"_s;
    QTest::newRow("nothing chosen for a column that changes")
        << u"price"_s << u"name"_s << 1 << u"column \"size\": changes; choose a role"_s;
}

void TestRoleProposal::refuses()
{
    QFETCH(QString, target);
    QFETCH(QString, column);
    QFETCH(int, role);
    QFETCH(QString, why);
    const QList<RoleProposal> proposals{{u"price"_s, ColumnRole::Numeric, {}, false},
                                        {u"name"_s, ColumnRole::TextWords, {}, false},
                                        {u"size"_s, ColumnRole::TextCategories, u"changes"_s, true}};
    const auto roles = decideRoles(proposals, {{column, ColumnRole(role)}}, target);
    QVERIFY(!roles);
    QCOMPARE(roles.error().kind, LearnFault::Table);
    QVERIFY2(roles.error().detail.contains(why), qPrintable(roles.error().detail));
}

QTEST_GUILESS_MAIN(TestRoleProposal)
#include "tst_roleproposal.moc"
