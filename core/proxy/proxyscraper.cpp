// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyscraper.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/net/contentdecoder.h"
#include "core/net/useragents.h"
#include "core/proxy/sourcetrouble.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

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

Reading readFile(const QString &path, qint64 cap)
{
    // A pipe or a device may never end.
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile())
        return {{}, false, u"%1 is no ordinary file"_s.arg(path)};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, false, u"%1: %2"_s.arg(path, file.errorString())};
    const QByteArray bytes = file.read(cap);
    return {readProxyList(bytes, {}, fallbackTypeOf(path)), !file.atEnd(), {}};
}

QString secondsText(int ms)
{
    return u"no whole answer within %1 s"_s.arg((ms + 999) / 1000);
}

} // namespace

struct ProxyScraper::Trip
{
    ProxySourceRecord source;
    Done done;
    WebUrl url;
    int redirects = 0;
    qint64 startedMs = 0;

    void deliver(ScrapedSource outcome, qint64 atUtcMs) const
    {
        outcome.source.lastScrapedUtcMs = atUtcMs;
        for (ProxyRecord &proxy : outcome.listing.proxies)
            proxy.source = source.location;
        done(std::move(outcome));
    }
};

ProxyScraper::ProxyScraper(Fetcher &fetcher, const Clock &clock, const ScrapeLimits &limits, QObject *parent)
    : QObject(parent)
    , m_fetcher(fetcher)
    , m_clock(clock)
    , m_limits(limits)
{}

ProxyScraper::~ProxyScraper() = default;

void ProxyScraper::scrape(const ProxySourceRecord &source, Done done)
{
    const auto trip = std::make_shared<Trip>();
    trip->source = source;
    trip->done = std::move(done);
    trip->startedMs = m_clock.monotonicMs();
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
}

void ProxyScraper::cancelAll()
{
    m_fetcher.cancelAll(this);
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
    m_fetcher.fetch(std::move(request), this, [this, trip](const FetchResult &result) { arrive(trip, result); });
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
        trip->deliver({source, std::move(listing)}, nowUtcMs());
    });
}

void ProxyScraper::readLocalFile(const TripPointer &trip)
{
    const auto reading =
        inBackground([path = trip->source.location, cap = m_limits.bodyCap] { return readFile(path, cap); });
    whenDone(reading, this, [this, trip](Reading read) {
        if (!read.trouble.isEmpty())
            return fail(trip, read.trouble);
        const ProxySourceRecord source = sourceAfter(trip->source, read.listing, read.isCut);
        trip->deliver({source, std::move(read.listing)}, nowUtcMs());
    });
}

void ProxyScraper::fail(const TripPointer &trip, const QString &reason) const
{
    trip->deliver({failedSource(trip->source, reason), {}}, nowUtcMs());
}

qint64 ProxyScraper::nowUtcMs() const
{
    return m_clock.utcNow().toMSecsSinceEpoch();
}

} // namespace sluice::core
