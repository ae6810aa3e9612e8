// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestKeptBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void pagesWithBodiesAreListed();
    void aPageWithoutBodyIsNotFound();

private:
    static Outcome keptPage(CrawlId crawl, UrlId url, const QByteArray &body);
};

Outcome TestKeptBodies::keptPage(CrawlId crawl, UrlId url, const QByteArray &body)
{
    Outcome outcome = donePage(crawl, url);
    outcome.body = BodyRecord{body.leftJustified(16, '.', true), "packed " + body, body.size()};
    return outcome;
}

void TestKeptBodies::pagesWithBodiesAreListed()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"One"_s, "{}", true);
    project->reserveUrlIds(4);
    project->addUrls(crawl, {seed(UrlId{1}), seed(UrlId{2}), seed(UrlId{3}), seed(UrlId{4})});
    project->commit(keptPage(crawl, UrlId{1}, "first"));
    project->commit(donePage(crawl, UrlId{2}));
    project->commit(keptPage(crawl, UrlId{3}, "third"));
    project->commit(keptPage(crawl, UrlId{4}, "first"));
    const CrawlId other = *project->addCrawl(u"Other"_s, "{}", true);
    project->reserveUrlIds(1);
    project->addUrls(other, {seed(UrlId{5})});
    project->commit(keptPage(other, UrlId{5}, "of another crawl"));
    QVERIFY(project->drain());

    const auto reader = openReader(folder.path());
    const auto ids = [&](CrawlId id, qint64 after, int limit) {
        QList<qint64> found;
        const auto pages = reader->keptPages(id, UrlId{after}, limit);
        for (const KeptPage &page : *pages)
            found.append(page.id.value);
        return found;
    };
    QCOMPARE(ids(crawl, 0, 100), QList<qint64>({1, 3, 4}));
    QCOMPARE(ids(crawl, 0, 2), QList<qint64>({1, 3}));
    QCOMPARE(ids(crawl, 3, 2), QList<qint64>({4}));
    QCOMPARE(ids(other, 0, 100), QList<qint64>({5}));
    QCOMPARE(ids(CrawlId{9}, 0, 100), QList<qint64>());
    const auto first = reader->keptPages(crawl, {}, 1);
    const KeptPage page = first->first();
    const KeptPage expected{UrlId{1},    urlNumber(1), urlNumber(1), "text/html", R"([["Content-Type","text/html"]])",
                            page.status, page.bytes};
    QCOMPARE(page, expected);
    QCOMPARE(page.status, 200);
    QCOMPARE(page.bytes, 1'000);
    const auto body = reader->body(UrlId{4}); // its content was kept with the first page
    QCOMPARE(body->zstd, "packed first"_ba);
    QCOMPARE(body->bytes, 5);
}

void TestKeptBodies::aPageWithoutBodyIsNotFound()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"One"_s, "{}", true);
    project->reserveUrlIds(1);
    project->addUrls(crawl, {seed(UrlId{1})});
    project->commit(donePage(crawl, UrlId{1}));
    QVERIFY(project->drain());
    const auto reader = openReader(folder.path());
    QVERIFY(reader->keptPages(crawl, {}, 10)->isEmpty());
    const auto body = reader->body(UrlId{1});
    QVERIFY(!body);
    QCOMPARE(body.error().kind, StoreFault::NotFound);
}

QTEST_GUILESS_MAIN(TestKeptBodies)
#include "tst_keptbodies.moc"
