// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawler.h"
#include "core/store/project.h"
#include "core/store/projectreader.h"

#include "tests/core/crawl/scriptedfetcher.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sluice::test {

/// Everything a Crawler needs, over a scripted site and a project file in a folder of its own.
class CrawlBench final
{
public:
    CrawlBench()
    {
        spec.seeds = {QStringLiteral("http://site.test/")};
        spec.isAdaptive = false;
        spec.isRobotsObeyed = false;
        spec.retries = 0;
        reopen();
    }

    ~CrawlBench()
    {
        pool.clear(); // a task may read the project
        crawler.reset();
        project.reset();
    }

    void reopen()
    {
        pool.clear(); // a task may read the project
        crawler.reset();
        project.reset();
        auto opened = core::Project::open(path(), core::Project::Mode::OpenOrCreate, clock);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
        project = std::move(*opened);
    }

    void start()
    {
        if (!crawl.isValid()) {
            const auto added =
                project->addCrawl(QStringLiteral("test"), "{}", !spec.hasFields(), core::fieldColumns(spec));
            QVERIFY(added.has_value());
            crawl = *added;
        }
        const auto plan = core::makePlan(spec, core::SessionSecretStore());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().detail));
        crawler = std::make_unique<core::Crawler>(
            crawl, *plan, *project,
            core::CrawlServices{clock, fetcher, gate, pool, budget, isStreaming, workers, renderers, proxies});
        ended = std::make_unique<QSignalSpy>(crawler.get(), &core::Crawler::ended);
        crawler->start();
    }

    /// Runs the crawl to its end; false when it hangs.
    [[nodiscard]] bool run()
    {
        start();
        return ended->count() > 0 || ended->wait(30'000);
    }

    /// url → depth of every row.
    [[nodiscard]] QMap<QString, int> depths()
    {
        QMap<QString, int> found;
        forEachRow({QStringLiteral("url"), QStringLiteral("depth")},
                   [&found](const core::RowValues &row) { found.insert(row[0].toString(), row[1].toInt()); });
        return found;
    }

    void forEachRow(const QStringList &columns, const std::function<void(const core::RowValues &)> &visit)
    {
        QVERIFY(project->drain().has_value());
        auto reader = core::ProjectReader::open(path());
        QVERIFY(reader.has_value());
        const auto visited = (*reader)->visitRows(crawl, columns, [&visit](const core::RowValues &row) {
            visit(row);
            return true;
        });
        QVERIFY(visited.has_value());
    }

    [[nodiscard]] QMap<QString, qint64> statusCounts(const QString &kind)
    {
        QMap<QString, qint64> counts;
        if (!project->drain())
            return counts;
        auto reader = core::ProjectReader::open(path());
        const auto status = reader ? (*reader)->status() : core::Result<QList<core::StatusCount>, core::StoreFailure>();
        for (const core::StatusCount &each : status.value_or(QList<core::StatusCount>())) {
            if (each.kind == kind)
                counts.insert(each.name, each.count);
        }
        return counts;
    }

    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("test.sluice")); }

    QTemporaryDir folder;
    core::SystemClock clock;
    ScriptedFetcher fetcher;
    core::HostGate gate{clock};
    core::ThreadPool pool;
    std::shared_ptr<core::ByteBudget> budget = std::make_shared<core::ByteBudget>();
    core::CrawlSpec spec;
    core::CrawlId crawl;
    bool isStreaming = false;
    core::WorkerPool *workers = nullptr;      ///< of scripts and json: programs
    core::RenderPool *renderers = nullptr;    ///< of crawls that render
    std::shared_ptr<core::ProxyPool> proxies; ///< of crawls through the pool
    std::unique_ptr<core::Project> project;
    std::unique_ptr<core::Crawler> crawler;
    std::unique_ptr<QSignalSpy> ended;
};

} // namespace sluice::test
