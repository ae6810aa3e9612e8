// SPDX-License-Identifier: GPL-3.0-or-later
// What changes for URLs that are known already: a shorter path to them, or a scope that has widened.
#include "core/crawl/frontier.h"

#include <utility>

namespace sluice::core {

void Frontier::setAside(UrlIndex index)
{
    if (m_setAside.isEmpty())
        m_rootsWhenSetAside = m_policy.rootCount();
    m_table[index].state = VisitState::SetAside;
    m_setAside.append(index);
}

QList<UrlChange> Frontier::readmit(qint64 nowMs)
{
    if (m_setAside.isEmpty() || m_openSeeds > 0 || nowMs < m_readmitDueMs)
        return {};
    QList<UrlChange> changes;
    const bool isWidened = m_policy.rootCount() != m_rootsWhenSetAside;
    for (const UrlIndex index : std::exchange(m_setAside, {})) {
        const QByteArray text = isWidened ? textFor(index) : QByteArray();
        if (isWidened && text.isEmpty()) {
            m_setAside.append(index); // not on disk yet
            continue;
        }
        m_table[index].state = VisitState::Skipped;
        const WebUrl url = WebUrl::fromNormalized(text);
        if (isWidened && m_policy.judge(url) != SkipReason::Scope)
            changes.append(readmitted(index, url));
    }
    m_readmitDueMs = nowMs + uncommittedRestMs;
    if (!m_setAside.isEmpty())
        m_store.flush();
    return changes;
}

UrlChange Frontier::readmitted(UrlIndex index, const WebUrl &url)
{
    UrlTable::Entry &entry = m_table[index];
    SkipReason reason = m_policy.judge(url);
    if (reason == SkipReason::None && m_policy.isTooDeep(entry.depth))
        reason = SkipReason::Depth;
    if (reason == SkipReason::Depth)
        entry.state = VisitState::SkippedDepth;
    if (reason == SkipReason::None) {
        entry.state = VisitState::Queued;
        --m_skipped;
        enqueue(index, url);
    }
    return {m_table.id(index), storedState(entry.state), reason, {}, entry.depth, {}};
}

void Frontier::lower(UrlIndex index, int depth, UrlId parent, const WebUrl *url, QList<UrlChange> &changes)
{
    if (m_table[index].state == VisitState::Skipped || m_table[index].depth <= depth)
        return;
    lowerOne(index, depth, parent, url, changes);
    // A page that was done at a greater depth has handed that depth on: its links come nearer too, and so on.
    QList<UrlIndex> pages{index};
    while (!pages.isEmpty()) {
        const UrlIndex page = pages.takeLast();
        if (m_table[page].state != VisitState::Done)
            continue;
        const int below = m_table[page].depth + 1;
        for (const UrlId target : outlinksOf(page)) {
            const auto child = m_table.indexOf(target);
            if (!child || m_table[*child].state == VisitState::Skipped || m_table[*child].depth <= below)
                continue;
            lowerOne(*child, below, m_table.id(page), nullptr, changes);
            pages.append(*child);
        }
    }
}

void Frontier::lowerOne(UrlIndex index, int depth, UrlId parent, const WebUrl *url, QList<UrlChange> &changes)
{
    UrlTable::Entry &entry = m_table[index];
    entry.depth = storedDepth(depth);
    if (entry.state == VisitState::SkippedDepth && !m_policy.isTooDeep(depth)) {
        entry.state = VisitState::Queued;
        --m_skipped;
        if (url) {
            enqueue(index, *url);
        } else if (!enqueueFromStore(index)) {
            ++m_queued;
            m_awaitingText.append(index);
        }
    } else if (entry.state == VisitState::Queued && !m_resting.contains(index) && !m_awaitingText.contains(index)) {
        // The entry at the old depth is stale from now on and will be passed over.
        const QByteArray text = url ? url->text() : textFor(index);
        if (!text.isEmpty())
            m_queues.push(WebUrl::fromNormalized(text).origin(), entry.depth, index);
        else
            m_awaitingText.append(index);
    }
    changes.append({m_table.id(index), storedState(entry.state), skipReasonOf(entry.state), {}, depth, parent});
}

QList<UrlId> Frontier::outlinksOf(UrlIndex index) const
{
    const UrlId id = m_table.id(index);
    const auto kept = m_uncommitted.constFind(id.value);
    if (kept != m_uncommitted.cend())
        return *kept;
    return m_store.outlinks(id).value_or(QList<UrlId>());
}

} // namespace sluice::core
