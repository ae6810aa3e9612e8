// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demoproduct.h"

#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestDemoProduct final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void describesAProduct();
    void cannotEndItsScript();
    void coloursPictures_data();
    void coloursPictures();
    void namesPictures();
};

void TestDemoProduct::describesAProduct()
{
    DemoItem item = DemoCatalog(100).item(5);
    item.cents = 1'205;
    item.isInStock = false;
    item.ratingTenths = 40;
    const QJsonObject product = QJsonDocument::fromJson(productJson(item)).object();
    const QJsonObject offer = product.value(u"offers"_s).toObject();
    QCOMPARE(product.value(u"@type"_s).toString(), u"Product"_s);
    QCOMPARE(product.value(u"category"_s).toString(), u"Textiles"_s);
    QCOMPARE(product.value(u"image"_s).toString(), u"/images/5.svg"_s);
    QCOMPARE(offer.value(u"price"_s).toString(), u"12.05"_s);
    QCOMPARE(offer.value(u"availability"_s).toString(), u"https://schema.org/OutOfStock"_s);
    QCOMPARE(product.value(u"aggregateRating"_s).toObject().value(u"ratingValue"_s).toString(), u"4.0"_s);
}

void TestDemoProduct::cannotEndItsScript()
{
    DemoItem item = DemoCatalog(100).item(5);
    item.description = "</script><b>";
    const QByteArray json = productJson(item);
    QVERIFY(!json.contains('<'));
    QCOMPARE(QJsonDocument::fromJson(json).object().value(u"description"_s).toString(), u"</script><b>"_s);
}

void TestDemoProduct::coloursPictures_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<QByteArray>("light");
    QTest::addColumn<QByteArray>("wall");
    QTest::addColumn<QByteArray>("shape");

    QTest::newRow("hue of 137 degrees") << 1 << QByteArray("#e2f3e7") << QByteArray("#b9dfc4") << QByteArray("#8f3274");
    QTest::newRow("hue of 274 degrees") << 2 << QByteArray("#ece2f3") << QByteArray("#cfb9df") << QByteArray("#588f32");
    QTest::newRow("hue of 51 degrees") << 3 << QByteArray("#f3f1e2") << QByteArray("#dfdab9") << QByteArray("#323c8f");
    QTest::newRow("hue of 188 degrees") << 4 << QByteArray("#e2f1f3") << QByteArray("#b9dadf") << QByteArray("#8f4532");
    QTest::newRow("hue of 325 degrees") << 5 << QByteArray("#f3e2ec") << QByteArray("#dfb9cf") << QByteArray("#328f61");
    QTest::newRow("hue of 102 degrees") << 6 << QByteArray("#e7f3e2") << QByteArray("#c4dfb9") << QByteArray("#7d328f");
    QTest::newRow("hue of 0 degrees") << 360 << QByteArray("#f3e2e2") << QByteArray("#dfb9b9") << QByteArray("#328f8f");
    QTest::newRow("hue of 200 degrees") << 1000 << QByteArray("#e2edf3") << QByteArray("#b9d2df")
                                        << QByteArray("#8f8f32");
}

void TestDemoProduct::coloursPictures()
{
    QFETCH(int, id);
    QFETCH(QByteArray, light);
    QFETCH(QByteArray, wall);
    QFETCH(QByteArray, shape);
    const QByteArray svg = productPicture(DemoCatalog(1'000).item(id));
    QVERIFY(svg.contains("offset=\"0\" stop-color=\"" + light + '"'));
    QVERIFY(svg.contains("offset=\"1\" stop-color=\"" + wall + '"'));
    QVERIFY(svg.contains("<g color=\"" + shape + '"'));
}

void TestDemoProduct::namesPictures()
{
    DemoItem item = DemoCatalog(100).item(5);
    item.name = "Salt & \"Pepper\"";
    QVERIFY(productPicture(item).contains("aria-label=\"Salt &amp; &quot;Pepper&quot;\""));
}

QTEST_GUILESS_MAIN(TestDemoProduct)
#include "tst_demoproduct.moc"
