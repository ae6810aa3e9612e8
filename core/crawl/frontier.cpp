// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/frontier.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

constexpr qint64 idBlock = 4'096;

} // namespace

Frontier::Frontier(CrawlStore &store, UrlPolicy &policy, UrlKeyer keyer)
    : m_store(store)
    , m_policy(policy)
    , m_keyer(keyer)
    , m_texts(store)
{}

void Frontier::restore(const UrlRecord &record)
{
    // robots.txt could not be had then; it may be had now.
    const bool isTriedAgain = record.state == UrlState::Skipped && record.reason == SkipReason::RobotsUnreachable;
    const VisitState state = isTriedAgain ? VisitState::Queued : visitStateOf(record);
    const UrlTable::Entry entry{storedDepth(record.depth), state, record.isSeed, record.isDetail};
    const UrlIndex index = m_table.add(record.id, m_keyer.keyOf(record.url), entry);
    if (record.isSeed)
        m_seeds.append(index);
    if (record.attempts > 0 && state == VisitState::Queued)
        m_attempts.insert(index, record.attempts);
    if (state == VisitState::Queued) {
        m_openSeeds += record.isSeed ? 1 : 0;
        enqueue(index, WebUrl::fromNormalized(record.url));
    } else if (storedState(state) == UrlState::Skipped) {
        ++m_skipped;
    }
    if (record.reason != SkipReason::Scope)
        return;
    const bool isInScopeNow = m_policy.judge(WebUrl::fromNormalized(record.url)) != SkipReason::Scope;
    if (isInScopeNow || m_openSeeds > 0)
        setAside(index);
    if (isInScopeNow)
        m_rootsWhenSetAside = 0;
}

NewRoots Frontier::addRoots(const QList<WebUrl> &urls, const QByteArray &foundOn, bool isSeed)
{
    NewRoots roots;
    for (const WebUrl &url : urls) {
        FoundLink link;
        link.url = url;
        link.key = m_keyer.keyOf(url.text());
        if (const auto known = m_table.find(link.key)) {
            lower(*known, 0, {}, &url, roots.changes);
            continue;
        }
        UrlRecord record = addNew(link, 0, {}, isSeed);
        record.foundOn = foundOn;
        roots.found.append(record);
    }
    return roots;
}

Discovery Frontier::discover(UrlIndex page, const QList<FoundLink> &links)
{
    Discovery discovery;
    const UrlId parent = m_table.id(page);
    const int depth = m_table[page].depth + 1;
    for (const FoundLink &link : links) {
        UrlIndex index = 0;
        if (const auto known = m_table.find(link.key)) {
            index = *known;
            lower(index, depth, parent, &link.url, discovery.changes);
        } else {
            index = UrlIndex(m_table.size());
            discovery.found.append(addNew(link, depth, parent, false));
        }
        if (m_table[index].state != VisitState::Skipped)
            discovery.outlinks.append(m_table.id(index));
    }
    m_uncommitted.insert(parent.value, discovery.outlinks);
    return discovery;
}

UrlId Frontier::takeId()
{
    if (m_idsLeft == 0) {
        m_nextId = m_store.reserveUrlIds(idBlock).value;
        m_idsLeft = idBlock;
    }
    --m_idsLeft;
    return UrlId{m_nextId++};
}

UrlRecord Frontier::addNew(const FoundLink &link, int depth, UrlId parent, bool isSeed)
{
    UrlRecord record;
    record.id = takeId();
    record.url = link.url.isEmpty() ? link.text : link.url.text();
    record.depth = depth;
    record.parent = parent;
    record.isSeed = isSeed;
    record.detail = link.detail;
    record.reason = link.refusal != SkipReason::None || isSeed ? link.refusal : m_policy.judge(link.url);
    if (record.reason == SkipReason::None && m_policy.isTooDeep(depth))
        record.reason = SkipReason::Depth;
    record.state = record.reason == SkipReason::None ? UrlState::Pending : UrlState::Skipped;
    const UrlIndex index =
        m_table.add(record.id, link.key, {storedDepth(depth), visitStateOf(record), isSeed, link.isDetail});
    if (isSeed)
        m_seeds.append(index);
    if (record.state == UrlState::Pending) {
        m_openSeeds += isSeed ? 1 : 0;
        enqueue(index, link.url);
    } else {
        ++m_skipped;
    }
    if (record.reason == SkipReason::Scope && m_openSeeds > 0)
        setAside(index);
    return record;
}

void Frontier::enqueue(UrlIndex index, const WebUrl &url)
{
    ++m_queued;
    m_queues.push(url.origin(), m_table[index].depth, index);
    m_texts.keep(index, url.text());
}

bool Frontier::enqueueFromStore(UrlIndex index)
{
    const auto text = m_store.urlText(m_table.id(index));
    if (!text)
        return false;
    enqueue(index, WebUrl::fromNormalized(*text));
    return true;
}

std::optional<Lease> Frontier::lease(const HostQueues::Turn &turn, qint64 nowMs)
{
    wakeDelayed(nowMs);
    const auto isCurrent = [this](UrlIndex index, quint16 depth) {
        return m_table[index].state == VisitState::Queued && m_table[index].depth == depth;
    };
    while (const auto next = m_queues.take(turn, isCurrent, nowMs)) {
        const QByteArray text = textFor(next->index);
        if (text.isEmpty()) {
            m_queues.putBack(*next, nowMs + uncommittedRestMs);
            m_store.flush();
            continue;
        }
        m_texts.drop(next->index);
        UrlTable::Entry &entry = m_table[next->index];
        entry.state = VisitState::Leased;
        --m_queued;
        const int attempt = m_attempts.isEmpty() ? 1 : m_attempts.value(next->index) + 1;
        return Lease{next->index,  m_table.id(next->index), WebUrl::fromNormalized(text), attempt,
                     entry.isSeed, entry.isDetail};
    }
    return {};
}

void Frontier::settle(UrlIndex index, VisitState state)
{
    UrlTable::Entry &entry = m_table[index];
    entry.state = state;
    if (state == VisitState::Skipped)
        ++m_skipped;
    if (entry.isSeed)
        --m_openSeeds;
    m_attempts.remove(index);
}

void Frontier::requeue(const Lease &lease, int attemptsMade, qint64 dueMs)
{
    m_table[lease.index].state = VisitState::Queued;
    if (attemptsMade > 0)
        m_attempts.insert(lease.index, attemptsMade);
    if (dueMs == 0) {
        enqueue(lease.index, lease.url);
        return;
    }
    ++m_queued;
    m_texts.keep(lease.index, lease.url.text());
    m_delayed.emplace(dueMs, lease.index);
    m_resting.insert(lease.index);
}

void Frontier::wakeDelayed(qint64 nowMs)
{
    while (!m_delayed.empty() && m_delayed.begin()->first <= nowMs) {
        const UrlIndex index = m_delayed.begin()->second;
        m_delayed.erase(m_delayed.begin());
        m_resting.remove(index);
        const QByteArray text = textFor(index);
        if (text.isEmpty())
            m_awaitingText.append(index);
        else
            m_queues.push(WebUrl::fromNormalized(text).origin(), m_table[index].depth, index);
    }
}

void Frontier::committed(UrlId id)
{
    m_uncommitted.remove(id.value);
    for (const UrlIndex index : std::exchange(m_awaitingText, {})) {
        --m_queued;
        if (!enqueueFromStore(index)) {
            ++m_queued;
            m_awaitingText.append(index);
        }
    }
}

std::optional<qint64> Frontier::nextWakeMs() const
{
    std::optional<qint64> wake = m_queues.nextWakeMs();
    if (!m_delayed.empty())
        wake = std::min(wake.value_or(m_delayed.begin()->first), m_delayed.begin()->first);
    if (!m_setAside.isEmpty() && m_openSeeds == 0)
        wake = std::min(wake.value_or(m_readmitDueMs), m_readmitDueMs);
    return wake;
}

UrlId Frontier::idOf(const UrlKey &key) const
{
    const auto known = m_table.find(key);
    return known ? m_table.id(*known) : UrlId();
}

int Frontier::seedsWithoutPage() const
{
    return int(std::count_if(m_seeds.begin(), m_seeds.end(), [this](UrlIndex seed) {
        const VisitState state = m_table[seed].state;
        return state == VisitState::Failed || storedState(state) == UrlState::Skipped;
    }));
}

qsizetype Frontier::memoryBytes() const
{
    return m_table.memoryBytes() + qsizetype(m_texts.memoryBytes());
}

} // namespace sluice::core
