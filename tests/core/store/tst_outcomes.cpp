// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

using Committed = QList<QPair<CrawlId, UrlId>>;

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

class TestOutcomes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void outcomeIsCommittedWhole();
    void sameOutcomeTwiceCountsOnce();
    void replacedPageLosesItsExtraRows();
    void retriedUrlStaysPending();
    void changesMoveTheCounts();
    void outcomeOfAnUnknownUrlIsDropped();
    void groupsAreCommittedInOrder();
    void keepAliveEndsBeforeItIsTold();
    void quietCrawlIsCommittedWithoutFlush();
    void sharedBodyIsKeptOnce();
};

void TestOutcomes::outcomeIsCommittedWhole()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId first = project->reserveUrlIds(4);
    project->addUrls(crawl, {seed(first)});
    Outcome outcome = donePage(crawl, first);
    outcome.found = {foundUrl(UrlId{2}, first), foundUrl(UrlId{3}, first), foundUrl(UrlId{4}, first)};
    outcome.found[2].state = UrlState::Skipped;
    outcome.found[2].reason = SkipReason::Scope;
    outcome.changes = {{UrlId{3}, UrlState::Skipped, SkipReason::Robots, u"Disallow: /"_s, 1, first}};
    outcome.outlinks = {UrlId{4}, UrlId{2}};
    project->commit(outcome);
    QVERIFY(project->drain());

    const auto record = project->crawl(crawl);
    QCOMPARE(record->done, 1);
    QCOMPARE(record->pending, 1);
    QCOMPARE(record->skipped, 2);
    QCOMPARE(record->failed, 0);
    QCOMPARE(record->rows, 1);
    QCOMPARE(record->bytes, 1'000);
    QCOMPARE(*project->outlinks(first), (QList<UrlId>{UrlId{2}, UrlId{4}}));
    const auto urls = urlsOf(*project, crawl);
    QCOMPARE(urls.size(), 4);
    QCOMPARE(urls[0].state, UrlState::Done);
    QCOMPARE(urls[0].attempts, 1);
    QCOMPARE(urls[2].reason, SkipReason::Robots);
    QCOMPARE(urls[2].detail, u"Disallow: /"_s);
}

void TestOutcomes::sameOutcomeTwiceCountsOnce()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(2);
    project->addUrls(crawl, {seed(url)});
    Outcome outcome = donePage(crawl, url);
    outcome.found = {foundUrl(UrlId{2}, url)};
    project->commit(outcome);
    project->commit(outcome);
    QVERIFY(project->drain());
    project->commit(outcome);
    QVERIFY(project->drain());
    const auto record = project->crawl(crawl);
    QCOMPARE(record->done, 1);
    QCOMPARE(record->pending, 1);
    QCOMPARE(record->rows, 1);
    QCOMPARE(record->bytes, 1'000);
    const auto reader = openReader(folder.path());
    QCOMPARE(reader->rowIds(crawl, {}, {})->size(), 1);
}

void TestOutcomes::replacedPageLosesItsExtraRows()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(1);
    project->addUrls(crawl, {seed(url)});
    Outcome three = donePage(crawl, url);
    three.rows = {defaultRow("one"), defaultRow("two"), defaultRow("three")};
    project->commit(three);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->rows, 3);
    const auto reader = openReader(folder.path());
    const auto before = *reader->rowIds(crawl, {}, {});

    project->commit(failedPage(crawl, url, u"timeout"_s));
    QVERIFY(project->drain());
    const auto record = project->crawl(crawl);
    QCOMPARE(record->rows, 1);
    QCOMPARE(record->done, 0);
    QCOMPARE(record->failed, 1);
    QCOMPARE(record->bytes, 0);
    QCOMPARE(*reader->rowIds(crawl, {}, {}), before.first(1));
    const auto cells = reader->rows(crawl, before, {u"title"_s, u"error"_s});
    QCOMPARE(cells->at(0), (RowValues{QVariant(), u"It failed: timeout"_s}));
    QVERIFY(cells->at(1).isEmpty()); // gone
}

void TestOutcomes::retriedUrlStaysPending()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(1);
    project->addUrls(crawl, {seed(url)});
    Outcome again;
    again.crawl = crawl;
    again.url = url;
    again.state = UrlState::Pending;
    again.attempts = 2;
    project->commit(again);
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->pending, 1);
    QCOMPARE(urlsOf(*project, crawl).first().attempts, 2);
    QCOMPARE(project->crawl(crawl)->rows, 0);
}

void TestOutcomes::changesMoveTheCounts()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    project->reserveUrlIds(2);
    UrlRecord deep = foundUrl(UrlId{2}, UrlId{1}, 5);
    deep.state = UrlState::Skipped;
    deep.reason = SkipReason::Depth;
    project->addUrls(crawl, {seed(UrlId{1}), deep});
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->skipped, 1);

    // A shorter path was found: it is to be asked after all. Its parent stays where none is given.
    project->changeUrls(crawl, {{UrlId{2}, UrlState::Pending, SkipReason::None, {}, 2, {}}});
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->skipped, 0);
    QCOMPARE(project->crawl(crawl)->pending, 2);
    const UrlRecord url = urlsOf(*project, crawl).last();
    QCOMPARE(url.depth, 2);
    QCOMPARE(url.reason, SkipReason::None);
    QCOMPARE(url.parent, UrlId{1});
}

void TestOutcomes::outcomeOfAnUnknownUrlIsDropped()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    project->commit(donePage(crawl, UrlId{77}));
    project->commit(donePage(CrawlId{5}, UrlId{1}));
    project->addUrls(CrawlId{5}, {seed(UrlId{1})});
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->done, 0);
    QCOMPARE(project->crawl(crawl)->rows, 0);
    QCOMPARE(project->urlText(UrlId{1}).error().kind, StoreFault::NotFound);
}

void TestOutcomes::groupsAreCommittedInOrder()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    constexpr int count = 1'050;
    const UrlId first = project->reserveUrlIds(count);
    QList<UrlRecord> urls;
    for (int i = 0; i < count; ++i)
        urls.append(seed(UrlId{first.value + i}));
    project->addUrls(crawl, urls);
    Committed all;
    int groups = 0;
    int largest = 0;
    QObject context;
    connect(
        project.get(), &CrawlStore::committed, &context,
        [&](const Committed &outcomes) {
            all += outcomes;
            ++groups;
            largest = std::max(largest, int(outcomes.size()));
        },
        Qt::DirectConnection);
    for (int i = 0; i < count; ++i)
        project->commit(donePage(crawl, UrlId{first.value + i}));
    QVERIFY(project->drain());
    QCOMPARE(all.size(), count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(all[i].second.value, first.value + i);
    QVERIFY(groups >= count / 100);
    QVERIFY(largest <= 100);
    QCOMPARE(project->crawl(crawl)->done, count);
}

void TestOutcomes::keepAliveEndsBeforeItIsTold()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(1);
    project->addUrls(crawl, {seed(url)});
    auto kept = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = kept;
    std::atomic_bool wasFree = false;
    QObject context;
    connect(
        project.get(), &CrawlStore::committed, &context, [&] { wasFree = watched.expired(); }, Qt::DirectConnection);
    Outcome outcome = donePage(crawl, url);
    outcome.keepAlive = std::move(kept);
    QVERIFY(!watched.expired());
    project->commit(std::move(outcome));
    QVERIFY(project->drain());
    QVERIFY(wasFree);
}

void TestOutcomes::quietCrawlIsCommittedWithoutFlush()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const UrlId url = project->reserveUrlIds(1);
    Committed told;
    QObject context; // of this thread, so that the signal crosses over
    connect(project.get(), &CrawlStore::committed, &context, [&told](const Committed &outcomes) { told += outcomes; });
    project->addUrls(crawl, {seed(url)});
    project->commit(donePage(crawl, url));
    QTRY_COMPARE(told, (Committed{{crawl, url}}));
}

void TestOutcomes::sharedBodyIsKeptOnce()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = addCrawl(*project);
    const CrawlId other = addCrawl(*project);
    project->reserveUrlIds(2);
    project->addUrls(crawl, {seed(UrlId{1})});
    project->addUrls(other, {seed(UrlId{2})});
    const BodyRecord body{QByteArray(16, '\x07'), QByteArray("zstd\0data", 9), 4'000};
    Outcome first = donePage(crawl, UrlId{1});
    first.body = body;
    Outcome second = donePage(other, UrlId{2});
    second.body = body;
    project->commit(first);
    project->commit(second);
    QVERIFY(project->drain());
    QVERIFY(project->removeCrawl(crawl)); // the other crawl still has it
    QCOMPARE(project->crawl(other)->done, 1);
}

QTEST_GUILESS_MAIN(TestOutcomes)
#include "tst_outcomes.moc"
