// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/sitemap.h"
#include "tests/support/suites.h"

#include <QStringEncoder>
#include <QTest>

namespace sluice::test {

using core::parseSitemap;
using core::Sitemap;
using core::SitemapFault;

class SitemapTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void readsOtherEncodings_data();
    void readsOtherEncodings();
    void stopsAtFiftyThousandEntries();
    void sizeLimitIsExact();
    void hostileNestingIsHarmless();
};

void SitemapTest::reads_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QList<QByteArray>>("entries");
    QTest::addColumn<bool>("isIndex");

    const auto row = [](const char *name, const char *content, const QList<QByteArray> &entries, bool isIndex = false) {
        QTest::newRow(name) << QByteArray(content) << entries << isIndex;
    };
    row("a urlset",
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<url><loc>http://a/1</loc><lastmod>2026-01-01</lastmod></url><url><loc>http://a/2</loc></url></urlset>",
        {"http://a/1", "http://a/2"});
    row("an index",
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<sitemap><loc>http://a/1.xml</loc></sitemap></sitemapindex>",
        {"http://a/1.xml"}, true);
    row("without namespace", "<urlset><url><loc>http://a/1</loc></url></urlset>", {"http://a/1"});
    row("with prefixes", "<s:urlset xmlns:s='x'><s:url><s:loc>http://a/1</s:loc></s:url></s:urlset>", {"http://a/1"});
    row("with undeclared prefixes",
        "<urlset><url><loc>http://a/1</loc><image:image><image:loc>http://a/i.png</image:loc></image:image></url></"
        "urlset>",
        {"http://a/1"});
    row("entities are replaced", "<urlset><url><loc>http://a/?b=1&amp;c=&#50;</loc></url></urlset>",
        {"http://a/?b=1&c=2"});
    row("CDATA is text", "<urlset><url><loc><![CDATA[http://a/?b&c]]></loc></url></urlset>", {"http://a/?b&c"});
    row("white space is trimmed", "<urlset><url><loc>\n  http://a/1\t</loc></url></urlset>", {"http://a/1"});
    row("comments inside are passed over", "<urlset><url><loc>http://a/<!-- x -->1</loc></url></urlset>",
        {"http://a/1"});
    row("empty entries are passed over", "<urlset><url><loc> </loc></url><url/></urlset>", {});
    row("white space before the declaration", "\xEF\xBB\xBF \n<?xml version='1.0'?><urlset/>", {});
    row("a loc elsewhere does not count", "<urlset><loc>http://a/1</loc><x><loc>http://a/2</loc></x></urlset>", {});
    row("a sitemap in a urlset does not count", "<urlset><sitemap><loc>http://a/1</loc></sitemap></urlset>", {});
    row("a list", "http://a/1\nhttps://a/2\r\n\n  HTTP://a/3  \r# note\nhttp://a/4",
        {"http://a/1", "https://a/2", "HTTP://a/3", "http://a/4"});
    row("a list with byte order mark", "\xEF\xBB\xBFhttp://a/1", {"http://a/1"});
}

void SitemapTest::reads()
{
    QFETCH(QByteArray, content);
    const auto sitemap = parseSitemap(content);
    QVERIFY2(sitemap, qPrintable(sitemap ? QString() : sitemap.error().detail));
    QTEST(sitemap->entries, "entries");
    QTEST(sitemap->isIndex, "isIndex");
    QVERIFY(!sitemap->isTruncated);
}

void SitemapTest::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<SitemapFault>("fault");

    const auto row = [](const char *name, const QByteArray &content, SitemapFault fault) {
        QTest::newRow(name) << content << fault;
    };
    row("nothing", "", SitemapFault::NotASitemap);
    row("blank lines", " \n\r\n", SitemapFault::NotASitemap);
    row("prose", "Not found\n", SitemapFault::NotASitemap);
    row("prose after a URL", "http://a/1\nnot a URL\n", SitemapFault::NotASitemap);
    row("JSON", "{\"a\": 1}", SitemapFault::NotASitemap);
    row("an HTML page", "<html><body>x</body></html>", SitemapFault::NotASitemap);
    row("a feed", "<rss><channel/></rss>", SitemapFault::NotASitemap);
    row("cut off", "<urlset><url><loc>http://a/1</loc></url>", SitemapFault::Malformed);
    row("badly nested", "<urlset><url></urlset></url>", SitemapFault::Malformed);
    row("an unknown entity", "<urlset><url><loc>http://a/&x;</loc></url></urlset>", SitemapFault::Malformed);
    row("a document type", "<!DOCTYPE urlset><urlset/>", SitemapFault::Malformed);
    row("entities that grow",
        "<!DOCTYPE u [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
        "'&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>",
        SitemapFault::Malformed);
    row("an entity from a file",
        "<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>",
        SitemapFault::Malformed);
    row("an encoding that hides markup", "<?xml version='1.0' encoding='UTF-7'?><urlset/>", SitemapFault::Malformed);
    row("UTF-32", QByteArray("<\0\0\0/\0\0\0", 8), SitemapFault::Malformed);
    row("bytes that are no UTF-8", "<urlset><url><loc>http://a/\xFF\xFE</loc></url></urlset>", SitemapFault::Malformed);
}

void SitemapTest::refuses()
{
    QFETCH(QByteArray, content);
    const auto sitemap = parseSitemap(content);
    QVERIFY(!sitemap);
    QTEST(sitemap.error().kind, "fault");
    QVERIFY(!sitemap.error().detail.isEmpty());
}

void SitemapTest::readsOtherEncodings_data()
{
    QTest::addColumn<QByteArray>("content");

    const QString text = QStringLiteral("<urlset><url><loc>http://a/\u00E4</loc></url></urlset>");
    const auto encode = [](QStringConverter::Encoding encoding, const QString &xml) {
        return QByteArray(QStringEncoder(encoding, QStringConverter::Flag::WriteBom)(xml));
    };
    QTest::newRow("UTF-8") << text.toUtf8();
    QTest::newRow("UTF-16, little endian") << encode(QStringConverter::Utf16LE, text);
    QTest::newRow("UTF-16, big endian") << encode(QStringConverter::Utf16BE, text);
    QTest::newRow("ISO 8859-1") << "<?xml version='1.0' encoding='ISO-8859-1'?>" + text.toLatin1();
}

void SitemapTest::readsOtherEncodings()
{
    QFETCH(QByteArray, content);
    const auto sitemap = parseSitemap(content);
    QVERIFY2(sitemap, qPrintable(sitemap ? QString() : sitemap.error().detail));
    QCOMPARE(sitemap->entries, QList<QByteArray>{"http://a/\xC3\xA4"});
}

void SitemapTest::stopsAtFiftyThousandEntries()
{
    const QByteArray entry = "<url><loc>http://a/1</loc></url>";
    const auto full = parseSitemap("<urlset>" + entry.repeated(50'000) + "</urlset>");
    QVERIFY(full);
    QCOMPARE(full->entries.size(), 50'000);
    QVERIFY(!full->isTruncated);
    const auto over = parseSitemap("<urlset>" + entry.repeated(50'001) + "</urlset>");
    QVERIFY(over);
    QCOMPARE(over->entries.size(), 50'000);
    QVERIFY(over->isTruncated);
    const auto list = parseSitemap(QByteArray("http://a/1\n").repeated(50'001));
    QVERIFY(list);
    QCOMPARE(list->entries.size(), 50'000);
    QVERIFY(list->isTruncated);
}

void SitemapTest::sizeLimitIsExact()
{
    QByteArray content = "http://a/1\n#";
    content += QByteArray(50 * 1024 * 1024 - content.size(), ' ');
    QVERIFY(parseSitemap(content));
    content += ' ';
    const auto sitemap = parseSitemap(content);
    QVERIFY(!sitemap);
    QCOMPARE(sitemap.error().kind, SitemapFault::TooLarge);
}

void SitemapTest::hostileNestingIsHarmless()
{
    const auto deep = parseSitemap("<urlset>" + QByteArray("<a>").repeated(1'000'000));
    QVERIFY(!deep);
    QCOMPARE(deep.error().kind, SitemapFault::Malformed);
    QByteArray attributes;
    for (int number = 0; number < 1'000'000; ++number)
        attributes += " a" + QByteArray::number(number) + "='>'";
    const auto wide = parseSitemap("<urlset" + attributes + "/>");
    QVERIFY(!wide);
    QCOMPARE(wide.error().kind, SitemapFault::Malformed);
    QVERIFY(!parseSitemap("<urlset" + attributes.replace('>', '<') + "/>"));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::SitemapTest)
#include "tst_sitemap.moc"
