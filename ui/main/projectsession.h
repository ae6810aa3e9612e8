// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/crawl/crawlengine.h"
#include "core/crawl/replay.h"
#include "ui/main/projecthost.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace sluice::ui {

/// The open project and the crawls in it: what the window asks for is done here, without a widget. At most one project
/// is open. Nothing here waits for the disk but the destructor: the host's thread does, in the order it was asked.
/// Borrows what it is given.
class ProjectSession final : public QObject
{
    Q_OBJECT

public:
    ProjectSession(core::CrawlEngine &engine, const core::Clock &clock, const core::SecretStore &secrets,
                   QObject *parent = nullptr);
    ~ProjectSession() override;

    [[nodiscard]] bool isOpen() const { return m_store != nullptr; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const core::SecretStore &secrets() const { return m_secrets; }
    /// What the crawl was started with; none if the project's text cannot be read.
    [[nodiscard]] std::optional<core::CrawlSpec> specOf(core::CrawlId crawl) const;

    /// Closes the open project, its crawls interrupted, and opens this one: opened() or openFailed().
    void open(const QString &path, core::Project::Mode mode);
    /// Lets go of the project at once: closed(); released() once its crawls have ended, its file is whole and
    /// nothing else is open.
    void close();
    /// Starts a crawl in the project at `path`, opening it where it is not open: crawlStarted() or startFailed().
    void startCrawl(const core::CrawlSpec &spec, const QString &path);
    void resumeCrawl(core::CrawlId crawl);
    /// Fetches a list, with `isFiled` into the open project: batchStarted() or batchFailed(), and batchFiled() once what
    /// it filed stands there.
    void startBatch(const core::BatchSpec &spec, bool isFiled);
    void pauseCrawl(core::CrawlId crawl);
    void cancelCrawl(core::CrawlId crawl);
    void removeCrawl(core::CrawlId crawl);
    using Replace = std::function<core::Result<qint64, core::ReplayFailure>(core::Project &project,
                                                                            const core::CancelToken &cancel)>;
    /// Calls `replace` on the host's thread: rowsReplaced() or replaceFailed(). Refused while the crawl runs; cancelled
    /// when the project is closed meanwhile.
    void replaceRows(core::CrawlId crawl, const Replace &replace);
    void cancelReplacing();
    /// Writes what a model says into the rows of a crawl: predictionsAdded() or predictionsFailed(). Refused while the
    /// crawl runs; cancelled when the project is closed meanwhile.
    void addPredictions(const core::RowPredictions &predictions);
    /// The project's file is closed only once `reading`, which stops when closed() is sent, is finished.
    void addReader(const QFuture<void> &reading);
    /// Called on any thread whenever a project is let go, after its crawls have ended and before its file is closed.
    void setLastUser(std::function<void()> last) { m_lastUser = std::move(last); }
    /// Copies the project while no crawl runs: copied() or failed().
    void saveCopy(const QString &target);

Q_SIGNALS:
    void opened(const sluice::ui::OpenedProject &project);
    void openFailed(const QString &path, const QString &detail);
    void closed();
    /// After close(): no file is open any more.
    void released();
    void busyChanged(bool isBusy);
    /// Sent before a crawl starts or goes on, so that what it asks can be made ready. For each of them follows, in the
    /// same order, crawlStarted(), crawlResumed() or notRun().
    void aboutToRun(const sluice::core::CrawlSpec &spec);
    void notRun();
    void crawlStarted(const sluice::core::CrawlRecord &record);
    void crawlResumed(sluice::core::CrawlId crawl);
    void startFailed(const QString &detail);
    /// Sent before a batch starts, as aboutToRun(): batchStarted() or batchFailed() follows in the same order.
    void aboutToRunBatch(const sluice::core::CrawlSpec &spec);
    void batchStarted(sluice::core::BatchId batch, const sluice::core::BatchSpec &spec, bool isFiled);
    void batchFailed(const sluice::core::StartFailure &failure);
    void batchFiled(const sluice::core::CrawlRecord &record);
    void crawlRemoved(sluice::core::CrawlId crawl);
    void rowsReplaced(const sluice::core::CrawlRecord &record);
    void replaceFailed(sluice::core::CrawlId crawl, const sluice::core::ReplayFailure &failure);
    void predictionsAdded(const sluice::core::CrawlRecord &record);
    void predictionsFailed(sluice::core::CrawlId crawl, const QString &detail);
    void copied(const QString &target);
    void failed(const QString &detail);

private:
    struct Start
    {
        core::CrawlSpec spec;
        QString path;
    };

    using Replaced = core::Result<core::CrawlRecord, core::ReplayFailure>;
    using Ready = core::Result<core::ReadyCrawl, core::StartFailure>;

    void take(OpenedProject project);
    void takeCopy(const QString &target, CopyOutcome outcome);
    [[nodiscard]] std::function<void()> letGo();
    void takeReplaced(core::CrawlId crawl, const Replaced &replaced);
    void startNow(const core::CrawlSpec &spec);
    void runStarted(const core::CrawlSpec &spec, const Ready &ready);
    void runBatch(const core::BatchSpec &spec, bool isFiled, const core::ReadyBatch &ready);
    void takeBatchNews(const core::BatchNews &news);
    void runResumed(core::CrawlId crawl, const Ready &ready);
    [[nodiscard]] std::shared_ptr<const core::SecretStore> secretsOf(const core::CrawlSpec &spec) const;
    void setBusy(bool isBusy);

    core::CrawlEngine &m_engine;
    const core::Clock &m_clock;
    const core::SecretStore &m_secrets;
    core::Project *m_store = nullptr;
    QString m_path;
    QHash<core::CrawlId, QByteArray> m_specs;
    QSet<core::CrawlId> m_leaving;               ///< being removed
    QHash<core::BatchId, core::CrawlId> m_filed; ///< batches whose rows go into the project
    QList<QFuture<void>> m_readers;              ///< of the file, beside the host
    std::function<void()> m_lastUser;
    core::CancelSource m_replacing;
    core::CancelSource m_predicting;
    QSet<core::CrawlId> m_resuming; ///< on their way to the engine
    std::optional<Start> m_waiting; ///< to start once its project is open
    int m_generation = 0;           ///< answers for a project that was let go are dropped
    bool m_isBusy = false;
    bool m_isCloseWanted = false; ///< once what is under way is done
    core::OwnedThread<ProjectHost> m_host;
};

} // namespace sluice::ui
