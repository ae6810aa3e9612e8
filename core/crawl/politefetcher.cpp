// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politefetcher.h"

#include "core/crawl/plancookies.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Of one request to servers that want a login: the first answer, and one more where that came with an old nonce.
constexpr int maximumAnswers = 2;

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
    m_wake.setTimerType(Qt::PreciseTimer); // pages stand back for what waits here
    connect(&m_wake, &QTimer::timeout, this, &PoliteFetcher::startWaiting);
    connect(&m_gate, &HostGate::released, this, &PoliteFetcher::startWaiting);
    for (const CrawlPlan::Cookie &cookie : plan.cookies) {
        const QByteArray line = cookieLine(cookie, plan.seeds);
        if (const auto url = WebUrl::parse("https://" + cookie.domain + '/'))
            m_cookies.store(*url, {{"Set-Cookie"_ba, line}});
    }
    for (auto login = plan.logins.cbegin(); login != plan.logins.cend(); ++login)
        m_logins.insert(login.key(), HttpAuthenticator(login.value()));
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
    const qint64 wait = gateWaitMs(origin);
    return wait == 0 && m_waitingPerHost.contains(origin) ? 1 : wait;
}

qint64 PoliteFetcher::gateWaitMs(const QByteArray &origin) const
{
    return m_gate.waitMs(origin, limitsFor(origin));
}

FetchRequest PoliteFetcher::requestFor(const WebUrl &url) const
{
    return m_plan.requestFor(url);
}

void PoliteFetcher::fetch(FetchRequest request, Fetcher::Done done, Way way, QObject *owner)
{
    if (m_isClosed) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(cancelled()); }, Qt::QueuedConnection);
        return;
    }
    const QByteArray origin = request.url.origin();
    if (!m_isHeld && waitMs(origin) == 0)
        return begin(std::move(request), std::move(done), way, owner);
    if (request.ticket)
        request.ticket->leave();
    const auto cancel = [done] { done(cancelled()); };
    const auto start = [this, request = std::move(request), done = std::move(done), way, owner] {
        begin(request, done, way, owner);
    };
    wait({origin, start, cancel, nullptr, owner});
    if (owner)
        Q_EMIT parked(owner);
    startWaiting();
}

void PoliteFetcher::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    startWaiting();
}

bool PoliteFetcher::isIdle() const
{
    const auto isSecondLook = [](const Waiting &each) { return each.errand != nullptr; };
    return m_inFlightAll == 0 && std::none_of(m_waiting.begin(), m_waiting.end(), isSecondLook);
}

void PoliteFetcher::setCrawlDelay(const QByteArray &origin, int delayMs)
{
    m_crawlDelays.insert(origin, delayMs);
}

void PoliteFetcher::cancelAll()
{
    m_isClosed = true;
    m_waitingPerHost.clear();
    const std::list<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting)
        each.cancel();
    const QSet<QObject *> owners = m_owners; // one that ends takes itself out
    for (QObject *owner : owners)
        abort(owner);
    abort(this);
}

void PoliteFetcher::cancel(QObject *owner)
{
    const auto isItsFetch = [owner](const Waiting &each) { return each.owner == owner && !each.errand; };
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), isItsFetch);
    if (found == m_waiting.end())
        return abort(owner);
    const Waiting waiting = std::move(*found);
    m_waiting.erase(found);
    forgetWait(waiting.origin);
    waiting.cancel();
}

void PoliteFetcher::abort(QObject *owner)
{
    m_fetcher.cancelAll(owner);
    if (m_renderer)
        m_renderer->cancelAll(owner);
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

void PoliteFetcher::begin(FetchRequest request, Fetcher::Done done, Way way, QObject *owner, int tries)
{
    if (request.ticket)
        request.ticket->join();
    const auto errand = std::make_shared<Errand>(Errand{request.url.origin(), request.url, std::move(done), owner});
    enterGate(*errand);
    addLogin(*errand, request, way, tries);
    if (m_cookies.count() > 0) {
        const QByteArray cookies = m_cookies.headerFor(errand->url);
        if (!cookies.isEmpty() && headerValue(request.headers, "Cookie").isEmpty())
            request.headers.append({"Cookie"_ba, cookies});
    }
    request.awaitTurn = [this, errand](const FetchResponse &first, std::function<void()> go) {
        awaitTurn(errand, first, std::move(go));
    };
    Fetcher &fetcher = way == Way::Rendered && m_renderer ? *m_renderer : m_fetcher;
    if (owner) {
        m_owners.insert(owner);
        Q_EMIT begun(owner);
    }
    // An owner may outlive this object, which its fetch must not.
    fetcher.fetch(std::move(request), owner ? owner : this, [self = QPointer(this), errand](FetchResult result) {
        if (self)
            self->finish(*errand, std::move(result));
    });
}

/// Takes the request as it is before anything is added to it.
void PoliteFetcher::addLogin(Errand &errand, FetchRequest &request, Way way, int tries)
{
    const auto login = m_logins.find(errand.origin);
    if (login == m_logins.end() || !headerValue(request.headers, "Authorization").isEmpty())
        return;
    errand.ticket = request.ticket;
    if (tries < maximumAnswers)
        errand.again = [this, request, done = errand.done, way, owner = errand.owner, tries] {
            begin(request, done, way, owner, tries + 1);
        };
    errand.credentials = login->credentials(errand.url.pathAndQuery().toByteArray(), request.method);
    if (!errand.credentials.isEmpty())
        request.headers.append({"Authorization"_ba, errand.credentials});
}

bool PoliteFetcher::takeChallenge(const Errand &errand, const FetchResult &result)
{
    const auto login = m_logins.find(errand.origin);
    if (!result || login == m_logins.end())
        return false;
    if (result->status != 401) {
        if (!errand.credentials.isEmpty())
            login->noteAccepted();
        return false;
    }
    const QList<AuthChallenge> challenges = challengesIn(headerValue(result->headers, "WWW-Authenticate"));
    return errand.again && login->takeChallenges(challenges, errand.credentials);
}

void PoliteFetcher::awaitTurn(const ErrandPointer &errand, const FetchResponse &first, std::function<void()> go)
{
    if (m_isClosed)
        return; // its cancellation is on the way
    // Queued before the host's place is given back, so that nothing that comes later gets in between.
    const auto start = [this, errand, go = std::move(go)] {
        enterGate(*errand);
        go();
    };
    wait({errand->origin, start, [] {}, errand.get()});
    leaveGate(*errand, first.status == 0 ? std::nullopt : std::optional(answerOf(first)));
    startWaiting();
}

void PoliteFetcher::finish(Errand &errand, FetchResult result)
{
    m_owners.remove(errand.owner);
    const bool isCancelled = !result && result.error().kind == FetchFault::Cancelled;
    if (!isCancelled)
        m_cookies.store(errand.url, result ? result->headers : result.error().headers);
    if (!m_isClosed && takeChallenge(errand, result)) {
        if (errand.ticket) {
            errand.ticket->shrinkTo(0);
            errand.ticket->leave();
        }
        wait({errand.origin, errand.again, [done = errand.done] { done(cancelled()); }, nullptr, errand.owner});
        leaveGate(errand, answerOf(result));
        return startWaiting();
    }
    // What a proxy did not do tells nothing of the host.
    const bool isProxys = !result && result.error().kind == FetchFault::Proxy;
    if (errand.isAtGate) {
        leaveGate(errand, isCancelled || isProxys ? std::nullopt : std::optional(answerOf(result)));
    } else {
        const auto removed = m_waiting.remove_if([&errand](const Waiting &each) { return each.errand == &errand; });
        if (removed > 0)
            forgetWait(errand.origin);
    }
    errand.done(std::move(result));
}

HostAnswer PoliteFetcher::answerOf(const FetchResult &result) const
{
    HostAnswer answer;
    answer.status = result ? result->status : 0;
    answer.latencyMs = result ? result->timings.firstByteMs : result.error().timings.totalMs;
    answer.retryAfterMs = retryAfterMs(result ? result->headers : result.error().headers, m_clock);
    return answer;
}

void PoliteFetcher::enterGate(Errand &errand)
{
    m_gate.begin(errand.origin);
    m_asked.insert(errand.origin);
    ++m_inFlight[errand.origin];
    ++m_inFlightAll;
    errand.isAtGate = true;
}

void PoliteFetcher::leaveGate(Errand &errand, const std::optional<HostAnswer> &answer)
{
    if (--m_inFlight[errand.origin] == 0)
        m_inFlight.remove(errand.origin);
    --m_inFlightAll;
    errand.isAtGate = false;
    if (answer)
        m_gate.end(errand.origin, *answer, limitsFor(errand.origin));
    else
        m_gate.abandon(errand.origin);
}

void PoliteFetcher::wait(Waiting waiting)
{
    ++m_waitingPerHost[waiting.origin];
    m_waiting.push_back(std::move(waiting));
}

void PoliteFetcher::forgetWait(const QByteArray &origin)
{
    if (--m_waitingPerHost[origin] == 0)
        m_waitingPerHost.remove(origin);
}

void PoliteFetcher::startWaiting()
{
    qint64 soonest = -1;
    for (auto each = m_waiting.begin(); each != m_waiting.end();) {
        if (m_isHeld && !each->errand) {
            ++each;
            continue;
        }
        const qint64 wait = gateWaitMs(each->origin);
        if (wait == 0) {
            const Waiting ready = std::move(*each);
            each = m_waiting.erase(each);
            forgetWait(ready.origin);
            ready.start();
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
