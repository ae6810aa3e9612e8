// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/pooledfetcher.h"

#include "core/net/requestmethod.h"
#include "core/proxy/pooledtrip.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int lookEveryMs = 200;

std::shared_ptr<ProxyPool> emptyPool(const Clock &clock)
{
    auto pool = std::make_shared<ProxyPool>(clock);
    pool->set({}, {});
    return pool;
}

/// Whether the proxy itself could not be reached, or does not serve.
bool isGone(const FetchResult &result)
{
    return !result && (result.error().kind == FetchFault::Proxy || result.error().kind == FetchFault::ConnectTimeout);
}

/// An answer shows that a server may have seen it, whatever it says; a fault does unless nothing could be sent.
bool mayBeSentAgain(const FetchRequest &request, const FetchResult &result)
{
    return request.isSafe() || (!result && mayBeAskedAgain("POST", result));
}

} // namespace

PooledFetcher::PooledFetcher(PooledSettings settings, std::shared_ptr<ProxyPool> pool, Fetcher &inner,
                             const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_pool(pool ? std::move(pool) : emptyPool(clock))
    , m_inner(inner)
    , m_clock(clock)
{
    m_look.setInterval(lookEveryMs);
    connect(&m_look, &QTimer::timeout, this, &PooledFetcher::lookAtHeld);
}

PooledFetcher::~PooledFetcher()
{
    for (Trip *trip : std::as_const(m_trips)) {
        if (trip->state == Trip::State::Sent)
            m_inner.cancelAll(trip);
    }
}

void PooledFetcher::fetch(FetchRequest request, QObject *context, Done done)
{
    if (request.proxy.kind != ProxyKind::Pool)
        return m_inner.fetch(std::move(request), context, std::move(done));
    auto *trip = new Trip(std::move(request), context, std::move(done), this);
    m_trips.append(trip);
    connect(context, &QObject::destroyed, trip, [this, trip] { cancel(*trip); });
    next(*trip);
}

void PooledFetcher::cancelAll(QObject *context)
{
    const QList<Trip *> trips = m_trips; // one that ends is deleted later, so all stay valid
    for (Trip *trip : trips) {
        if (trip->context == context)
            cancel(*trip);
    }
    m_inner.cancelAll(context);
}

int PooledFetcher::heldCount() const
{
    return int(std::ranges::count_if(m_trips, [](const Trip *trip) { return trip->state == Trip::State::Held; }));
}

ProxyWish PooledFetcher::wishFor(const Trip &trip) const
{
    ProxyWish wish;
    wish.policy = m_settings.policy;
    wish.conditions = m_settings.conditions;
    wish.host = trip.host;
    wish.isTls = trip.request.url.isSecure();
    wish.isRendered = m_settings.isRendered;
    wish.stickyKey = m_settings.session.isEmpty() ? trip.host : m_settings.session;
    wish.excluded = trip.tried;
    return wish;
}

/// Whether a proxy that was not tried can be had now.
bool PooledFetcher::isAnyLeft(const Trip &trip) const
{
    return m_pool->whyNone(wishFor(trip)).isEmpty();
}

/// Why there is none, tried ones not counted; empty if there is one.
QString PooledFetcher::whyNone(const Trip &trip) const
{
    ProxyWish wish = wishFor(trip);
    wish.excluded.clear();
    return m_pool->whyNone(wish);
}

void PooledFetcher::next(Trip &trip)
{
    if (sendIfPossible(trip))
        return;
    if (m_settings.isRequired && trip.sent > 0 && whyNone(trip).isEmpty())
        conclude(trip);
    else
        hold(trip);
}

/// Through a proxy, or direct where that is allowed and it is known that there is none.
bool PooledFetcher::sendIfPossible(Trip &trip)
{
    const bool isKnown = m_pool->isSet(); // before and after: it may be emptied meanwhile
    const auto pick = m_pool->pick(wishFor(trip));
    if (!pick && (m_settings.isRequired || !isKnown || !m_pool->isSet()))
        return false;
    if (trip.state == Trip::State::Held && trip.heldSinceMs >= 0 && trip.request.ticket)
        trip.request.ticket->join();
    if (pick)
        send(trip, *pick);
    else
        sendDirect(trip);
    return true;
}

void PooledFetcher::send(Trip &trip, const ProxyPool::Pick &pick)
{
    trip.state = Trip::State::Sent;
    trip.pick = pick;
    trip.tried.insert(pick.id);
    trip.used.insert(pick.id);
    ++trip.sent;
    FetchRequest request = trip.request;
    request.proxy = pick.address;
    m_inner.fetch(std::move(request), &trip, [this, &trip](FetchResult result) { arrive(trip, std::move(result)); });
}

void PooledFetcher::sendDirect(Trip &trip)
{
    trip.state = Trip::State::Sent;
    FetchRequest request = trip.request;
    request.proxy = {};
    m_inner.fetch(std::move(request), &trip, [this, &trip](FetchResult result) {
        trip.tell(*m_pool, result && result->status < 400);
        deliver(trip, std::move(result));
    });
}

void PooledFetcher::arrive(Trip &trip, FetchResult result)
{
    trip.last = std::move(result);
    const qint64 proxy = trip.pick.id;
    if (!trip.last && trip.last.error().kind == FetchFault::Cancelled) {
        m_pool->report(proxy, trip.host, ProxyUse::Abandoned);
        trip.tell(*m_pool, false);
        return deliver(trip, std::exchange(trip.last, {}));
    }
    const PooledVerdict verdict = judgePooled(trip.request.url, trip.pick.address.kind, trip.last, trip.request.method);
    switch (verdict.answer) {
    case PooledAnswer::Good:
        m_pool->report(proxy, trip.host, ProxyUse::Answered);
        trip.tell(*m_pool, true);
        m_lastGoodMs = m_clock.monotonicMs();
        return deliver(trip, std::exchange(trip.last, {}));
    case PooledAnswer::Banned:
        m_pool->report(proxy, trip.host, ProxyUse::Banned, verdict.reason);
        break;
    case PooledAnswer::NetworkError:
        m_pool->report(proxy, trip.host, ProxyUse::NetworkError, verdict.reason);
        break;
    case PooledAnswer::Doubtful:
    case PooledAnswer::Unreached:
        trip.suspects.append({proxy, verdict});
        break;
    }
    again(trip, verdict);
}

void PooledFetcher::again(Trip &trip, const PooledVerdict &verdict)
{
    if (trip.sent >= m_settings.attempts || !mayBeSentAgain(trip.request, trip.last))
        return conclude(trip);
    const bool isAny = isAnyLeft(trip);
    const bool isProxysFault = verdict.answer == PooledAnswer::Banned || verdict.answer == PooledAnswer::NetworkError;
    if (isAny || !m_settings.isRequired)
        return awaitTurn(trip, verdict.reason);
    // With few proxies one that is gone is found out by asking it again, not by losing pages.
    if (isGone(trip.last) && whyNone(trip).isEmpty()) {
        trip.tried.clear();
        return awaitTurn(trip, verdict.reason);
    }
    // Nothing that a page answers is lost for want of proxies: it waits until there are some again.
    if (isProxysFault && !whyNone(trip).isEmpty()) {
        trip.tried.clear();
        return hold(trip);
    }
    conclude(trip);
}

void PooledFetcher::awaitTurn(Trip &trip, const QString &why)
{
    if (trip.last)
        trip.last->body.clear();
    const auto &ticket = trip.request.ticket;
    if (ticket) {
        ticket->shrinkTo(0);
        ticket->leave();
    }
    trip.state = Trip::State::AwaitingTurn;
    const auto go = [this, trip = QPointer<Trip>(&trip)] {
        if (!trip || trip->state != Trip::State::AwaitingTurn)
            return;
        if (trip->request.ticket)
            trip->request.ticket->join();
        next(*trip);
    };
    Q_EMIT noted(u"%1: asked again through another proxy: %2"_s.arg(trip.request.url.toString(), why));
    // What a proxy brought tells nothing of how the host is to be treated.
    if (trip.request.awaitTurn)
        trip.request.awaitTurn({}, go);
    else
        QMetaObject::invokeMethod(&trip, go, Qt::QueuedConnection);
}

void PooledFetcher::conclude(Trip &trip)
{
    trip.tell(*m_pool, false);
    deliver(trip, trip.lastNoted());
}

void PooledFetcher::deliver(Trip &trip, FetchResult result)
{
    trip.state = Trip::State::Ending;
    m_trips.removeOne(&trip);
    trip.deleteLater();
    const QPointer<QObject> context = trip.context;
    if (const Done done = std::exchange(trip.done, nullptr); done && context)
        done(std::move(result));
}

void PooledFetcher::cancel(Trip &trip)
{
    switch (trip.state) {
    case Trip::State::Sent:
        m_inner.cancelAll(&trip);
        return;
    case Trip::State::Held:
    case Trip::State::AwaitingTurn:
        trip.state = Trip::State::Ending;
        QMetaObject::invokeMethod(
            &trip,
            [this, &trip] {
                trip.tell(*m_pool, false);
                deliver(trip, failedFetch(FetchFault::Cancelled, u"cancelled"_s));
            },
            Qt::QueuedConnection);
        return;
    case Trip::State::Ending:
        return;
    }
}

} // namespace sluice::core
