// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QSet>

#include <memory>
#include <vector>

namespace sluice::core {

/// What the connections of a lane have in common. Requests that differ in it never share a connection: a tolerated
/// certificate of one must not serve the other.
struct LaneKey
{
    ProxyAddress proxy;
    bool isTlsCheckOff = false;

    bool operator==(const LaneKey &) const = default;
};

/// The lanes: managers leased to requests, each taking only as much as Qt starts at once, so that nothing waits in
/// Qt's own queue, where waiting looks like latency. A manager is a thread, so there are at most `maximum` here and
/// 256 in the process; an idle one, least recently used first, is re-leased to another key. Lives on one thread.
class ManagerPool final
{
public:
    /// Requests of HTTP/1.1 that Qt 6.4 sends at once to one origin, a connection each.
    static constexpr int perOriginHttp1 = 6;
    /// Requests that one HTTP/2 connection carries at once.
    static constexpr int perOriginHttp2 = 100;
    /// Requests over HTTP/1.1 in one lane, whatever the origin: spreads many hosts over several HTTP threads.
    static constexpr int perLaneHttp1 = 48;

    explicit ManagerPool(int maximum);
    ~ManagerPool();

    /// The index of the first lane with room for one more request to `origin`, so that open connections are used
    /// again; -1 when all are full. An urgent request may overfill a lane of its key instead. The place must be given
    /// back with release().
    [[nodiscard]] int lease(const LaneKey &key, const QByteArray &origin, bool isUrgent = false);
    void release(int lane, const QByteArray &origin);
    [[nodiscard]] QNetworkAccessManager &manager(int lane) { return *m_lanes[size_t(lane)].manager; }

    /// A server has told this lane to go away: Qt 6.4 loses requests that follow on such a connection. The lane takes
    /// no more until it is empty, and then begins with new connections.
    void retire(int lane);
    [[nodiscard]] bool isRetired(int lane) const { return m_lanes[size_t(lane)].isRetired; }

    /// `origin` answered over HTTP/2, or no longer does.
    void noteProtocol(const QByteArray &origin, bool isHttp2);
    [[nodiscard]] bool speaksHttp2(const QByteArray &origin) const { return m_http2Origins.contains(origin); }

    [[nodiscard]] int count() const { return int(m_lanes.size()); }

private:
    struct Lane
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        LaneKey key;
        QHash<QByteArray, int> perOrigin; ///< requests in flight
        int total = 0;
        quint64 lastUsed = 0;
        bool isRetired = false;
    };
    [[nodiscard]] bool hasRoom(const Lane &lane, const QByteArray &origin, bool isHttp2) const;
    [[nodiscard]] int find(const LaneKey &key, const QByteArray &origin, bool isUrgent) const;
    [[nodiscard]] int addLane();
    [[nodiscard]] int idleLane() const;
    void assign(Lane &lane, const LaneKey &key);

    int m_maximum;
    std::vector<Lane> m_lanes;
    QSet<QByteArray> m_http2Origins;
    quint64 m_uses = 0;
};

} // namespace sluice::core
