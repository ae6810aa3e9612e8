// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <memory>

namespace sluice::core {

class Database;

/// A page that a crawl asked for, with its body where the project keeps it.
struct StoredPage
{
    UrlId url;
    QByteArray address;     ///< as the crawl found it
    QByteArray finalUrl;    ///< after redirects: what links resolve against
    QByteArray contentType; ///< the header as it was sent
    bool isSeed = false;
    bool isDone = false;  ///< else it failed
    bool hasBody = false; ///< also of a page that answered nothing at all
    qint64 bytes = 0;     ///< of the body, decoded
    QByteArray zstd;      ///< the body, compressed; empty for no bytes

    bool operator==(const StoredPage &) const = default;
};

/// A row as it stands in the project.
struct StoredRow
{
    UrlId url;
    int position = 0; ///< on the page, from 0
    QByteArray data;  ///< JSON object

    bool operator==(const StoredRow &) const = default;
};

/// Reads the kept bodies of a project, beside whoever writes. One thread at a time. Every call is a read transaction of
/// its own, and short.
class BodyReader final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<BodyReader>, StoreFailure> open(const QString &path);
    ~BodyReader();

    /// How many pages of the crawl are done or failed.
    [[nodiscard]] Result<qint64, StoreFailure> pageCount(CrawlId crawl) const;
    /// Whether a body is kept of any page of the crawl.
    [[nodiscard]] Result<bool, StoreFailure> hasBodies(CrawlId crawl) const;
    /// The next pages of the crawl after `after` that are done or failed, in id order: at most `most`, and fewer where
    /// their bodies are large. Empty at the end.
    [[nodiscard]] Result<QList<StoredPage>, StoreFailure> pagesAfter(CrawlId crawl, UrlId after, int most) const;
    /// The same, without body and type.
    [[nodiscard]] Result<QList<StoredPage>, StoreFailure> addressesAfter(CrawlId crawl, UrlId after, int most) const;
    /// The pages of the crawl after `after` whose bodies are kept, in id order, `limit` at most: what a list of them shows.
    [[nodiscard]] Result<QList<KeptPage>, StoreFailure> keptPages(CrawlId crawl, UrlId after, int limit) const;
    /// One page's body as it is kept: compressed with Zstandard. NotFound where there is none.
    [[nodiscard]] Result<BodyRecord, StoreFailure> body(UrlId page) const;
    /// The rows of the next pages after `after`, by page and position: all rows of each page, some `most` in all. Empty
    /// at the end.
    [[nodiscard]] Result<QList<StoredRow>, StoreFailure> rowsAfter(CrawlId crawl, UrlId after, int most) const;

private:
    explicit BodyReader(std::unique_ptr<Database> database);
    [[nodiscard]] bool isAnyKept() const;
    [[nodiscard]] qint64 firstId(CrawlId crawl, UrlId after) const;
    template <typename Value>
    [[nodiscard]] Result<Value, StoreFailure> taken(Value value) const;

    std::unique_ptr<Database> m_database;
};

/// The body of a stored page; Corrupt if it cannot be decompressed to the size it had.
[[nodiscard]] Result<QByteArray, StoreFailure> unpackedBody(const StoredPage &page);

} // namespace sluice::core
