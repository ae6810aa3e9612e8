// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hostgate.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr int negligibleDelayMs = 10; ///< adaptive delays below this count as none
constexpr int backOffFromMs = 1'000;
constexpr int longestDelayMs = 60'000;
constexpr qint64 longestBlockMs = qint64(24) * 60 * 60 * 1'000;
/// So many requests in a row without an answer are an outage. The waits grow from a second, a minute in all; a host
/// that is silent for longer is down, and what is queued for it may fail.
constexpr int silentBeforeBlock = 10;
constexpr int mostSilences = 6;

bool isOverloaded(int status)
{
    return status == 429 || status == 503;
}

/// Refusals and errors come fast and say nothing about how much a host can bear, so they never lower the delay.
bool isHealthy(int status)
{
    return (status >= 200 && status < 400) || status == 404 || status == 410;
}

} // namespace

HostGate::HostGate(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{}

qint64 HostGate::delayInForce(const State &state, const HostLimits &limits)
{
    const int adaptive = state.adaptiveMs < negligibleDelayMs ? 0 : int(state.adaptiveMs);
    return limits.isAdaptive ? std::max(limits.delayMs, adaptive) : limits.delayMs;
}

qint64 HostGate::waitMs(const QByteArray &origin, const HostLimits &limits) const
{
    const auto state = m_hosts.constFind(origin);
    if (state == m_hosts.cend())
        return 0;
    if (state->status.blockedUntilUtcMs > 0) {
        const qint64 left = state->status.blockedUntilUtcMs - m_clock.utcNow().toMSecsSinceEpoch();
        if (left > 0)
            return std::min(left, longestBlockMs);
    }
    if (state->status.inFlight >= limits.perHost)
        return -1;
    if (!state->hasStarted)
        return 0;
    const qint64 wait = delayInForce(*state, limits) * std::max(1, state->uncalled);
    return std::clamp<qint64>(state->lastStartMs + wait - m_clock.monotonicMs(), 0, longestBlockMs);
}

void HostGate::begin(const QByteArray &origin)
{
    State &state = stateOf(origin);
    ++state.status.inFlight;
    state.uncalled = 0;
    state.lastStartMs = m_clock.monotonicMs();
    state.hasStarted = true;
}

void HostGate::end(const QByteArray &origin, const HostAnswer &answer, const HostLimits &limits)
{
    State &state = stateOf(origin);
    HostStatus &status = state.status;
    status.inFlight = std::max(0, status.inFlight - 1);
    ++status.requests;
    if (answer.status == 0 || answer.status == 429 || answer.status >= 500)
        ++status.errors;
    if (answer.status != 0)
        status.latencyMs =
            status.latencyMs == 0 ? answer.latencyMs : (status.latencyMs * 7 + answer.latencyMs * 3) / 10;
    learn(state, answer, limits);
    noteSilence(state, answer, limits);
    if (answer.retryAfterMs && *answer.retryAfterMs > 0) {
        const qint64 until = m_clock.utcNow().toMSecsSinceEpoch() + std::min(*answer.retryAfterMs, longestBlockMs);
        status.blockedUntilUtcMs = std::max(status.blockedUntilUtcMs, until);
    }
    status.delayMs = int(delayInForce(state, limits));
    Q_EMIT released(origin);
}

void HostGate::noteSilence(State &state, const HostAnswer &answer, const HostLimits &limits)
{
    if (answer.status != 0) {
        state.silentInARow = 0;
        state.silences = 0;
        return;
    }
    const qint64 nowUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    const bool isLeftAlone = state.status.blockedUntilUtcMs > nowUtcMs;
    ++state.silentInARow;
    if (!limits.isAdaptive || isLeftAlone || state.silentInARow < silentBeforeBlock || state.silences >= mostSilences)
        return;
    state.status.blockedUntilUtcMs = nowUtcMs + (1'000LL << state.silences);
    ++state.silences;
}

void HostGate::learn(State &state, const HostAnswer &answer, const HostLimits &limits)
{
    if (isOverloaded(answer.status)) {
        // What was on its way when the delay doubled knows nothing of it: one overload must count once, not once for
        // each request in flight.
        const qint64 nowMs = m_clock.monotonicMs();
        if (state.backedOffAtMs && nowMs - answer.latencyMs < *state.backedOffAtMs)
            return;
        state.backedOffAtMs = nowMs;
        state.adaptiveMs = std::clamp<double>(state.adaptiveMs * 2, backOffFromMs, longestDelayMs);
    } else if (isHealthy(answer.status)) {
        const double target = double(answer.latencyMs) / std::max(1, limits.perHost);
        state.adaptiveMs = std::min<double>(std::max(target, (state.adaptiveMs + target) / 2), longestDelayMs);
    }
}

void HostGate::count(const QByteArray &origin, int requests)
{
    State &state = stateOf(origin);
    state.status.requests += requests;
    state.uncalled += std::max(0, requests);
    state.lastStartMs = m_clock.monotonicMs();
    state.hasStarted = true;
}

void HostGate::abandon(const QByteArray &origin)
{
    State &state = stateOf(origin);
    state.status.inFlight = std::max(0, state.status.inFlight - 1);
    Q_EMIT released(origin);
}

void HostGate::setRobots(const QByteArray &origin, const QString &words)
{
    stateOf(origin).status.robots = words;
}

void HostGate::restore(const QList<HostStatus> &hosts)
{
    for (const HostStatus &host : hosts) {
        State &state = stateOf(host.origin);
        HostStatus &status = state.status;
        // What this process has learnt since must not be forgotten for what a file says.
        status.origin = host.origin;
        status.delayMs = std::max(status.delayMs, host.delayMs);
        status.blockedUntilUtcMs = std::max(status.blockedUntilUtcMs, host.blockedUntilUtcMs);
        status.requests = std::max(status.requests, host.requests);
        status.errors = std::max(status.errors, host.errors);
        if (status.latencyMs == 0)
            status.latencyMs = host.latencyMs;
        if (status.robots.isEmpty())
            status.robots = host.robots;
        state.adaptiveMs = std::max<double>(state.adaptiveMs, std::clamp(host.delayMs, 0, longestDelayMs));
    }
}

QList<HostStatus> HostGate::hosts() const
{
    QList<HostStatus> all;
    all.reserve(m_hosts.size());
    for (const State &state : m_hosts)
        all.append(state.status);
    std::sort(all.begin(), all.end(), [](const HostStatus &a, const HostStatus &b) { return a.origin < b.origin; });
    return all;
}

std::optional<HostStatus> HostGate::host(const QByteArray &origin) const
{
    const auto state = m_hosts.constFind(origin);
    return state == m_hosts.cend() ? std::nullopt : std::optional(state->status);
}

HostGate::State &HostGate::stateOf(const QByteArray &origin)
{
    State &state = m_hosts[origin];
    if (state.status.origin.isEmpty())
        state.status.origin = origin;
    return state;
}

} // namespace sluice::core
