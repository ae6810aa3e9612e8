// SPDX-License-Identifier: GPL-3.0-or-later
// bench_replay PROJECT JOB.json: what a replay costs beside decompressing, parsing and applying the rules to the same
// bodies in memory, on as many cores. bench_replay.py makes the project by a crawl.
#include "core/crawl/bodyrows.h"
#include "core/crawl/jobfile.h"
#include "core/crawl/replay.h"
#include "core/extract/workerpool.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

constexpr int rounds = 5;

QList<StoredPage> readAll(const QString &path, CrawlId crawl)
{
    QList<StoredPage> pages;
    const auto reader = BodyReader::open(path);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().detail));
    for (UrlId last;;) {
        const auto more = (*reader)->pagesAfter(crawl, last, 1'000);
        if (!more || more->isEmpty())
            return pages;
        pages += *more;
        last = more->last().url;
    }
}

/// Seconds; the pages of a core are those no other core has taken yet.
double inMemory(const QList<StoredPage> &pages, const Extraction &extraction, qint64 &rows)
{
    QElapsedTimer timer;
    timer.start();
    std::atomic<qsizetype> next = 0;
    std::atomic<qint64> found = 0;
    QThreadPool pool;
    for (int i = 0; i < pool.maxThreadCount(); ++i) {
        pool.start([&] {
            for (qsizetype at = next++; at < pages.size(); at = next++) {
                const StoredPage &page = pages[at];
                const BodyText text = readBody(page.contentType, unpackedBody(page).value_or(QByteArray()));
                const WebUrl url = WebUrl::fromNormalized(page.finalUrl);
                found += rowsOf(text, url, extraction, false).rows.size();
                if (!extraction.detailColumns().isEmpty())
                    found += rowsOf(text, url, extraction, true).rows.size();
            }
        });
    }
    pool.waitForDone();
    rows = found;
    return double(timer.nsecsElapsed()) / 1e9;
}

double replayed(const QString &path, CrawlId crawl, const CrawlSpec &job, WorkerPool &workers, qint64 &rows)
{
    const SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    const auto project = Project::open(path, Project::Mode::OpenExisting, clock);
    if (!project)
        qFatal("%s", qPrintable(project.error().detail));
    Replay replay(crawl, job, workers);
    if (const auto made = replay.run(path, {}); !made)
        qFatal("%s", qPrintable(made.error().detail));
    const auto replaced = replay.replaceRows(**project, {});
    if (!replaced)
        qFatal("%s", qPrintable(replaced.error().detail));
    rows = *replaced;
    return double(timer.nsecsElapsed()) / 1e9;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 3)
        qFatal("usage: bench_replay PROJECT JOB.json");
    const auto job = loadJob(words[2]);
    if (!job)
        qFatal("%s", qPrintable(job.error().detail));
    constexpr CrawlId crawl{1};
    WorkerPool workers;
    const auto extraction = Extraction::make(*job, &workers);
    if (!extraction)
        qFatal("the job has no fields");
    const QList<StoredPage> pages = readAll(words[1], crawl);
    QList<double> memory;
    QList<double> replay;
    QList<double> ratios;
    qint64 rows = 0;
    qint64 kept = 0;
    // In turns, so that whatever else the machine does slows both down.
    for (int i = 0; i < rounds; ++i) {
        memory.append(inMemory(pages, *extraction, rows));
        replay.append(replayed(words[1], crawl, *job, workers, kept));
        ratios.append(replay.last() / memory.last());
    }
    std::printf("%lld pages, %lld rows in memory, %lld kept\n", qlonglong(pages.size()), qlonglong(rows),
                qlonglong(kept));
    std::printf("in memory %.3f s, replay %.3f s, replay/in memory %.2f (median of %d; limit 1.3)\n", median(memory),
                median(replay), median(ratios), rounds);
    return 0;
}
