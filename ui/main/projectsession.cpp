// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/projectsession.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/crawl/jobfile.h"
#include "ui/main/secretnames.h"

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
{
    connect(&m_engine, &core::CrawlEngine::batchNews, this, &ProjectSession::takeBatchNews);
}

ProjectSession::~ProjectSession()
{
    m_engine.stopAll();
    if (m_store && m_lastUser)
        m_lastUser();
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
    const auto answer = core::ask(m_host, [path, mode, finish = letGo()](ProjectHost &host) {
        finish();
        return host.open(path, mode);
    });
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
    const std::optional<Start> start = std::exchange(m_waiting, std::nullopt);
    if (start && !m_isCloseWanted)
        startNow(start->spec);
}

/// What is asked of the host next calls this first: crawls write into the store until then, others read its file.
std::function<void()> ProjectSession::letGo()
{
    if (!m_store)
        return [] {};
    m_replacing.cancel();
    m_predicting.cancel();
    QList<QFuture<void>> users = std::exchange(m_readers, {});
    users.append(QFuture<void>(m_engine.stopAllLater()));
    ++m_generation;
    m_store = nullptr;
    m_path.clear();
    m_specs.clear();
    m_leaving.clear();
    m_resuming.clear();
    m_filed.clear();
    Q_EMIT closed();
    return [users, last = m_lastUser] {
        for (QFuture<void> user : users)
            user.waitForFinished();
        if (last)
            last();
    };
}

void ProjectSession::close()
{
    m_isCloseWanted = m_isBusy;
    if (m_isBusy)
        return;
    const auto answer = core::ask(m_host, [finish = letGo()](ProjectHost &host) {
        finish();
        host.close();
        return true;
    });
    core::whenDone(answer, this, [this](bool) {
        if (!m_isBusy && !m_store) // else another project is on its way
            Q_EMIT released();
    });
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
    const auto answer = core::ask(m_host, [store = m_store, spec, secrets = secretsOf(spec)](ProjectHost &) {
        return core::CrawlEngine::prepare(*store, spec, *secrets);
    });
    core::whenDone(answer, this, [this, spec, generation = m_generation](const Ready &ready) {
        if (generation == m_generation)
            return runStarted(spec, ready);
        Q_EMIT notRun(); // it stands in the project already
        Q_EMIT startFailed(tr("The project was closed before the crawl began. Open it again to resume the crawl."));
    });
}

void ProjectSession::runStarted(const core::CrawlSpec &spec, const Ready &ready)
{
    if (!ready) {
        Q_EMIT notRun();
        return Q_EMIT startFailed(ready.error().detail);
    }
    m_engine.run(*ready, *m_store);
    core::CrawlRecord record;
    record.id = ready->id;
    record.name = spec.name.isEmpty() ? spec.seeds.value(0) : spec.name;
    record.spec = core::jobToJson(spec);
    record.startedAtUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    m_specs.insert(record.id, record.spec);
    Q_EMIT crawlStarted(record);
}

void ProjectSession::resumeCrawl(CrawlId crawl)
{
    if (!m_store || m_leaving.contains(crawl) || m_resuming.contains(crawl))
        return;
    if (m_engine.isRunning(crawl)) {
        m_store->retry();
        m_engine.unpause(crawl);
        return;
    }
    const core::CrawlSpec spec = specOf(crawl).value_or(core::CrawlSpec());
    Q_EMIT aboutToRun(spec);
    m_resuming.insert(crawl);
    const auto answer = core::ask(m_host, [store = m_store, crawl, secrets = secretsOf(spec)](ProjectHost &) {
        return core::CrawlEngine::prepare(*store, crawl, *secrets);
    });
    core::whenDone(answer, this, [this, crawl, generation = m_generation](const Ready &ready) {
        if (generation == m_generation)
            runResumed(crawl, ready);
        else
            Q_EMIT notRun();
    });
}

void ProjectSession::runResumed(CrawlId crawl, const Ready &ready)
{
    m_resuming.remove(crawl);
    if (!ready) {
        Q_EMIT notRun();
        return Q_EMIT failed(ready.error().detail);
    }
    m_engine.run(*ready, *m_store);
    Q_EMIT crawlResumed(crawl);
}

/// A copy of what the crawl needs: the host's thread reads it while a dialog may write others.
std::shared_ptr<const core::SecretStore> ProjectSession::secretsOf(const core::CrawlSpec &spec) const
{
    auto copy = std::make_shared<core::SessionSecretStore>();
    const QStringList names = secretNames(spec);
    for (const QString &name : names) {
        if (const auto value = m_secrets.read(name))
            (void)copy->write(name, *value);
    }
    return copy;
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
    if (!m_store || m_engine.isRunning(crawl) || m_leaving.contains(crawl) || m_resuming.contains(crawl))
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

void ProjectSession::replaceRows(CrawlId crawl, const Replace &replace)
{
    if (!m_store || m_engine.isRunning(crawl) || m_leaving.contains(crawl) || m_resuming.contains(crawl))
        return Q_EMIT replaceFailed(crawl, {core::ReplayFault::Storage, tr("The crawl runs, or is being removed.")});
    m_replacing = {};
    const auto work = [crawl, replace, store = m_store, token = m_replacing.token()](ProjectHost &) -> Replaced {
        if (const auto rows = replace(*store, token); !rows)
            return tl::unexpected(rows.error());
        auto record = store->crawl(crawl);
        if (!record)
            return core::failure(core::ReplayFault::Storage, record.error().detail);
        return std::move(*record);
    };
    core::whenDone(core::ask(m_host, work), this, [this, crawl, generation = m_generation](const Replaced &replaced) {
        if (generation == m_generation)
            takeReplaced(crawl, replaced);
    });
}

void ProjectSession::takeReplaced(CrawlId crawl, const Replaced &replaced)
{
    if (!replaced)
        return Q_EMIT replaceFailed(crawl, replaced.error());
    m_specs.insert(crawl, replaced->spec);
    Q_EMIT rowsReplaced(*replaced);
}

void ProjectSession::cancelReplacing()
{
    m_replacing.cancel();
}

void ProjectSession::addReader(const QFuture<void> &reading)
{
    m_readers.removeIf([](const QFuture<void> &each) { return each.isFinished(); });
    m_readers.append(reading);
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
    const auto answer = core::ask(m_host, [target, finish = letGo()](ProjectHost &host) {
        finish();
        return host.copyTo(target);
    });
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
    if (!isBusy && m_isCloseWanted)
        close();
}

} // namespace sluice::ui
