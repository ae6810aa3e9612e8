// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchvisits.h"

#include "core/batch/callbacks.h"
#include "core/crawl/bodyrows.h"
#include "core/crawl/outcomes.h"

#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A page's bytes, and the budget they are counted on.
struct CountedBytes
{
    std::shared_ptr<ByteBudget> budget;
    std::shared_ptr<ByteTicket> ticket;
};

/// What is left of parsing where nobody wants to know more than how much came.
ParsedPage countedPage(const ParseJob &job)
{
    ParsedPage page;
    page.contentType = mediaType(headerValue(job.headers, "Content-Type"));
    const auto body =
        decodeContent(job.body, headerValue(job.headers, "Content-Encoding"), job.bodyCap, job.ticket.get());
    if (body)
        page.bytes = body->size();
    else
        page.failure = body.error();
    return page;
}

} // namespace

struct BatchVisits::Visit
{
    ~Visit()
    {
        if (owner)
            owner->deleteLater();
    }

    WebUrl url;
    bool isListed = false;
    int attempt = 1;
    Done done; ///< null once it was called, or is not to be called
    Rests rests;
    QPointer<QObject> owner;
    CancelSource stop;
    std::shared_ptr<CountedBytes> bytes;
    FetchedPage page;
    std::shared_ptr<const PlainPage> plain; ///< once it is rendered after all
    BatchTimes times;

    [[nodiscard]] ByteTicket &ticket() const { return *bytes->ticket; }
    [[nodiscard]] Lease lease() const { return {0, {}, url, attempt, isListed, false}; }
    [[nodiscard]] PageAsker asker() const { return {owner, stop.token()}; }
};

BatchVisits::BatchVisits(const CrawlPlan &plan, const CrawlServices &services, bool isParsing, QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_services(services)
    , m_isParsing(isParsing || plan.spec.renderMode == RenderMode::Auto)
    , m_policy(plan.spec)
    , m_renderer(renderWay(plan, services))
    , m_pooled(pooledWay({}, plan, services, services.fetcher))
    , m_pooledRenderer(m_renderer ? pooledRenderWay(plan, services, *m_renderer) : nullptr)
    , m_polite(plan, wayOf(m_pooled, services.fetcher), services.gate, services.clock)
    , m_robots(plan, m_polite, services.gate, services.clock)
    , m_pages(plan, m_polite, plan.spec.isRobotsObeyed ? &m_robots : nullptr, m_policy)
    , m_extraction(m_isParsing ? Extraction::make(plan.spec, services.workers, m_stop.token()) : nullptr)
{
    for (const WebUrl &seed : plan.seeds)
        m_policy.addRoot(seed);
    if (m_renderer)
        m_polite.setRenderer(&wayOf(m_pooledRenderer, *m_renderer));
    // Heard here, not in the caller: as this goes, what gives up its places at the gate outlives who would use them.
    connect(&services.gate, &HostGate::released, this, &BatchVisits::hostReady);
    connect(&m_robots, &RobotsCache::ready, this, &BatchVisits::hostReady);
    connect(&m_polite, &PoliteFetcher::parked, this, [this](QObject *owner) { noteRest(owner, true); });
    connect(&m_pages, &PageFetcher::parked, this, [this](QObject *owner) { noteRest(owner, true); });
    connect(&m_polite, &PoliteFetcher::begun, this, [this](QObject *owner) { noteRest(owner, false); });
}

BatchVisits::~BatchVisits()
{
    m_stop.cancel();
}

qint64 BatchVisits::turn(const QByteArray &origin)
{
    if (m_plan.spec.isRobotsObeyed && !m_robots.isKnown(origin)) {
        m_robots.request(origin);
        return -1;
    }
    return m_polite.waitMs(origin);
}

BatchVisits::Refusal BatchVisits::refusalOf(const WebUrl &url) const
{
    if (!m_plan.spec.isRobotsObeyed)
        return {};
    const QByteArray origin = url.origin();
    if (m_robots.isUnreachable(origin)) {
        const QString why = m_robots.unreachableReason(origin);
        return {SkipReason::RobotsUnreachable, why, why};
    }
    const RobotsVerdict verdict = m_robots.check(url);
    if (verdict.isAllowed)
        return {};
    const QString rule = QString::fromUtf8(verdict.rule);
    return {SkipReason::Robots, rule, tr("robots.txt does not allow it (%1)").arg(rule)};
}

BatchVisits::VisitPointer BatchVisits::start(const WebUrl &url, bool isListed, int attempt, Done done, Rests rests)
{
    auto visit = std::make_shared<Visit>();
    visit->url = url;
    visit->isListed = isListed;
    visit->attempt = attempt;
    visit->done = std::move(done);
    visit->rests = std::move(rests);
    visit->owner = new QObject(this);
    m_byOwner.insert(visit->owner, visit);
    connect(visit->owner, &QObject::destroyed, this, [this](QObject *owner) { m_byOwner.remove(owner); });
    visit->bytes = std::make_shared<CountedBytes>(CountedBytes{m_services.budget, m_services.budget->open()});
    visit->times.started = m_services.clock.monotonicMs();
    m_pages.fetch(
        visit->lease(), visit->bytes->ticket, [this, visit](FetchedPage page) { arrive(visit, std::move(page)); },
        visit->asker());
    return visit;
}

void BatchVisits::noteRest(QObject *owner, bool isResting)
{
    const VisitPointer visit = m_byOwner.value(owner).lock();
    if (visit && visit->done)
        visit->rests(isResting);
}

void BatchVisits::cancel(const VisitPointer &visit)
{
    visit->done = nullptr;
    visit->stop.cancel();
    std::erase_if(m_parked, [&visit](const auto &parked) { return parked.second == visit; });
    if (visit->owner)
        m_polite.cancel(visit->owner);
}

void BatchVisits::close()
{
    m_stop.cancel();
    m_parked.clear();
    m_polite.cancelAll();
    m_robots.cancelDelayed();
}

void BatchVisits::budgetFreed()
{
    const auto parked = std::exchange(m_parked, {});
    for (const auto &[age, visit] : parked)
        parse(visit);
}

void BatchVisits::arrive(const VisitPointer &visit, FetchedPage page)
{
    if (!visit->done)
        return;
    visit->page = std::move(page);
    noteTimes(*visit);
    if (!visit->page.result && visit->page.result.error().kind == FetchFault::Cancelled) {
        VisitEnd cancelled;
        cancelled.isCancelled = true;
        cancelled.times = visit->times;
        return end(visit, std::move(cancelled));
    }
    if (isPage(visit->page))
        return parse(visit);
    if (visit->plain)
        return takePlain(visit);
    fail(visit);
}

/// From the timings of the last request, whose end is now.
void BatchVisits::noteTimes(Visit &visit) const
{
    const FetchTimings &timings = visit.page.result ? visit.page.result->timings : visit.page.result.error().timings;
    BatchTimes &times = visit.times;
    times.bodyEnd = m_services.clock.monotonicMs();
    const qint64 began = std::max(times.started, times.bodyEnd - timings.totalMs);
    times.connected = std::min(times.bodyEnd, began + timings.connectMs);
    times.firstByte = std::clamp(began + timings.firstByteMs, times.connected, times.bodyEnd);
    if (!visit.page.result && visit.page.result.error().status == 0)
        times.firstByte = -1;
    if (times.firstByte < 0 && timings.connectMs == 0)
        times.connected = -1;
}

void BatchVisits::fail(const VisitPointer &visit)
{
    VisitEnd failed;
    failed.record = pageRecord(visit->page, nowUtcMs());
    failed.parsed.row = emptyRow();
    failed.times = visit->times;
    if (visit->page.refusalKind.isEmpty() && visit->page.isRepeatable)
        failed.retryMs =
            m_plan.retry.delayMs(visit->attempt, visit->page.result, QRandomGenerator::global()->generateDouble());
    visit->ticket().shrinkTo(0);
    end(visit, std::move(failed));
}

ParseJob BatchVisits::jobFor(const Visit &visit) const
{
    const FetchResponse &response = *visit.page.result;
    return {visit.page.finalUrl,          response.headers,       response.body,
            m_plan.spec.maximumBodyBytes, m_plan.spec.isBodyKept, m_keyer,
            visit.bytes->ticket,          m_extraction,           false};
}

void BatchVisits::parse(const VisitPointer &visit)
{
    const bool isPlain = headerValue(visit->page.result->headers, "Content-Encoding").isEmpty();
    if (!m_isParsing && isPlain)
        return parsed(visit, countedPage(jobFor(*visit)));
    auto work = [job = jobFor(*visit), isParsing = m_isParsing] {
        return isParsing ? parsePage(job) : countedPage(job);
    };
    addDoneCallback(m_services.pool.submit(std::move(work)), this,
                    [this, visit](const OutcomeOf<ParsedPage> &outcome) { parsed(visit, parsedPage(outcome)); });
}

void BatchVisits::parsed(const VisitPointer &visit, ParsedPage result)
{
    if (!visit->done)
        return;
    if (result.failure && result.failure->kind == DecodeFault::NoRoom) {
        m_parked.emplace(visit->ticket().serial(), visit);
        if (m_services.budget->hasRoomAgain(visit->ticket()))
            budgetFreed();
        return;
    }
    if (!result.failure && !visit->plain && isToBeRendered(m_plan.spec, result, false, m_learning))
        return render(visit, std::move(result));
    if (visit->plain && !result.failure && m_extraction)
        static_cast<void>(m_learning.takeRendered(visit->plain->parsed.extracted.matches, result.extracted.matches));
    conclude(visit, std::move(result));
}

void BatchVisits::render(const VisitPointer &visit, ParsedPage result)
{
    visit->page.result->body.clear();
    visit->ticket().shrinkTo(0);
    visit->plain = std::make_shared<const PlainPage>(PlainPage{visit->page, std::move(result)});
    m_pages.render(
        visit->lease(), visit->plain->page, visit->bytes->ticket,
        [this, visit](FetchedPage page) { arrive(visit, std::move(page)); }, visit->asker());
}

/// It could not be rendered, so what HTTP gave is what there is.
void BatchVisits::takePlain(const VisitPointer &visit)
{
    ParsedPage result = visit->plain->parsed;
    const QString why = tr("could not be rendered: %1").arg(pageRecord(visit->page, nowUtcMs()).error);
    result.note = result.note.isEmpty() ? why : result.note + u"; "_s + why;
    visit->page = visit->plain->page;
    conclude(visit, std::move(result));
}

void BatchVisits::conclude(const VisitPointer &visit, ParsedPage result)
{
    VisitEnd done;
    done.record = pageRecord(visit->page, nowUtcMs());
    visit->page.result->body.clear();
    visit->ticket().shrinkTo(result.body ? result.body->zstd.size() : 0);
    done.isDone = !result.failure;
    if (result.failure) {
        const bool isTooLarge = result.failure->kind == DecodeFault::TooLarge;
        done.record.errorKind = faultName(isTooLarge ? FetchFault::BodyTooLarge : FetchFault::Decode);
        done.record.error = result.failure->detail;
    } else {
        addParsed(done.record, result);
    }
    done.parsed = std::move(result);
    done.times = visit->times;
    done.bytes = visit->bytes;
    end(visit, std::move(done));
}

void BatchVisits::end(const VisitPointer &visit, VisitEnd end)
{
    if (const Done done = std::exchange(visit->done, nullptr))
        done(std::move(end));
}

} // namespace sluice::core
