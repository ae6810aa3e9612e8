// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politefetcher.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

FetchResult cancelled()
{
    FetchError error;
    error.kind = FetchFault::Cancelled;
    error.detail = u"cancelled"_s;
    return tl::unexpected(error);
}

} // namespace

PoliteFetcher::PoliteFetcher(const CrawlPlan &plan, Fetcher &fetcher, HostGate &gate, const Clock &clock,
                             QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(fetcher)
    , m_gate(gate)
    , m_clock(clock)
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &PoliteFetcher::startWaiting);
    connect(&m_gate, &HostGate::released, this, &PoliteFetcher::startWaiting);
    for (const CrawlPlan::Cookie &cookie : plan.cookies) {
        const QByteArray line = cookie.name + '=' + cookie.value + "; Path=/";
        if (const auto url = WebUrl::parse("https://" + cookie.domain + '/'))
            m_cookies.store(*url, {{"Set-Cookie"_ba, line}});
    }
}

PoliteFetcher::~PoliteFetcher()
{
    // Places that come free here must not start anything for a crawl that is going.
    disconnect(&m_gate, nullptr, this, nullptr);
    for (auto host = m_inFlight.cbegin(); host != m_inFlight.cend(); ++host) {
        for (int i = 0; i < host.value(); ++i)
            m_gate.abandon(host.key());
    }
}

qint64 PoliteFetcher::waitMs(const QByteArray &origin) const
{
    return m_gate.waitMs(origin, limitsFor(origin));
}

FetchRequest PoliteFetcher::requestFor(const WebUrl &url) const
{
    return m_plan.requestFor(url);
}

void PoliteFetcher::fetch(FetchRequest request, Fetcher::Done done)
{
    if (m_isClosed) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(cancelled()); }, Qt::QueuedConnection);
        return;
    }
    const QByteArray origin = request.url.origin();
    if (waitMs(origin) == 0) {
        begin(origin, std::move(request), std::move(done));
        return;
    }
    if (request.ticket)
        request.ticket->leave();
    m_waiting.push_back({origin, std::move(request), std::move(done)});
    startWaiting();
}

void PoliteFetcher::setCrawlDelay(const QByteArray &origin, int delayMs)
{
    m_crawlDelays.insert(origin, delayMs);
}

void PoliteFetcher::cancelAll()
{
    m_isClosed = true;
    const std::list<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting)
        each.done(cancelled());
    m_fetcher.cancelAll(this);
}

QByteArray PoliteFetcher::nextHostWaitedFor() const
{
    QByteArray next;
    qint64 soonest = 0;
    for (const Waiting &each : m_waiting) {
        const qint64 wait = waitMs(each.origin);
        if (wait > 0 && (next.isEmpty() || wait < soonest)) {
            next = each.origin;
            soonest = wait;
        }
    }
    return next;
}

HostLimits PoliteFetcher::limitsFor(const QByteArray &origin) const
{
    HostLimits limits = m_plan.hostLimits();
    if (!m_crawlDelays.isEmpty())
        limits.delayMs = std::max(limits.delayMs, m_crawlDelays.value(origin));
    return limits;
}

void PoliteFetcher::begin(const QByteArray &origin, FetchRequest request, Fetcher::Done done)
{
    if (request.ticket)
        request.ticket->join();
    m_gate.begin(origin);
    m_asked.insert(origin);
    ++m_inFlight[origin];
    ++m_inFlightAll;
    const WebUrl url = request.url;
    if (m_cookies.count() > 0) {
        const QByteArray cookies = m_cookies.headerFor(url);
        if (!cookies.isEmpty() && headerValue(request.headers, "Cookie").isEmpty())
            request.headers.append({"Cookie"_ba, cookies});
    }
    m_fetcher.fetch(std::move(request), this, [this, origin, url, done = std::move(done)](FetchResult result) {
        finish(origin, url, std::move(result), done);
    });
}

void PoliteFetcher::finish(const QByteArray &origin, const WebUrl &url, FetchResult result, const Fetcher::Done &done)
{
    if (--m_inFlight[origin] == 0)
        m_inFlight.remove(origin);
    --m_inFlightAll;
    if (!result && result.error().kind == FetchFault::Cancelled) {
        m_gate.abandon(origin);
    } else {
        const Headers &headers = result ? result->headers : result.error().headers;
        m_cookies.store(url, headers);
        HostAnswer answer;
        answer.status = result ? result->status : 0;
        answer.latencyMs = result ? result->timings.firstByteMs : result.error().timings.totalMs;
        answer.retryAfterMs = retryAfterMs(headers, m_clock);
        m_gate.end(origin, answer, limitsFor(origin));
    }
    done(std::move(result));
}

void PoliteFetcher::startWaiting()
{
    qint64 soonest = -1;
    for (auto each = m_waiting.begin(); each != m_waiting.end();) {
        const qint64 wait = waitMs(each->origin);
        if (wait == 0) {
            Waiting ready = std::move(*each);
            each = m_waiting.erase(each);
            begin(ready.origin, std::move(ready.request), std::move(ready.done));
            continue;
        }
        if (wait > 0 && (soonest < 0 || wait < soonest))
            soonest = wait;
        ++each;
    }
    if (soonest > 0)
        m_wake.start(int(std::min<qint64>(soonest, 60'000)));
}

} // namespace sluice::core
