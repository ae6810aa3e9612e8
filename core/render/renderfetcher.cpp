// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/renderfetcher.h"

#include "core/net/answerchecks.h"
#include "core/net/useragents.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int askBudgetEveryMs = 50;

/// The parts of a Cookie header.
QList<QPair<QByteArray, QByteArray>> cookiesIn(const QByteArray &header)
{
    QList<QPair<QByteArray, QByteArray>> cookies;
    for (const QByteArray &part : header.split(';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            cookies.append({part.left(equals).trimmed(), part.mid(equals + 1).trimmed()});
    }
    return cookies;
}

RenderTask taskFor(const FetchRequest &request, const RenderOptions &options, const RenderLimits &limits)
{
    RenderTask task;
    task.url = request.url;
    task.userAgent = request.userAgent.isEmpty() ? honestUserAgent() : request.userAgent;
    for (const Header &header : request.headers) {
        if (header.name.compare("Cookie", Qt::CaseInsensitive) == 0)
            task.cookies += cookiesIn(header.value);
        else if (header.name.compare("Accept-Language", Qt::CaseInsensitive) == 0)
            task.language = header.value;
        else
            task.headers.append(header);
    }
    task.options = options;
    task.limits = limits;
    task.timeoutMs = request.totalTimeoutMs;
    task.bodyCap = request.bodyCap;
    task.isTlsCheckOff = request.isTlsCheckOff;
    return task;
}

FetchResult cancelled()
{
    FetchError error;
    error.kind = FetchFault::Cancelled;
    error.detail = u"cancelled"_s;
    return tl::unexpected(error);
}

FetchResponse responseOf(const FetchRequest &request, const RenderAnswer &answer)
{
    FetchResponse response;
    response.status = answer.status;
    response.timings = {0, answer.firstByteMs, answer.totalMs};
    const bool isText = !answer.isBodySkipped && !answer.contentType.isEmpty();
    if (!answer.contentType.isEmpty())
        response.headers.append({"Content-Type"_ba, answer.contentType + (isText ? "; charset=utf-8" : "")});
    if (!answer.location.isEmpty())
        response.headers.append({"Location"_ba, answer.location});
    if (!answer.retryAfter.isEmpty())
        response.headers.append({"Retry-After"_ba, answer.retryAfter});
    if (!answer.url.isEmpty() && answer.url != request.url.text())
        response.headers.append({"Content-Location"_ba, answer.url});
    for (const QByteArray &cookie : answer.setCookies)
        response.headers.append({"Set-Cookie"_ba, cookie});
    response.isBodySkipped = answer.isBodySkipped || !isTypeAccepted(answer.contentType, request.acceptedTypes);
    if (!response.isBodySkipped)
        response.body = answer.body;
    return response;
}

} // namespace

RenderFetcher::RenderFetcher(RenderPool &pool, const RenderOptions &options, QByteArray caPem, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_options(options)
    , m_caPem(std::move(caPem))
{
    m_ask.setInterval(askBudgetEveryMs);
    connect(&m_ask, &QTimer::timeout, this, &RenderFetcher::deliverHeld);
}

RenderFetcher::~RenderFetcher()
{
    for (const TripPointer &trip : std::as_const(m_trips))
        m_pool.cancel(trip->id);
}

void RenderFetcher::fetch(FetchRequest request, QObject *context, Done done)
{
    auto trip = std::make_shared<Trip>();
    trip->context = context;
    trip->request = std::move(request);
    trip->done = std::move(done);
    m_trips.append(trip);
    if (trip->request.proxy.kind == ProxyKind::Pool) {
        QMetaObject::invokeMethod(
            this, [this, trip] { refuse(trip); }, Qt::QueuedConnection);
        return;
    }
    const RenderSetup setup{trip->request.proxy, m_caPem};
    trip->id = m_pool.render(setup, taskFor(trip->request, m_options, m_limits),
                             [this, trip](const RenderAnswer &answer) { arrive(trip, answer); });
}

/// Which proxy of a pool, somebody else must have picked: never the direct way instead.
void RenderFetcher::refuse(const TripPointer &trip)
{
    if (!m_trips.contains(trip))
        return; // cancelled meanwhile
    FetchError error;
    error.kind = FetchFault::Proxy;
    error.detail = u"%1: no proxy of the pool was picked"_s.arg(trip->request.url.toString());
    deliver(trip, tl::unexpected(error));
}

void RenderFetcher::cancelAll(QObject *context)
{
    const QList<TripPointer> trips = m_trips;
    for (const TripPointer &trip : trips) {
        if (trip->context != context)
            continue;
        m_pool.cancel(trip->id);
        m_trips.removeOne(trip);
        m_held.removeIf([&trip](const auto &held) { return held.first == trip; });
        QMetaObject::invokeMethod(
            context, [trip] { trip->done(cancelled()); }, Qt::QueuedConnection);
    }
}

void RenderFetcher::arrive(const TripPointer &trip, const RenderAnswer &answer)
{
    tellRequests(*trip, answer);
    for (const QString &note : answer.notes)
        Q_EMIT noted(trip->request.url.toString(), note);
    if (answer.fault) {
        FetchError error;
        error.kind = answer.fault->kind;
        error.detail = answer.fault->detail;
        error.status = answer.status;
        error.timings = {0, answer.firstByteMs, answer.totalMs};
        return deliver(trip, tl::unexpected(error));
    }
    FetchResponse response = responseOf(trip->request, answer);
    const auto &ticket = trip->request.ticket;
    if (!ticket || ticket->tryTake(response.body.size()))
        return deliver(trip, std::move(response));
    m_held.append({trip, std::move(response)});
    m_ask.start();
}

void RenderFetcher::tellRequests(const Trip &trip, const RenderAnswer &answer)
{
    const QByteArray own = trip.request.url.origin();
    for (const auto &[origin, count] : answer.requests) {
        if (const int further = origin == own ? count - 1 : count; further > 0)
            Q_EMIT asked(origin, further);
    }
}

void RenderFetcher::deliver(const TripPointer &trip, const FetchResult &result)
{
    m_trips.removeOne(trip);
    if (trip->context)
        trip->done(result);
}

void RenderFetcher::deliverHeld()
{
    const auto held = std::exchange(m_held, {});
    for (const auto &[trip, response] : held) {
        if (!m_trips.contains(trip))
            continue; // cancelled by one that was delivered
        if (!trip->context || trip->request.ticket->tryTake(response.body.size()))
            deliver(trip, response);
        else
            m_held.append({trip, response});
    }
    if (m_held.isEmpty())
        m_ask.stop();
}

} // namespace sluice::core
