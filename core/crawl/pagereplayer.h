// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/extraction.h"
#include "core/crawl/replayspool.h"
#include "core/crawl/urlkey.h"
#include "core/store/bodyreader.h"

#include <memory>
#include <unordered_map>

namespace sluice::core {

/// Which page of a crawl answers for an address: the one found under it, else the one that redirected there.
class AddressIndex final
{
public:
    /// Pages by rising id.
    void add(const StoredPage &page);
    /// Invalid where none does.
    [[nodiscard]] UrlId find(const QByteArray &address) const;

private:
    struct KeyHash
    {
        size_t operator()(const UrlKey &key) const { return size_t(key.low); }
    };
    using Table = std::unordered_map<UrlKey, UrlId, KeyHash>;

    UrlKeyer m_keyer = UrlKeyer::random();
    Table m_addresses;
    Table m_targets;
};

/// Applies rules to stored pages, as a crawl does to those it fetches. Once made, any thread may call.
class PageReplayer final
{
public:
    /// `extraction` null: the default row. `index` is empty where no rows have detail pages.
    PageReplayer(std::shared_ptr<const Extraction> extraction, AddressIndex index)
        : m_extraction(std::move(extraction))
        , m_index(std::move(index))
    {}

    /// A page without a body gives what a page that failed gives a crawl.
    [[nodiscard]] ReplayedPage replay(const StoredPage &page) const;

private:
    void addRow(RowDraft row, ReplayedPage &replayed) const;
    void addEmptyRow(ReplayedPage &replayed) const;
    void apply(const StoredPage &page, const QByteArray &body, ReplayedPage &replayed) const;

    std::shared_ptr<const Extraction> m_extraction;
    AddressIndex m_index;
};

} // namespace sluice::core
