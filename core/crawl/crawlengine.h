// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ownedthread.h"
#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"
#include "core/crawl/progress.h"
#include "core/net/hostgate.h"
#include "core/store/crawlstore.h"

#include <QObject>

#include <memory>

namespace sluice::core {

class CrawlHub;

enum class StartFault {
    Spec,   ///< a field is wrong: the detail begins with its path
    Secret, ///< a secret is missing or unreadable; named
    Storage,
};
using StartFailure = Failure<StartFault>;

struct EngineSettings
{
    qint64 bodyBudgetBytes = qint64(256) << 20;
    int parseThreads = 0;     ///< 0 = one a core
    bool isStreaming = false; ///< send rowsCommitted()

    bool operator==(const EngineSettings &) const = default;
};

/// Runs crawls. The one object the window and the command line talk to; lives on their thread, while scheduler,
/// fetcher and parse tasks run on threads of its own. One per process, since the per-host gate is.
class CrawlEngine final : public QObject
{
    Q_OBJECT

public:
    CrawlEngine(const Clock &clock, EngineSettings settings, QObject *parent = nullptr);
    ~CrawlEngine() override;

    /// Adds a crawl to `store` and runs it. `store` is borrowed until finished() and must outlive it.
    Result<CrawlId, StartFailure> start(CrawlStore &store, const CrawlSpec &spec, const SecretStore &secrets);
    /// Goes on with a crawl of `store` where it stopped, however it stopped.
    Result<void, StartFailure> resume(CrawlStore &store, CrawlId crawl, const SecretStore &secrets);

    /// Leases nothing more; what is in flight ends. unpause() goes on.
    void pause(CrawlId crawl);
    void unpause(CrawlId crawl);
    /// Ends the crawl; what was found stays and can be resumed.
    void cancel(CrawlId crawl);
    /// Ends all crawls of all stores as interrupted (resumable) and blocks until they are on disk. For shutdown.
    void stopAll();

    [[nodiscard]] bool isRunning(CrawlId crawl) const;
    [[nodiscard]] int runningCount() const;

Q_SIGNALS:
    void progressed(const sluice::core::CrawlProgress &progress);
    /// The crawl has ended and all its outcomes are on disk (unless stopped by storage trouble).
    void finished(const sluice::core::CrawlProgress &last);
    void hostsChanged(const QList<sluice::core::HostStatus> &hosts);
    void rowsCommitted(const QList<sluice::core::StreamedRow> &rows);
    /// A line for the Log: what was retried, refused, blocked.
    void logged(sluice::core::CrawlId crawl, const QString &line);

private:
    const Clock &m_clock;
    EngineSettings m_settings;
    std::unique_ptr<OwnedThread<CrawlHub>> m_hub;
    QHash<CrawlId, CrawlProgress> m_running;
};

} // namespace sluice::core
