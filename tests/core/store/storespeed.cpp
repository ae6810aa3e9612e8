// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the store; prints figures and judges nothing.
//   storespeed FOLDER [OUTCOMES [URLS]]    default 50,000 outcomes and 1,000,000 queued URLs
#include "tests/core/store/storing.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <cstdio>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int outlinksPerPage = 60;

void print(const char *what, double value, const char *unit)
{
    std::printf("%-44s %12.1f %s\n", what, value, unit);
    std::fflush(stdout);
}

double memoryMiB(const char *field)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf(field);
    return text.mid(at + qsizetype(qstrlen(field)), 20).simplified().split(' ').value(0).toDouble() / 1'024;
}

/// A page with a row, two new URLs and 60 links, as a crawl in full swing has them.
Outcome typicalOutcome(CrawlId crawl, UrlId url, UrlId firstNew)
{
    Outcome outcome = donePage(crawl, url, "A title of usual length, some fifty characters long");
    outcome.page->headers = R"([["Content-Type","text/html; charset=utf-8"],["Server","nginx"],["ETag","\"5f-a1\""]])";
    outcome.found = {foundUrl(firstNew, url), foundUrl(UrlId{firstNew.value + 1}, url)};
    for (int i = 0; i < outlinksPerPage; ++i)
        outcome.outlinks.append(UrlId{std::max<qint64>(1, url.value - i * 7)});
    return outcome;
}

void measureOutcomes(const QString &path, int count)
{
    const SystemClock clock;
    const auto project = openProject(path, clock);
    const CrawlId crawl = *project->addCrawl(u"Outcomes"_s, "{}", true);
    UrlId next{project->reserveUrlIds(1 + 2 * count).value};
    project->addUrls(crawl, {seed(next)});
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        project->commit(typicalOutcome(crawl, UrlId{next.value + i}, UrlId{next.value + 1 + 2 * i}));
        if (i % 400 == 399)
            (void)project->drain(); // about what the permits of 200 requests in flight allow
    }
    (void)project->drain();
    print("outcomes committed", count * 1e3 / double(timer.elapsed()), "/s");
    print("file and log after them", double(QFileInfo(path).size()) / (1 << 20), "MiB");
}

void measureFrontier(const QString &path, int count)
{
    const SystemClock clock;
    auto project = openProject(path, clock);
    const CrawlId crawl = *project->addCrawl(u"Frontier"_s, "{}", true);
    const UrlId first = project->reserveUrlIds(count);
    QElapsedTimer timer;
    timer.start();
    for (int from = 0; from < count; from += 1'000) {
        QList<UrlRecord> urls;
        for (int i = from; i < std::min(count, from + 1'000); ++i)
            urls.append(foundUrl(UrlId{first.value + i}, first));
        project->addUrls(crawl, urls);
        if (from % 50'000 == 0)
            (void)project->drain();
    }
    (void)project->drain();
    print("URLs queued", count * 1e3 / double(timer.elapsed()), "/s");
    project.reset();
    print("file per queued URL", double(QFileInfo(path).size()) / count, "bytes");
    print("length of a URL", double(urlNumber(first.value + count / 2).size()), "bytes");

    project = openProject(path, clock);
    const double before = memoryMiB("VmRSS:");
    timer.restart();
    qint64 seen = 0;
    (void)project->visitUrls(crawl, [&seen](const UrlRecord &url) { seen += url.url.isEmpty() ? 0 : 1; });
    print("visitUrls over all of them", double(timer.elapsed()), "ms");
    print("memory more after it", memoryMiB("VmRSS:") - before, "MiB");
    if (seen != count)
        qFatal("only %lld seen", static_cast<long long>(seen));
    timer.restart();
    const auto reader = openReader(path);
    const auto status = reader->status();
    print("status", double(timer.elapsed()), "ms");
    timer.restart();
    (void)reader->crawl(crawl);
    print("counts of a crawl", double(timer.nsecsElapsed()) / 1e6, "ms");
}

void measureRows(const QString &path, int count)
{
    const SystemClock clock;
    const auto project = openProject(path, clock);
    const CrawlId crawl = *project->addCrawl(u"Rows"_s, "{}", true);
    const UrlId first = project->reserveUrlIds(count);
    for (int from = 0; from < count; from += 1'000) {
        QList<UrlRecord> urls;
        for (int i = from; i < std::min(count, from + 1'000); ++i)
            urls.append(foundUrl(UrlId{first.value + i}, first));
        project->addUrls(crawl, urls);
        for (const UrlRecord &url : urls)
            project->commit(donePage(crawl, url.id, "Title " + QByteArray::number(url.id.value * 7'919 % count)));
        (void)project->drain();
    }
    const auto reader = openReader(path);
    const auto measure = [&](const char *what, const RowQuery &query) {
        QElapsedTimer timer;
        timer.start();
        const auto ids = reader->rowIds(crawl, query, {});
        print(what, double(timer.elapsed()), "ms");
        return ids ? *ids : QList<RowId>();
    };
    const double before = memoryMiB("VmHWM:");
    const auto ids = measure("row ids, all", {});
    measure("row ids, filtered", {u"title 4711"_s, {}, false});
    measure("row ids, sorted by title", {{}, u"title"_s, false});
    measure("row ids, sorted by bytes", {{}, u"bytes"_s, true});
    measure("row ids, sorted by found_on", {{}, u"found_on"_s, true});
    print("peak memory more after these", memoryMiB("VmHWM:") - before, "MiB");
    QElapsedTimer timer;
    timer.start();
    (void)reader->rows(crawl, ids.mid(ids.size() / 2, 100), defaultColumns());
    print("100 rows from the middle", double(timer.nsecsElapsed()) / 1e6, "ms");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    const QDir folder(arguments[1]);
    const int outcomes = arguments.value(2, u"50000"_s).toInt();
    const int urls = arguments.value(3, u"1000000"_s).toInt();
    for (const QString &name : {u"outcomes.sluice"_s, u"frontier.sluice"_s, u"rows.sluice"_s})
        QFile::remove(folder.filePath(name));
    measureOutcomes(folder.filePath(u"outcomes.sluice"_s), outcomes);
    measureFrontier(folder.filePath(u"frontier.sluice"_s), urls);
    measureRows(folder.filePath(u"rows.sluice"_s), urls);
    return 0;
}
