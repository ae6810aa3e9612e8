// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demopages.h"

#include "core/serve/demosite.h"

#include "tests/core/serve/demorequests.h"
#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestDemoPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void describesEveryItem();
    void pagesThroughLongCategories_data();
    void pagesThroughLongCategories();
    void writesPagesInOrder_data();
    void writesPagesInOrder();
};

void TestDemoPages::describesEveryItem()
{
    const DemoSite site;
    QSet<QByteArray> skus;
    const DemoCatalog catalog(1'000);
    for (int id = 1; id <= catalog.size(); ++id) {
        const QByteArray page = site.answer(requestFor(catalog.item(id).path())).body;
        const QByteArray json = textOf(page, u"<script type=\"application/ld\\+json\">(.*)</script>"_s);
        const QJsonObject product = QJsonDocument::fromJson(json).object();
        const QJsonObject offer = product.value(u"offers"_s).toObject();
        const QByteArray name = textOf(page, u"<h1 class=\"name\">([^<]+)</h1>"_s);
        const QByteArray amount = textOf(page, u"<p class=\"price\"><data value=\"([0-9]+\\.[0-9]{2})\">"_s);
        const QByteArray stock = textOf(page, u"<article class=\"item\">[^$]*?<p class=\"stock (in|out)\">"_s);
        const QByteArray sku = textOf(page, u"<dd class=\"sku\">([A-Z]{3}-[0-9]{6})</dd>"_s);
        skus.insert(sku);
        QCOMPARE(product.value(u"name"_s).toString().toUtf8(), name);
        QCOMPARE(product.value(u"sku"_s).toString().toUtf8(), sku);
        QCOMPARE(offer.value(u"price"_s).toString().toUtf8(), amount);
        QCOMPARE(offer.value(u"availability"_s).toString().endsWith(u"/InStock"), stock == "in");
        QCOMPARE(product.value(u"category"_s).toString().toUtf8(),
                 textOf(page, u"<dd class=\"category\">([^<]+)</dd>"_s));
        QCOMPARE(product.value(u"description"_s).toString().toUtf8(),
                 textOf(page, u"<p class=\"description\">([^<]+)</p>"_s));
        QCOMPARE(product.value(u"aggregateRating"_s).toObject().value(u"ratingValue"_s).toString().toUtf8(),
                 textOf(page, u"data-rating=\"([0-9]\\.[0-9])\""_s));
        QCOMPARE(product.value(u"image"_s).toString().toUtf8(),
                 textOf(page, u"<img class=\"image\" src=\"([^\"]+)\""_s));
    }
    QCOMPARE(skus.size(), 1'000);
}

void TestDemoPages::pagesThroughLongCategories_data()
{
    QTest::addColumn<int>("items");
    QTest::addColumn<int>("page");
    QTest::addColumn<QByteArray>("pager"); // "<" and ">" lead to the neighbours, "*" is this page

    QTest::newRow("one page needs none") << 100 << 1 << QByteArray();
    QTest::newRow("the first of five") << 1'000 << 1 << QByteArray("*1 2 3 … 5 >2");
    QTest::newRow("in the middle of five") << 1'000 << 3 << QByteArray("<2 1 2 *3 4 5 >4");
    QTest::newRow("the last of five") << 1'000 << 5 << QByteArray("<4 1 … 3 4 *5");
    QTest::newRow("in the middle of 417") << 100'000 << 200 << QByteArray("<199 1 … 198 199 *200 201 202 … 417 >201");
}

void TestDemoPages::pagesThroughLongCategories()
{
    QFETCH(int, items);
    QFETCH(int, page);
    const DemoSite site(DemoFigures{items, 10, 5, 20});
    const QByteArray target = page == 1 ? "/category/toys" : "/category/toys?page=" + QByteArray::number(page);
    const QByteArray body = site.answer(requestFor(target)).body;
    QList<QByteArray> parts;
    static const QRegularExpression part(
        u"<a href=\"/category/toys(?:\\?page=([0-9]+))?\"( [^>]*)?>(?:Previous|Next|[0-9]+)</a>|<span class=\"gap\">"_s);
    QRegularExpressionMatchIterator all = part.globalMatch(QString::fromUtf8(body));
    while (all.hasNext()) {
        const QRegularExpressionMatch match = all.next();
        const QString number = match.captured(1).isEmpty() ? u"1"_s : match.captured(1);
        const QString role = match.captured(2);
        const QString mark = role.contains(u"prev") ? u"<"_s : role.contains(u"next") ? u">"_s : QString();
        const bool isGap = match.captured(0).startsWith(u"<span");
        parts.append(isGap ? "…" : (mark + (role.contains(u"current") ? u"*"_s : QString()) + number).toUtf8());
    }
    QTEST(parts.join(' '), "pager");
}

void TestDemoPages::writesPagesInOrder_data()
{
    QTest::addColumn<QByteArray>("canonical");
    for (const char *path : {"/", "/category/kitchen", "/category/kitchen?page=2", "/journal", "/search",
                             "/search?q=kettle", "/login", "/about"})
        QTest::newRow(path) << QByteArray(path);
}

void TestDemoPages::writesPagesInOrder()
{
    QFETCH(QByteArray, canonical);
    const QByteArray page = DemoSite().answer(requestFor(canonical)).body;
    QVERIFY(page.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
    QCOMPARE(textOf(page, u"<meta charset=\"([^\"]+)\">"_s), "utf-8");
    QCOMPARE(textOf(page, u"<link rel=\"canonical\" href=\"([^\"]+)\">"_s), canonical);
    QVERIFY(textOf(page, u"<title>([^<]+) · Lockside</title>"_s) != "not once");
    QVERIFY(textOf(page, u"<meta name=\"description\" content=\"([^\"]+)\">"_s) != "not once");
    QVERIFY(textOf(page, u"<h1[^>]*>([^<]+)</h1>"_s) != "not once");
    QCOMPARE(page.count("<main"), 1);
    QVERIFY(!page.contains("{{"));
}

QTEST_GUILESS_MAIN(TestDemoPages)
#include "tst_demopages.moc"
