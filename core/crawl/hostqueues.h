// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/seenset.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

namespace sluice::core {

/// The queue of one crawl, a queue a host, breadth first across hosts: of the hosts that may be asked now, the one whose
/// next URL has the least depth, then the one found first. Knows indices only.
class HostQueues final
{
public:
    /// How long a host has to wait: 0 = it may be asked now, n > 0 = ask again in n ms, -1 = until hostReleased().
    using Turn = std::function<qint64(const QByteArray &origin)>;
    /// Whether a queue entry still stands (it does not once its URL got a smaller depth or is no longer queued).
    using IsCurrent = std::function<bool(UrlIndex index, quint16 depth)>;

    struct Next
    {
        UrlIndex index = 0;
        quint16 depth = 0;
        int host = 0;
    };

    void push(const QByteArray &origin, quint16 depth, UrlIndex index);
    /// Takes the next URL; nothing when no host may be asked now.
    [[nodiscard]] std::optional<Next> take(const Turn &turn, const IsCurrent &isCurrent, qint64 nowMs);
    /// Puts back what take() gave, first in line, and lets its host rest until `untilMs`.
    void putBack(const Next &next, qint64 untilMs);

    void hostReleased(const QByteArray &origin);
    /// Whether anything of this host is queued.
    [[nodiscard]] bool hasQueued(const QByteArray &origin) const;
    /// When the earliest resting host wakes (ms, monotonic); nothing when none rests.
    [[nodiscard]] std::optional<qint64> nextWakeMs() const;
    /// The host that wakes then; empty when none rests.
    [[nodiscard]] QByteArray nextToWake() const;

private:
    enum class State { Idle, Ready, Resting, Full };
    struct Host
    {
        QByteArray origin;
        std::map<quint16, std::deque<UrlIndex>> byDepth;
        State state = State::Idle;
        std::tuple<quint16, UrlIndex, int> readyKey;
    };

    int hostFor(const QByteArray &origin);
    void makeReady(int host);
    void leaveReady(int host, State state);
    void rest(int host, qint64 untilMs);
    void wake(qint64 nowMs);
    static UrlIndex popFront(Host &host);

    std::vector<Host> m_hosts;
    QHash<QByteArray, int> m_byOrigin;
    std::set<std::tuple<quint16, UrlIndex, int>> m_ready;
    std::set<std::pair<qint64, int>> m_resting;
};

} // namespace sluice::core
