// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QMetaType>
#include <QObject>
#include <QString>

#include <optional>

namespace sluice::core {

/// What one crawl allows itself towards one host.
struct HostLimits
{
    int perHost = 8; ///< requests in flight
    int delayMs = 0; ///< least time between two starts (the crawl's delay, or robots.txt's if longer)
    bool isAdaptive = true;

    bool operator==(const HostLimits &) const = default;
};

/// How one request to a host ended, as far as politeness is concerned.
struct HostAnswer
{
    int status = 0;    ///< 0: no answer
    int latencyMs = 0; ///< to the end of the headers
    std::optional<qint64> retryAfterMs;
};

/// A host as the Hosts table shows it and the project keeps it.
struct HostStatus
{
    QByteArray origin; ///< scheme://host[:port]
    int delayMs = 0;   ///< in force now (adaptive or set)
    int inFlight = 0;
    qint64 blockedUntilUtcMs = 0; ///< ms since epoch, 0 = not blocked
    qint64 requests = 0;
    qint64 errors = 0; ///< no answer, 429 or 5xx
    int latencyMs = 0; ///< smoothed
    QString robots;    ///< what robots.txt says, in words ("12 rules, delay 2 s", "none", "unreachable")

    bool operator==(const HostStatus &) const = default;
};

/// Who may ask which host when. One per process, shared by all that send requests; lives on one thread.
/// The delay adapts to the answers: it follows latency divided by the parallelism allowed, doubles (from at least 1 s,
/// to at most 60 s) on 429 and 503, and Retry-After blocks the host until then. A host that has stopped answering is
/// left alone for a while, so that an outage of seconds does not cost all that is queued for it.
class HostGate final : public QObject
{
    Q_OBJECT

public:
    explicit HostGate(const Clock &clock, QObject *parent = nullptr);

    /// 0: may start now. n > 0: ask again in n ms. -1: full, released() will tell.
    [[nodiscard]] qint64 waitMs(const QByteArray &origin, const HostLimits &limits) const;
    /// A request starts; the caller asked waitMs() before.
    void begin(const QByteArray &origin);
    /// It has ended; frees its place.
    void end(const QByteArray &origin, const HostAnswer &answer, const HostLimits &limits);
    /// Requests that were sent past the gate (those of a rendered page): counted, and the next one waits from now on, as
    /// long as the delay in force asks for all of them.
    void count(const QByteArray &origin, int requests);
    /// It ended without having been asked (cancelled): frees its place, teaches nothing.
    void abandon(const QByteArray &origin);

    void setRobots(const QByteArray &origin, const QString &words);
    /// Takes delays and blocks back from a project file.
    void restore(const QList<HostStatus> &hosts);
    [[nodiscard]] QList<HostStatus> hosts() const;
    [[nodiscard]] std::optional<HostStatus> host(const QByteArray &origin) const;

Q_SIGNALS:
    /// A place at this host came free.
    void released(const QByteArray &origin);

private:
    struct State
    {
        HostStatus status;
        double adaptiveMs = 0; ///< learnt from the answers; finer than a ms so that it can decay
        std::optional<qint64> backedOffAtMs;
        int silentInARow = 0; ///< requests without an answer since the last one with
        int silences = 0;     ///< how often the host was left alone for that
        qint64 lastStartMs = 0;
        int uncalled = 0; ///< requests since then that never asked for their turn
        bool hasStarted = false;
    };
    [[nodiscard]] static qint64 delayInForce(const State &state, const HostLimits &limits);
    void learn(State &state, const HostAnswer &answer, const HostLimits &limits);
    void noteSilence(State &state, const HostAnswer &answer, const HostLimits &limits);
    State &stateOf(const QByteArray &origin);

    const Clock &m_clock;
    QHash<QByteArray, State> m_hosts;
};

} // namespace sluice::core

Q_DECLARE_METATYPE(QList<sluice::core::HostStatus>)
