// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/outputs.h"
#include "app/cli/poolaccess.h"
#include "app/cli/progressline.h"
#include "app/cli/workfile.h"
#include "core/base/clock.h"
#include "core/base/interrupt.h"
#include "core/crawl/crawlengine.h"
#include "core/store/project.h"

#include <QEventLoop>

#include <memory>
#include <optional>

namespace sluice::app {

/// What one run of the engine is to do: start `spec`, or resume `crawl`.
struct CrawlTask
{
    QString projectPath; ///< null = a temporary project
    std::optional<core::CrawlSpec> spec;
    core::CrawlId crawl; ///< to resume; none = the project's last
    Outputs outputs;
    QString proxyTestUrl; ///< null = proxies of the pool are not checked meanwhile
};

/// Runs one crawl from the command line: opens the project, streams rows, shows progress, obeys SIGINT and SIGTERM,
/// writes the outputs and tells the figures.
class CrawlRun final : public QObject
{
    Q_OBJECT

public:
    CrawlRun(CrawlTask task, const core::SecretStore &secrets, Console &console);
    ~CrawlRun() override;

    /// Blocks until the crawl has ended, however it ended; returns the exit code.
    [[nodiscard]] int run();

private:
    [[nodiscard]] int openProject();
    [[nodiscard]] int findCrawl();
    /// What the crawl that was started, or is gone on with, was asked for.
    [[nodiscard]] core::CrawlSpec runningSpec() const;
    [[nodiscard]] int prepareFolders();
    [[nodiscard]] int openPool();
    [[nodiscard]] int begin();
    [[nodiscard]] int refuseStart(const core::StartFailure &trouble);
    void connectEngine();
    void showRows(const QList<core::StreamedRow> &rows);
    void holdForReader(bool isStalled);
    void takeProgress(const core::CrawlProgress &progress);
    void end(const core::CrawlProgress &last);
    void interrupt();
    [[nodiscard]] int conclude();
    [[nodiscard]] int codeOfEnd();
    void readFigures();
    void tellWhereItIs();
    void tellFigures();

    CrawlTask m_task;
    const core::SecretStore &m_secrets;
    Console &m_console;
    core::SystemClock m_clock;
    core::Interrupt m_interrupt;
    ProgressLine m_line;
    QEventLoop m_loop;
    std::optional<WorkFile> m_file;
    std::unique_ptr<core::Project> m_project;
    std::unique_ptr<PoolAccess> m_proxies; ///< null where the crawl goes no way through the pool
    std::unique_ptr<core::CrawlEngine> m_engine;
    std::unique_ptr<RowPrinter> m_printer;
    core::CrawlId m_crawl;
    core::RowId m_lastRow; ///< before this run
    core::CrawlProgress m_last;
    QStringList m_imageFolders;
    bool m_isInterrupted = false;
};

} // namespace sluice::app
