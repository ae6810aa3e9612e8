// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"

#include "core/net/exchange.h"
#include "core/net/hostlookups.h"
#include "core/net/managerpool.h"
#include "core/net/proxylogins.h"
#include "core/net/requestmethod.h"
#include "core/net/requesttemplates.h"

#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int sweepMs = 50;                    ///< how late a deadline may be noticed
constexpr qsizetype mostPlainOrigins = 10'000; ///< forgotten with more: each is found out again

} // namespace

NetworkFetcher::NetworkFetcher(const NetworkSettings &settings, ByteBudget *budget, QObject *parent)
    : QObject(parent)
    , m_budget(budget)
    , m_lookups(std::make_unique<HostLookups>())
    , m_pool(std::make_unique<ManagerPool>(settings.maximumManagers))
    , m_templates(std::make_unique<RequestTemplates>(settings))
    , m_links(std::make_unique<SharedLinks>())
{
    m_time.start();
    m_sweep.setInterval(sweepMs);
    connect(&m_sweep, &QTimer::timeout, this, &NetworkFetcher::sweep);
}

NetworkFetcher::~NetworkFetcher()
{
    // Ended exchanges that still wait to be deleted go too: their tickets must not outlive the budget.
    m_exchanges.clear();
    qDeleteAll(findChildren<QObject *>(QString(), Qt::FindDirectChildrenOnly));
}

void NetworkFetcher::fetch(FetchRequest request, QObject *context, Done done)
{
    if (m_budget && !request.ticket)
        request.ticket = m_budget->open();
    const bool isUsable = !request.url.isEmpty() && request.url.toQUrl().isValid();
    const bool isPicked = request.proxy.kind != ProxyKind::Pool;
    const QString methodWhy = methodFault(request.method, !request.content.isEmpty());
    auto *exchange = new Exchange(*this, std::move(request), context, std::move(done));
    exchange->index = int(m_exchanges.size());
    m_exchanges.append(exchange);
    watch(context);
    if (!m_sweep.isActive())
        m_sweep.start();
    if (!isPicked)
        return refuse(*exchange, FetchFault::Proxy, u"no proxy of the pool was picked"_s);
    if (!isUsable)
        return refuse(*exchange, FetchFault::Other, u"no URL that Qt can ask for"_s);
    if (!methodWhy.isEmpty())
        return refuse(*exchange, FetchFault::Other, methodWhy);
    if (m_lookups->isNeeded(exchange->hostName()))
        lookUp(*exchange);
    else
        enqueue(*exchange);
}

/// Later, as fetch() promises.
void NetworkFetcher::refuse(Exchange &exchange, FetchFault fault, const QString &why)
{
    QMetaObject::invokeMethod(
        &exchange, [&exchange, fault, why] { exchange.fail(fault, why); }, Qt::QueuedConnection);
}

void NetworkFetcher::lookUp(Exchange &exchange)
{
    m_lookups->lookUp(
        exchange.hostName(), &exchange, [&exchange] { exchange.onLookupBegun(); },
        [this, &exchange](const QHostInfo &info) {
            if (exchange.takeLookup(info))
                enqueue(exchange);
        });
}

void NetworkFetcher::enqueue(Exchange &exchange)
{
    if (!m_waiting.isEmpty() || !startNow(exchange, false))
        m_waiting.enqueue(&exchange);
}

bool NetworkFetcher::startNow(Exchange &exchange, bool isUrgent)
{
    const int lane = m_pool->lease(exchange.laneKey(), exchange.origin(), isUrgent);
    if (lane < 0)
        return false;
    exchange.start(lane);
    return true;
}

void NetworkFetcher::startWaiting()
{
    while (!m_waiting.isEmpty() && startNow(*m_waiting.head(), false))
        m_waiting.dequeue();
}

void NetworkFetcher::restart(Exchange &exchange)
{
    // It holds bytes of the budget, and may be the one on which all held ones wait: never behind them.
    if (!startNow(exchange, true))
        m_waiting.prepend(&exchange);
}

void NetworkFetcher::goPastQt(const QByteArray &origin)
{
    if (m_plainOrigins.size() >= mostPlainOrigins)
        m_plainOrigins.clear();
    m_plainOrigins.insert(origin);
}

void NetworkFetcher::leaveLane(Exchange &exchange)
{
    if (exchange.lane < 0)
        return;
    m_pool->release(std::exchange(exchange.lane, -1), exchange.origin());
    if (!m_waiting.isEmpty())
        QMetaObject::invokeMethod(this, &NetworkFetcher::startWaiting, Qt::QueuedConnection);
}

void NetworkFetcher::ended(Exchange &exchange, FetchResult result)
{
    if (exchange.lane < 0)
        m_waiting.removeOne(&exchange);
    leaveLane(exchange);
    m_exchanges[exchange.index] = m_exchanges.last();
    m_exchanges[exchange.index]->index = exchange.index;
    m_exchanges.removeLast();
    exchange.deleteLater();
    if (const Done done = exchange.takeDone())
        done(std::move(result));
}

void NetworkFetcher::cancelAll(QObject *context)
{
    for (Exchange *exchange : exchangesOf(context))
        exchange->cancel();
}

void NetworkFetcher::resumeHeld()
{
    QList<QPointer<Exchange>> held;
    for (Exchange *exchange : std::as_const(m_exchanges)) {
        if (exchange->isHeld())
            held.append(exchange);
    }
    for (const QPointer<Exchange> &exchange : std::as_const(held)) {
        if (exchange)
            exchange->resume();
    }
}

int NetworkFetcher::inFlight() const
{
    return int(m_exchanges.size());
}

void NetworkFetcher::sweep()
{
    if (m_exchanges.isEmpty()) {
        m_sweep.stop();
        return;
    }
    const qint64 now = nowMs();
    const QList<Exchange *> all = m_exchanges; // an exchange that ends is deleted later, so all stay valid
    for (Exchange *exchange : all)
        exchange->checkTime(now);
}

void NetworkFetcher::watch(QObject *context)
{
    if (!context || m_contexts.contains(context))
        return;
    m_contexts.insert(context);
    connect(context, &QObject::destroyed, this, &NetworkFetcher::forget);
}

void NetworkFetcher::forget(QObject *context)
{
    m_contexts.remove(context);
    for (Exchange *exchange : exchangesOf(context))
        exchange->forgetContext();
}

QList<NetworkFetcher::Exchange *> NetworkFetcher::exchangesOf(const QObject *context) const
{
    QList<Exchange *> found;
    for (Exchange *exchange : m_exchanges) {
        if (exchange->context() == context)
            found.append(exchange);
    }
    return found;
}

} // namespace sluice::core
