// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QSignalSpy>

#include <csignal>
#include <sys/resource.h>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

/// Makes every write of this process beyond so many bytes of a file fail, as on a full disk.
class FullDisk final
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
};

QByteArray longRow()
{
    return defaultRow(QByteArray(60'000, 'x'));
}

} // namespace

class TestStoreTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void fullDiskKeepsAllUntilRetry();
    void retryOnADiskStillFullTellsAgain();
    void whoeverWaitsIsAnswered();
    void closingOnAFullDiskLosesOnlyWhatWasQueued();
    void deletedFileIsTold();
    void creatingOnAFullDiskLeavesNothing();
};

void TestStoreTrouble::fullDiskKeepsAllUntilRetry()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Big"_s, "{}", true);
    constexpr int count = 20;
    project->reserveUrlIds(count);
    QList<UrlRecord> urls;
    for (int i = 1; i <= count; ++i)
        urls.append(seed(UrlId{i}));
    project->addUrls(crawl, urls);
    QVERIFY(project->drain());

    QSignalSpy trouble(project.get(), &CrawlStore::trouble);
    QSignalSpy committed(project.get(), &CrawlStore::committed);
    {
        const FullDisk disk(512 * 1'024);
        for (int i = 1; i <= count; ++i) {
            Outcome outcome = donePage(crawl, UrlId{i});
            outcome.rows = {longRow()};
            project->commit(outcome);
        }
        const auto result = project->drain();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, StoreFault::Full);
        QVERIFY2(result.error().detail.contains(folder.path()), qPrintable(result.error().detail));
        QTRY_COMPARE(trouble.size(), 1);
        QCOMPARE(trouble[0][0].value<StoreFailure>().kind, StoreFault::Full);

        // It does nothing by itself, not even for what comes now.
        project->setCrawlState(crawl, CrawlState::Paused, 1);
        project->flush();
        QVERIFY(!project->drain());
        QCOMPARE(trouble.size(), 1);
        QCOMPARE(project->crawl(crawl)->done, 0);
    }
    project->retry();
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->done, count);
    QCOMPARE(project->crawl(crawl)->rows, count);
    QCOMPARE(project->crawl(crawl)->state, CrawlState::Paused);
    const auto told = [&committed] {
        qsizetype outcomes = 0;
        for (const QVariantList &signal : committed)
            outcomes += signal[0].value<QList<QPair<CrawlId, UrlId>>>().size();
        return outcomes;
    };
    QTRY_COMPARE(told(), count); // each once
    QCOMPARE(trouble.size(), 1);
}

void TestStoreTrouble::retryOnADiskStillFullTellsAgain()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Big"_s, "{}", true);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    QVERIFY(project->drain());
    QSignalSpy trouble(project.get(), &CrawlStore::trouble);
    const FullDisk disk(128 * 1'024);
    Outcome outcome = donePage(crawl, UrlId{1});
    outcome.rows = {longRow(), longRow(), longRow()};
    project->commit(outcome);
    QVERIFY(!project->drain());
    project->retry();
    QVERIFY(!project->drain());
    QTRY_COMPARE(trouble.size(), 2);
}

void TestStoreTrouble::whoeverWaitsIsAnswered()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Big"_s, "{}", true);
    project->addUrls(crawl, {seed(project->reserveUrlIds(1))});
    QVERIFY(project->drain());
    {
        const FullDisk disk(128 * 1'024);
        // Alone its failure is the caller's and no trouble of the store's.
        const QByteArray longSpec(300'000, 'x');
        QCOMPARE(project->addCrawl(u"Second"_s, longSpec, true).error().kind, StoreFault::Full);
        QVERIFY(project->drain());
        Outcome outcome = donePage(crawl, UrlId{1});
        outcome.rows = {longRow(), longRow(), longRow()};
        project->commit(outcome);
        QCOMPARE(project->addCrawl(u"Third"_s, "{}", true).error().kind, StoreFault::Full);
        QCOMPARE(project->removeCrawl(crawl).error().kind, StoreFault::Full);
    }
    project->retry();
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->rows, 3);
    QVERIFY(project->addCrawl(u"Fourth"_s, "{}", true));
}

void TestStoreTrouble::closingOnAFullDiskLosesOnlyWhatWasQueued()
{
    const ProjectFolder folder;
    const FakeClock clock;
    auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"Big"_s, "{}", true);
    project->reserveUrlIds(2);
    project->addUrls(crawl, {seed(UrlId{1}), seed(UrlId{2})});
    project->commit(donePage(crawl, UrlId{1}));
    QVERIFY(project->drain());
    {
        const FullDisk disk(128 * 1'024);
        Outcome outcome = donePage(crawl, UrlId{2});
        outcome.rows = {longRow(), longRow(), longRow()};
        project->commit(outcome);
        project.reset();
    }
    project = openProject(folder.path(), clock);
    QCOMPARE(project->crawl(crawl)->done, 1);
    QCOMPARE(project->crawl(crawl)->pending, 1); // it will be fetched again
}

void TestStoreTrouble::deletedFileIsTold()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const CrawlId crawl = *project->addCrawl(u"A crawl"_s, "{}", true);
    QVERIFY(QFile::rename(folder.path(), folder.path(u"elsewhere.sluice"_s)));
    project->setCrawlState(crawl, CrawlState::Finished, 1);
    QCOMPARE(project->drain().error().kind, StoreFault::NotFound);
    QVERIFY(QFile::rename(folder.path(u"elsewhere.sluice"_s), folder.path()));
    project->retry();
    QVERIFY(project->drain());
    QCOMPARE(project->crawl(crawl)->state, CrawlState::Finished);
}

void TestStoreTrouble::creatingOnAFullDiskLeavesNothing()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const FullDisk disk(8 * 1'024);
    const auto project = Project::open(folder.path(), Project::Mode::OpenOrCreate, clock);
    QVERIFY(!project);
    QCOMPARE(project.error().kind, StoreFault::Full);
    QVERIFY(folder.files().isEmpty());
}

QTEST_GUILESS_MAIN(TestStoreTrouble)
#include "tst_storetrouble.moc"
