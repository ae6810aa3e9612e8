// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demosite.h"

#include "tests/core/serve/demorequests.h"
#include "tests/support/suites.h"

#include <QSet>
#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

bool isDisallowed(const QByteArray &path)
{
    return path.startsWith("/admin/") || path.startsWith("/cart") || path.startsWith("/account");
}

/// What a crawl from / that obeys robots.txt meets.
struct Walk
{
    QSet<QByteArray> pages; ///< 200
    QSet<QByteArray> items;
    QSet<QByteArray> broken; ///< 404
    QSet<QByteArray> slow;
    QSet<QByteArray> refused;
    QList<QByteArray> odd; ///< neither

    void take(const QByteArray &path, const ServeResponse &response)
    {
        if (response.status == 404)
            broken.insert(path);
        else if (response.status != 200 || !response.contentType.startsWith("text/html"))
            odd.append(path);
        else
            pages.insert(path);
        if (response.delayMs > 0)
            slow.insert(path);
        if (path.startsWith("/item/"))
            items.insert(path);
    }
};

Walk walk(const DemoSite &site)
{
    static const QString link = u"<a [^>]*?href=\"([^\"]*)\""_s;
    Walk walk;
    QList<QByteArray> queue = {"/"};
    QSet<QByteArray> seen = {"/"};
    while (!queue.isEmpty()) {
        const QByteArray path = queue.takeFirst();
        const ServeResponse response = site.answer(requestFor(path));
        walk.take(path, response);
        for (const QByteArray &href : matches(response.body, link)) {
            const QByteArray target = href.startsWith('#') ? path : href;
            if (seen.contains(target))
                continue;
            seen.insert(target);
            if (isDisallowed(target))
                walk.refused.insert(target);
            else
                queue.append(target);
        }
    }
    return walk;
}

} // namespace

class TestDemoSite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void hasTheFiguresItNames_data();
    void hasTheFiguresItNames();
    void listsThePagesThatLinksReach();
    void answers_data();
    void answers();
    void servesSlowPagesWithinTwoSeconds();
    void searches_data();
    void searches();
    void signsIn_data();
    void signsIn();
    void keepsTheAccountForTheSignedIn();
    void drawsEveryItem();
    void givesTheSameBytesTwice();
};

void TestDemoSite::hasTheFiguresItNames_data()
{
    QTest::addColumn<DemoFigures>("figures");
    QTest::addColumn<int>("pages");

    // / + 3 about the shop + journal + 5 stories + search + 6 popular searches + login = 18; then categories and items.
    QTest::newRow("the default: 1,000 items") << DemoFigures{} << 18 + 60 + 1'000;
    QTest::newRow("10 items, fewer than categories") << DemoFigures{10, 10, 5, 20} << 18 + 12 + 10;
    QTest::newRow("240 items fill their pages") << DemoFigures{240, 10, 5, 20} << 18 + 12 + 240;
    QTest::newRow("241 items need one page more") << DemoFigures{241, 10, 5, 20} << 18 + 13 + 241;
    QTest::newRow("other figures all over") << DemoFigures{5'000, 33, 12, 7} << 13 + 12 + 720 + 5'000;
    QTest::newRow("nothing broken, nothing slow") << DemoFigures{100, 0, 0, 20} << 13 + 12 + 100;
}

void TestDemoSite::hasTheFiguresItNames()
{
    QFETCH(DemoFigures, figures);
    const DemoSite site(figures);
    const Walk found = walk(site);
    QCOMPARE(site.figures(), figures);
    QCOMPARE(found.items.size(), figures.items);
    QCOMPARE(found.broken.size(), figures.brokenLinks);
    QCOMPARE(found.slow.size(), figures.slowPages);
    QTEST(int(found.pages.size()), "pages");
    QCOMPARE(site.reachablePages(), int(found.pages.size()));
    QCOMPARE(found.odd, QList<QByteArray>());
    QCOMPARE(found.refused, QSet<QByteArray>({"/admin/", "/cart"}));
}

void TestDemoSite::listsThePagesThatLinksReach()
{
    const DemoSite site;
    const QByteArray xml = site.answer(requestFor("/sitemap.xml")).body;
    QSet<QByteArray> listed;
    for (const QByteArray &url : matches(xml, u"<loc>http://localhost:8080([^<]*)</loc>"_s))
        listed.insert(url);
    QCOMPARE(listed, walk(site).pages);

    const DemoSite large(DemoFigures{100'000, 10, 5, 20});
    QCOMPARE(large.reachablePages(), 18 + 12 * 417 + 100'000);
    QVERIFY(large.answer(requestFor("/sitemap.xml")).body.contains("/sitemap-3.xml"));
    QCOMPARE(large.answer(requestFor("/sitemap-3.xml")).status, 200);
    QCOMPARE(large.answer(requestFor("/sitemap-4.xml")).status, 404);
}

void TestDemoSite::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");

    const QByteArray html = "text/html; charset=utf-8";
    QTest::newRow("HEAD of a page") << QByteArray("HEAD") << QByteArray("/") << 200 << html;
    QTest::newRow("POST to a page") << QByteArray("POST") << QByteArray("/") << 405 << html;
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray("/login") << 405 << html;
    const auto get = [](const char *name, const char *target, int status, const QByteArray &type) {
        QTest::newRow(name) << QByteArray("GET") << QByteArray(target) << status << type;
    };
    get("robots.txt", "/robots.txt", 200, "text/plain; charset=utf-8");
    get("sitemap", "/sitemap.xml", 200, "application/xml; charset=utf-8");
    get("no part of a small sitemap", "/sitemap-1.xml", 404, html);
    get("stylesheet", "/static/style.css", 200, "text/css; charset=utf-8");
    get("logo", "/static/logo.svg", 200, "image/svg+xml");
    get("picture", "/images/1000.svg", 200, "image/svg+xml");
    get("picture of no item", "/images/1001.svg", 404, html);
    get("picture of another type", "/images/1.png", 404, html);
    get("first page of a category by number", "/category/kitchen?page=1", 301, html);
    get("page zero", "/category/kitchen?page=0", 404, html);
    get("page beyond the last", "/category/kitchen?page=6", 404, html);
    get("page that is no number", "/category/kitchen?page=x", 404, html);
    get("page with leading zero", "/category/kitchen?page=02", 404, html);
    get("category nobody has", "/category/weapons", 404, html);
    get("item under another name", "/item/1-old-name", 301, html);
    get("item by number alone", "/item/1", 301, html);
    get("item zero", "/item/0-x", 404, html);
    get("item beyond the last", "/item/1001-x", 404, html);
    get("item beyond 32 bits", "/item/99999999999-x", 404, html);
    get("story under another name", "/journal/1-x", 404, html);
    get("basket, disallowed yet there", "/cart", 200, html);
    get("staff, disallowed yet there", "/admin/", 200, html);
    get("account without sign-in", "/account", 303, html);
    get("path nobody has", "/%3Cscript%3E", 404, html);
}

void TestDemoSite::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    const ServeResponse response = DemoSite().answer(requestFor(target, method));
    QTEST(response.status, "status");
    QTEST(response.contentType, "contentType");
    QVERIFY(!response.body.contains("<script>"));
    const bool isRedirect = response.status / 100 == 3;
    QCOMPARE(!response.headers.isEmpty() && response.headers.constFirst().first == "Location", isRedirect);
}

void TestDemoSite::servesSlowPagesWithinTwoSeconds()
{
    const DemoSite site;
    const Walk found = walk(site);
    QCOMPARE(found.slow.size(), 5);
    for (const QByteArray &path : found.slow) {
        const int delayMs = site.answer(requestFor(path)).delayMs;
        QVERIFY(delayMs >= 1'000 && delayMs <= 2'000);
    }
}

void TestDemoSite::searches_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("lead");

    QTest::newRow("nothing asked") << QByteArray("/search") << QByteArray("Type a name");
    QTest::newRow("white space asked") << QByteArray("/search?q=++") << QByteArray("Type a name");
    QTest::newRow("one item by its SKU") << QByteArray("/search?q=KIT-000001") << QByteArray("1 item matches.");
    QTest::newRow("words joined by plus")
        << QByteArray("/search?q=kit-000001+kitchen") << QByteArray("1 item matches.");
    QTest::newRow("words joined by %20") << QByteArray("/search?q=kit-000001%20kitchen")
                                         << QByteArray("1 item matches.");
    QTest::newRow("nothing found") << QByteArray("/search?q=submarine") << QByteArray("0 items match.");
    QTest::newRow("more than is shown") << QByteArray("/search?q=e") << QByteArray("The first 60 matches");
    QTest::newRow("markup asked") << QByteArray("/search?q=%3Cscript%3E%22") << QByteArray("0 items match.");
}

void TestDemoSite::searches()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, lead);
    const ServeResponse response = DemoSite().answer(requestFor(target));
    QCOMPARE(response.status, 200);
    QVERIFY(response.body.contains("<p class=\"lead\">" + lead));
    QVERIFY(!response.body.contains("<script>"));
}

void TestDemoSite::signsIn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    QTest::newRow("what the page shows") << QByteArray("user=demo&password=lock-and-key") << 303;
    QTest::newRow("percent-encoded") << QByteArray("user=d%65mo&password=lock%2Dand%2Dkey") << 303;
    QTest::newRow("a wrong password") << QByteArray("user=demo&password=key") << 403;
    QTest::newRow("a wrong user") << QByteArray("user=root&password=lock-and-key") << 403;
    QTest::newRow("nothing") << QByteArray() << 403;
}

void TestDemoSite::signsIn()
{
    QFETCH(QByteArray, body);
    const DemoSite site;
    ServeRequest request = requestFor("/login", "POST");
    request.body = body;
    const ServeResponse response = site.answer(request);
    QTEST(response.status, "status");
    QCOMPARE(response.body.contains("is wrong"), response.status == 403);
    const QByteArray page = site.answer(requestFor("/login")).body;
    QVERIFY(page.contains("<code>demo</code>") && page.contains("<code>lock-and-key</code>"));
}

void TestDemoSite::keepsTheAccountForTheSignedIn()
{
    const DemoSite site;
    ServeRequest login = requestFor("/login", "POST");
    login.body = "user=demo&password=lock-and-key";
    QByteArray cookie;
    for (const auto &[name, value] : site.answer(login).headers) {
        if (name == "Set-Cookie")
            cookie = value.left(value.indexOf(';'));
    }
    ServeRequest account = requestFor("/account");
    account.headers.append({"Cookie", "a=b; " + cookie});
    QCOMPARE(site.answer(account).status, 200);
    account.headers.last().second = cookie + "x";
    QCOMPARE(site.answer(account).status, 303);

    const ServeResponse out = site.answer(requestFor("/logout", "POST"));
    QCOMPARE(out.status, 303);
    QVERIFY(out.headers.constLast().second.contains("Max-Age=0"));
}

void TestDemoSite::drawsEveryItem()
{
    const DemoSite site;
    QSet<QByteArray> pictures;
    for (int id = 1; id <= 1'000; ++id) {
        const QByteArray svg = site.answer(requestFor("/images/" + QByteArray::number(id) + ".svg")).body;
        QVERIFY(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        QVERIFY(!svg.contains("{{"));
        pictures.insert(svg);
    }
    QCOMPARE(pictures.size(), 1'000);
}

void TestDemoSite::givesTheSameBytesTwice()
{
    for (const QByteArray path : {"/", "/category/toys", "/search?q=lamp", "/sitemap.xml"})
        QCOMPARE(DemoSite().answer(requestFor(path)).body, DemoSite().answer(requestFor(path)).body);
}

QTEST_GUILESS_MAIN(TestDemoSite)
#include "tst_demosite.moc"
