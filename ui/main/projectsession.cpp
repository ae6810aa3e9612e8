// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/projectsession.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/crawl/jobfile.h"

#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::CrawlId;
using core::Project;

ProjectSession::ProjectSession(core::CrawlEngine &engine, const core::Clock &clock, const core::SecretStore &secrets,
                               QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_clock(clock)
    , m_secrets(secrets)
    , m_host(u"project"_s, [&clock] { return std::make_unique<ProjectHost>(clock); })
{}

ProjectSession::~ProjectSession()
{
    m_engine.stopAll();
}

std::optional<core::CrawlSpec> ProjectSession::specOf(CrawlId crawl) const
{
    const auto spec = core::jobFromJson(m_specs.value(crawl));
    return spec ? std::optional(*spec) : std::nullopt;
}

void ProjectSession::open(const QString &path, Project::Mode mode)
{
    if (m_isBusy)
        return;
    setBusy(true);
    letGo();
    const auto answer = core::ask(m_host, [path, mode](ProjectHost &host) { return host.open(path, mode); });
    core::whenDone(answer, this, [this, path](core::Result<OpenedProject, core::StoreFailure> project) {
        if (project)
            take(std::move(*project));
        setBusy(false);
        if (project)
            return;
        if (std::exchange(m_waiting, std::nullopt))
            Q_EMIT startFailed(project.error().detail);
        else
            Q_EMIT openFailed(path, project.error().detail);
    });
}

void ProjectSession::take(OpenedProject project)
{
    m_store = project.store;
    m_path = project.path;
    m_specs.clear();
    for (const core::CrawlRecord &record : std::as_const(project.crawls))
        m_specs.insert(record.id, record.spec);
    Q_EMIT opened(project);
    if (const std::optional<Start> start = std::exchange(m_waiting, std::nullopt))
        startNow(start->spec);
}

void ProjectSession::letGo()
{
    if (!m_store)
        return;
    m_engine.stopAll();
    m_store = nullptr;
    m_path.clear();
    m_specs.clear();
    m_leaving.clear();
    Q_EMIT closed();
}

void ProjectSession::close()
{
    if (m_isBusy)
        return;
    letGo();
    m_host.post([](ProjectHost &host) { host.close(); });
}

void ProjectSession::startCrawl(const core::CrawlSpec &spec, const QString &path)
{
    if (m_isBusy)
        return Q_EMIT startFailed(tr("Another project is being opened. Try again in a moment."));
    if (m_store && (path.isEmpty() || QFileInfo(path) == QFileInfo(m_path)))
        return startNow(spec);
    m_waiting = Start{spec, path};
    open(path, Project::Mode::OpenOrCreate);
}

void ProjectSession::startNow(const core::CrawlSpec &spec)
{
    Q_EMIT aboutToRun(spec);
    const auto id = m_engine.start(*m_store, spec, m_secrets);
    if (!id)
        return Q_EMIT startFailed(id.error().detail);
    core::CrawlRecord record;
    record.id = *id;
    record.name = spec.name.isEmpty() ? spec.seeds.value(0) : spec.name;
    record.spec = core::jobToJson(spec);
    record.startedAtUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    m_specs.insert(*id, record.spec);
    Q_EMIT crawlStarted(record);
}

void ProjectSession::resumeCrawl(CrawlId crawl)
{
    if (!m_store || m_leaving.contains(crawl))
        return;
    if (m_engine.isRunning(crawl)) {
        m_store->retry();
        m_engine.unpause(crawl);
        return;
    }
    if (const auto spec = specOf(crawl))
        Q_EMIT aboutToRun(*spec);
    const auto resumed = m_engine.resume(*m_store, crawl, m_secrets);
    if (resumed)
        Q_EMIT crawlResumed(crawl);
    else
        Q_EMIT failed(resumed.error().detail);
}

void ProjectSession::pauseCrawl(CrawlId crawl)
{
    m_engine.pause(crawl);
}

void ProjectSession::cancelCrawl(CrawlId crawl)
{
    m_engine.cancel(crawl);
}

void ProjectSession::removeCrawl(CrawlId crawl)
{
    if (!m_store || m_engine.isRunning(crawl) || m_leaving.contains(crawl))
        return;
    m_leaving.insert(crawl);
    const auto answer = core::ask(m_host, [crawl](ProjectHost &host) { return host.remove(crawl); });
    core::whenDone(answer, this, [this, crawl](const core::Result<void, core::StoreFailure> &removed) {
        m_leaving.remove(crawl);
        if (removed)
            Q_EMIT crawlRemoved(crawl);
        else
            Q_EMIT failed(removed.error().detail);
    });
}

void ProjectSession::saveCopy(const QString &target)
{
    if (!m_store || m_isBusy)
        return;
    if (m_engine.runningCount() > 0)
        return Q_EMIT failed(tr("A copy can be saved while no crawl runs: pause is not enough, cancel or wait."));
    if (QFileInfo(target) == QFileInfo(m_path))
        return Q_EMIT failed(tr("The copy needs another name than the project."));
    setBusy(true);
    letGo();
    const auto answer = core::ask(m_host, [target](ProjectHost &host) { return host.copyTo(target); });
    core::whenDone(answer, this, [this, target](CopyOutcome outcome) { takeCopy(target, std::move(outcome)); });
}

void ProjectSession::takeCopy(const QString &target, CopyOutcome outcome)
{
    if (outcome.reopened)
        take(std::move(*outcome.reopened));
    setBusy(false);
    if (outcome.error.isEmpty())
        Q_EMIT copied(target);
    else
        Q_EMIT failed(outcome.error);
}

void ProjectSession::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    Q_EMIT busyChanged(isBusy);
}

} // namespace sluice::ui
