// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/robotscache.h"

#include "core/net/contentdecoder.h"

#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int maximumRedirects = 5;
/// RFC 9309, 2.5: the rest is ignored. The one byte more lets the parser see that there was a rest.
constexpr qint64 keptBytes = 500 * 1024 + 1;
constexpr qint64 keptForMs = qint64(24) * 60 * 60 * 1000;

Result<QByteArray, DecodeFailure> bodyOf(const FetchResponse &response)
{
    return decodeBeginning(response.body, headerValue(response.headers, "Content-Encoding"), keptBytes,
                           response.isBodyCut);
}

} // namespace

RobotsCache::RobotsCache(const CrawlPlan &plan, PoliteFetcher &fetcher, HostGate &gate, const Clock &clock,
                         QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(fetcher)
    , m_gate(gate)
    , m_clock(clock)
{
    connect(&m_gate, &HostGate::released, this, &RobotsCache::askNext);
}

void RobotsCache::restore(const HostRecord &host)
{
    const qint64 age = m_clock.utcNow().toMSecsSinceEpoch() - host.robotsFetchedAtUtcMs;
    const bool isAnswer = host.robotsStatus >= 200 && host.robotsStatus < 500;
    if (host.robotsFetchedAtUtcMs == 0 || age < 0 || age > keptForMs || !isAnswer)
        return;
    m_hosts[host.origin].record = host;
    const bool isFile = host.robotsStatus < 300;
    ++m_fetching;
    settle(host.origin, isFile ? RobotsFile::parse(host.robots) : RobotsFile::allowingAll());
}

bool RobotsCache::isKnown(const QByteArray &origin) const
{
    const auto host = m_hosts.constFind(origin);
    return host != m_hosts.cend() && host->isKnown;
}

void RobotsCache::request(const QByteArray &origin)
{
    if (m_hosts.contains(origin))
        return;
    Host host;
    host.isDelayed = true;
    m_hosts.insert(origin, std::move(host));
    ++m_fetching;
    m_queue.push_back(origin);
    askNext();
}

void RobotsCache::askNext()
{
    const int most = m_plan.spec.concurrency;
    while (!m_queue.empty() && (m_asked == 0 || (m_asked < most && m_fetcher.inFlight() < most))) {
        const QByteArray origin = std::move(m_queue.front());
        m_queue.pop_front();
        const auto host = m_hosts.find(origin);
        if (host == m_hosts.end() || !std::exchange(host->isDelayed, false))
            continue; // it was given up
        host->isAsked = true;
        ++m_asked;
        ask(origin, WebUrl::fromNormalized(origin + "/robots.txt"), 1, 0);
    }
}

/// Its place is another's.
void RobotsCache::leave(Host &host)
{
    if (std::exchange(host.isAsked, false))
        --m_asked;
}

void RobotsCache::whenKnown(const QByteArray &origin, std::function<void()> then)
{
    if (isKnown(origin)) {
        then();
        return;
    }
    request(origin);
    m_hosts[origin].waiting.push_back(std::move(then));
}

RobotsVerdict RobotsCache::check(const WebUrl &url) const
{
    const auto host = m_hosts.constFind(url.origin());
    return host == m_hosts.cend() ? RobotsVerdict() : host->file.check(m_plan.spec.robotsToken.toUtf8(), url);
}

bool RobotsCache::isUnreachable(const QByteArray &origin) const
{
    return m_hosts.value(origin).isUnreachable;
}

QString RobotsCache::unreachableReason(const QByteArray &origin) const
{
    return m_hosts.value(origin).reason;
}

QList<QByteArray> RobotsCache::sitemaps(const QByteArray &origin) const
{
    return m_hosts.value(origin).file.sitemaps();
}

QList<HostRecord> RobotsCache::records() const
{
    QList<HostRecord> records;
    for (auto host = m_hosts.cbegin(); host != m_hosts.cend(); ++host) {
        if (!host->isKnown)
            continue;
        records.append(host->record);
        records.last().origin = host.key();
    }
    return records;
}

void RobotsCache::cancelDelayed()
{
    QList<QByteArray> delayed;
    for (auto host = m_hosts.cbegin(); host != m_hosts.cend(); ++host) {
        if (host->isDelayed)
            delayed.append(host.key());
    }
    for (const QByteArray &origin : std::as_const(delayed))
        forget(origin);
}

/// As if it had never been asked for; whoever waits goes on.
void RobotsCache::forget(const QByteArray &origin)
{
    --m_fetching;
    Host gone = m_hosts.take(origin);
    leave(gone);
    for (const auto &then : gone.waiting)
        then();
    askNext();
}

void RobotsCache::ask(const QByteArray &origin, const WebUrl &url, int attempt, int redirects)
{
    FetchRequest request = m_fetcher.requestFor(url);
    request.bodyCap = keptBytes;
    request.isCutAtCap = true;
    m_fetcher.fetch(std::move(request), [this, origin, url, attempt, redirects](const FetchResult &result) {
        take(origin, url, attempt, redirects, result);
    });
}

void RobotsCache::take(const QByteArray &origin, const WebUrl &url, int attempt, int redirects,
                       const FetchResult &result)
{
    if (!result && result.error().kind == FetchFault::Cancelled)
        return forget(origin);
    if (result && isRedirectStatus(result->status) && redirects < maximumRedirects) {
        if (const auto target = url.resolve(headerValue(result->headers, "Location"))) {
            ask(origin, *target, attempt, redirects + 1);
            return;
        }
    }
    if (retry(origin, attempt, result))
        return;
    Host &host = m_hosts[origin];
    host.record.robotsFetchedAtUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    host.record.robotsStatus = result ? result->status : 0;
    if (result && result->status >= 200 && result->status < 300) {
        takeFile(origin, *result);
    } else if (result && result->status < 500) {
        settle(origin, RobotsFile::allowingAll());
    } else {
        host.isUnreachable = true;
        host.reason = result ? tr("robots.txt answered %1").arg(result->status)
                             : tr("robots.txt unreachable: %1").arg(result.error().detail);
        settle(origin, RobotsFile::disallowingAll());
    }
}

void RobotsCache::takeFile(const QByteArray &origin, const FetchResponse &response)
{
    Host &host = m_hosts[origin];
    auto body = bodyOf(response);
    if (!body) {
        host.isUnreachable = true;
        host.reason = tr("robots.txt unreadable: %1").arg(body.error().detail);
        host.record.robotsStatus = 0; // as if none had come: an empty file would allow all when the crawl goes on
        settle(origin, RobotsFile::disallowingAll());
        return;
    }
    host.record.robots = *std::move(body);
    settle(origin, RobotsFile::parse(host.record.robots));
}

bool RobotsCache::retry(const QByteArray &origin, int attempt, const FetchResult &result)
{
    const auto delay = m_plan.retry.delayMs(attempt, result, QRandomGenerator::global()->generateDouble());
    if (!delay)
        return false;
    leave(m_hosts[origin]);
    m_hosts[origin].isDelayed = true;
    QTimer::singleShot(int(*delay), this, [this, origin, attempt] {
        const auto host = m_hosts.find(origin);
        if (host == m_hosts.end() || !std::exchange(host->isDelayed, false))
            return;
        host->isAsked = true;
        ++m_asked;
        ask(origin, WebUrl::fromNormalized(origin + "/robots.txt"), attempt + 1, 0);
    });
    askNext();
    return true;
}

void RobotsCache::settle(const QByteArray &origin, RobotsFile file)
{
    Host &host = m_hosts[origin];
    host.isKnown = true;
    host.file = std::move(file);
    --m_fetching;
    leave(host);
    if (m_plan.spec.isRobotsObeyed) {
        if (const auto delay = host.file.crawlDelayMs(m_plan.spec.robotsToken.toUtf8()))
            m_fetcher.setCrawlDelay(origin, *delay);
    }
    m_gate.setRobots(origin, words(host.record));
    for (const auto &then : std::exchange(host.waiting, {}))
        then();
    Q_EMIT ready(origin);
    askNext();
}

QString RobotsCache::words(const HostRecord &host)
{
    if (host.robotsFetchedAtUtcMs == 0)
        return {};
    if (host.robotsStatus == 0)
        return tr("unreachable");
    if (host.robotsStatus >= 500)
        return tr("answered %1").arg(host.robotsStatus);
    if (host.robotsStatus >= 300)
        return tr("none");
    return tr("%n rule(s)", nullptr, int(host.robots.toLower().count("allow:")));
}

} // namespace sluice::core
