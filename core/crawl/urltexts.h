// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/seenset.h"
#include "core/store/crawlstore.h"

#include <QHash>

namespace sluice::core {

/// The text of queued URLs: kept in memory up to a bound and read back from the store beyond it.
class UrlTexts final
{
public:
    explicit UrlTexts(const CrawlStore &store)
        : m_store(store)
    {}

    void keep(UrlIndex index, const QByteArray &text);
    void drop(UrlIndex index);
    /// Empty when it was not kept and is not on disk yet.
    [[nodiscard]] QByteArray find(UrlIndex index, UrlId id) const;
    [[nodiscard]] qint64 memoryBytes() const { return m_bytes; }

private:
    const CrawlStore &m_store;
    QHash<UrlIndex, QByteArray> m_texts;
    qint64 m_bytes = 0;
};

} // namespace sluice::core
