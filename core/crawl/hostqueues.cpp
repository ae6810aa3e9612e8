// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/hostqueues.h"

namespace sluice::core {

void HostQueues::push(const QByteArray &origin, quint16 depth, UrlIndex index)
{
    const int host = hostFor(origin);
    m_hosts[size_t(host)].byDepth[depth].push_back(index);
    const State state = m_hosts[size_t(host)].state;
    if (state == State::Idle || state == State::Ready)
        makeReady(host);
}

std::optional<HostQueues::Next> HostQueues::take(const Turn &turn, const IsCurrent &isCurrent, qint64 nowMs)
{
    wake(nowMs);
    while (!m_ready.empty()) {
        const auto [depth, index, host] = *m_ready.begin();
        if (!isCurrent(index, depth)) {
            popFront(m_hosts[size_t(host)]);
            makeReady(host);
            continue;
        }
        const qint64 wait = turn(m_hosts[size_t(host)].origin);
        if (wait > 0) {
            rest(host, nowMs + wait);
        } else if (wait < 0) {
            leaveReady(host, State::Full);
        } else {
            popFront(m_hosts[size_t(host)]);
            makeReady(host);
            return Next{index, depth, host};
        }
    }
    return {};
}

void HostQueues::putBack(const Next &next, qint64 untilMs)
{
    Host &host = m_hosts[size_t(next.host)];
    host.byDepth[next.depth].push_front(next.index);
    if (host.state == State::Ready || host.state == State::Idle)
        rest(next.host, untilMs);
}

void HostQueues::hostReleased(const QByteArray &origin)
{
    const auto host = m_byOrigin.constFind(origin);
    if (host != m_byOrigin.cend() && m_hosts[size_t(*host)].state == State::Full)
        makeReady(*host);
}

bool HostQueues::hasQueued(const QByteArray &origin) const
{
    const auto host = m_byOrigin.constFind(origin);
    return host != m_byOrigin.cend() && !m_hosts[size_t(*host)].byDepth.empty();
}

std::optional<qint64> HostQueues::nextWakeMs() const
{
    if (m_resting.empty())
        return {};
    return m_resting.begin()->first;
}

QByteArray HostQueues::nextToWake() const
{
    return m_resting.empty() ? QByteArray() : m_hosts[size_t(m_resting.begin()->second)].origin;
}

int HostQueues::hostFor(const QByteArray &origin)
{
    const auto known = m_byOrigin.constFind(origin);
    if (known != m_byOrigin.cend())
        return *known;
    const int host = int(m_hosts.size());
    m_hosts.push_back(Host{origin, {}, State::Idle, {}});
    m_byOrigin.insert(origin, host);
    return host;
}

void HostQueues::makeReady(int number)
{
    leaveReady(number, State::Idle);
    Host &host = m_hosts[size_t(number)];
    if (host.byDepth.empty())
        return;
    const auto &[depth, queue] = *host.byDepth.begin();
    host.readyKey = {depth, queue.front(), number};
    m_ready.insert(host.readyKey);
    host.state = State::Ready;
}

void HostQueues::leaveReady(int number, State state)
{
    Host &host = m_hosts[size_t(number)];
    if (host.state == State::Ready)
        m_ready.erase(host.readyKey);
    host.state = state;
}

void HostQueues::rest(int number, qint64 untilMs)
{
    leaveReady(number, State::Resting);
    m_resting.insert({untilMs, number});
}

void HostQueues::wake(qint64 nowMs)
{
    while (!m_resting.empty() && m_resting.begin()->first <= nowMs) {
        const int host = m_resting.begin()->second;
        m_resting.erase(m_resting.begin());
        makeReady(host);
    }
}

UrlIndex HostQueues::popFront(Host &host)
{
    const auto first = host.byDepth.begin();
    const UrlIndex index = first->second.front();
    first->second.pop_front();
    if (first->second.empty())
        host.byDepth.erase(first);
    return index;
}

} // namespace sluice::core
