// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/democatalog.h"

#include "tests/support/suites.h"

#include <QSet>
#include <QTest>

using namespace sluice::core;

class TestDemoCatalog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void makesTheSameItemEverywhere();
    void makesDistinctItems_data();
    void makesDistinctItems();
    void sharesItemsOut_data();
    void sharesItemsOut();
    void searches_data();
    void searches();
};

void TestDemoCatalog::makesTheSameItemEverywhere()
{
    const DemoItem item = DemoCatalog(1'000).item(137);
    QCOMPARE(item, DemoCatalog(100'000).item(137));
    QCOMPARE(item.path(), "/item/137-" + item.slug);
    QCOMPARE(item.sku, "TEX-000137");
}

void TestDemoCatalog::makesDistinctItems_data()
{
    QTest::addColumn<int>("items");
    QTest::newRow("10") << 10;
    QTest::newRow("1,000") << 1'000;
    QTest::newRow("100,000, more than there are pairs of words") << 100'000;
}

void TestDemoCatalog::makesDistinctItems()
{
    QFETCH(int, items);
    const DemoCatalog catalog(items);
    QSet<QByteArray> names;
    QSet<QByteArray> skus;
    int inStock = 0;
    for (int id = 1; id <= items; ++id) {
        const DemoItem item = catalog.item(id);
        names.insert(item.name + QByteArray::number(item.category));
        skus.insert(item.sku);
        inStock += item.isInStock ? 1 : 0;
        QVERIFY(item.cents >= 300 && item.cents < 30'000);
        QVERIFY(item.ratingTenths >= 25 && item.ratingTenths <= 50);
        QVERIFY(item.reviews > 0);
        QVERIFY(item.description.contains(item.name));
        QVERIFY(!item.description.contains('%'));
    }
    QCOMPARE(names.size(), items);
    QCOMPARE(skus.size(), items);
    QVERIFY(inStock >= items / 2);
    if (items >= 1'000)
        QVERIFY(inStock < items);
}

void TestDemoCatalog::sharesItemsOut_data()
{
    QTest::addColumn<int>("items");
    for (const int items : {1, 10, 12, 13, 1'000, 100'000})
        QTest::addRow("%d items", items) << items;
}

void TestDemoCatalog::sharesItemsOut()
{
    QFETCH(int, items);
    const DemoCatalog catalog(items);
    QSet<int> seen;
    for (int category = 0; category < DemoCatalog::categoryCount(); ++category) {
        const QList<int> ids = catalog.idsIn(category, 0, items);
        QCOMPARE(ids.size(), catalog.itemsIn(category));
        for (const int id : ids) {
            QCOMPARE(catalog.item(id).category, category);
            seen.insert(id);
        }
        QCOMPARE(DemoCatalog::categoryOf(DemoCatalog::categorySlug(category)), category);
    }
    QCOMPARE(seen.size(), items);
    QCOMPARE(DemoCatalog::categoryOf("absent"), std::nullopt);
}

void TestDemoCatalog::searches_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isFound");

    QTest::newRow("a noun") << QByteArray("kettle") << true;
    QTest::newRow("in capitals") << QByteArray("KETTLE") << true;
    QTest::newRow("two words in any order") << QByteArray("kettle amber") << true;
    QTest::newRow("a SKU") << QByteArray("kit-000001") << true;
    QTest::newRow("a category") << QByteArray("kitchen") << true;
    QTest::newRow("a word nobody sells") << QByteArray("submarine") << false;
    QTest::newRow("one word of two missing") << QByteArray("kettle submarine") << false;
}

void TestDemoCatalog::searches()
{
    QFETCH(QByteArray, query);
    const QList<int> ids = DemoCatalog(1'000).search(query, 5);
    QTEST(!ids.isEmpty(), "isFound");
    QVERIFY(ids.size() <= 5);
}

QTEST_GUILESS_MAIN(TestDemoCatalog)
#include "tst_democatalog.moc"
