// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyscraper.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/net/contentdecoder.h"
#include "core/net/useragents.h"
#include "core/proxy/ordinaryfile.h"
#include "core/proxy/sourcetrouble.h"

#include <QTimer>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// What the thread pool makes of a list.
struct Reading
{
    ProxyListing listing;
    bool isCut = false;
    QString trouble; ///< the file cannot be read
};

QByteArray agentOf(const ProxySourceRecord &source)
{
    if (source.userAgent.isEmpty())
        return honestUserAgent();
    const auto preset = userAgentPreset(source.userAgent);
    return preset ? preset->userAgent : source.userAgent.toUtf8();
}

Reading readFile(const QString &path, qint64 cap, const std::atomic_bool &isStopped)
{
    const OrdinaryFile file = readOrdinaryFile(path, cap, isStopped);
    if (!file.trouble.isEmpty() || isStopped)
        return {{}, false, file.trouble};
    return {readProxyList(file.bytes, {}, fallbackTypeOf(path)), file.isCut, {}};
}

QString secondsText(int ms)
{
    return u"no whole answer within %1 s"_s.arg((ms + 999) / 1000);
}

} // namespace

struct ProxyScraper::Trip
{
    int number = 0;
    ProxySourceRecord source;
    Done done;
    WebUrl url;
    int redirects = 0;
    qint64 startedMs = 0;
    std::unique_ptr<QObject> context = std::make_unique<QObject>(); ///< of its requests
    /// For who reads a file on another thread, where nothing else of this may come to its end.
    std::shared_ptr<std::atomic_bool> isStopped = std::make_shared<std::atomic_bool>(false);
};

ProxyScraper::ProxyScraper(Fetcher &fetcher, const Clock &clock, const ScrapeLimits &limits, QObject *parent)
    : QObject(parent)
    , m_fetcher(fetcher)
    , m_clock(clock)
    , m_limits(limits)
{}

ProxyScraper::~ProxyScraper()
{
    for (const TripPointer &trip : std::as_const(m_trips)) {
        *trip->isStopped = true;
        trip->context.reset(); // what the fetcher keeps for it leads back here
    }
}

int ProxyScraper::scrape(const ProxySourceRecord &source, Done done)
{
    const auto trip = std::make_shared<Trip>();
    trip->number = ++m_lastNumber;
    trip->source = source;
    trip->done = std::move(done);
    trip->startedMs = m_clock.monotonicMs();
    m_trips.insert(trip->number, trip);
    const QString trouble = locationTrouble(source.location);
    if (!trouble.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this, trip, trouble] { fail(trip, trouble); }, Qt::QueuedConnection);
    } else if (isWebLocation(source.location)) {
        trip->url = *WebUrl::parse(source.location.toUtf8());
        ask(trip);
    } else {
        readLocalFile(trip);
    }
    return trip->number;
}

void ProxyScraper::cancel(int number)
{
    const TripPointer trip = m_trips.value(number);
    if (!trip)
        return;
    QMetaObject::invokeMethod(
        this, [this, trip] { fail(trip, u"cancelled"_s); }, Qt::QueuedConnection);
}

void ProxyScraper::cancelAll()
{
    const QList<int> numbers = m_trips.keys();
    for (const int number : numbers)
        cancel(number);
}

void ProxyScraper::ask(const TripPointer &trip)
{
    const qint64 left = m_limits.totalMs - (m_clock.monotonicMs() - trip->startedMs);
    FetchRequest request;
    request.url = trip->url;
    request.userAgent = agentOf(trip->source);
    request.bodyCap = m_limits.bodyCap;
    request.isCutAtCap = true;
    request.totalTimeoutMs = int(std::max<qint64>(left, 1));
    m_fetcher.fetch(std::move(request), trip->context.get(),
                    [this, trip](const FetchResult &result) { arrive(trip, result); });
}

void ProxyScraper::arrive(const TripPointer &trip, const FetchResult &result)
{
    if (!result && result.error().kind == FetchFault::Timeout)
        fail(trip, secondsText(m_limits.totalMs));
    else if (!result)
        fail(trip, result.error().detail);
    else if (isRedirectStatus(result->status))
        follow(trip, headerValue(result->headers, "location"));
    else if (result->status < 200 || result->status > 299)
        fail(trip, u"HTTP status %1"_s.arg(result->status));
    else
        take(trip, *result);
}

void ProxyScraper::follow(const TripPointer &trip, const QByteArray &location)
{
    const auto target = trip->url.resolve(location);
    if (!target)
        return fail(trip, u"it redirects to no address: "_s + target.error().detail);
    if (++trip->redirects > m_limits.redirects)
        return fail(trip, u"more than %1 redirects"_s.arg(m_limits.redirects));
    if (m_clock.monotonicMs() - trip->startedMs >= m_limits.totalMs)
        return fail(trip, secondsText(m_limits.totalMs));
    trip->url = *target;
    ask(trip);
}

void ProxyScraper::take(const TripPointer &trip, const FetchResponse &response)
{
    const QByteArray encoding = headerValue(response.headers, "content-encoding");
    const auto body = decodeBeginning(response.body, encoding, m_limits.bodyCap, response.isBodyCut);
    if (!body)
        return fail(trip, body.error().detail);
    const bool isCut = response.isBodyCut || body->size() >= m_limits.bodyCap;
    const auto reading = inBackground(
        [bytes = *body, type = headerValue(response.headers, "content-type"),
         fallback = fallbackTypeOf(trip->source.location)] { return readProxyList(bytes, type, fallback); });
    whenDone(reading, this, [this, trip, isCut](ProxyListing listing) {
        const ProxySourceRecord source = sourceAfter(trip->source, listing, isCut);
        deliver(trip, {source, std::move(listing)});
    });
}

void ProxyScraper::readLocalFile(const TripPointer &trip)
{
    // Even an ordinary file may be on a disk that does not answer.
    QTimer::singleShot(m_limits.totalMs, trip->context.get(), [this, trip = std::weak_ptr(trip)] {
        if (const TripPointer late = trip.lock())
            fail(late, u"not read within %1 s"_s.arg((m_limits.totalMs + 999) / 1000));
    });
    const auto reading = inBackground([path = trip->source.location, cap = m_limits.bodyCap,
                                       isStopped = trip->isStopped] { return readFile(path, cap, *isStopped); });
    whenDone(reading, this, [this, trip](Reading read) {
        if (!read.trouble.isEmpty())
            return fail(trip, read.trouble);
        const ProxySourceRecord source = sourceAfter(trip->source, read.listing, read.isCut);
        deliver(trip, {source, std::move(read.listing)});
    });
}

void ProxyScraper::fail(const TripPointer &trip, const QString &reason)
{
    deliver(trip, {failedSource(trip->source, reason), {}});
}

/// The first outcome counts: a trip that was given up may still come to an end of its own.
void ProxyScraper::deliver(const TripPointer &trip, ScrapedSource outcome)
{
    if (!m_trips.remove(trip->number))
        return;
    *trip->isStopped = true;
    trip->context.reset();
    outcome.source.lastScrapedUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    for (ProxyRecord &proxy : outcome.listing.proxies)
        proxy.source = trip->source.location;
    trip->done(std::move(outcome));
}

} // namespace sluice::core
