// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demofeeds.h"

#include "tests/support/suites.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

const QByteArray origin = "http://127.0.0.1:8080";

/// The texts of all loc elements; empty where the XML is broken.
QStringList locations(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    QStringList found;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"loc")
            found.append(reader.readElementText());
    }
    return reader.hasError() ? QStringList() : found;
}

QList<QByteArray> paths(int count)
{
    QList<QByteArray> list;
    for (int index = 0; index < count; ++index)
        list.append("/x?a=1&n=" + QByteArray::number(index));
    return list;
}

} // namespace

class TestDemoFeeds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void writesRobots();
    void writesOneSitemap();
    void splitsALargeSitemap();
};

void TestDemoFeeds::writesRobots()
{
    const QByteArray robots = demoRobots(origin);
    for (const char *line : {"User-agent: *", "Disallow: /admin/", "Disallow: /cart", "Disallow: /account",
                             "Sitemap: http://127.0.0.1:8080/sitemap.xml"})
        QVERIFY2(robots.split('\n').contains(line), line);
    QVERIFY(!robots.contains("Crawl-delay"));
}

void TestDemoFeeds::writesOneSitemap()
{
    const QStringList urls = locations(demoSitemap(origin, paths(3)));
    QCOMPARE(urls.size(), 3);
    QCOMPARE(urls.constLast(), u"http://127.0.0.1:8080/x?a=1&n=2"_s);
    QVERIFY(!demoSitemapPart(origin, paths(3), 1));
}

void TestDemoFeeds::splitsALargeSitemap()
{
    const QList<QByteArray> many = paths(100'001);
    QCOMPARE(locations(demoSitemap(origin, many)),
             QStringList({u"http://127.0.0.1:8080/sitemap-1.xml"_s, u"http://127.0.0.1:8080/sitemap-2.xml"_s,
                          u"http://127.0.0.1:8080/sitemap-3.xml"_s}));
    QCOMPARE(locations(demoSitemapPart(origin, many, 1).value()).size(), 50'000);
    QCOMPARE(locations(demoSitemapPart(origin, many, 3).value()).size(), 1);
    QVERIFY(!demoSitemapPart(origin, many, 0));
    QVERIFY(!demoSitemapPart(origin, many, 4));
}

QTEST_GUILESS_MAIN(TestDemoFeeds)
#include "tst_demofeeds.moc"
