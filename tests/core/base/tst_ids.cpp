// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include "tests/support/suites.h"

#include <QHash>
#include <QTest>

#include <type_traits>

using namespace sluice::core;

static_assert(!std::is_same_v<CrawlId, UrlId>);
static_assert(!std::is_convertible_v<CrawlId, UrlId>);
static_assert(!std::is_convertible_v<UrlId, qint64>);

class TestIds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void zeroIsNone();
    void compareByValue();
    void areKeysOfHashes();
    void travelInVariants();
};

void TestIds::zeroIsNone()
{
    QVERIFY(!UrlId().isValid());
    QVERIFY(!UrlId{0}.isValid());
    QVERIFY(UrlId{1}.isValid());
}

void TestIds::compareByValue()
{
    QCOMPARE(UrlId{7}, UrlId{7});
    QVERIFY(UrlId{7} != UrlId{8});
    QVERIFY(UrlId{7} < UrlId{8});
}

void TestIds::areKeysOfHashes()
{
    QHash<RowId, int> values;
    for (int number = 0; number < 100; ++number)
        values.insert(RowId{number}, number);
    QCOMPARE(values.size(), 100);
    QCOMPARE(values.value(RowId{42}), 42);
}

void TestIds::travelInVariants()
{
    const QVariant variant = QVariant::fromValue(CrawlId{3});
    QCOMPARE(variant.value<CrawlId>(), CrawlId{3});
    QVERIFY(!variant.canConvert<UrlId>());
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
