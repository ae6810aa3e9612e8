// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/poolaccess.h"
#include "app/cli/progressline.h"
#include "core/base/clock.h"
#include "core/base/interrupt.h"
#include "core/crawl/crawlengine.h"
#include "core/store/project.h"

#include <QEventLoop>
#include <QTimer>

#include <memory>

namespace sluice::app {

/// What one `fetch` is to do.
struct FetchTask
{
    core::BatchSpec spec;
    QString projectPath;  ///< null = nothing is kept
    QString proxyTestUrl; ///< null = proxies of the pool are not checked meanwhile
    int pollMs = 0;       ///< 0 = how it stands is not told
};

/// Runs one batch from the command line: prints its entries as they come, shows progress, obeys SIGINT and SIGTERM and
/// tells the figures.
class FetchRun final : public QObject
{
    Q_OBJECT

public:
    FetchRun(FetchTask task, const core::SecretStore &secrets, Console &console);
    ~FetchRun() override;

    /// Blocks until the batch has ended, however it ended; returns the exit code.
    [[nodiscard]] int run();

private:
    [[nodiscard]] int openProject();
    [[nodiscard]] int openPool();
    [[nodiscard]] int begin();
    void takeNews(const core::BatchNews &news);
    void print(const core::BatchEntry &entry);
    void poll();
    void showProgress();
    void interrupt();
    [[nodiscard]] int conclude();
    [[nodiscard]] int codeOfEnd() const;
    void tellFigures();

    FetchTask m_task;
    const core::SecretStore &m_secrets;
    Console &m_console;
    core::SystemClock m_clock;
    core::Interrupt m_interrupt;
    ProgressLine m_line;
    QTimer m_poll;
    QEventLoop m_loop;
    std::unique_ptr<core::Project> m_project; ///< null where nothing is kept
    std::unique_ptr<PoolAccess> m_proxies;    ///< null where the pool is not gone through
    std::unique_ptr<core::CrawlEngine> m_engine;
    core::BatchId m_batch;
    core::BatchProgress m_last;
    bool m_isInterrupted = false;
};

} // namespace sluice::app
