// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipelibrary.h"
#include "core/extract/reciperunner.h"
#include "core/extract/workerjsonquery.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// The built-in recipes, jq programs run by sluice-worker.
class RecipesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void builtInRecipesLoad();
    void schemasGiveEqualProfiles();
    void schemasGiveEqualPosts();
    void otherShapesOfInstagram_data();
    void otherShapesOfInstagram();
    void pagesWithoutAProfileFail();
    void articles_data();
    void articles();
    void products_data();
    void products();
    void links();
    void jsonFeed();

private:
    [[nodiscard]] Result<RecipeRows, QString> run(const QString &name, const QByteArray &body,
                                                  const QByteArray &type = "text/html");
    [[nodiscard]] QJsonObject onlyRow(const QString &name, const QByteArray &body);

    WorkerPool m_pool{poolOptions(1)};
    WorkerJsonQuery m_query{m_pool};
};

static QByteArray fixture(const char *name)
{
    QFile file(QStringLiteral(SLUICE_FIXTURES "/instagram/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

Result<RecipeRows, QString> RecipesTest::run(const QString &name, const QByteArray &body, const QByteArray &type)
{
    const auto recipe = RecipeLibrary(QString()).find(name);
    if (!recipe)
        return tl::unexpected(recipe.error().detail);
    return runRecipe(*recipe, RecipePage::read(body, type, *WebUrl::parse("http://site.test/dir/page")), &m_query);
}

/// The values of a page that has one row; an error stands in it instead.
QJsonObject RecipesTest::onlyRow(const QString &name, const QByteArray &body)
{
    const auto rows = run(name, body);
    if (!rows)
        return {{u"failure"_s, rows.error()}};
    if (rows->rows.size() != 1)
        return {{u"rows"_s, rows->rows.size()}};
    return rows->rows.first().values;
}

void RecipesTest::builtInRecipesLoad()
{
    const QStringList names = RecipeLibrary(QString()).names();
    QCOMPARE(names, (QStringList{u"articles"_s, u"feeds"_s, u"instagram-posts"_s, u"instagram-profile"_s, u"links"_s,
                                 u"products"_s, u"tables"_s}));
    for (const QString &name : names) {
        const auto recipe = RecipeLibrary(QString()).find(name);
        QVERIFY2(recipe, recipe ? "" : qPrintable(recipe.error().detail));
        QCOMPARE(recipe->name, name);
        QVERIFY(!recipe->description.isEmpty());
    }
}

void RecipesTest::schemasGiveEqualProfiles()
{
    QList<RecipeRow> rows;
    for (const char *name : {"profile-old.html", "profile-new.html", "profile-new.json"}) {
        const auto profile = run(u"instagram-profile"_s, fixture(name), "");
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error()));
        QCOMPARE(profile->rows.size(), 1);
        QCOMPARE(profile->errors, QList<RowError>{});
        rows.append(profile->rows.first());
    }
    QCOMPARE(rows[1], rows[2]);
    QCOMPARE(rows[0].columns, rows[1].columns);
    QJsonObject old = rows[0].values;
    QJsonObject fresh = rows[1].values;
    QVERIFY(!old.take(u"more"_s).toObject().contains(u"edge_owner_to_timeline_media"_s));
    QCOMPARE(fresh.take(u"more"_s)[u"fbid"_s], QJsonValue(u"17841400000000001"_s));
    QCOMPARE(old, fresh);
    const QJsonObject expected = object(R"({
        "id": "4096", "username": "lighthouse.keeper", "full_name": "The Lighthouse Keeper",
        "external_url": "https://light.example/visit?from=profile&x=1",
        "followers": 48211, "following": 312, "posts": 214, "videos": 1, "highlights": 4, "mutual_followers": 0,
        "category": "Local Business", "is_private": false, "is_verified": true, "is_business_account": true,
        "profile_pic_url": "http://images.test/avatar-320.jpg", "connected_fb_page": null})");
    for (auto it = expected.constBegin(); it != expected.constEnd(); ++it)
        QVERIFY2(old.value(it.key()) == it.value(), qPrintable(it.key()));
    QCOMPARE(old.value(u"biography"_s), QJsonValue(u"Keeper of a light.\n\"Stay off the rocks\" \u2014 since 1874"_s));
}

void RecipesTest::schemasGiveEqualPosts()
{
    const QStringList columns{u"shortcode"_s, u"caption"_s,  u"likes"_s,       u"comments"_s, u"views"_s,
                              u"time"_s,      u"location"_s, u"display_url"_s, u"is_video"_s, u"images"_s};
    QList<QJsonArray> pages;
    for (const char *name : {"profile-old.html", "profile-new.html", "profile-new.json"}) {
        const auto posts = run(u"instagram-posts"_s, fixture(name), "");
        QVERIFY2(posts, posts ? "" : qPrintable(posts.error()));
        QCOMPARE(posts->errors, QList<RowError>{});
        QJsonArray &page = pages.emplaceBack();
        for (RecipeRow row : posts->rows) {
            QCOMPARE(row.columns, columns + QStringList{u"more"_s});
            row.values.remove(u"more"_s);
            page.append(row.values);
        }
    }
    QCOMPARE(pages[0], pages[1]);
    QCOMPARE(pages[1], pages[2]);
    QCOMPARE(pages[0].size(), 3);
    QJsonObject first = pages[0][0].toObject();
    QCOMPARE(first.take(u"caption"_s),
             QJsonValue(u"Storm over the bay </script> & \"waves\" \u2014 \U0001F30A\nday 2"_s));
    QCOMPARE(first, object(R"({"shortcode": "BhQ1aWcF0_x", "likes": 1204, "comments": 37, "views": null,
        "time": "2018-04-04T12:00:00Z", "location": "Cape Farewell", "is_video": false, "images": null,
        "display_url": "http://images.test/BhQ1aWcF0_x.jpg?stp=dst-jpg&size=1080"})"));
    QCOMPARE(pages[0][1].toObject(), object(R"({"shortcode": "BhR2bXdG1-y", "likes": 88, "comments": 0, "views": 5310,
        "caption": "Lens cleaning, {not} a [puzzle] // really", "time": "2018-04-05T12:00:00Z", "location": null,
        "is_video": true, "images": null, "display_url": "http://images.test/BhR2bXdG1-y.jpg?stp=dst-jpg&size=1080"})"));
    QCOMPARE(pages[0][2][u"caption"_s], QJsonValue());
    QCOMPARE(pages[0][2][u"images"_s],
             QJsonValue(QJsonArray{u"http://images.test/album-1.jpg"_s, u"http://images.test/album-2.jpg"_s,
                                   u"http://images.test/deck/album-1.jpg"_s}));
}

void RecipesTest::otherShapesOfInstagram_data()
{
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QJsonObject>("part");
    const QString profile = u"instagram-profile"_s;
    const QString posts = u"instagram-posts"_s;
    QTest::newRow("additional data") << profile
                                     << "<script>window.__additionalDataLoaded('/a/', {\"graphql\": {\"user\": "
                                        "{\"username\": \"a\", \"edge_followed_by\": {\"count\": 5}}}});</script>"_ba
                                     << object(R"({"username": "a", "followers": 5, "posts": null})");
    QTest::newRow("before graphql") << posts
                                    << "<script>window._sharedData = {\"entry_data\": {\"ProfilePage\": [{\"user\": "
                                       "{\"username\": \"a\", \"media\": {\"count\": 1, \"nodes\": [{\"code\": \"x\", "
                                       "\"caption\": \"c\", \"date\": 1500000000, \"display_src\": \"/p.jpg\", "
                                       "\"likes\": {\"count\": 3}, \"is_video\": false}]}}}]}};</script>"_ba
                                    << object(R"({"shortcode": "x", "caption": "c", "likes": 3,
                                        "time": "2017-07-14T02:40:00Z", "display_url": "http://site.test/p.jpg"})");
    QTest::newRow("as apps get it")
        << posts
        << R"({"data": {"xdt_api__v1__feed__user_timeline_graphql_connection": {"edges": [{"node": {"code": "y",
            "caption": {"text": "t"}, "like_count": 9, "comment_count": 1, "taken_at": 1500000000, "media_type": 2,
            "view_count": 70, "image_versions2": {"candidates": [{"url": "http://i.test/big"}, {"url": "http://i.test/s"}]}
            }}]}}})"_ba
        << object(R"({"shortcode": "y", "caption": "t", "likes": 9, "comments": 1, "views": 70, "is_video": true,
            "display_url": "http://i.test/big"})");
}

void RecipesTest::otherShapesOfInstagram()
{
    QFETCH(QString, recipe);
    QFETCH(QByteArray, page);
    QFETCH(QJsonObject, part);
    const QJsonObject row = onlyRow(recipe, page);
    for (auto it = part.constBegin(); it != part.constEnd(); ++it)
        QVERIFY2(row.value(it.key()) == it.value(), QJsonDocument(row).toJson().constData());
}

void RecipesTest::pagesWithoutAProfileFail()
{
    for (const char *name : {"instagram-profile", "instagram-posts"}) {
        const auto none = run(QString::fromLatin1(name), "<p>login</p><script>var a = {\"user\": 1};</script>");
        QVERIFY(!none);
        QVERIFY2(none.error().contains(QString::fromLatin1(name)), qPrintable(none.error()));
    }
    const auto noPosts = run(u"instagram-posts"_s, R"({"data": {"user": {"edge_owner_to_timeline_media": {"count": 0,
        "edges": []}}}})");
    QVERIFY2(noPosts, "a profile without posts is a profile");
    QCOMPARE(noPosts->rows.size(), 0);
}

void RecipesTest::articles_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QJsonObject>("part");
    QTest::newRow("JSON-LD in a graph, the author by reference")
        << R"(<title>t</title><meta property="og:site_name" content="Daily"><script type="application/ld+json">
            {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "w"},
            {"@type": ["Article", "NewsArticle"], "headline": "Head", "datePublished": "2024-05-06T07:08:09Z",
             "author": {"@id": "#a"}, "image": {"@type": "ImageObject", "url": "/i.png"}, "keywords": ["k", "l"]},
            {"@type": "Person", "@id": "#a", "name": "Ada"}]}</script>)"_ba
        << object(R"({"title": "Head", "published": "2024-05-06T07:08:09Z", "author": "Ada", "publisher": "Daily",
            "image": "http://site.test/i.png", "keywords": "k, l"})");
    QTest::newRow("Microdata inside of another item")
        << R"(<div itemscope itemtype="https://schema.org/WebPage"><div itemprop="mainEntity" itemscope
            itemtype="https://schema.org/BlogPosting"><h2 itemprop="headline">Post</h2><span itemprop="author" itemscope
            itemtype="https://schema.org/Person"><b itemprop="name">Bo</b></span><span itemprop="author" itemscope
            itemtype="https://schema.org/Person"><b itemprop="name">Cy</b></span></div></div>)"_ba
        << object(R"({"title": "Post", "author": "Bo, Cy"})");
    QTest::newRow("meta tags alone")
        << R"(<html lang="de"><meta property="og:type" content="article"><meta property="og:title" content="T">
            <meta property="article:published_time" content="2024-01-02"><meta name="author" content="Di">)"_ba
        << object(R"({"title": "T", "published": "2024-01-02", "author": "Di", "language": "de"})");
    QTest::newRow("what the page shows")
        << R"(<article><h1>Shown</h1><p class="byline">Eve</p><time datetime="2023-02-01">then</time>text</article>)"_ba
        << object(R"({"title": "Shown", "published": "2023-02-01", "author": "Eve"})");
}

void RecipesTest::articles()
{
    QFETCH(QByteArray, page);
    QFETCH(QJsonObject, part);
    const QJsonObject row = onlyRow(u"articles"_s, page);
    for (auto it = part.constBegin(); it != part.constEnd(); ++it)
        QVERIFY2(row.value(it.key()) == it.value(), QJsonDocument(row).toJson().constData());
}

void RecipesTest::products_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QJsonArray>("parts");
    const auto parts = [](const char *json) { return QJsonDocument::fromJson(json).array(); };
    QTest::newRow("JSON-LD, two products, page-wide tags for none")
        << R"(<meta property="og:image" content="/page.png"><script type="application/ld+json">[{"@type": "Product",
            "name": "A", "sku": "1", "brand": {"name": "B"}, "offers": {"price": "1,299.50", "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock"}, "aggregateRating": {"ratingValue": "4.5"}},
            {"@type": "schema:Product", "name": "C", "offers": {"@type": "AggregateOffer", "lowPrice": 5}}]</script>)"_ba
        << parts(R"([{"name": "A", "sku": "1", "brand": "B", "price": 1299.5, "currency": "EUR", "image": null,
            "availability": "InStock", "rating": 4.5}, {"name": "C", "price": 5, "brand": null}])");
    QTest::newRow("Microdata") << R"(<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">M</h1>
            <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="price" content="9.90">
            <link itemprop="availability" href="http://schema.org/OutOfStock"></div></div>)"_ba
                               << parts(R"([{"name": "M", "price": 9.9, "availability": "OutOfStock"}])");
    QTest::newRow("Open Graph")
        << R"(<meta property="og:type" content="og:product"><meta property="og:title" content="O">
            <meta property="product:price:amount" content="7"><meta property="product:price:currency" content="USD">)"_ba
        << parts(R"([{"name": "O", "price": 7, "currency": "USD"}])");
    QTest::newRow("a list")
        << R"(<h1>All</h1><ul><li class="card"><h3><a href="/a">A</a></h3><p class="price">$ 3.50</p>
            <li class="card"><h3><a href="/b">B</a></h3><p class="price">$ 4</p></ul>)"_ba
        << parts(R"([{"name": "A", "price": 3.5, "url": "http://site.test/a"},
                                {"name": "B", "price": 4, "url": "http://site.test/b"}])");
    QTest::newRow("nothing") << "<p>text</p>"_ba << QJsonArray();
}

void RecipesTest::products()
{
    QFETCH(QByteArray, page);
    QFETCH(QJsonArray, parts);
    const auto rows = run(u"products"_s, page);
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error()));
    QCOMPARE(rows->rows.size(), parts.size());
    QCOMPARE(rows->errors, QList<RowError>{});
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QJsonObject part = parts[i].toObject();
        const QJsonObject row = rows->rows[i].values;
        for (auto it = part.constBegin(); it != part.constEnd(); ++it)
            QVERIFY2(row.value(it.key()) == it.value(), rows->rows[i].toJson().constData());
    }
}

void RecipesTest::links()
{
    const auto rows = run(u"links"_s, R"(<base href="/other/"><a href="a?x=1" rel="nofollow" title="t"> One <b>two</b>
        </a><a href="mailto:x@y.test">mail</a><a name="n">no</a><a href="#top"><img alt="Logo"></a>
        <map><area href="//h.test/" alt="map"></map>)");
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error()));
    QCOMPARE(rows->errors, QList<RowError>{});
    QCOMPARE(rows->rows.size(), 4);
    QCOMPARE(rows->rows[0].toJson(), R"({"url":"http://site.test/other/a?x=1","text":"One two","title":"t",)"
                                     R"("rel":"nofollow","tag":"a"})"_ba);
    QCOMPARE(rows->rows[1].values[u"url"_s], QJsonValue(u"mailto:x@y.test"_s));
    QCOMPARE(rows->rows[2].values[u"text"_s], QJsonValue(u"Logo"_s));
    QCOMPARE(rows->rows[3].values[u"url"_s], QJsonValue(u"http://h.test/"_s));
    QCOMPARE(rows->rows[3].values[u"text"_s], QJsonValue(u"map"_s));
}

void RecipesTest::jsonFeed()
{
    const auto rows = run(u"feeds"_s, R"({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [
        {"id": "1", "url": "/1", "title": "One", "date_published": "2024-01-01T00:00:00Z", "tags": ["a", "b"],
         "authors": [{"name": "Al"}]}, {"id": "2", "content_text": "two"}]})",
                          "application/feed+json");
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error()));
    QCOMPARE(rows->rows.size(), 2);
    QCOMPARE(rows->rows[0].values[u"link"_s], QJsonValue(u"http://site.test/1"_s));
    QCOMPARE(rows->rows[0].values[u"author"_s], QJsonValue(u"Al"_s));
    QCOMPARE(rows->rows[0].values[u"categories"_s], QJsonValue(QJsonArray{u"a"_s, u"b"_s}));
    QCOMPARE(rows->rows[1].values[u"content"_s], QJsonValue(u"two"_s));
    QCOMPARE(rows->rows[1].values[u"feed"_s], QJsonValue(u"F"_s));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RecipesTest)
#include "tst_recipes.moc"
