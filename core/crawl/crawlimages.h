// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/activetime.h"
#include "core/crawl/crawlservices.h"
#include "core/crawl/imagedownload.h"
#include "core/crawl/poolway.h"
#include "core/crawl/progress.h"
#include "core/store/crawlstore.h"

#include <memory>

namespace sluice::core {

/// Downloads the images that the rows of an ended crawl name into the folders of its spec, as politely as the crawl
/// itself: robots.txt and the process's gate hold. The project says that the crawl has finished only once they are
/// through, so that whatever ends them before is gone on with. Lives on the crawl thread.
class CrawlImages final : public QObject
{
    Q_OBJECT

public:
    /// Borrows `store` and what `services` names.
    CrawlImages(CrawlId crawl, CrawlPlan plan, CrawlStore &store, const CrawlServices &services,
                QObject *parent = nullptr);
    ~CrawlImages() override;

    /// Begins, once: `last` is how the crawl ended. finished() follows.
    void start(const CrawlProgress &last);
    /// Asks for nothing more; what is on its way ends. unpause() goes on.
    void pause();
    void unpause();
    /// Ends what is under way; finished() follows.
    void cancel();
    /// Leaves everything at once and stays resumable, for shutdown; no finished() follows.
    void interrupt();
    /// Waits until how it ended is on disk.
    void settleStore();
    [[nodiscard]] bool isUnderWay() const { return m_isStarted; }
    /// The crawl's last progress and the images; without an end until finished().
    [[nodiscard]] CrawlProgress progress() const;

Q_SIGNALS:
    /// An image that is not there, or why none can be had.
    void failed(const QString &line);
    void finished();

private:
    /// The columns that go into one folder: their names must not collide.
    struct Target
    {
        QString folder;
        QStringList columns;
        QStringList urls;
        QList<ImageRecord> known{}; ///< what earlier runs of the crawl saved
    };

    void takeTargets(const OutcomeOf<Result<QList<Target>, StoreFailure>> &targets);
    void next();
    void begin(const Target &target);
    void endFolder();
    void conclude();
    void leaveForWantOfProxy(const QString &reason);
    void save(CrawlState state);
    [[nodiscard]] RunState state() const;
    [[nodiscard]] static Result<QList<Target>, StoreFailure>
    readTargets(QList<Target> targets, CrawlId crawl, const CrawlStore &store, const CancelToken &cancel);

    const CrawlId m_crawl;
    const CrawlPlan m_plan;
    CrawlStore &m_store;
    ThreadPool &m_pool;
    std::unique_ptr<PooledFetcher> m_pooled; ///< null where they are not got through the pool
    PoliteDownload m_download;
    ActiveTime m_time;
    CrawlProgress m_last;
    ImageTally m_tally; ///< without the folder under way
    QList<Target> m_targets;
    std::unique_ptr<ImageFolder> m_folder;
    std::unique_ptr<ImageDownload> m_images;
    CancelSource m_cancel;
    std::optional<RunState> m_end; ///< set once nothing is under way any more
    bool m_isStarted = false;
    bool m_isPaused = false;
};

} // namespace sluice::core
