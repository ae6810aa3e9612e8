// SPDX-License-Identifier: GPL-3.0-or-later
// What PooledFetcher does with requests for which there is no proxy.
#include "core/proxy/pooledtrip.h"

#include <QMetaMethod>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

void PooledFetcher::hold(Trip &trip)
{
    noteHeld(trip);
    trip.state = Trip::State::Held;
    trip.heldSinceMs = m_clock.monotonicMs();
    if (trip.last)
        trip.last->body.clear();
    if (trip.request.ticket) {
        trip.request.ticket->shrinkTo(0);
        trip.request.ticket->leave();
    }
    if (!m_look.isActive())
        m_look.start();
}

void PooledFetcher::lookAtHeld()
{
    const QList<Trip *> trips = m_trips;
    const qint64 now = m_clock.monotonicMs();
    for (Trip *trip : trips) {
        if (trip->state != Trip::State::Held)
            continue;
        if (sendIfPossible(*trip))
            continue;
        noteHeld(*trip);
        if (now - trip->heldSinceMs >= m_settings.waitMs)
            expire(*trip);
    }
    if (heldCount() > 0)
        return;
    m_look.stop();
    m_isHoldNoted = false;
}

/// Once for all that are held; that the proxies are being read is not worth a line.
void PooledFetcher::noteHeld(const Trip &trip)
{
    if (m_pool->isSet() && !std::exchange(m_isHoldNoted, true))
        Q_EMIT noted(u"%1: requests wait for one"_s.arg(whyNone(trip)));
}

void PooledFetcher::expire(Trip &trip)
{
    QString reason = whyNone(trip);
    if (m_settings.waitMs > 0)
        reason += u", and none came within %1 s"_s.arg(double(m_settings.waitMs) / 1'000);
    const bool isOtherAnswered = m_lastGoodMs >= 0 && m_clock.monotonicMs() - m_lastGoodMs < m_settings.waitMs / 2;
    const bool isAnybodyThere = isSignalConnected(QMetaMethod::fromSignal(&PooledFetcher::dry));
    if (isOtherAnswered || !isAnybodyThere) {
        trip.tell(*m_pool, false);
        return deliver(trip, failedFetch(FetchFault::Proxy, trip.request.url.toString() + u": "_s + reason));
    }
    if (!std::exchange(m_isDry, true))
        Q_EMIT dry(reason);
}

} // namespace sluice::core
