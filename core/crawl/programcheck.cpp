// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/programcheck.h"

#include "core/crawl/extraction.h"
#include "core/extract/fieldrule.h"
#include "core/extract/workerparser.h"
#include "core/extract/workerpool.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sluice::core {

namespace {

/// A program and the field of the job that it stands in.
struct Program
{
    WorkerProgram program;
    QString field;
    QString label; ///< said before what is wrong
};

void addQueries(const QList<FieldSpec> &fields, const QString &list, QList<Program> &programs)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const auto rule = FieldRule::compile(fields[i].rule);
        if (!rule || rule->kind() != RuleKind::Json)
            continue;
        programs.append({{WorkerMode::Jq, rule->jsonProgram(), {}, {}},
                         u"extraction.%1[%2]"_s.arg(list).arg(i),
                         fields[i].name + u": "_s});
    }
}

QList<Program> programsOf(const CrawlSpec &spec)
{
    QList<Program> programs;
    addQueries(spec.fields, u"fields"_s, programs);
    addQueries(spec.detailFields, u"detail_fields"_s, programs);
    if (spec.hasOwnParser())
        programs.append(
            {ownProgram(spec), spec.script.isEmpty() ? u"extraction.plugin"_s : u"extraction.script"_s, {}});
    return programs;
}

/// What keeps the program from running at all. Without a page it is compiled alone: what it does may have no end.
std::optional<WorkerFailure> faultOf(const WorkerProgram &program, WorkerPool &workers, const CancelToken &cancel)
{
    WorkerBatch batch;
    batch.program = program;
    batch.limits.pageTime = 3s;
    batch.cancel = cancel;
    const WorkerOutcome outcome = workers.run(std::move(batch));
    if (outcome)
        return {};
    const WorkerFault kind = outcome.error().kind;
    const bool isFault = kind == WorkerFault::BadProgram || kind == WorkerFault::NoWorker;
    return isFault ? std::optional(outcome.error()) : std::nullopt;
}

} // namespace

bool needsWorkers(const CrawlSpec &spec)
{
    return !programsOf(spec).isEmpty();
}

QList<SpecProblem> programProblems(const CrawlSpec &spec, WorkerPool &workers, const CancelToken &cancel)
{
    QList<SpecProblem> problems;
    for (const Program &each : programsOf(spec)) {
        if (const auto fault = faultOf(each.program, workers, cancel))
            problems.append({each.field, each.label + textOf(*fault)});
    }
    return problems;
}

} // namespace sluice::core
