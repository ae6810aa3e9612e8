// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/jobreading.h"
#include "app/cli/progressline.h"
#include "app/cli/projectarguments.h"
#include "app/cli/rowprinter.h"
#include "core/base/interrupt.h"
#include "core/crawl/replay.h"
#include "core/extract/workerpool.h"
#include "core/store/projectreader.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// One replay from the command line: its project, its crawl, its clock.
class ReplayRun final
{
public:
    ReplayRun(QString path, Console &console)
        : m_path(std::move(path))
        , m_console(console)
        , m_line(console)
    {
        m_since.start();
        m_console.setGiveUp([this] { return m_interrupt.isRequested(); });
    }
    ~ReplayRun() { m_console.setGiveUp({}); }

    [[nodiscard]] int open(core::CrawlId crawl);
    [[nodiscard]] int run(const core::CrawlSpec &job);
    [[nodiscard]] int printRows(RowPrinter::Format format);
    void tellFigures();

private:
    void show(const core::ReplayProgress &progress);
    [[nodiscard]] int failed(const core::ReplayFailure &failure);
    void tellRemarks(const core::Replay &replay);

    QString m_path;
    Console &m_console;
    core::Interrupt m_interrupt;
    core::SystemClock m_clock;
    ProgressLine m_line;
    QElapsedTimer m_since;
    qint64 m_shownAt = 0;
    std::unique_ptr<core::Project> m_project;
    core::CrawlId m_crawl;
};

int ReplayRun::open(core::CrawlId crawl)
{
    auto project = core::Project::open(m_path, core::Project::Mode::OpenExisting, m_clock);
    if (!project)
        return m_console.storageTrouble(project.error().detail);
    m_project = std::move(*project);
    const auto reader = core::ProjectReader::open(m_path);
    if (!reader)
        return m_console.storageTrouble(reader.error().detail);
    const auto crawls = (*reader)->crawls();
    if (!crawls)
        return m_console.storageTrouble(crawls.error().detail);
    const auto chosen = chosenCrawl(*crawls, crawl, m_path);
    if (!chosen)
        return m_console.refuse(chosen.error());
    m_crawl = *chosen;
    return Done;
}

int ReplayRun::run(const core::CrawlSpec &job)
{
    core::WorkerPool workers;
    core::Replay replay(m_crawl, job, workers);
    const auto made =
        replay.run(m_path, m_interrupt.token(), [this](const core::ReplayProgress &progress) { show(progress); });
    m_line.clear();
    if (!made)
        return failed(made.error());
    const auto replaced = replay.replaceRows(*m_project, m_interrupt.token());
    if (!replaced)
        return failed(replaced.error());
    tellRemarks(replay);
    return Done;
}

/// A script can say more, and more pages can go wrong, than anybody reads.
void ReplayRun::tellRemarks(const core::Replay &replay)
{
    const auto shown = [](const QByteArray &address) { return core::WebUrl::fromNormalized(address).toString(); };
    for (const auto &[address, text] : replay.messages().first)
        m_console.complain(u"script on %1: %2"_s.arg(shown(address), text));
    if (const qint64 more = replay.messages().count - replay.messages().first.size(); more > 0)
        m_console.complain(u"the script has more to say; its further %1 messages are left out"_s.arg(more));
    for (const auto &[address, text] : replay.notes().first)
        m_console.complain(u"%1: %2"_s.arg(shown(address), text));
    if (const qint64 more = replay.notes().count - replay.notes().first.size(); more > 0)
        m_console.complain(u"more pages that something went wrong on: %1"_s.arg(more));
}

int ReplayRun::failed(const core::ReplayFailure &failure)
{
    switch (failure.kind) {
    case core::ReplayFault::Storage:
        return m_console.storageTrouble(failure.detail);
    case core::ReplayFault::NoBodies:
        m_console.complain(failure.detail + u"; --keep-bodies keeps them"_s);
        return SourceFailed;
    case core::ReplayFault::Cancelled:
        m_console.complain(failure.detail);
        return Interrupted;
    }
    Q_UNREACHABLE();
}

void ReplayRun::show(const core::ReplayProgress &progress)
{
    constexpr qint64 interval = 100;
    const qint64 elapsed = m_since.elapsed();
    if (elapsed - m_shownAt < interval)
        return;
    m_shownAt = elapsed;
    core::CrawlProgress line;
    line.state = core::RunState::Running;
    line.done = progress.pages;
    line.pending = progress.pagesInAll - progress.pages;
    line.elapsedMs = elapsed;
    line.pagesPerSecond = double(progress.pages) * 1'000 / double(elapsed);
    if (progress.pages > 0)
        line.etaMs = line.pending * elapsed / progress.pages;
    m_line.show(line);
}

int ReplayRun::printRows(RowPrinter::Format format)
{
    const auto reader = core::ProjectReader::open(m_path);
    if (!reader)
        return m_console.storageTrouble(reader.error().detail);
    const auto columns = (*reader)->columns(m_crawl);
    if (!columns)
        return m_console.storageTrouble(columns.error().detail);
    RowPrinter printer(m_console, format, *columns);
    printer.printHeader();
    const auto visited = (*reader)->visitRows(m_crawl, *columns, [&](const core::RowValues &values) {
        printer.print(values);
        return m_console.outputError() == 0 && !m_interrupt.isRequested();
    });
    if (!visited && visited.error().kind != core::StoreFault::Cancelled)
        return m_console.storageTrouble(visited.error().detail);
    return m_interrupt.isRequested() ? Interrupted : Done;
}

void ReplayRun::tellFigures()
{
    core::CrawlRecord record;
    if (m_project)
        record = m_project->crawl(m_crawl).value_or(record);
    m_project.reset();
    const QString line = u"pages=%1 failed=%2 skipped=%3 rows=%4 seconds=%5\n"_s.arg(
        QString::number(record.done), QString::number(record.failed), QString::number(record.skipped),
        QString::number(record.rows), QString::number(double(m_since.elapsed()) / 1'000, 'f', 3));
    m_console.flush();
    m_console.writeError(line.toUtf8());
}

int replayCrawl(const Arguments &arguments, Console &console)
{
    const auto crawl = readCrawl(arguments);
    if (!crawl)
        return console.refuse(crawl.error());
    const QString jobPath = arguments.operands().last();
    const auto job = readJob(jobPath);
    if (!job)
        return console.refuse(job.error());
    if (const int code = checkPrograms(*job, jobPath, console); code != Done)
        return code;
    ReplayRun run(arguments.operands().first(), console);
    if (const int code = run.open(*crawl); code != Done)
        return code;
    int code = run.run(*job);
    if (code == Done)
        code = run.printRows(arguments.has(u"json"_s) ? RowPrinter::Format::Json : RowPrinter::Format::Tsv);
    run.tellFigures();
    return code;
}

} // namespace

Command replayCommand()
{
    return {
        u"replay"_s,
        u"PROJECT JOB.json"_s,
        u"Apply a job's field rules to the stored pages of a crawl, without fetching"_s,
        u"The crawl must have been made with --keep-bodies. Its rows are replaced and printed; whatever stops that\n"
        "before the end leaves the old ones. Of the job only the rules count."_s,
        2,
        2,
        {crawlOption()},
        replayCrawl};
}

} // namespace sluice::app
