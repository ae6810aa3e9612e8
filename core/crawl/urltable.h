// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/seenset.h"
#include "core/store/records.h"

#include <deque>
#include <vector>

namespace sluice::core {

/// How a URL stands while its crawl runs.
enum class VisitState : quint8 {
    Queued,
    Leased, ///< being fetched or parsed
    Done,
    Failed,
    SkippedDepth, ///< skipped as too deep: a shorter path brings it back
    SetAside,     ///< out of scope, but the scope may yet widen
    Skipped,      ///< skipped for good
};

/// The depth as an entry keeps it: up to 65,535.
[[nodiscard]] quint16 storedDepth(int depth);
[[nodiscard]] UrlState storedState(VisitState state);
[[nodiscard]] VisitState visitStateOf(const UrlRecord &record);
/// Why a URL that may yet be fetched is skipped for now; None for the other states.
[[nodiscard]] SkipReason skipReasonOf(VisitState state);

/// All URLs of one crawl: state, depth and id, 4 bytes each beside the seen set's.
class UrlTable final
{
public:
    struct Entry
    {
        quint16 depth = 0;
        VisitState state = VisitState::Queued;
        bool isSeed : 1 = false;
        bool isDetail : 1 = false; ///< completes rows
    };

    /// Adds a URL with this id; ids must rise.
    UrlIndex add(UrlId id, const UrlKey &key, Entry entry);

    [[nodiscard]] std::optional<UrlIndex> find(const UrlKey &key) const { return m_seen.find(key); }
    [[nodiscard]] Entry &operator[](UrlIndex index) { return m_entries[index]; }
    [[nodiscard]] const Entry &operator[](UrlIndex index) const { return m_entries[index]; }
    [[nodiscard]] UrlId id(UrlIndex index) const;
    [[nodiscard]] std::optional<UrlIndex> indexOf(UrlId id) const;
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }
    [[nodiscard]] qsizetype memoryBytes() const;

private:
    /// A run of URLs whose ids follow each other.
    struct Run
    {
        UrlIndex firstIndex = 0;
        qint64 firstId = 0;
    };

    SeenSet m_seen;
    std::deque<Entry> m_entries;
    std::vector<Run> m_runs;
};

} // namespace sluice::core
