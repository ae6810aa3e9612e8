// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

CrawlId addCrawl(Project &project, bool hasDefaultRow = true)
{
    const auto id = project.addCrawl(u"A crawl"_s, "{}", hasDefaultRow);
    return id ? *id : CrawlId();
}

QList<UrlRecord> urlsOf(const Project &project, CrawlId crawl)
{
    QList<UrlRecord> urls;
    const auto result = project.visitUrls(crawl, [&urls](const UrlRecord &url) { urls.append(url); });
    return result ? urls : QList<UrlRecord>();
}

} // namespace

class TestProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void crawlsCountFromOne();
    void closingLeavesOneFile();
    void foundUrlsComeBackAsTheyWere();
    void crawlStateAndTimesAreKept();
    void sitemapFailuresAreDroppedByCrawl();
    void hostsAreReplaced();
    void idsGoOnAfterRestart();
    void idsNeverUsedAreFreeAgain();
    void outlinksAndTextsAreFound();
    void seedTargetsAreThoseOfDoneSeeds();
    void removedCrawlTakesAllWithIt();
    void manyUrlsAreVisitedInOrder();
    void crawlsDoNotMix();
};

void TestProject::crawlsCountFromOne()
{
    const ProjectFolder folder;
    FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    QCOMPARE(addCrawl(*project), CrawlId{1});
    clock.advance(500);
    const auto second = project->addCrawl(u"Zweiter"_s, R"({"version":1})", false);
    QVERIFY(second);
    QCOMPARE(*second, CrawlId{2});
    const auto record = project->crawl(*second);
    QVERIFY(record);
    QCOMPARE(record->name, u"Zweiter"_s);
    QCOMPARE(record->spec, QByteArray(R"({"version":1})"));
    QCOMPARE(record->state, CrawlState::Running);
    QCOMPARE(record->hasDefaultRow, false);
    QCOMPARE(record->startedAtUtcMs, clock.utcNow().toMSecsSinceEpoch());
    QCOMPARE(project->crawl(CrawlId{3}).error().kind, StoreFault::NotFound);
    QCOMPARE(project->crawl(CrawlId{}).error().kind, StoreFault::NotFound);
}

void TestProject::closingLeavesOneFile()
{
    const ProjectFolder folder;
    const FakeClock clock;
    auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    QVERIFY(project->drain());
    QVERIFY(folder.files().size() > 1); // the log is there while it is open
    {
        const auto reader = openReader(folder.path());
        QCOMPARE(reader->crawl(crawl)->pending, 1);
    }
    project.reset();
    QCOMPARE(folder.files(), QStringList{u"test.sluice"_s});
    {
        // Reading a closed project leaves one file, too.
        const auto reader = openReader(folder.path());
        QCOMPARE(reader->crawl(crawl)->pending, 1);
    }
    QCOMPARE(folder.files(), QStringList{u"test.sluice"_s});
}

void TestProject::foundUrlsComeBackAsTheyWere()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QList<UrlRecord> given;
    {
        const auto project = openProject(folder.path(), clock);
        const CrawlId crawl = addCrawl(*project);
        given.append(seed(project->reserveUrlIds(3)));
        UrlRecord skipped = foundUrl(UrlId{2}, UrlId{1}, 7);
        skipped.state = UrlState::Skipped;
        skipped.reason = SkipReason::Excluded;
        skipped.detail = u"\\.pdf$ – ünï"_s;
        given.append(skipped);
        UrlRecord listed = foundUrl(UrlId{3}, {}, 0);
        listed.foundOn = "https://shop.example/sitemap.xml";
        listed.attempts = 2;
        given.append(listed);
        project->addUrls(crawl, given);
    }
    const auto project = openProject(folder.path(), clock);
    QCOMPARE(urlsOf(*project, CrawlId{1}), given);
}

void TestProject::sitemapFailuresAreDroppedByCrawl()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const CrawlId other = addCrawl(*project);
    for (const CrawlId each : {crawl, other})
        project->addSitemapFailure(each, "http://h/a.xml", u"before"_s);
    project->dropSitemapFailures(crawl);
    project->addSitemapFailure(crawl, "http://h/b.xml", u"after"_s);
    QVERIFY(project->drain());
    QStringList errors;
    const auto status = openReader(folder.path())->status();
    QVERIFY(status);
    for (const StatusCount &each : *status) {
        if (each.kind == "error"_L1)
            errors.append(QString::number(each.crawl.value) + u' ' + each.name);
    }
    errors.sort();
    QCOMPARE(errors, (QStringList{u"1 sitemap http://h/b.xml: after"_s, u"2 sitemap http://h/a.xml: before"_s}));
}

void TestProject::crawlStateAndTimesAreKept()
{
    const ProjectFolder folder;
    FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    clock.advance(5'000);
    project->setCrawlState(crawl, CrawlState::Finished, 4'321);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->state, CrawlState::Finished);
    QCOMPARE(project->crawl(crawl)->activeMs, 4'321);
    QCOMPARE(project->crawl(crawl)->finishedAtUtcMs, clock.utcNow().toMSecsSinceEpoch());
    project->setCrawlState(crawl, CrawlState::Running, 4'321);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->finishedAtUtcMs, 0); // resumed
}

void TestProject::hostsAreReplaced()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const HostRecord host{"https://b.example", 250, 1'767'268'800'000, "User-agent: *\nDisallow:", 200, 99, 7, 1};
    HostRecord other;
    other.origin = "https://a.example";
    {
        const auto project = openProject(folder.path(), clock);
        HostRecord old = host;
        old.delayMs = 1;
        project->saveHosts({old, other});
        project->saveHosts({host});
    }
    const auto project = openProject(folder.path(), clock);
    QCOMPARE(*project->hosts(), (QList<HostRecord>{other, host}));
}

void TestProject::idsGoOnAfterRestart()
{
    const ProjectFolder folder;
    const FakeClock clock;
    {
        const auto project = openProject(folder.path(), clock);
        const CrawlId crawl = addCrawl(*project);
        QCOMPARE(project->reserveUrlIds(10), UrlId{1});
        QCOMPARE(project->reserveUrlIds(5), UrlId{11});
        project->addUrls(crawl, {seed(UrlId{12})});
    }
    QCOMPARE(openProject(folder.path(), clock)->reserveUrlIds(1), UrlId{13});
}

void TestProject::idsNeverUsedAreFreeAgain()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QCOMPARE(openProject(folder.path(), clock)->reserveUrlIds(100), UrlId{1});
    QCOMPARE(openProject(folder.path(), clock)->reserveUrlIds(100), UrlId{1});
}

void TestProject::outlinksAndTextsAreFound()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(3);
    UrlRecord listed = foundUrl(UrlId{3}, {});
    listed.foundOn = "https://shop.example/sitemap.xml";
    project->addUrls(crawl, {seed(url, "https://shop.example/"), foundUrl(UrlId{2}, url), listed});
    QVERIFY(project->drain());
    QCOMPARE(*project->urlText(url), QByteArray("https://shop.example/"));
    QCOMPARE(project->urlText(UrlId{9}).error().kind, StoreFault::NotFound);
    QVERIFY(project->outlinks(url)->isEmpty());
    QCOMPARE(*project->foundOn(url), QByteArray());
    QCOMPARE(*project->foundOn(UrlId{2}), QByteArray("https://shop.example/"));
    QCOMPARE(*project->foundOn(UrlId{3}), QByteArray("https://shop.example/sitemap.xml"));
    QCOMPARE(project->foundOn(UrlId{9}).error().kind, StoreFault::NotFound);
}

void TestProject::seedTargetsAreThoseOfDoneSeeds()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    project->reserveUrlIds(4);
    project->addUrls(crawl, {seed(UrlId{1}), seed(UrlId{2}), seed(UrlId{3}), foundUrl(UrlId{4}, UrlId{1})});
    Outcome moved = donePage(crawl, UrlId{1});
    moved.page->finalUrl = "https://www.shop.example/";
    moved.page->redirects = {{301, urlNumber(1)}};
    project->commit(moved);
    project->commit(failedPage(crawl, UrlId{2}, u"timeout"_s));
    project->commit(donePage(crawl, UrlId{4}));
    QVERIFY(project->drain());
    QCOMPARE(*project->seedTargets(crawl), QList<QByteArray>{"https://www.shop.example/"});
}

void TestProject::removedCrawlTakesAllWithIt()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId gone = addCrawl(*project);
    const CrawlId kept = addCrawl(*project);
    project->reserveUrlIds(4);
    project->addUrls(gone, {seed(UrlId{1}), seed(UrlId{2})});
    project->addUrls(kept, {seed(UrlId{3})});
    Outcome outcome = donePage(gone, UrlId{1});
    outcome.outlinks = {UrlId{2}};
    project->commit(outcome);
    project->commit(donePage(kept, UrlId{3}));
    QVERIFY(project->removeCrawl(gone));
    project->commit(donePage(gone, UrlId{2})); // comes late
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(gone).error().kind, StoreFault::NotFound);
    QVERIFY(urlsOf(*project, gone).isEmpty());
    QVERIFY(project->outlinks(UrlId{1})->isEmpty());
    QCOMPARE(project->crawl(kept)->rows, 1);
    QCOMPARE(urlsOf(*project, kept).size(), 1);
    QCOMPARE(addCrawl(*project), CrawlId{3}); // the number is not given again
}

void TestProject::manyUrlsAreVisitedInOrder()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    constexpr int count = 25'000; // more than two chunks
    project->reserveUrlIds(count);
    QList<UrlRecord> urls;
    for (int i = 1; i <= count; ++i)
        urls.append(seed(UrlId{i}));
    project->addUrls(crawl, urls);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->pending, count);
    qint64 expected = 0;
    bool isInOrder = true;
    const auto visited = project->visitUrls(crawl, [&](const UrlRecord &url) {
        isInOrder = isInOrder && url.id.value == ++expected;
        // Asking the store from inside a visit must not lock up.
        if (expected == 1)
            isInOrder = isInOrder && project->urlText(url.id).has_value();
    });
    QVERIFY(visited);
    QVERIFY(isInOrder);
    QCOMPARE(expected, count);
}

void TestProject::crawlsDoNotMix()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId one = addCrawl(*project);
    const CrawlId two = addCrawl(*project, false);
    project->reserveUrlIds(4);
    project->addUrls(one, {seed(UrlId{1}), seed(UrlId{3})});
    project->addUrls(two, {seed(UrlId{2}), seed(UrlId{4})});
    project->commit(donePage(one, UrlId{1}));
    Outcome outcome = donePage(two, UrlId{2});
    outcome.rows = {R"({"price":1})", R"({"price":2})"};
    project->commit(outcome);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(one)->rows, 1);
    QCOMPARE(project->crawl(two)->rows, 2);
    QCOMPARE(urlsOf(*project, one).last().id, UrlId{3});
    QCOMPARE(urlsOf(*project, two).first().id, UrlId{2});
    const auto reader = openReader(folder.path());
    QCOMPARE(reader->rowIds(two, {}, {})->size(), 2);
    QCOMPARE(*reader->columns(two), (QStringList{u"price"_s, u"url"_s, u"found_on"_s, u"error"_s}));
}

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
