// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/crawlrun.h"

#include "app/cli/crawloptions.h"
#include "app/cli/projectarguments.h"
#include "core/crawl/imagefolder.h"
#include "core/crawl/jobfile.h"
#include "core/crawl/outcomes.h"
#include "core/store/projectreader.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sluice::app {

CrawlRun::CrawlRun(CrawlTask task, const core::SecretStore &secrets, Console &console)
    : m_task(std::move(task))
    , m_secrets(secrets)
    , m_console(console)
    , m_line(console)
{
    connect(&m_interrupt, &core::Interrupt::requested, this, &CrawlRun::interrupt);
    m_console.setGiveUp([this] { return m_interrupt.isRequested(); });
}

CrawlRun::~CrawlRun()
{
    m_console.setGiveUp({});
    m_console.setStalled({});
}

int CrawlRun::run()
{
    if (const int code = openProject(); code != Done)
        return code;
    // Those of a new crawl were told before it got here.
    for (const QString &warning : m_task.spec ? QStringList() : specWarnings(runningSpec()))
        m_console.complain(warning);
    if (const int code = begin(); code != Done)
        return code;
    m_loop.exec();
    m_line.clear();
    return conclude();
}

int CrawlRun::openProject()
{
    if (const QString problem = m_task.spec ? poolProblem(*m_task.spec, m_task.projectPath) : QString();
        !problem.isEmpty())
        return m_console.refuse(problem);
    auto file = WorkFile::make(m_task.projectPath);
    if (!file)
        return m_console.storageTrouble(file.error());
    m_file = std::move(*file);
    if (!m_task.spec) {
        if (const int code = findCrawl(); code != Done)
            return code;
    }
    const auto mode = m_task.spec ? core::Project::Mode::OpenOrCreate : core::Project::Mode::OpenExisting;
    auto project = core::Project::open(m_file->path(), mode, m_clock);
    if (!project)
        return m_console.storageTrouble(project.error().detail);
    m_project = std::move(*project);
    return Done;
}

/// The crawl to resume: the one asked for, or the project's last.
int CrawlRun::findCrawl()
{
    const auto reader = core::ProjectReader::open(m_file->path());
    if (!reader)
        return m_console.storageTrouble(reader.error().detail);
    const auto crawls = (*reader)->crawls();
    if (!crawls)
        return m_console.storageTrouble(crawls.error().detail);
    const auto chosen = chosenCrawl(*crawls, m_task.crawl, m_file->path());
    if (!chosen)
        return m_console.refuse(chosen.error());
    m_crawl = *chosen;
    if (m_task.outputs.csv == "-"_L1)
        m_lastRow = lastRow(m_file->path(), m_crawl);
    return Done;
}

/// Before hours of crawling: whether images can be written where they are to go.
int CrawlRun::prepareFolders()
{
    for (const core::SpecImages &images : runningSpec().images) {
        if (const auto prepared = core::ImageFolder(images.folder).prepare(); !prepared)
            return m_console.storageTrouble(prepared.error());
        m_imageFolders.append(images.folder);
    }
    m_imageFolders.removeDuplicates();
    return Done;
}

int CrawlRun::begin()
{
    if (const int code = prepareFolders(); code != Done)
        return code;
    core::EngineSettings settings;
    settings.isStreaming = m_task.outputs.streamFormat().has_value();
    if (const int code = openPool(); code != Done)
        return code;
    m_engine = std::make_unique<core::CrawlEngine>(m_clock, settings);
    connectEngine();
    if (m_proxies)
        m_engine->setProxyPool(m_proxies->pool());
    std::optional<core::StartFailure> trouble;
    if (m_task.spec) {
        const auto started = m_engine->start(*m_project, *m_task.spec, m_secrets);
        if (started)
            m_crawl = *started;
        else
            trouble = started.error();
    } else if (const auto resumed = m_engine->resume(*m_project, m_crawl, m_secrets); !resumed)
        trouble = resumed.error();
    if (trouble)
        return refuseStart(*trouble);
    if (settings.isStreaming) {
        m_printer = std::make_unique<RowPrinter>(m_console, *m_task.outputs.streamFormat(),
                                                 core::streamedColumns(runningSpec()));
        m_printer->printHeader();
        if (!m_console.flush())
            QMetaObject::invokeMethod(this, &CrawlRun::interrupt, Qt::QueuedConnection);
    }
    // From here on there is something to lose if the program is ended by force.
    m_file->keep();
    return Done;
}

int CrawlRun::openPool()
{
    const core::CrawlSpec spec = runningSpec();
    if (!spec.usesPool())
        return Done;
    if (const QString problem = poolProblem(spec, *m_project, m_secrets, m_clock, m_file->path()); !problem.isEmpty())
        return m_console.refuse(problem);
    m_proxies = std::make_unique<PoolAccess>(m_clock, *m_project, m_secrets, spec, m_task.proxyTestUrl, m_console);
    return Done;
}

int CrawlRun::refuseStart(const core::StartFailure &trouble)
{
    if (trouble.kind == core::StartFault::Storage)
        return m_console.storageTrouble(trouble.detail);
    if (trouble.kind == core::StartFault::Secret)
        return m_console.refuse(trouble.detail + u"; --secret NAME=env:VAR or NAME=file:PATH gives one"_s);
    return m_console.refuse(trouble.detail);
}

core::CrawlSpec CrawlRun::runningSpec() const
{
    if (m_task.spec)
        return *m_task.spec;
    const auto record = m_project->crawl(m_crawl);
    const auto spec = record ? core::jobFromJson(record->spec) : core::Result<core::CrawlSpec, core::JobFailure>();
    return spec.value_or(core::CrawlSpec());
}

void CrawlRun::connectEngine()
{
    connect(m_engine.get(), &core::CrawlEngine::rowsCommitted, this, &CrawlRun::showRows);
    connect(m_engine.get(), &core::CrawlEngine::progressed, this, &CrawlRun::takeProgress);
    connect(m_engine.get(), &core::CrawlEngine::finished, this, &CrawlRun::end);
    connect(m_engine.get(), &core::CrawlEngine::warned, this, [this](core::CrawlId, const QString &line) {
        m_line.clear();
        m_console.complain(line);
    });
    m_console.setStalled([this](bool isStalled) { holdForReader(isStalled); });
}

void CrawlRun::showRows(const QList<core::StreamedRow> &rows)
{
    if (!m_printer || m_console.outputError() != 0)
        return;
    m_line.clear(); // rows and progress may share a terminal
    for (const core::StreamedRow &row : rows)
        m_printer->print(row.values);
    if (!m_console.flush())
        interrupt();
}

/// A reader slower than the crawl must hold up the crawl, or rows would pile up in memory.
void CrawlRun::holdForReader(bool isStalled)
{
    if (m_isInterrupted)
        return;
    if (isStalled)
        m_engine->pause(m_crawl);
    else
        m_engine->unpause(m_crawl);
}

void CrawlRun::takeProgress(const core::CrawlProgress &progress)
{
    m_last = progress;
    m_line.show(progress);
}

void CrawlRun::end(const core::CrawlProgress &last)
{
    m_last = last;
    m_loop.quit();
}

void CrawlRun::interrupt()
{
    if (m_isInterrupted)
        return;
    m_isInterrupted = true;
    m_line.clear();
    m_console.complain(u"interrupted, saving to %1; once more quits at once"_s.arg(m_file->path()));
    m_engine->stopAll();
    // Rows that were committed meanwhile are still on their way here, and come first.
    QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
}

int CrawlRun::conclude()
{
    // A finished crawl stays finished, also when the signal came a moment later.
    const bool isWhole = m_last.state == core::RunState::Finished;
    readFigures();
    m_engine.reset();
    m_proxies.reset();
    m_project.reset();
    int code = codeOfEnd();
    const bool isWritable = isWhole && (code == Done || code == SourceFailed);
    if (isWritable) {
        RowSource source{m_file->path(), m_crawl, m_lastRow, true};
        const int written = writeOutputs(m_task.outputs, source, m_interrupt.token(), m_console);
        code = written == Done ? code : written;
    }
    if (const int output = m_console.outputCode(); output != Done)
        code = output;
    if (code == Done || code == SourceFailed)
        m_file->release();
    else
        tellWhereItIs();
    tellFigures();
    return code;
}

int CrawlRun::codeOfEnd()
{
    if (m_last.isWithoutProxy && !m_isInterrupted) {
        m_console.complain(m_last.detail);
        return Interrupted;
    }
    if (m_last.state == core::RunState::Stopped && !m_isInterrupted)
        return m_console.storageTrouble(m_last.detail.isEmpty() ? m_file->path() + u": cannot be written"_s
                                                                : m_last.detail);
    if (m_last.state != core::RunState::Finished)
        return Interrupted;
    return m_last.seedsFailed > 0 ? SourceFailed : Done;
}

void CrawlRun::readFigures()
{
    // A failure to write was told already, or comes back as a record that cannot be read.
    static_cast<void>(m_project->drain());
    const auto record = m_project->crawl(m_crawl);
    if (!record)
        return;
    m_last.done = record->done;
    m_last.failed = record->failed;
    m_last.skipped = record->skipped;
    m_last.rows = record->rows;
}

void CrawlRun::tellWhereItIs()
{
    const QString kept = m_file->isTemporary() ? u"the crawl is kept in %1; "_s : u"the crawl is in %1; "_s;
    const QString path = m_file->isTemporary() ? m_file->path() : QFileInfo(m_file->path()).filePath();
    const QString crawl = m_task.crawl.isValid() ? u" --crawl %1"_s.arg(m_crawl.value) : QString();
    m_console.complain(kept.arg(path) + u"go on with: sluice-cli resume %1%2"_s.arg(path, crawl));
}

void CrawlRun::tellFigures()
{
    for (const QString &folder : m_last.images ? m_imageFolders : QStringList())
        m_console.writeError(u"images are in %1\n"_s.arg(folder).toUtf8());
    if (m_last.images)
        m_console.writeError(u"images=%1 failed=%2\n"_s.arg(m_last.images->saved).arg(m_last.images->failed).toUtf8());
    const QString line = u"pages=%1 failed=%2 skipped=%3 rows=%4 seconds=%5\n"_s.arg(
        QString::number(m_last.done), QString::number(m_last.failed), QString::number(m_last.skipped),
        QString::number(m_last.rows), QString::number(double(m_last.elapsedMs) / 1'000, 'f', 3));
    m_console.writeError(line.toUtf8());
}

} // namespace sluice::app
