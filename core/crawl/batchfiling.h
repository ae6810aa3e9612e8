// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchfetcher.h"
#include "core/crawl/followedlinks.h"
#include "core/crawl/hostkeeper.h"
#include "core/store/crawlstore.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace sluice::core {

/// Files what a batch gets in a project, as the crawl that asked for the same would: each URL once, its page and its
/// rows in one transaction. Lives on the crawl thread; borrows all it is given.
class BatchFiling final : public QObject
{
    Q_OBJECT

public:
    /// What is on its way to the disk at most.
    static constexpr int mostUncommitted = 2'000;

    BatchFiling(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store, BatchVisits &visits, HostGate &gate,
                QObject *parent = nullptr);

    /// The list, and what the project knows of hosts.
    void begin(const QList<WebUrl> &urls);
    /// What became of a URL; `found` are new ones that it led to.
    void file(BatchFetcher::Ending &ending, const QList<FollowedLinks::Found> &found);
    void finish(CrawlState state, qint64 activeMs);
    [[nodiscard]] bool hasRoom() const { return m_uncommitted.size() < mostUncommitted && m_trouble.isEmpty(); }
    /// Rows handed to the disk; once that is in trouble, those that are on it.
    [[nodiscard]] qint64 rows() const { return m_trouble.isEmpty() ? m_rows : m_committedRows; }
    /// Why nothing can be written any more; empty while it can.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

Q_SIGNALS:
    /// There is room again, or trouble.
    void advanced();

private:
    [[nodiscard]] UrlRecord recordFor(const WebUrl &url, int depth);
    void addRows(BatchFetcher::Ending &ending, Outcome &outcome);
    void skip(const BatchFetcher::Ending &ending, UrlId id);
    void takeCommitted(const QList<QPair<CrawlId, UrlId>> &outcomes);
    void takeTrouble(const StoreFailure &failure);

    const CrawlId m_crawl;
    CrawlStore &m_store;
    HostKeeper m_hosts;
    QHash<WebUrl, UrlId> m_ids;
    std::shared_ptr<const Extraction> m_columns; ///< names the columns of rows; null: the default row
    QHash<UrlId, int> m_uncommitted;             ///< rows of what is on its way to the disk
    qint64 m_rows = 0;
    qint64 m_committedRows = 0;
    QString m_trouble;
};

} // namespace sluice::core
