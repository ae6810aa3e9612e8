// SPDX-License-Identifier: GPL-3.0-or-later
// A second process for the tests of the store: it is killed, shut out or given fewer rights.
//   storechild commit PATH    commits outcomes without end; a line with the number of outcomes on disk after each group
//   storechild hold PATH      opens the project, prints "open", keeps it until standard input ends
//   storechild write PATH     opens or creates the project; prints "ok", or the fault's number and its detail
//   storechild read PATH      opens a reader; prints the number of crawls, or the fault's number and its detail
#include "core/store/project.h"
#include "core/store/projectreader.h"
#include "tests/core/store/storing.h"

#include <QCoreApplication>

#include <cstdio>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

int tell(const StoreFailure &failure)
{
    std::printf("%d %s\n", int(failure.kind), qPrintable(failure.detail));
    return 1;
}

int commitForEver(Project &project)
{
    const auto added = project.addCrawl(u"Endless"_s, "{}", true);
    if (!added)
        return tell(added.error());
    qint64 onDisk = 0;
    QObject::connect(&project, &CrawlStore::committed, [&onDisk](const auto &outcomes) {
        onDisk += outcomes.size();
        std::printf("%lld\n", static_cast<long long>(onDisk));
        std::fflush(stdout);
    });
    UrlId url = project.reserveUrlIds(1);
    project.addUrls(*added, {seed(url)});
    for (;;) {
        const UrlId next = project.reserveUrlIds(2);
        Outcome outcome = donePage(*added, url);
        outcome.rows.append(defaultRow("Second"));
        outcome.found = {foundUrl(next, url), foundUrl(UrlId{next.value + 1}, url)};
        outcome.outlinks = {next, UrlId{next.value + 1}};
        project.commit(std::move(outcome));
        url = next;
        if (url.value % 500 == 1 && !project.drain())
            return 1;
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    const QString &path = arguments[2];
    if (arguments[1] == "read"_L1) {
        const auto reader = ProjectReader::open(path);
        if (!reader)
            return tell(reader.error());
        const auto crawls = (*reader)->crawls();
        if (!crawls)
            return tell(crawls.error());
        std::printf("%lld\n", static_cast<long long>(crawls->size()));
        return 0;
    }
    const SystemClock clock;
    const auto project = Project::open(path, Project::Mode::OpenOrCreate, clock);
    if (!project)
        return tell(project.error());
    if (arguments[1] == "commit"_L1)
        return commitForEver(**project);
    std::puts(arguments[1] == "hold"_L1 ? "open" : "ok");
    std::fflush(stdout);
    while (arguments[1] == "hold"_L1 && std::getchar() != EOF) {
    }
    return 0;
}
