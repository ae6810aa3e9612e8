// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobreading.h"

#include "core/crawl/jobfile.h"
#include "core/crawl/programcheck.h"
#include "core/extract/workerpool.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

core::Result<core::CrawlSpec, QString> readJob(const QString &path)
{
    auto spec = core::loadJob(path);
    if (spec)
        return *spec;
    const core::JobFailure &failure = spec.error();
    return tl::unexpected(failure.kind == core::JobFault::Unreadable ? failure.detail
                                                                     : path + u": "_s + failure.detail);
}

int checkPrograms(const core::CrawlSpec &spec, const QString &path, Console &console)
{
    if (!core::needsWorkers(spec))
        return Done;
    core::WorkerPool workers;
    const QList<core::SpecProblem> problems = core::programProblems(spec, workers);
    if (problems.isEmpty())
        return Done;
    const QString where = path.isEmpty() ? QString() : path + u": "_s;
    for (qsizetype i = 0; i + 1 < problems.size(); ++i)
        console.complain(where + problems[i].field + u": "_s + problems[i].message);
    return console.refuse(where + problems.last().field + u": "_s + problems.last().message);
}

} // namespace sluice::app
