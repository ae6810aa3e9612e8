// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politedownload.h"

#include "core/net/contentdecoder.h"

#include <QRandomGenerator>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

PoliteDownload::PoliteDownload(const CrawlPlan &plan, Fetcher &fetcher, HostGate &gate, const Clock &clock,
                               QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(plan, fetcher, gate, clock)
    , m_robots(plan, m_fetcher, gate, clock)
{}

PoliteDownload::~PoliteDownload() = default;

void PoliteDownload::restore(const QList<HostRecord> &hosts)
{
    for (const HostRecord &host : hosts)
        m_robots.restore(host);
}

void PoliteDownload::setRenderer(Fetcher &renderer)
{
    m_fetcher.setRenderer(&renderer);
    m_way = PoliteFetcher::Way::Rendered;
}

void PoliteDownload::get(const WebUrl &url, Done done, Answers answers)
{
    auto trip = std::make_shared<Trip>();
    trip->url = url;
    trip->done = std::move(done);
    trip->answers = answers;
    enter(trip);
}

void PoliteDownload::cancelAll()
{
    m_isClosed = true;
    m_fetcher.cancelAll();
    m_robots.cancelDelayed();
    for (const TripPointer &trip : std::exchange(m_delayed, {}))
        trip->done(tl::unexpected(tr("cancelled")));
}

/// Asks the host's robots.txt before the host.
void PoliteDownload::enter(const TripPointer &trip)
{
    if (!m_plan.spec.isRobotsObeyed)
        return ask(trip);
    m_robots.whenKnown(trip->url.origin(), [this, trip] {
        const QByteArray origin = trip->url.origin();
        if (m_robots.isUnreachable(origin))
            return trip->done(tl::unexpected(m_robots.unreachableReason(origin)));
        const RobotsVerdict verdict = m_robots.check(trip->url);
        if (!verdict.isAllowed)
            return trip->done(
                tl::unexpected(tr("robots.txt does not allow it (%1)").arg(QString::fromUtf8(verdict.rule))));
        ask(trip);
    });
}

void PoliteDownload::ask(const TripPointer &trip)
{
    m_fetcher.fetch(
        m_fetcher.requestFor(trip->url), [this, trip](const FetchResult &result) { arrive(trip, result); }, m_way);
}

void PoliteDownload::arrive(const TripPointer &trip, const FetchResult &result)
{
    if (retry(trip, result))
        return;
    if (!result)
        return trip->done(tl::unexpected(result.error().detail));
    const QByteArray location = headerValue(result->headers, "Location");
    if (isRedirectStatus(result->status) && !location.isEmpty())
        return follow(trip, location);
    const bool isSuccess = result->status >= 200 && result->status <= 299;
    if (!isSuccess && trip->answers == Answers::Successful)
        return trip->done(tl::unexpected(tr("HTTP status %1").arg(result->status)));
    deliver(*trip, *result);
}

bool PoliteDownload::retry(const TripPointer &trip, const FetchResult &result)
{
    const auto delay = m_plan.retry.delayMs(trip->attempt, result, QRandomGenerator::global()->generateDouble());
    if (!delay || m_isClosed)
        return false;
    ++trip->attempt;
    m_delayed.append(trip);
    QTimer::singleShot(int(*delay), this, [this, trip] { askAgain(trip); });
    return true;
}

void PoliteDownload::askAgain(const TripPointer &trip)
{
    if (m_delayed.removeOne(trip))
        ask(trip);
}

void PoliteDownload::follow(const TripPointer &trip, const QByteArray &location)
{
    const auto target = trip->url.resolve(location);
    if (!target)
        return trip->done(tl::unexpected(tr("redirects to no web address: %1").arg(target.error().detail)));
    if (target->hasCredentials())
        return trip->done(tl::unexpected(tr("redirects to an address with a user name or password")));
    if (++trip->redirects > m_plan.spec.maximumRedirects)
        return trip->done(tl::unexpected(tr("more than %n redirect(s)", nullptr, m_plan.spec.maximumRedirects)));
    trip->url = *target;
    trip->attempt = 1;
    enter(trip);
}

void PoliteDownload::deliver(const Trip &trip, const FetchResponse &response) const
{
    auto body =
        decodeContent(response.body, headerValue(response.headers, "Content-Encoding"), m_plan.spec.maximumBodyBytes);
    if (!body)
        return trip.done(tl::unexpected(body.error().detail));
    trip.done(
        DownloadedFile{trip.url, headerValue(response.headers, "Content-Type"), *std::move(body), response.status});
}

} // namespace sluice::core
