// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/programchecker.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/crawl/programcheck.h"
#include "core/extract/workerpool.h"

#include <utility>

namespace sluice::ui {

ProgramChecker::ProgramChecker(std::shared_ptr<core::WorkerPool> workers, QObject *parent)
    : QObject(parent)
    , m_workers(std::move(workers))
{}

core::CrawlSpec ProgramChecker::programPart(const core::CrawlSpec &spec)
{
    core::CrawlSpec part;
    if (!core::needsWorkers(spec))
        return part;
    part.fields = spec.fields;
    part.detailFields = spec.detailFields;
    part.script = spec.script;
    part.plugin = spec.plugin;
    return part;
}

bool ProgramChecker::concerns(const core::CrawlSpec &spec) const
{
    return m_workers && core::needsWorkers(spec);
}

QList<core::SpecProblem> ProgramChecker::problems(const core::CrawlSpec &spec) const
{
    return programPart(spec) == m_known ? m_problems : QList<core::SpecProblem>();
}

void ProgramChecker::check(const core::CrawlSpec &spec)
{
    m_wanted = programPart(spec);
    if (m_workers && m_wanted != m_known && !m_isRunning)
        run();
}

void ProgramChecker::checkAgain(const core::CrawlSpec &spec)
{
    m_wanted = programPart(spec);
    m_isStale = true;
    if (!m_isRunning)
        run();
}

void ProgramChecker::run()
{
    m_isRunning = true;
    m_isStale = false;
    const auto work = [spec = m_wanted, workers = m_workers] { return core::programProblems(spec, *workers); };
    core::whenDone(core::inBackground(work), this, [this, spec = m_wanted](const QList<core::SpecProblem> &problems) {
        m_isRunning = false;
        m_known = spec;
        m_problems = problems;
        if (m_isStale || m_wanted != m_known)
            return run(); // it was changed while it was tried
        Q_EMIT checked();
    });
}

} // namespace sluice::ui
