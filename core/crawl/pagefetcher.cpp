// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagefetcher.h"

#include "core/net/requestmethod.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QList<QByteArray> mediaTypes(const QStringList &types)
{
    QList<QByteArray> bytes;
    for (const QString &type : types)
        bytes.append(type.toLatin1().toLower());
    return bytes;
}

} // namespace

PageFetcher::PageFetcher(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache *robots, UrlPolicy &policy,
                         QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(fetcher)
    , m_robots(robots)
    , m_policy(policy)
{}

void PageFetcher::fetch(const Lease &lease, std::shared_ptr<ByteTicket> ticket, Done done, const PageAsker &asker)
{
    auto trip = std::make_shared<Trip>();
    trip->isSeed = lease.isSeed;
    trip->ticket = std::move(ticket);
    trip->done = std::move(done);
    trip->asker = asker;
    trip->page.finalUrl = lease.url;
    if (lease.isSeed) {
        trip->method = m_plan.spec.seedMethod.toLatin1();
        trip->content = m_plan.spec.seedContent.toUtf8();
    }
    if (m_plan.spec.renderMode == RenderMode::Rendered)
        trip->way = PoliteFetcher::Way::Rendered;
    hop(trip);
}

void PageFetcher::render(const Lease &lease, const FetchedPage &plain, std::shared_ptr<ByteTicket> ticket, Done done,
                         const PageAsker &asker)
{
    auto trip = std::make_shared<Trip>();
    trip->isSeed = lease.isSeed;
    trip->ticket = std::move(ticket);
    trip->done = std::move(done);
    trip->asker = asker;
    trip->page.finalUrl = plain.finalUrl;
    trip->page.redirects = plain.redirects;
    trip->page.milliseconds = plain.milliseconds;
    trip->way = PoliteFetcher::Way::Rendered;
    hop(trip);
}

void PageFetcher::hop(const TripPointer &trip)
{
    if (trip->asker.token.isCancelled())
        return; // who asked has gone, perhaps while robots.txt came
    m_fetcher.fetch(
        requestFor(*trip), [this, trip](FetchResult result) { arrive(trip, std::move(result)); }, trip->way,
        trip->asker.owner);
}

FetchRequest PageFetcher::requestFor(const Trip &trip) const
{
    FetchRequest request = m_fetcher.requestFor(trip.page.finalUrl);
    request.ticket = trip.ticket;
    request.method = trip.method;
    request.content = trip.content;
    // The user's headers say what the seeds' content is, which does not go with this one (the Fetch standard,
    // HTTP-redirect fetch).
    if (!m_plan.spec.seedContent.isEmpty() && trip.content.isEmpty())
        request.headers.removeIf([](const Header &header) { return isContentHeader(header.name); });
    if (!m_plan.spec.contentTypes.isEmpty())
        request.acceptedTypes = mediaTypes(m_plan.spec.contentTypes);
    return request;
}

/// What redirected was processed, whatever became of the hops behind it.
bool PageFetcher::isRepeatable(const Trip &trip) const
{
    const QByteArray first = trip.isSeed ? m_plan.spec.seedMethod.toLatin1() : "GET"_ba;
    return trip.page.redirects.isEmpty() ? mayBeAskedAgain(first, trip.page.result) : isIdempotent(first);
}

void PageFetcher::arrive(const TripPointer &trip, FetchResult result)
{
    trip->page.milliseconds += result ? result->timings.totalMs : result.error().timings.totalMs;
    trip->page.result = std::move(result);
    trip->page.isRepeatable = isRepeatable(*trip);
    if (trip->page.result && isRedirectStatus(trip->page.result->status)) {
        const QByteArray location = headerValue(trip->page.result->headers, "Location");
        if (!location.isEmpty()) {
            follow(trip, location);
            return;
        }
    }
    trip->done(std::move(trip->page));
}

void PageFetcher::follow(const TripPointer &trip, const QByteArray &location)
{
    FetchedPage &page = trip->page;
    const auto target = page.finalUrl.resolve(location);
    if (!target)
        return refuse(trip, u"redirect-invalid"_s,
                      tr("redirects to %1: %2").arg(QString::fromUtf8(location.left(200)), target.error().detail));
    page.redirects.append({page.result->status, page.finalUrl.text()});
    const QByteArray method = methodAfterRedirect(page.result->status, trip->method);
    if (std::exchange(trip->method, method) != method)
        trip->content.clear();
    if (page.redirects.size() > m_plan.spec.maximumRedirects)
        return refuse(trip, u"redirect-limit"_s, tr("more than %n redirect(s)", nullptr, m_plan.spec.maximumRedirects));
    const auto visits = std::count_if(page.redirects.cbegin(), page.redirects.cend(),
                                      [&target](const RedirectHop &hop) { return hop.url == target->text(); });
    // A page may redirect to itself once it has set a cookie; coming back to it a second time is a loop.
    if (visits > 1)
        return refuse(trip, u"redirect-loop"_s, tr("redirects in a loop at %1").arg(target->toString()));
    if (trip->isSeed && !target->hasCredentials())
        m_policy.addRoot(*target);
    const SkipReason reason = m_policy.judge(*target);
    if (reason == SkipReason::Credentials)
        return refuse(trip, u"redirect-credentials"_s, tr("redirects to an address with a user name or password"));
    if (reason != SkipReason::None && !trip->isSeed)
        return refuse(
            trip, u"redirect-"_s + skipReasonName(reason),
            tr("redirects to %1, which is not wanted here: %2").arg(target->toString(), skipReasonName(reason)));
    enter(trip, *target);
}

void PageFetcher::enter(const TripPointer &trip, const WebUrl &target)
{
    trip->ticket->shrinkTo(0);
    trip->ticket->leave();
    const auto go = [this, trip, target] {
        trip->page.finalUrl = target;
        hop(trip);
    };
    if (!m_robots) {
        go();
        return;
    }
    if (trip->asker.owner && !m_robots->isKnown(target.origin()))
        Q_EMIT parked(trip->asker.owner);
    m_robots->whenKnown(target.origin(), [this, trip, target, go] {
        const RobotsVerdict verdict = m_robots->check(target);
        if (verdict.isAllowed)
            return go();
        const QByteArray origin = target.origin();
        const QString why =
            m_robots->isUnreachable(origin) ? m_robots->unreachableReason(origin) : tr("robots.txt disallows it");
        refuse(trip, u"redirect-robots"_s, tr("redirects to %1: %2").arg(target.toString(), why));
    });
}

void PageFetcher::refuse(const TripPointer &trip, const QString &kind, const QString &detail)
{
    trip->page.refusalKind = kind;
    trip->page.refusal = detail;
    trip->done(std::move(trip->page));
}

} // namespace sluice::core
