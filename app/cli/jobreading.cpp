// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobreading.h"

#include "core/crawl/jobfile.h"
#include "core/crawl/programcheck.h"
#include "core/crawl/rendering.h"
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
    if (const auto problem = core::renderProblem(spec))
        return console.refuse((path.isEmpty() ? u"--render"_s : path + u": "_s + problem->field) + u": "_s +
                              problem->message);
    if (!core::needsWorkers(spec))
        return Done;
    core::WorkerPool workers;
    const QList<core::SpecProblem> problems = core::programProblems(spec, workers);
    if (problems.isEmpty())
        return Done;
    // Without a job file it was an option that brought the program.
    const auto shown = [&path](const core::SpecProblem &problem) {
        return (path.isEmpty() ? u"--field"_s : path + u": "_s + problem.field) + u": "_s + problem.message;
    };
    for (qsizetype i = 0; i + 1 < problems.size(); ++i)
        console.complain(shown(problems[i]));
    return console.refuse(shown(problems.last()));
}

} // namespace sluice::app
