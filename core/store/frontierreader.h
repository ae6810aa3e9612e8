// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/imagerecord.h"
#include "core/store/rowselect.h"

#include <functional>
#include <memory>
#include <mutex>

namespace sluice::core {

/// Reads the frontier while the writer writes: a connection of its own, any thread, one at a time. No read transaction
/// lasts longer than a chunk of URLs.
class FrontierReader final
{
public:
    explicit FrontierReader(std::unique_ptr<Database> database);

    [[nodiscard]] Result<CrawlRecord, StoreFailure> crawl(CrawlId id);
    /// `visit` is called without any lock held.
    Result<void, StoreFailure> visitUrls(CrawlId id, const std::function<void(const UrlRecord &)> &visit);
    [[nodiscard]] Result<QList<UrlId>, StoreFailure> outlinks(UrlId id);
    [[nodiscard]] Result<QByteArray, StoreFailure> urlText(UrlId id);
    [[nodiscard]] Result<QByteArray, StoreFailure> foundOn(UrlId id);
    [[nodiscard]] Result<QList<FreshRow>, StoreFailure> freshRows(UrlId url, const QStringList &fields,
                                                                  const QStringList &columns);
    [[nodiscard]] Result<QList<QByteArray>, StoreFailure> seedTargets(CrawlId id);
    [[nodiscard]] Result<QList<HostRecord>, StoreFailure> hosts();
    [[nodiscard]] Result<QList<ImageRecord>, StoreFailure> images(CrawlId id, const QString &folder);

private:
    /// The next URLs of a crawl with ids above `after`; empty at the end.
    [[nodiscard]] QList<UrlRecord> nextUrls(CrawlId id, UrlId after);
    /// Some of a crawl's images in a folder, by URL, behind `after`; empty at the end.
    [[nodiscard]] Result<QList<ImageRecord>, StoreFailure> nextImages(CrawlId id, const QString &folder,
                                                                      const QByteArray &after);
    /// The one text that `statement` finds for this URL; NotFound if it finds no row.
    [[nodiscard]] Result<QByteArray, StoreFailure> textOf(Statement &statement, UrlId id);

    std::mutex m_mutex;
    std::unique_ptr<Database> m_database;
    Statement m_firstUrl;
    Statement m_urls;
    Statement m_outlinks;
    Statement m_text;
    Statement m_foundOn;
    Statement m_seedTargets;
    Statement m_detail;
    /// Kept, since a crawl asks for the same columns over and over.
    struct FreshQuery
    {
        QStringList fields;
        QStringList columns;
        RowSelect select;
        Statement statement;
    };
    std::unique_ptr<FreshQuery> m_fresh;
};

} // namespace sluice::core
