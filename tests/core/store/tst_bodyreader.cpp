// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bodyreader.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <zstd.h>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray packed(const QByteArray &body)
{
    QByteArray zstd(qsizetype(ZSTD_compressBound(size_t(body.size()))), Qt::Uninitialized);
    zstd.resize(qsizetype(ZSTD_compress(zstd.data(), size_t(zstd.size()), body.constData(), size_t(body.size()), 1)));
    return zstd;
}

Outcome keptPage(CrawlId crawl, UrlId url, const QByteArray &body)
{
    Outcome outcome = donePage(crawl, url);
    outcome.page->bytes = body.size();
    outcome.body = BodyRecord{body.leftJustified(16, '.', true), packed(body), body.size()};
    return outcome;
}

std::unique_ptr<BodyReader> openBodies(const QString &path)
{
    auto reader = BodyReader::open(path);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().detail));
    return std::move(*reader);
}

/// Two crawls; in the first pages 1 and 4 have a body, 2 has none, 3 failed, 5 is empty, 6 was not asked yet.
struct Bodies
{
    Bodies()
        : project(openProject(folder.path(), clock))
    {
        crawl = *project->addCrawl(u"One"_s, "{}", true);
        const qint64 first = project->reserveUrlIds(6).value;
        QList<UrlRecord> urls;
        for (qint64 id = first; id < first + 6; ++id)
            urls.append(id == first ? seed(UrlId{id}) : foundUrl(UrlId{id}, UrlId{first}));
        project->addUrls(crawl, urls);
        project->commit(keptPage(crawl, UrlId{1}, "the first body"));
        project->commit(donePage(crawl, UrlId{2}));
        project->commit(failedPage(crawl, UrlId{3}, u"timeout"_s));
        project->commit(keptPage(crawl, UrlId{4}, "the fourth body"));
        Outcome empty = donePage(crawl, UrlId{5});
        empty.page->bytes = 0;
        empty.page->finalUrl = "https://shop.example/moved";
        empty.page->headers = R"([["Server","x"],["content-type","text/plain; charset=utf-8"]])";
        project->commit(empty);
        other = *project->addCrawl(u"Other"_s, "{}", true);
        const UrlId later = project->reserveUrlIds(1);
        project->addUrls(other, {seed(later)});
        project->commit(donePage(other, later));
        if (!project->drain())
            qFatal("not stored");
    }

    ProjectFolder folder;
    FakeClock clock;
    std::unique_ptr<Project> project;
    CrawlId crawl;
    CrawlId other;
};

QList<qint64> idsOf(const QList<StoredPage> &pages)
{
    QList<qint64> ids;
    for (const StoredPage &page : pages)
        ids.append(page.url.value);
    return ids;
}

} // namespace

class TestBodyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void everyPageThatWasAskedComesOnce();
    void aPageTellsWhatItIs();
    void bodiesAreUnpacked();
    void damagedBodiesAreTold_data();
    void damagedBodiesAreTold();
    void rowsComeByPage();
    void pagesWithBodiesAreListed();
    void oneBodyIsRead();
};

void TestBodyReader::everyPageThatWasAskedComesOnce()
{
    const Bodies bodies;
    const auto reader = openBodies(bodies.folder.path());
    QCOMPARE(idsOf(*reader->pagesAfter(bodies.crawl, {}, 100)), (QList<qint64>{1, 2, 3, 4, 5}));
    QCOMPARE(idsOf(*reader->pagesAfter(bodies.crawl, {}, 2)), (QList<qint64>{1, 2}));
    QCOMPARE(idsOf(*reader->pagesAfter(bodies.crawl, UrlId{2}, 2)), (QList<qint64>{3, 4}));
    QCOMPARE(idsOf(*reader->pagesAfter(bodies.crawl, UrlId{5}, 2)), QList<qint64>());
    QCOMPARE(idsOf(*reader->pagesAfter(bodies.other, {}, 100)), QList<qint64>{7});
    QCOMPARE(idsOf(*reader->addressesAfter(bodies.crawl, UrlId{1}, 2)), (QList<qint64>{2, 3}));
    QCOMPARE(idsOf(*reader->pagesAfter(CrawlId{9}, {}, 100)), QList<qint64>());
    QCOMPARE(*reader->pageCount(bodies.crawl), 5);
    QVERIFY(*reader->hasBodies(bodies.crawl));
    QVERIFY(!*reader->hasBodies(bodies.other));
}

void TestBodyReader::aPageTellsWhatItIs()
{
    const Bodies bodies;
    const auto reader = openBodies(bodies.folder.path());
    const QList<StoredPage> pages = *reader->pagesAfter(bodies.crawl, {}, 100);
    const StoredPage first{
        UrlId{1}, urlNumber(1), urlNumber(1), "text/html", true, true, true, 14, packed("the first body")};
    QCOMPARE(pages[0], first);
    QVERIFY(pages[1].isDone && !pages[1].hasBody && !pages[1].isSeed);
    QVERIFY(!pages[2].isDone && !pages[2].hasBody);
    QCOMPARE(pages[2].finalUrl, pages[2].address);
    QVERIFY(pages[4].isDone && pages[4].hasBody);
    QCOMPARE(pages[4].finalUrl, "https://shop.example/moved"_ba);
    QCOMPARE(pages[4].contentType, "text/plain; charset=utf-8"_ba);
    StoredPage address = pages[0];
    address.contentType.clear();
    address.zstd.clear();
    QCOMPARE(reader->addressesAfter(bodies.crawl, {}, 1)->first(), address);
}

void TestBodyReader::bodiesAreUnpacked()
{
    const Bodies bodies;
    const QList<StoredPage> pages = *openBodies(bodies.folder.path())->pagesAfter(bodies.crawl, {}, 100);
    QCOMPARE(*unpackedBody(pages[0]), "the first body"_ba);
    QCOMPARE(*unpackedBody(pages[3]), "the fourth body"_ba);
    QCOMPARE(*unpackedBody(pages[4]), QByteArray());
}

void TestBodyReader::damagedBodiesAreTold_data()
{
    QTest::addColumn<QByteArray>("zstd");
    QTest::addColumn<qint64>("bytes");
    const QByteArray whole = packed("a body of some length");
    QTest::newRow("cut") << whole.chopped(4) << qint64(21);
    QTest::newRow("no zstd") << "nothing of the kind"_ba << qint64(21);
    QTest::newRow("longer than it was") << whole << qint64(20);
    QTest::newRow("shorter than it was") << whole << qint64(22);
    QTest::newRow("a negative size") << whole << qint64(-1);
    QTest::newRow("a size beyond every body") << whole << (qint64(1) << 40);
}

void TestBodyReader::damagedBodiesAreTold()
{
    QFETCH(QByteArray, zstd);
    QFETCH(qint64, bytes);
    StoredPage page;
    page.address = "https://shop.example/broken";
    page.hasBody = true;
    page.zstd = zstd;
    page.bytes = bytes;
    const auto body = unpackedBody(page);
    QVERIFY(!body);
    QCOMPARE(body.error().kind, StoreFault::Corrupt);
    QVERIFY2(body.error().detail.contains(u"https://shop.example/broken"_s), qPrintable(body.error().detail));
}

void TestBodyReader::rowsComeByPage()
{
    const Bodies bodies;
    Outcome several = donePage(bodies.crawl, UrlId{4});
    several.rows = {R"({"title":"a"})", R"({"title":"b"})", R"({"title":"c"})"};
    bodies.project->commit(several);
    QVERIFY(bodies.project->drain());
    const auto reader = openBodies(bodies.folder.path());
    const QList<StoredRow> all = *reader->rowsAfter(bodies.crawl, {}, 100);
    QCOMPARE(all.size(), 7);
    QCOMPARE(all[4], (StoredRow{UrlId{4}, 1, R"({"title":"b"})"}));
    // A page comes whole, however few are wanted.
    const QList<StoredRow> some = *reader->rowsAfter(bodies.crawl, UrlId{3}, 2);
    QCOMPARE(some.size(), 3);
    QCOMPARE(some.last().position, 2);
    QVERIFY(reader->rowsAfter(bodies.crawl, UrlId{5}, 2)->isEmpty());
    QCOMPARE(reader->rowsAfter(bodies.other, {}, 9)->size(), 1);
}

void TestBodyReader::pagesWithBodiesAreListed()
{
    const Bodies bodies;
    const auto reader = openBodies(bodies.folder.path());
    const auto ids = [&reader](CrawlId crawl, qint64 after, int limit) {
        QList<qint64> found;
        const auto pages = reader->keptPages(crawl, UrlId{after}, limit);
        for (const KeptPage &page : *pages)
            found.append(page.id.value);
        return found;
    };
    QCOMPARE(ids(bodies.crawl, 0, 100), (QList<qint64>{1, 4}));
    QCOMPARE(ids(bodies.crawl, 0, 1), QList<qint64>{1});
    QCOMPARE(ids(bodies.crawl, 1, 2), QList<qint64>{4});
    QCOMPARE(ids(bodies.crawl, 4, 2), QList<qint64>());
    QCOMPARE(ids(bodies.other, 0, 100), QList<qint64>());
    QCOMPARE(ids(CrawlId{9}, 0, 100), QList<qint64>());
    bodies.project->commit(keptPage(bodies.other, UrlId{7}, "of the other crawl"));
    QVERIFY(bodies.project->drain());
    QCOMPARE(ids(bodies.other, 0, 100), QList<qint64>{7});
    const auto first = reader->keptPages(bodies.crawl, {}, 1);
    const KeptPage expected{UrlId{1}, urlNumber(1), urlNumber(1), "text/html", R"([["Content-Type","text/html"]])", 200,
                            14};
    QCOMPARE(first->first(), expected);
}

void TestBodyReader::oneBodyIsRead()
{
    const Bodies bodies;
    const auto reader = openBodies(bodies.folder.path());
    const auto body = reader->body(UrlId{4});
    QCOMPARE(body->zstd, packed("the fourth body"));
    QCOMPARE(body->bytes, 15);
    for (const qint64 page : {2, 3, 5, 6, 99}) {
        const auto nothing = reader->body(UrlId{page});
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().kind, StoreFault::NotFound);
    }
}

QTEST_GUILESS_MAIN(TestBodyReader)
#include "tst_bodyreader.moc"
