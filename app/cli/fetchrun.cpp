// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fetchrun.h"

#include "core/exporting/exporter.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

const QStringList &columns()
{
    static const QStringList names = {u"index"_s, u"url"_s,          u"state"_s, u"status"_s,
                                      u"bytes"_s, u"milliseconds"_s, u"error"_s};
    return names;
}

} // namespace

FetchRun::FetchRun(FetchTask task, const core::SecretStore &secrets, Console &console)
    : m_task(std::move(task))
    , m_secrets(secrets)
    , m_console(console)
    , m_line(console)
{
    connect(&m_interrupt, &core::Interrupt::requested, this, &FetchRun::interrupt);
    connect(&m_poll, &QTimer::timeout, this, &FetchRun::poll);
    m_console.setGiveUp([this] { return m_interrupt.isRequested(); });
}

FetchRun::~FetchRun()
{
    m_console.setGiveUp({});
    m_console.setStalled({});
}

int FetchRun::run()
{
    if (const int code = openProject(); code != Done)
        return code;
    if (const int code = openPool(); code != Done)
        return code;
    if (const int code = begin(); code != Done)
        return code;
    if (m_task.pollMs > 0)
        m_poll.start(m_task.pollMs);
    m_loop.exec();
    m_poll.stop();
    m_line.clear();
    return conclude();
}

int FetchRun::openProject()
{
    const core::CrawlSpec &spec = m_task.spec.crawl;
    if (const QString problem = poolProblem(spec, m_task.projectPath); !problem.isEmpty())
        return m_console.refuse(problem);
    if (m_task.projectPath.isNull())
        return Done;
    auto project = core::Project::open(m_task.projectPath, core::Project::Mode::OpenOrCreate, m_clock);
    if (!project)
        return m_console.storageTrouble(project.error().detail);
    m_project = std::move(*project);
    return Done;
}

int FetchRun::openPool()
{
    const core::CrawlSpec &spec = m_task.spec.crawl;
    if (!spec.usesPool() || !m_project)
        return Done;
    if (const QString problem = poolProblem(spec, *m_project, m_secrets, m_clock, m_task.projectPath);
        !problem.isEmpty())
        return m_console.refuse(problem);
    m_proxies = std::make_unique<PoolAccess>(m_clock, *m_project, m_secrets, spec, m_task.proxyTestUrl, m_console);
    return Done;
}

int FetchRun::begin()
{
    m_engine = std::make_unique<core::CrawlEngine>(m_clock);
    connect(m_engine.get(), &core::CrawlEngine::batchNews, this, &FetchRun::takeNews);
    if (m_proxies)
        m_engine->setProxyPool(m_proxies->pool());
    const auto started = m_engine->startBatch(m_task.spec, m_secrets, m_project.get());
    if (started) {
        m_batch = *started;
        m_last.total = m_last.pending = m_task.spec.crawl.seeds.size();
        // A reader slower than the batch must hold it up, or results would pile up in memory.
        m_console.setStalled([this](bool isStalled) { m_engine->setBatchHeld(m_batch, isStalled); });
        return Done;
    }
    const core::StartFailure &trouble = started.error();
    if (trouble.kind == core::StartFault::Storage)
        return m_console.storageTrouble(trouble.detail);
    if (trouble.kind == core::StartFault::Secret)
        return m_console.refuse(trouble.detail + u"; --secret NAME=env:VAR or NAME=file:PATH gives one"_s);
    return m_console.refuse(trouble.detail);
}

void FetchRun::takeNews(const core::BatchNews &news)
{
    m_last = news.progress;
    if (!news.results.isEmpty() && m_console.outputError() == 0) {
        m_line.clear(); // results and progress may share a terminal
        for (const core::BatchEntry &entry : news.results)
            print(entry);
        if (!m_console.flush())
            interrupt();
    }
    if (m_last.hasEnded)
        m_loop.quit();
    else
        showProgress();
}

void FetchRun::print(const core::BatchEntry &entry)
{
    const auto orNone = [](const QString &text) { return text.isEmpty() ? QVariant() : QVariant(text); };
    const QVariant status = entry.status > 0 ? QVariant(qint64(entry.status)) : QVariant();
    m_console.write(core::jsonRow(columns(), {entry.index, entry.url.toString(), core::batchStateName(entry.state),
                                              status, entry.bytes, qint64(entry.milliseconds), orNone(entry.error)}));
    m_console.write("\n");
    if (!entry.note.isEmpty())
        m_console.complain(entry.url.toString() + u": "_s + entry.note);
}

void FetchRun::poll()
{
    m_line.clear();
    const QString text = u"done=%1 pending=%2\n"_s.arg(m_last.done + m_last.failed).arg(m_last.pending);
    m_console.writeError(text.toUtf8());
}

void FetchRun::showProgress()
{
    if (m_task.pollMs > 0)
        return; // that is how it is told
    core::CrawlProgress shown;
    shown.state = core::RunState::Running;
    shown.done = m_last.done;
    shown.failed = m_last.failed;
    shown.skipped = m_last.cancelled;
    shown.inFlight = int(m_last.inFlight);
    shown.pending = std::max<qint64>(0, m_last.pending - m_last.inFlight);
    shown.elapsedMs = m_last.elapsedMs;
    const qint64 through = m_last.done + m_last.failed;
    shown.pagesPerSecond = m_last.elapsedMs > 0 ? double(through) * 1'000 / double(m_last.elapsedMs) : 0;
    if (shown.pagesPerSecond > 0)
        shown.etaMs = qint64(double(m_last.pending) / shown.pagesPerSecond * 1'000);
    m_line.show(shown);
}

void FetchRun::interrupt()
{
    if (m_isInterrupted)
        return;
    m_isInterrupted = true;
    m_line.clear();
    m_console.complain(u"interrupted, cancelling the rest; once more quits at once"_s);
    m_engine->cancelBatch(m_batch);
}

int FetchRun::conclude()
{
    m_engine.reset();
    m_proxies.reset();
    int code = codeOfEnd();
    if (m_project) {
        const auto drained = m_project->drain();
        if (!drained || !m_last.trouble.isEmpty())
            code = m_console.storageTrouble(drained ? m_last.trouble : drained.error().detail);
        m_project.reset();
        if (code == Interrupted || m_last.isPastDeadline)
            m_console.complain(u"what came is in %1; go on with: sluice-cli resume %1"_s.arg(m_task.projectPath));
    }
    if (const int output = m_console.outputCode(); output != Done)
        code = output;
    tellFigures();
    return code;
}

int FetchRun::codeOfEnd() const
{
    if (m_isInterrupted)
        return Interrupted;
    const bool isAllTold = m_task.spec.mode != core::BatchMode::Wait;
    const bool isShort = m_last.isPastDeadline || (isAllTold && m_last.cancelled + m_last.pending > 0);
    return m_last.failed > 0 || isShort ? SourceFailed : Done;
}

void FetchRun::tellFigures()
{
    const QString line = u"pages=%1 failed=%2 skipped=%3 rows=%4 seconds=%5\n"_s.arg(
        QString::number(m_last.done), QString::number(m_last.failed - m_last.skipped),
        QString::number(m_last.skipped + m_last.cancelled + m_last.pending), QString::number(m_last.rows),
        QString::number(double(m_last.elapsedMs) / 1'000, 'f', 3));
    m_console.writeError(line.toUtf8());
}

} // namespace sluice::app
