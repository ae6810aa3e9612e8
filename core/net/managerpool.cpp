// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/managerpool.h"

#include <QNetworkProxy>

#include <algorithm>
#include <atomic>
#include <utility>

namespace sluice::core {

namespace {

constexpr int maximumInProcess = 256;
constexpr int rememberedOrigins = 10'000;

std::atomic_int managersInProcess = 0;

QNetworkProxy proxyFor(const ProxyAddress &address)
{
    switch (address.kind) {
    case ProxyKind::Direct:
        return QNetworkProxy(QNetworkProxy::NoProxy); // and not the application's proxy
    case ProxyKind::Http:
        return {QNetworkProxy::HttpProxy, address.host, address.port, address.user, address.password};
    case ProxyKind::Pool: // refused before it gets here
        break;
    case ProxyKind::Socks5:
        return {QNetworkProxy::Socks5Proxy, address.host, address.port, address.user, address.password};
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

} // namespace

ManagerPool::ManagerPool(int maximum)
    : m_maximum(std::clamp(maximum, 1, maximumInProcess))
{}

ManagerPool::~ManagerPool()
{
    managersInProcess -= count();
}

bool ManagerPool::hasRoom(const Lane &lane, const QByteArray &origin, bool isHttp2) const
{
    if (!isHttp2 && lane.total >= perLaneHttp1)
        return false;
    return lane.perOrigin.value(origin) < (isHttp2 ? perOriginHttp2 : perOriginHttp1);
}

int ManagerPool::find(const LaneKey &key, const QByteArray &origin, bool isUrgent) const
{
    // Through proxies nothing goes over HTTP/2 (see NetworkFetcher).
    const bool isHttp2 = key.proxy.kind == ProxyKind::Direct && m_http2Origins.contains(origin);
    for (size_t i = 0; i < m_lanes.size(); ++i) {
        if (m_lanes[i].key == key && !m_lanes[i].isRetired && (isUrgent || hasRoom(m_lanes[i], origin, isHttp2)))
            return int(i);
    }
    return -1;
}

int ManagerPool::lease(const LaneKey &key, const QByteArray &origin, bool isUrgent)
{
    int found = find(key, origin, isUrgent);
    if (found < 0) {
        found = addLane();
        if (found < 0)
            found = idleLane();
        if (found < 0)
            return -1;
        assign(m_lanes[size_t(found)], key);
    }
    Lane &lane = m_lanes[size_t(found)];
    ++lane.perOrigin[origin];
    ++lane.total;
    lane.lastUsed = ++m_uses;
    return found;
}

void ManagerPool::release(int index, const QByteArray &origin)
{
    Lane &lane = m_lanes[size_t(index)];
    --lane.total;
    const auto inFlight = lane.perOrigin.find(origin);
    if (--inFlight.value() == 0)
        lane.perOrigin.erase(inFlight);
    if (lane.total == 0 && std::exchange(lane.isRetired, false))
        lane.manager->clearConnectionCache();
}

void ManagerPool::retire(int lane)
{
    m_lanes[size_t(lane)].isRetired = true;
}

void ManagerPool::noteProtocol(const QByteArray &origin, bool isHttp2)
{
    if (!isHttp2) {
        m_http2Origins.remove(origin);
        return;
    }
    if (m_http2Origins.size() >= rememberedOrigins)
        m_http2Origins.clear(); // they are learnt again with their next answers
    m_http2Origins.insert(origin);
}

int ManagerPool::addLane()
{
    if (count() >= m_maximum)
        return -1;
    if (managersInProcess.fetch_add(1) >= maximumInProcess && !m_lanes.empty()) {
        --managersInProcess;
        return -1;
    }
    Lane lane;
    lane.manager = std::make_unique<QNetworkAccessManager>();
    lane.manager->setAutoDeleteReplies(false);
    lane.manager->setProxy(proxyFor({}));
    m_lanes.push_back(std::move(lane));
    return count() - 1;
}

int ManagerPool::idleLane() const
{
    int best = -1;
    for (size_t i = 0; i < m_lanes.size(); ++i) {
        if (m_lanes[i].total == 0 && (best < 0 || m_lanes[i].lastUsed < m_lanes[size_t(best)].lastUsed))
            best = int(i);
    }
    return best;
}

void ManagerPool::assign(Lane &lane, const LaneKey &key)
{
    if (lane.key == key)
        return;
    lane.key = key;
    lane.manager->setProxy(proxyFor(key.proxy));
    lane.manager->clearConnectionCache(); // its open connections go through the old proxy
}

} // namespace sluice::core
