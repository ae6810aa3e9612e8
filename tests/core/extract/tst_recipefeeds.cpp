// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipefeeds.h"
#include "core/extract/recipelibrary.h"
#include "core/extract/reciperunner.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class RecipeFeedsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void kindsGiveEqualRows_data();
    void kindsGiveEqualRows();
    void details();
    void brokenFeedsKeepWhatCameBefore();
    void hostileFeedsAreRefused_data();
    void hostileFeedsAreRefused();
};

static Result<RecipeRows, QString> run(const QByteArray &feed)
{
    const auto recipe = RecipeLibrary(QString()).find(u"feeds"_s);
    return runRecipe(*recipe, RecipePage::read(feed, {}, *WebUrl::parse("http://site.test/f/feed.xml")), nullptr);
}

void RecipeFeedsTest::kindsGiveEqualRows_data()
{
    QTest::addColumn<QByteArray>("feed");
    QTest::newRow("RSS 2.0") << R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>F</title><link>http://site.test/</link><image><title>no</title></image>
<item><title>One &amp; only</title><link>/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate><dc:creator>Al</dc:creator><category>a</category><category>b</category>
<description><![CDATA[<p>sum</p>]]></description><content:encoded>full</content:encoded>
<enclosure url="http://site.test/e.mp3" length="1" type="audio/mpeg"/></item></channel></rss>)"_ba;
    QTest::newRow("Atom") << R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><link rel="self" href="/feed"/>
<entry><title>One &amp; only</title><link rel="self" href="/self"/><link href="/1"/><link rel="enclosure" href="/e.mp3"/>
<id>g1</id><published>2024-01-01T10:00:00Z</published><author><name>Al</name><email>al@x.test</email></author>
<category term="a"/><category term="b"/><summary type="html">&lt;p&gt;sum&lt;/p&gt;</summary>
<content type="text">full</content></entry></feed>)"_ba;
    QTest::newRow("RDF")
        << R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>F</title><items><rdf:Seq/></items></channel>
<item rdf:about="x"><title>One &amp; only</title><link>/1</link><dc:date>2024-01-01T10:00:00Z</dc:date>
<dc:identifier>g1</dc:identifier><dc:creator>Al</dc:creator><dc:subject>a</dc:subject><dc:subject>b</dc:subject>
<description>&lt;p&gt;sum&lt;/p&gt;</description><content:encoded>full</content:encoded>
<enclosure url="http://site.test/e.mp3"/></item></rdf:RDF>)"_ba;
}

void RecipeFeedsTest::kindsGiveEqualRows()
{
    QFETCH(QByteArray, feed);
    const auto rows = run(feed);
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error()));
    QCOMPARE(rows->errors, QList<RowError>{});
    QCOMPARE(rows->rows.size(), 1);
    QCOMPARE(rows->rows.first().toJson(),
             R"({"title":"One & only","link":"http://site.test/1","published":"2024-01-01T10:00:00Z","updated":null,)"
             R"("author":"Al","categories":["a","b"],"summary":"<p>sum</p>","content":"full","id":"g1","image":null,)"
             R"("enclosure":["http://site.test/e.mp3"],"feed":"F"})"_ba);
}

void RecipeFeedsTest::details()
{
    const auto prefixed = readFeed(R"(<a:feed xmlns:a="x"><a:entry><a:title type="xhtml"><div>T<b>w</b>o</div></a:title>
        <a:updated>u</a:updated></a:entry><a:entry/></a:feed>)");
    QVERIFY(prefixed);
    QCOMPARE(prefixed->items.size(), 2);
    QCOMPARE(prefixed->items[0].value(u"title"_s), QJsonValue(QJsonArray{u"Two"_s}));
    const auto permanent = readFeed("<rss><channel><item><guid>http://x.test/1</guid><title>a&nbsp;b&mdash;</title>"
                                    "<media:thumbnail url='t.png'/></item></channel></rss>");
    QVERIFY2(permanent && permanent->problem.isEmpty(), permanent ? qPrintable(permanent->problem) : "no feed");
    QCOMPARE(permanent->items[0].value(u"permalink"_s), QJsonValue(QJsonArray{u"http://x.test/1"_s}));
    QCOMPARE(permanent->items[0].value(u"title"_s), QJsonValue(QJsonArray{u"a\u00A0b\u2014"_s}));
    QCOMPARE(permanent->items[0].value(u"image"_s), QJsonValue(QJsonArray{u"t.png"_s}));
    const auto old =
        readFeed(R"(<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
        "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item><title>t</title></item>
        </channel></rss>)");
    QVERIFY2(old && old->problem.isEmpty(), old ? qPrintable(old->problem) : "no feed");
    QCOMPARE(old->items.size(), 1);
}

void RecipeFeedsTest::brokenFeedsKeepWhatCameBefore()
{
    const auto rows =
        run("<rss><channel>\n<item><title>one</title></item>\n<item><title>two</titel></item></channel></rss>");
    QVERIFY(rows);
    QCOMPARE(rows->rows.size(), 1);
    QCOMPARE(rows->errors.size(), 1);
    QVERIFY2(rows->errors[0].detail.startsWith(u"line 3: "_s), qPrintable(rows->errors[0].detail));
}

void RecipeFeedsTest::hostileFeedsAreRefused_data()
{
    QTest::addColumn<QByteArray>("feed");
    QTest::addColumn<QString>("reason");
    QTest::newRow("HTML") << "<html><body>x</body></html>"_ba << u"the root element is “html”"_s;
    QTest::newRow("nothing") << QByteArray() << u"line 1: "_s;
    QTest::newRow("entities that grow")
        << R"(<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title>
           </item></channel></rss>)"_ba
        << u"declarations of entities are not allowed"_s;
    QTest::newRow("a local file")
        << R"(<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title>
           </item></channel></rss>)"_ba
        << u"declarations of entities are not allowed"_s;
    QByteArray crowded = "<rss><channel><item";
    for (int i = 0; i < 300; ++i)
        crowded += " a" + QByteArray::number(i) + "=''";
    QTest::newRow("a crowded tag") << crowded + "/></channel></rss>" << u"over 200 attributes"_s;
    QTest::newRow("a dangerous encoding") << "<?xml version='1.0' encoding='utf-7'?><rss/>"_ba << u"utf-7"_s;
}

void RecipeFeedsTest::hostileFeedsAreRefused()
{
    QFETCH(QByteArray, feed);
    QFETCH(QString, reason);
    const auto read = readFeed(feed);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(reason, Qt::CaseInsensitive), qPrintable(read.error()));
    const auto rows = run(feed);
    QVERIFY(!rows);
    const QByteArray deep = "<rss><channel><item>" + QByteArray("<d>").repeated(100'000);
    const auto nested = readFeed(deep);
    QVERIFY(nested);
    QVERIFY2(nested->problem.contains(u"nested too deeply"_s), qPrintable(nested->problem));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RecipeFeedsTest)
#include "tst_recipefeeds.moc"
