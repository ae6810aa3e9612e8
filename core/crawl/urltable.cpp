// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urltable.h"

#include <algorithm>
#include <limits>

namespace sluice::core {

quint16 storedDepth(int depth)
{
    return quint16(std::min<int>(depth, std::numeric_limits<quint16>::max()));
}

UrlState storedState(VisitState state)
{
    switch (state) {
    case VisitState::Queued:
    case VisitState::Leased:
        return UrlState::Pending;
    case VisitState::Done:
        return UrlState::Done;
    case VisitState::Failed:
        return UrlState::Failed;
    case VisitState::SkippedDepth:
    case VisitState::SetAside:
    case VisitState::Skipped:
        return UrlState::Skipped;
    }
    Q_UNREACHABLE();
}

VisitState visitStateOf(const UrlRecord &record)
{
    switch (record.state) {
    case UrlState::Pending:
        return VisitState::Queued;
    case UrlState::Done:
        return VisitState::Done;
    case UrlState::Failed:
        return VisitState::Failed;
    case UrlState::Skipped:
        return record.reason == SkipReason::Depth ? VisitState::SkippedDepth : VisitState::Skipped;
    }
    Q_UNREACHABLE();
}

SkipReason skipReasonOf(VisitState state)
{
    if (state == VisitState::SkippedDepth)
        return SkipReason::Depth;
    return state == VisitState::SetAside ? SkipReason::Scope : SkipReason::None;
}

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
