// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyview.h"

#include "core/proxy/proxyaddress.h"

#include <QRandomGenerator>

#include <algorithm>
#include <limits>

namespace sluice::core {

namespace {

constexpr int randomTries = 16;
constexpr qsizetype maximumStuck = 100'000; ///< hosts or sessions; beyond it all choose anew

int latencyOf(const ProxyRecord &proxy)
{
    if (proxy.latencyMedianMs >= 0)
        return proxy.latencyMedianMs;
    return proxy.totalMs >= 0 ? proxy.totalMs : std::numeric_limits<int>::max();
}

} // namespace

ProxyView::ProxyView(const PoolEntries &entries, const ProxyWish &wish)
    : m_entries(entries)
    , m_conditions(wish.conditions)
    , m_isTls(wish.isTls)
    , m_isRendered(wish.isRendered)
{
    rebuild();
}

bool ProxyView::isFor(const ProxyWish &wish) const
{
    return wish.isTls == m_isTls && wish.isRendered == m_isRendered && wish.conditions == m_conditions;
}

bool ProxyView::admits(const PoolEntry &entry) const
{
    const ProxyRecord &proxy = entry.record;
    const bool isFit = isUsable(proxy.key.type) && (!m_isTls || proxy.key.type != ProxyType::Http);
    const bool isBarred = m_isRendered && proxy.key.type == ProxyType::Socks5 && !proxy.key.user.isEmpty();
    return proxy.state == ProxyState::Alive && !entry.isLocked && isFit && !isBarred && matches(proxy, m_conditions);
}

void ProxyView::rebuild()
{
    m_members.clear();
    m_latencies.clear();
    m_bySpeed.clear();
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (!admits(*entry))
            continue;
        const int latency = latencyOf(entry->record);
        m_members.push_back(entry.key());
        m_latencies.insert(entry.key(), latency);
        m_bySpeed.emplace(latency, entry.key());
    }
    std::sort(m_members.begin(), m_members.end());
    rebuildUses();
}

void ProxyView::rebuildUses()
{
    std::vector<Use> uses;
    uses.reserve(m_members.size());
    for (const qint64 member : m_members)
        uses.emplace_back(m_entries.constFind(member)->uses, member);
    m_byUse = decltype(m_byUse)({}, std::move(uses));
}

void ProxyView::put(qint64 proxy)
{
    const auto entry = m_entries.constFind(proxy);
    remove(proxy);
    if (entry != m_entries.cend() && admits(*entry))
        add(proxy, latencyOf(entry->record));
}

void ProxyView::add(qint64 proxy, int latency)
{
    m_members.insert(std::lower_bound(m_members.begin(), m_members.end(), proxy), proxy);
    m_latencies.insert(proxy, latency);
    m_bySpeed.emplace(latency, proxy);
    m_byUse.emplace(m_entries.constFind(proxy)->uses, proxy);
    // One that comes and goes leaves its old places behind.
    if (m_byUse.size() > 2 * m_members.size() + 64)
        rebuildUses();
}

void ProxyView::remove(qint64 proxy)
{
    const auto latency = m_latencies.constFind(proxy);
    if (latency == m_latencies.cend())
        return;
    m_bySpeed.erase({*latency, proxy});
    m_latencies.erase(latency);
    m_members.erase(std::lower_bound(m_members.begin(), m_members.end(), proxy));
}

std::optional<qint64> ProxyView::pick(const ProxyWish &wish, const Usable &isUsable)
{
    switch (wish.policy) {
    case ProxyPolicy::First:
        return from(0, isUsable);
    case ProxyPolicy::RoundRobin:
        return nextInTurn(isUsable);
    case ProxyPolicy::Random:
        return anyOne(isUsable);
    case ProxyPolicy::Fastest:
        return fastest(isUsable);
    case ProxyPolicy::LeastUsed:
        return leastUsed(isUsable);
    case ProxyPolicy::Sticky:
        return sticky(wish.stickyKey, isUsable);
    }
    return {};
}

/// The first usable one from there on, and round to it again.
std::optional<qint64> ProxyView::from(size_t start, const Usable &isUsable) const
{
    for (size_t i = 0; i < m_members.size(); ++i) {
        const qint64 member = m_members[(start + i) % m_members.size()];
        if (isUsable(member))
            return member;
    }
    return {};
}

std::optional<qint64> ProxyView::nextInTurn(const Usable &isUsable)
{
    const auto next = std::upper_bound(m_members.begin(), m_members.end(), m_lastInTurn);
    const auto found = from(size_t(next - m_members.begin()), isUsable);
    m_lastInTurn = found.value_or(m_lastInTurn);
    return found;
}

std::optional<qint64> ProxyView::anyOne(const Usable &isUsable) const
{
    if (m_members.empty())
        return {};
    auto &random = *QRandomGenerator::global();
    for (int i = 0; i < randomTries; ++i) {
        const qint64 member = m_members[size_t(random.bounded(int(m_members.size())))];
        if (isUsable(member))
            return member;
    }
    return from(size_t(random.bounded(int(m_members.size()))), isUsable); // few are left
}

std::optional<qint64> ProxyView::fastest(const Usable &isUsable) const
{
    const auto found = std::ranges::find_if(m_bySpeed, [&isUsable](const auto &each) { return isUsable(each.second); });
    return found == m_bySpeed.end() ? std::nullopt : std::optional(found->second);
}

std::optional<qint64> ProxyView::leastUsed(const Usable &isUsable)
{
    std::vector<Use> passed;
    std::optional<qint64> found;
    while (!found && !m_byUse.empty()) {
        const Use least = m_byUse.top();
        m_byUse.pop();
        if (!m_latencies.contains(least.second))
            continue; // no member any more
        const Use now{m_entries.constFind(least.second)->uses, least.second};
        if (now != least) {
            m_byUse.push(now);
            continue;
        }
        passed.push_back(now);
        if (isUsable(now.second))
            found = now.second;
    }
    for (const Use &use : passed)
        m_byUse.push(use);
    return found;
}

std::optional<qint64> ProxyView::sticky(const QString &key, const Usable &isUsable)
{
    const auto stuck = m_stuck.constFind(key);
    if (stuck != m_stuck.cend() && m_latencies.contains(*stuck) && isUsable(*stuck))
        return *stuck;
    const auto found = nextInTurn(isUsable); // spreads those who stick
    if (!found)
        return {};
    if (m_stuck.size() >= maximumStuck)
        m_stuck.clear();
    m_stuck.insert(key, *found);
    return found;
}

} // namespace sluice::core
