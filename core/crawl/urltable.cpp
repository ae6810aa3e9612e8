// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urltable.h"

#include <algorithm>

namespace sluice::core {

UrlIndex UrlTable::add(UrlId urlId, const UrlKey &key, Entry entry)
{
    const UrlIndex index = UrlIndex(m_entries.size());
    if (m_runs.empty() || id(index - 1).value + 1 != urlId.value)
        m_runs.push_back({index, urlId.value});
    m_entries.push_back(entry);
    m_seen.insert(key, index);
    return index;
}

UrlId UrlTable::id(UrlIndex index) const
{
    const auto after = std::upper_bound(m_runs.begin(), m_runs.end(), index,
                                        [](UrlIndex wanted, const Run &run) { return wanted < run.firstIndex; });
    const Run &run = *(after - 1);
    return UrlId{run.firstId + (index - run.firstIndex)};
}

std::optional<UrlIndex> UrlTable::indexOf(UrlId urlId) const
{
    const auto after = std::upper_bound(m_runs.begin(), m_runs.end(), urlId.value,
                                        [](qint64 wanted, const Run &run) { return wanted < run.firstId; });
    if (after == m_runs.begin())
        return {};
    const Run &run = *(after - 1);
    const qint64 index = run.firstIndex + (urlId.value - run.firstId);
    const qint64 end = after == m_runs.end() ? size() : after->firstIndex;
    if (index >= end)
        return {};
    return UrlIndex(index);
}

qsizetype UrlTable::memoryBytes() const
{
    return m_seen.memoryBytes() + size() * qsizetype(sizeof(Entry)) + qsizetype(m_runs.capacity() * sizeof(Run));
}

} // namespace sluice::core
