// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/imagerecord.h"
#include "core/store/records.h"

#include <QObject>

#include <functional>

namespace sluice::core {

/// Port: where a crawl keeps its frontier, pages and rows. SQLite is the embedded default; every operation is also
/// expressible where several machines share one frontier. Methods may be called from any thread; signals come on a
/// thread of the store's own (connect with a context object).
class CrawlStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~CrawlStore() override = default;

    /// Adds a crawl; blocks until it is on disk. `spec` is the job file's JSON. `columns` are those known beforehand of
    /// rows that are not the default row's; further ones are learnt from the rows.
    virtual Result<CrawlId, StoreFailure> addCrawl(const QString &name, const QByteArray &spec, bool hasDefaultRow,
                                                   const QStringList &columns = {}) = 0;
    virtual Result<CrawlRecord, StoreFailure> crawl(CrawlId id) const = 0;
    /// Visits every URL of the crawl in id order: what a resumed crawl starts from.
    virtual Result<void, StoreFailure> visitUrls(CrawlId id,
                                                 const std::function<void(const UrlRecord &)> &visit) const = 0;
    /// The URLs that a committed page links to; empty when it has none or is not committed yet.
    virtual Result<QList<UrlId>, StoreFailure> outlinks(UrlId id) const = 0;
    /// A committed URL's text; NotFound when it is not committed yet.
    virtual Result<QByteArray, StoreFailure> urlText(UrlId id) const = 0;
    /// Where the page was found: its parent's URL or the sitemap; empty for seeds. For a committed URL.
    virtual Result<QByteArray, StoreFailure> foundOn(UrlId id) const = 0;
    /// The rows that are whole since `url` was committed: its own, but for those whose detail page is still to come, and
    /// those it completes. Their cells are in the order of `columns`, those in `fields` from the row itself.
    virtual Result<QList<FreshRow>, StoreFailure> freshRows(UrlId url, const QStringList &fields,
                                                            const QStringList &columns) const = 0;
    /// Calls `visit` with these cells of every row that is on disk, in the order they came, until it returns false (then
    /// Cancelled). Takes its time: not for the crawl's own thread.
    virtual Result<void, StoreFailure> visitRows(CrawlId id, const QStringList &columns,
                                                 const std::function<bool(const RowValues &)> &visit) const = 0;
    /// The final URLs of the crawl's seeds that are done: roots of its scope when it goes on.
    virtual Result<QList<QByteArray>, StoreFailure> seedTargets(CrawlId id) const = 0;
    virtual Result<QList<HostRecord>, StoreFailure> hosts() const = 0;
    /// The images that the crawl saved in `folder`. Takes its time: not for the crawl's own thread.
    virtual Result<QList<ImageRecord>, StoreFailure> images(CrawlId id, const QString &folder) const = 0;
    /// Reserves `count` ids for URLs still to be found and returns the first; whoever finds URLs numbers them from such a
    /// block. Thread-safe, touches no disk; ids that were never used are free again after a restart.
    virtual UrlId reserveUrlIds(qint64 count) = 0;

    /// Queues one outcome. Outcomes are committed in the order given, in groups (100 outcomes or 100 ms).
    virtual void commit(Outcome outcome) = 0;
    /// Queues URLs that no page brought: seeds and those of sitemaps.
    virtual void addUrls(CrawlId id, QList<UrlRecord> urls) = 0;
    virtual void changeUrls(CrawlId id, QList<UrlChange> changes) = 0;
    virtual void saveHosts(QList<HostRecord> hosts) = 0;
    /// Keeps why a sitemap was not read, or not as a whole; the last word on each counts.
    virtual void addSitemapFailure(CrawlId id, const QByteArray &url, const QString &error) = 0;
    /// Forgets all of those: the crawl reads its sitemaps anew.
    virtual void dropSitemapFailures(CrawlId id) = 0;
    /// Keeps which file an image became; the last word on each URL in a folder counts.
    virtual void addImage(CrawlId id, ImageRecord image) = 0;
    virtual void setCrawlState(CrawlId id, CrawlState state, qint64 activeMs) = 0;
    /// Commits what is queued now instead of waiting for the group to fill.
    virtual void flush() = 0;
    /// After trouble(): tries again to commit what is queued.
    virtual void retry() = 0;
    /// Blocks until all that was queued is on disk or has failed. For shutdown and tests.
    virtual Result<void, StoreFailure> drain() = 0;

Q_SIGNALS:
    /// These outcomes are on disk.
    void committed(const QList<QPair<sluice::core::CrawlId, sluice::core::UrlId>> &outcomes);
    /// Nothing more can be written (disk full, file gone …). Everything queued is kept; retry() tries again.
    void trouble(const sluice::core::StoreFailure &failure);
};

} // namespace sluice::core

Q_DECLARE_METATYPE(sluice::core::StoreFailure)
